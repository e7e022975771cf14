//! PDF files.

use plangraph::model::{DiagnosticCode, Format, TextRange};
use plangraph::source;

use super::made::{pdf, pdf_of, show, stream, zlib};

fn text(pages: &[String]) -> String {
    let document = source::read("a.pdf", &pdf(pages)).unwrap();
    assert_eq!(document.format(), Format::Pdf);
    document.source().to_owned()
}

/// Lines at the left margin of a page, from the top; what begins with ＞ is set in by two characters.
fn page(lines: &[&str]) -> String {
    let place = |(index, line): (usize, &&str)| {
        let y = 780 - 24 * i32::try_from(index).unwrap();
        match line.strip_prefix('＞') {
            Some(line) => show(92, y, 16, line),
            None => show(60, y, 16, line),
        }
    };
    lines.iter().enumerate().map(place).collect()
}

/// So many characters of a full line.
const FULL: &str = "加快推进农业产业化示范基地建设和现代农业园区建设提高农民收入";

#[test]
fn lines_that_the_page_cut_are_joined() {
    let first = format!("＞{}", FULL.chars().take(27).collect::<String>());
    let page_of = |rest: &[&str]| page(&[&[first.as_str(), FULL], rest].concat());
    let start = format!("{}{FULL}", first.trim_start_matches('＞'));
    assert_eq!(
        text(&[page_of(&["生活水平。", "＞责任单位：省农委。"])]),
        format!("{start}生活水平。\n责任单位：省农委。\n")
    );
    // A line that ends before the margin ends a paragraph, and so does a greater distance.
    assert_eq!(
        text(&[page_of(&["生活水平。", "又一段。"])]),
        format!("{start}生活水平。\n又一段。\n")
    );
    assert_eq!(
        text(&[page_of(&["", "", "生活水平。"])]),
        format!("{start}\n生活水平。\n")
    );
}

#[test]
fn columns_that_nothing_crosses_make_a_table_without_rules() {
    let row = |y: i32, cells: [&str; 4]| -> String {
        let places = [60, 120, 340, 460].into_iter().zip(cells);
        let filled = places.filter(|(_, cell)| !cell.is_empty());
        filled.map(|(x, cell)| show(x, y, 10, cell)).collect()
    };
    let page = [
        show(60, 800, 16, "重点任务分解表"),
        row(780, ["序号", "工作任务", "牵头单位", "完成时限"]),
        show(60, 764, 10, "一、农业农村发展"),
        row(
            748,
            [
                "1",
                "新建高标准农田一百二十万亩以上并健全耕地",
                "省农业农村厅",
                "10月底前",
            ],
        ),
        row(735, ["", "保护制度。", "省财政厅", ""]),
        row(719, ["2", "改造农村危房。", "省住房城乡建设厅", ""]),
        show(
            60,
            690,
            10,
            "各单位要于每季度末报告进展情况，省政府督查室汇总后报省政府，并按年度通报全省各地。",
        ),
    ];
    assert_eq!(
        text(&[page.concat()]),
        "重点任务分解表\n序号\t工作任务\t牵头单位\t完成时限\n一、农业农村发展\t\t\t\n\
         1\t新建高标准农田一百二十万亩以上并健全耕地保护制度。\t省农业农村厅 省财政厅\t10月底前\n\
         2\t改造农村危房。\t省住房城乡建设厅\t\n\
         各单位要于每季度末报告进展情况，省政府督查室汇总后报省政府，并按年度通报全省各地。\n"
    );
    // Text in columns is none, although it speaks of tasks and bodies as heads do.
    let text_of = |y: i32| {
        show(60, y, 10, "推进重点工作，")
            + &show(220, y, 10, "各有关单位，")
            + &show(380, y, 10, "发展县域经济，")
    };
    let page: String = [780, 764, 748].into_iter().map(text_of).collect();
    assert!(!text(&[page]).contains('\t'));
}

#[test]
fn pages_are_joined_without_their_marks_and_every_stretch_knows_its_page() {
    let first = page(&[
        "＞一、农业",
        &format!("＞{}", FULL.chars().take(27).collect::<String>()),
    ]) + &show(280, 40, 12, "—1—");
    let second = page(&["生活水平。", "＞责任单位：省农委。"]) + &show(280, 40, 12, "— 2 —");
    let document = source::read("a.pdf", &pdf(&[first, String::new(), second])).unwrap();
    let start: String = FULL.chars().take(27).collect();
    assert_eq!(
        document.source(),
        format!("一、农业\n{start}生活水平。\n责任单位：省农委。\n")
    );
    for (quote, expected) in [
        ("一、农业", 1),
        (start.as_str(), 1),
        ("生活", 3),
        ("省农委", 3),
    ] {
        let at = document.text().find(quote).unwrap();
        let span = document.span(TextRange::new(at, at + quote.len()));
        assert_eq!(
            (span.quote.as_str(), span.range.page),
            (quote, Some(expected))
        );
    }
}

