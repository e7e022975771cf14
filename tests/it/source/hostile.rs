//! Files that were made to do harm, or were damaged on their way.

use std::fs;

use plangraph::model::{Document, TextRange};
use plangraph::source::{self, members};
use proptest::prelude::*;

use super::made::{docx, pdf, show, zip};
use crate::support::repository;

fn refused(name: &str, bytes: &[u8], problem: &str) {
    let refusal = source::read(name, bytes).unwrap_err();
    assert!(
        refusal.to_string().contains(problem),
        "{refusal} for {problem}"
    );
}

#[test]
fn containers_that_unpack_to_too_much_are_refused() {
    let zeros = vec![b' '; 65 << 20];
    refused(
        "a.docx",
        &zip(&[("[Content_Types].xml", b""), ("word/document.xml", &zeros)]),
        "unpacks to more than",
    );
    let found = members(
        "a.zip",
        &zip(&[("a.txt", &zeros), ("b.txt", "责任单位：省农委".as_bytes())]),
    )
    .unwrap();
    assert!(
        found[0]
            .as_ref()
            .unwrap_err()
            .to_string()
            .contains("unpacks to more than")
    );
    assert_eq!(found[1].as_ref().unwrap().name, "a.zip/b.txt");
}

#[test]
fn archives_within_archives_are_opened_to_a_depth() {
    let mut archive = zip(&[("通知.txt", b"x")]);
    for _ in 0..6 {
        archive = zip(&[("内.zip", &archive)]);
    }
    let found = members("外.zip", &archive).unwrap();
    assert!(
        found[0]
            .as_ref()
            .unwrap_err()
            .to_string()
            .contains("archives lie more than")
    );
    let twice = zip(&[(
        "内.zip",
        &zip(&[("a/通知.txt", b"x"), (".hidden", b""), ("__MACOSX/a", b"")]),
    )]);
    let found = members("外.zip", &twice).unwrap();
    let names: Vec<_> = found
        .iter()
        .map(|member| member.as_ref().unwrap().name.as_str())
        .collect();
    assert_eq!(names, ["外.zip/内.zip/a/通知.txt"]);
    assert_eq!(members("a.docx", &docx("", "", "")), None);
    assert_eq!(members("a.txt", b"PK"), None);
}

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document><w:body>&b;</w:body></w:document>";
    refused(
        "a.docx",
        &zip(&[
            ("[Content_Types].xml", b""),
            ("word/document.xml", bomb.as_bytes()),
        ]),
        "has a document type",
    );
    refused(
        "a.docx",
        &docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", "", ""),
        "uses an entity",
    );
    refused("a.docx", &docx("<w:p>", "", ""), "Word document");
}

#[test]
fn nothing_nests_too_deep() {
    let depth = 100_000;
    refused(
        "a.docx",
        &docx(&"<w:p>".repeat(depth), "", ""),
        "nests too deep",
    );
    for tag in ["div", "p", "table", "td", "li", "b", "ol", "svg", "st1:x"] {
        let open = format!("<{tag}>").repeat(depth);
        let page = format!("<html>{open}责任单位：省农委。");
        let document = source::read("a.html", page.as_bytes());
        assert!(
            document.is_err() || document.unwrap().source().contains("省农委"),
            "{tag}"
        );
        let both = format!(
            "<html>责任单位：省农委。{open}{}",
            format!("</{tag}>").repeat(depth)
        );
        assert!(
            source::read("a.html", both.as_bytes())
                .unwrap()
                .source()
                .contains("省农委")
        );
    }
    let mixed = format!("<html>{}省农委", "<table><tr><td><div>".repeat(depth / 10));
    assert!(
        source::read("a.html", mixed.as_bytes())
            .unwrap()
            .source()
            .contains("省农委")
    );
    let arrays = pdf(&[format!(
        "{}\n{}",
        "[".repeat(depth),
        show(60, 700, 16, "通知")
    )]);
    let _ = source::read("a.pdf", &arrays);
    let states = pdf(&[format!(
        "{} {}",
        "q ".repeat(depth),
        show(60, 700, 16, "通知")
    )]);
    assert!(
        source::read("a.pdf", &states)
            .unwrap()
            .source()
            .contains("通知")
    );
}

#[test]
fn spans_of_cells_do_not_blow_up() {
    let row = "<tr><td colspan=65535 rowspan=65535>甲<td>乙";
    let page = format!("<html><table>{}", row.repeat(20_000));
    let document = source::read("a.html", page.as_bytes());
    assert!(document.is_err() || document.unwrap().source().len() < 40 << 20);
}

