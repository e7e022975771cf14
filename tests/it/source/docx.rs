//! Word documents.

use plangraph::model::{DiagnosticCode, Format};
use plangraph::source;

use super::made::{docx, zip};

fn text(body: &str, numbering: &str, styles: &str) -> String {
    let document = source::read("a.docx", &docx(body, numbering, styles)).unwrap();
    assert_eq!(document.format(), Format::Docx);
    document.source().to_owned()
}

fn check(body: &str, expected: &str) {
    assert_eq!(text(body, "", ""), expected, "{body}");
}

/// A paragraph with properties and runs.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn numbered(list: u32, level: u32, text: &str) -> String {
    p(
        &format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"),
        text,
    )
}

#[test]
fn a_paragraph_is_a_line() {
    check(
        &(p("", "一、农业") + &p("", " ") + &p("", "甲&amp;乙&#x3002;")),
        "一、农业\n甲&乙。\n",
    );
    check(
        "<w:p><w:r><w:t>责任</w:t></w:r><w:r><w:t>单位：</w:t><w:tab/><w:t>省农委</w:t></w:r></w:p>",
        "责任单位： 省农委\n",
    );
    check(
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>",
        "甲\n乙\n",
    );
}

#[test]
fn what_is_deleted_hidden_or_a_field_code_is_no_text() {
    for dropped in [
        "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>",
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
        "<mc:AlternateContent><mc:Fallback><w:t>重</w:t></mc:Fallback></mc:AlternateContent>",
    ] {
        check(
            &format!(
                "<w:p><w:r><w:t>甲</w:t></w:r>{dropped}<w:ins><w:r><w:t>乙</w:t></w:r></w:ins></w:p>"
            ),
            "甲乙\n",
        );
    }
    let box_within = "<w:p><w:r><w:t>甲</w:t><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r>\
        <w:r><w:t>乙</w:t></w:r></w:p>";
    check(box_within, "框\n甲乙\n");
}

#[test]
fn a_row_of_a_table_is_a_line_of_cells() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text))
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[cell("<w:gridSpan w:val=\"3\"/>", "一、农业")]),
        row(&[
            cell("<w:vMerge w:val=\"restart\"/>", "1"),
            cell("", "甲"),
            cell("", "")
        ]),
        row(&[cell("<w:vMerge/>", ""), cell("", "乙"), cell("", "丙")]),
        row(&[
            cell("", "2"),
            format!("<w:tc>{}{}</w:tc>", p("", "丁"), p("", "戊")),
            cell("", "己")
        ]),
    );
    check(
        &(p("", "表") + &table + &p("", "文末")),
        "表\n一、农业\t\t\n1\t甲\t\n〃\t乙\t丙\n2\t丁 戊\t己\n文末\n",
    );
}

#[test]
fn numbers_that_word_prints_are_printed() {
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"7\">{}{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"8\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(0, "bullet", "●"),
    );
    let styles = "<w:style w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>";
    let body = [
        numbered(1, 0, "农业"),
        numbered(1, 1, "粮食"),
        numbered(1, 2, "扩种"),
        numbered(1, 2, "增产"),
        numbered(1, 1, "蔬菜"),
        numbered(1, 2, "大棚"),
        p("<w:pStyle w:val=\"b\"/>", "水利"),
        numbered(1, 1, "灌区"),
        numbered(2, 0, "要点"),
        p(
            "<w:pStyle w:val=\"b\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>",
            "不编号",
        ),
        numbered(3, 0, "重新"),
        numbered(9, 0, "无此表"),
    ];
    assert_eq!(
        text(&body.concat(), &numbering, styles),
        "一、农业\n（一）粮食\n1.扩种\n2.增产\n（二）蔬菜\n1.大棚\n二、水利\n（一）灌区\n要点\n不编号\n一、重新\n无此表\n"
    );
}

#[test]
fn other_containers_are_refused_with_a_way_out() {
    let encrypted = |mut bytes: Vec<u8>| {
        // The flag of the local and of the central header.
        let central = bytes
            .windows(4)
            .position(|window| window == b"PK\x01\x02")
            .unwrap();
        bytes[6] |= 1;
        bytes[central + 8] |= 1;
        bytes
    };
    let locked = [
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(),
        &"EncryptedPackage"
            .bytes()
            .flat_map(|byte| [byte, 0])
            .collect::<Vec<_>>(),
    ];
    for (bytes, problem) in [
        (
            zip(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]),
            "an Excel workbook",
        ),
        (
            zip(&[("[Content_Types].xml", b""), ("ppt/a.xml", b"")]),
            "a PowerPoint file",
        ),
        (zip(&[("OFD.xml", b"")]), "an OFD document"),
        (
            zip(&[("mimetype", b""), ("content.xml", b"")]),
            "an OpenDocument file",
        ),
        (zip(&[("[Content_Types].xml", b"")]), "no text part"),
        (zip(&[("通知.txt", b"")]), "a zip archive of several files"),
        (
            encrypted(zip(&[
                ("word/document.xml", b"<a/>"),
                ("[Content_Types].xml", b""),
            ])),
            "is encrypted",
        ),
        (locked.concat(), "an encrypted Office file"),
    ] {
        let refusal = source::read("a.docx", &bytes).unwrap_err();
        assert_eq!(
            refusal.problem.code(),
            DiagnosticCode::BinaryInput,
            "{refusal}"
        );
        assert!(refusal.to_string().contains(problem), "{refusal}");
    }
    assert_eq!(
        source::read("a.zip", &zip(&[])).unwrap_err().problem.code(),
        DiagnosticCode::EmptyInput
    );
}