#[test]
fn ruled_tables_are_rows_of_cells() {
    let rule = |x0: i32, y0: i32, x1: i32, y1: i32| format!("{x0} {y0} m {x1} {y1} l S\n");
    // Three columns and three rows; the first two rows share their first cell, the last is one cell.
    let rules = [
        rule(60, 700, 360, 700),
        rule(160, 670, 360, 670),
        rule(60, 640, 360, 640),
        rule(60, 610, 360, 610),
        rule(60, 700, 60, 610),
        rule(160, 700, 160, 640),
        rule(260, 700, 260, 640),
        rule(360, 700, 360, 610),
    ];
    let cells = [
        show(64, 684, 10, "1"),
        show(164, 684, 10, "植树造林防沙治沙工程"),
        show(164, 673, 10, "建设"),
        show(264, 684, 10, "省林业厅"),
        show(164, 650, 10, "修路"),
        show(264, 650, 10, "省交通厅"),
        show(64, 620, 10, "二、水利"),
    ];
    let content =
        page(&["＞任务如下："]) + &rules.concat() + &cells.concat() + &show(60, 580, 16, "文末");
    assert_eq!(
        text(&[content]),
        "任务如下：\n1\t植树造林防沙治沙工程建设\t省林业厅\n〃\t修路\t省交通厅\n二、水利\t\t\n文末\n"
    );
}

#[test]
fn text_that_runs_across_the_page_or_repeats_is_no_text_of_its_own() {
    let watermark = "q 0.7 0.7 -0.7 0.7 100 100 cm BT /F 40 Tf <5185 90E8> Tj ET Q\n";
    let doubled = show(60, 700, 16, "通知") + &show(61, 700, 16, "通知");
    assert_eq!(
        text(&[watermark.to_owned() + &doubled + &show(60, 660, 16, "一、农业")]),
        "通知\n一、农业\n"
    );
    let artifact =
        "/Artifact <</Type/Pagination>> BDC\n".to_owned() + &show(60, 800, 10, "页眉") + "EMC\n";
    assert_eq!(text(&[artifact + &show(60, 700, 16, "通知")]), "通知\n");
    let replaced = "/Span <</ActualText <FEFF901A77E5>>> BDC\n".to_owned()
        + &show(60, 700, 16, "甲乙丙")
        + "EMC\n";
    assert_eq!(text(&[replaced]), "通知\n");
}

/// A file with one page in one font.
fn with_font(font: &str, more: &[Vec<u8>], shown: &str) -> Vec<u8> {
    let content = format!("BT /F 16 Tf 60 700 Td {shown} Tj ET");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>".to_vec(),
        stream("", content.as_bytes()),
        font.as_bytes().to_vec(),
    ];
    objects.extend_from_slice(more);
    pdf_of(&objects, "")
}

#[test]
fn codes_are_read_as_their_font_says() {
    let map = stream("", b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <01> <02> <7701> endbfrange");
    for (font, more, shown, expected) in [
        (
            "<</Type/Font/Subtype/Type0/Encoding/GBK-EUC-H/DescendantFonts[<<>>]>>",
            None,
            "<CAA1 C5A9 CEAF 31>",
            "省农委1\n",
        ),
        (
            "<</Type/Font/Subtype/TrueType/Encoding/WinAnsiEncoding>>",
            None,
            "(2012 97%)",
            "2012 97%\n",
        ),
        (
            "<</Type/Font/Subtype/TrueType/Flags 4/ToUnicode 6 0 R>>",
            Some(map),
            "<01 02>",
            "省眂\n",
        ),
        (
            "<</Type/Font/Subtype/Type1/Encoding<</Differences[1/uni7701/five/percent]>>>>",
            None,
            "<01 02 03>",
            "省5%\n",
        ),
    ] {
        let bytes = with_font(font, &more.into_iter().collect::<Vec<_>>(), shown);
        let document = source::read("a.pdf", &bytes).unwrap();
        assert_eq!(document.source(), expected, "{font}");
    }
}

#[test]
fn files_without_text_are_refused_with_a_way_out() {
    let image = stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        b"x",
    );
    let scan = pdf_of(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>"
                .to_vec(),
            stream("", b"q 595 0 0 842 0 0 cm /I Do Q"),
            image,
        ],
        "",
    );
    let unmapped = with_font(
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<<>>]>>",
        &[],
        "<0102 0304>",
    );
    let catalogue = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 0/Kids[]>>".to_vec(),
    ];
    let bomb = with_font(
        "<<>>",
        &[stream("/Filter/FlateDecode", &zlib(&vec![0; 65 << 20]))],
        "()",
    );
    let twice = with_font(
        "<<>>",
        &[stream(
            "/Filter[/FlateDecode/FlateDecode]",
            &zlib(&zlib(&[0; 1000])),
        )],
        "()",
    );
    let whole = pdf(&[page(&["通知"])]);
    for (bytes, problem) in [
        (scan, "is a scan"),
        (unmapped, "do not say which characters"),
        (pdf(&[String::new()]), "holds no text"),
        (
            pdf_of(&catalogue, "/Encrypt<</Filter/Standard>>"),
            "is encrypted",
        ),
        (b"%PDF-1.7\nand nothing else".to_vec(), "is broken"),
        (whole[..whole.len() / 3].to_vec(), "PDF file"),
        (bomb, "unpacks to more"),
        (twice, "packed more than once"),
    ] {
        let refusal = source::read("a.pdf", &bytes).unwrap_err();
        assert_eq!(
            refusal.problem.code(),
            DiagnosticCode::BinaryInput,
            "{refusal}"
        );
        assert!(
            refusal.to_string().contains(problem),
            "{refusal} for {problem}"
        );
    }
}