#[test]
fn files_cut_short_are_refused_or_read_as_far_as_they_go() {
    for name in ["table.docx", "table.pdf", "table.html"] {
        let bytes = fs::read(repository("tests/fixtures/formats").join(name)).unwrap();
        for part in 1..16 {
            let cut = &bytes[..bytes.len() * part / 16];
            match source::read(name, cut) {
                Ok(document) => holds(&document),
                Err(refusal) => assert!(refusal.to_string().contains("; "), "{refusal}"),
            }
        }
    }
}

/// Every character of the clean text leads back to the text that is kept.
fn holds(document: &Document) {
    for (start, character) in document.text().char_indices() {
        let span = document.span(TextRange::new(start, start + character.len_utf8()));
        assert_eq!(span.quote.chars().count(), 1);
        assert_eq!(document.quote(span.range), span.quote);
    }
}

/// What pages, Word documents and content of PDF pages are made of, in any order.
fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 0..60).prop_map(|pieces| pieces.concat())
}

const TAGS: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td rowspan=3>",
    "<td colspan=2>",
    "</td>",
    "<th>",
    "<tbody>",
    "</tbody>",
    "<p>",
    "</p>",
    "<div class=nav>",
    "</div>",
    "<ol>",
    "<li>",
    "</ol>",
    "<br>",
    "<a href=1>",
    "</a>",
    "<script>",
    "</script>",
    "<b>",
    "甲",
    "责任单位：",
    " ",
    "\n",
    "&nbsp;",
    "&#0;",
    "&#x110000;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<style>",
    "<title>",
    "<",
    ">",
    "\"",
    "<pre>",
    "附件",
];

const WORDS: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:tcPr><w:gridSpan w:val=\"99999\"/></w:tcPr>",
    "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
    "<w:br/>",
    "<w:tab/>",
    "甲",
    "<w:del>",
    "</w:del>",
    "<!---->",
    "&amp;",
    "&x;",
    "<w:trPr><w:gridBefore w:val=\"7\"/></w:trPr>",
];

const OPERATORS: &[&str] = &[
    "BT ",
    "ET ",
    "/F 16 Tf ",
    "/F -1 Tf ",
    "60 700 Td ",
    "0 0 0 0 0 0 Tm ",
    "1e30 0 0 1e30 1e38 1e38 Tm ",
    "<7701519C> Tj ",
    "(abc) Tj ",
    "[<7701> -99999999 <519C>] TJ ",
    "q ",
    "Q ",
    "0 1 -1 0 0 0 cm ",
    "10 10 m 200 10 l S ",
    "0 0 300 300 re S ",
    "0 0 1e9 1 re f ",
    "/Artifact BMC ",
    "/Span <</ActualText (x)>> BDC ",
    "EMC ",
    "/X Do ",
    "T* ",
    "' ",
    "<",
    ">>",
    "[",
    "]",
    "(",
    "99999999999999999999 TL ",
];

proptest! {
    #[test]
    fn any_tags_make_a_page(tags in pieces(TAGS)) {
        if let Ok(document) = source::read("a.html", format!("<html>{tags}").as_bytes()) {
            holds(&document);
            prop_assert!(document.source().lines().all(|line| line == line.trim_matches([' ', '\r'])));
        }
    }

    #[test]
    fn any_elements_make_a_word_document_or_none(words in pieces(WORDS)) {
        if let Ok(document) = source::read("a.docx", &docx(&words, "", "")) {
            holds(&document);
        }
    }

    #[test]
    fn any_operators_make_a_page_of_a_pdf(operators in pieces(OPERATORS)) {
        if let Ok(document) = source::read("a.pdf", &pdf(&[operators + &show(60, 700, 16, "通知")])) {
            holds(&document);
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        name in prop::sample::select(vec!["a.docx", "a.pdf", "a.html", "a.zip"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        is_cut in prop::bool::weighted(0.2),
    ) {
        let mut bytes = match name {
            "a.docx" => docx("<w:p><w:r><w:t>责任单位：省农委。</w:t></w:r></w:p>", "", ""),
            "a.pdf" => pdf(&[show(60, 700, 16, "责任单位：省农委。")]),
            "a.zip" => zip(&[("a.txt", "责任单位：省农委。".as_bytes()), ("b.zip", &zip(&[("c", b"d")]))]),
            _ => "<html><p>责任单位：省农委。</p>".as_bytes().to_vec(),
        };
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(document) = source::read(name, &bytes) {
            holds(&document);
        }
        for member in members(name, &bytes).into_iter().flatten().flatten() {
            prop_assert!(member.name.starts_with(name));
        }
    }
}
