//! The bundled notice against its judged record.

use std::fs;

use plangraph::model::{ClauseKind, DiagnosticCode, Document, Outline, Role, TextRange};
use plangraph::{parse, source};
use serde_json::Value;

use super::{codes, names, read};
use crate::support::repository;

fn bundled() -> (Document, Outline) {
    let bytes = fs::read(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let document = source::read("liaoning-2012-division.txt", &bytes).unwrap();
    let outline = parse::parse(&document);
    (document, outline)
}

fn line(document: &Document, range: TextRange) -> u32 {
    document.source_range(range).line
}

#[test]
fn the_bundled_notice_has_its_counts() {
    let (_, outline) = bundled();
    assert_eq!(outline.chapters.len(), 15);
    let sections: usize = outline.chapters.iter().map(|c| c.sections.len()).sum();
    assert_eq!(sections, 64);
    assert_eq!(outline.blocks.len(), 148);
    let statements: Vec<_> = outline
        .blocks
        .iter()
        .filter_map(|b| b.statement.as_ref())
        .collect();
    assert_eq!(statements.len(), 142);
    let mentions = || statements.iter().flat_map(|s| &s.mentions);
    let count = |role| mentions().filter(|m| m.role == role).count();
    let helped = mentions().filter(|m| m.role == Role::Supporting).count();
    assert_eq!(count(Role::Lead), 110 + 5);
    assert_eq!(count(Role::Responsible) + helped, 724);
    assert_eq!(statements.iter().filter(|s| s.is_open_list).count(), 115);
    let kinds = |kind| outline.clauses.iter().filter(|c| c.kind == kind).count();
    assert_eq!(kinds(ClauseKind::Principle), 3);
    assert_eq!(kinds(ClauseKind::Requirement), 3);
    assert_eq!(outline.clauses.len(), 6);
    assert_eq!(codes(&outline, DiagnosticCode::NoResponsibility), 6);
    assert_eq!(codes(&outline, DiagnosticCode::Inherited), 5);
    assert_eq!(codes(&outline, DiagnosticCode::NoLead), 27);
    assert_eq!(codes(&outline, DiagnosticCode::CitedNumber), 1);
    assert!(outline.coverage > 0.999, "{}", outline.coverage);
}

#[test]
fn the_bundled_notice_has_a_date_and_no_other_head() {
    let (document, outline) = bundled();
    assert_eq!(outline.head.title, []);
    assert_eq!(outline.head.document_number, None);
    assert_eq!(outline.head.issuer, None);
    let date = outline.head.issued_on.map(|range| document.get(range));
    assert_eq!(date, Some("二○一二年二月十七日"));
    assert_eq!(outline.attachments, []);
}

#[test]
fn the_bundled_notice_agrees_with_its_judged_record() {
    let (document, outline) = bundled();
    let record =
        fs::read_to_string(repository("tests/fixtures/liaoning-2012/tasks.jsonl")).unwrap();
    let rows: Vec<Value> = record
        .lines()
        .map(|row| serde_json::from_str(row).unwrap())
        .collect();
    let judged = |chapter: usize| rows.iter().any(|row| row["chapter"] == chapter);
    let blocks: Vec<_> = outline
        .blocks
        .iter()
        .filter(|b| judged(b.chapter + 1))
        .collect();
    assert_eq!(blocks.len(), rows.len());
    for (block, row) in blocks.into_iter().zip(&rows) {
        let span = document.span(block.text);
        let texts = |key: &str| -> Vec<&str> {
            row[key]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| name.as_str().unwrap())
                .collect()
        };
        assert_eq!(row["start"], span.range.start, "{}", span.quote);
        assert_eq!(row["end"], span.range.end, "{}", span.quote);
        assert_eq!(row["line"], span.range.line);
        assert_eq!(row["chapter"], block.chapter + 1);
        assert_eq!(
            row["section"].as_u64(),
            block.section.map(|s| s as u64 + 1),
            "{}",
            span.quote
        );
        assert_eq!(
            row["label"].as_str(),
            block.label.map(|label| document.get(label))
        );
        let statement = block.statement.as_ref();
        assert_eq!(row["isOpenList"], statement.is_some_and(|s| s.is_open_list));
        let Some(qualifier) = row["qualifier"].as_str() else {
            assert_eq!(texts("lead"), names(&document, block, Role::Lead));
            assert_eq!(
                texts("responsible"),
                names(&document, block, Role::Responsible)
            );
            continue;
        };
        assert_eq!(
            texts("responsible"),
            names(&document, block, Role::Supporting)
        );
        let mention = statement.unwrap().mentions.first().unwrap();
        assert_eq!(
            document.get(mention.qualifier.unwrap()),
            ["等", qualifier].concat()
        );
    }
}

#[test]
fn the_bundled_notice_has_its_run_in_headings() {
    let (document, outline) = bundled();
    let labelled: Vec<_> = outline
        .blocks
        .iter()
        .filter_map(|block| block.label.map(|label| line(&document, label)))
        .collect();
    let expected = [
        41, 44, 47, 58, 61, 64, 117, 126, 128, 131, 134, 137, 141, 144, 146, 149, 151, 153, 156,
        159, 162, 165, 169, 171, 174, 177, 236, 240, 271, 274, 277, 286, 289, 313, 316, 323, 479,
    ];
    assert_eq!(labelled, expected);
}

#[test]
fn blocks_without_statement_take_over_only_what_follows() {
    let (document, outline) = bundled();
    let takers: Vec<_> = outline
        .blocks
        .iter()
        .filter(|block| block.statement.is_none())
        .map(|block| {
            let from = block.inherits.and_then(|index| outline.blocks.get(index));
            let statement = from.and_then(|from| from.statement.as_ref());
            (
                line(&document, block.text),
                statement.map(|s| line(&document, s.range)),
            )
        })
        .collect();
    assert_eq!(
        takers,
        [
            (38, None),
            (470, Some(477)),
            (472, Some(477)),
            (474, Some(477)),
            (484, Some(489)),
            (486, Some(489)),
        ]
    );
}

#[test]
fn a_heading_that_is_also_text_is_both() {
    let (document, outline) = bundled();
    for (number, title, text) in [
        (
            68,
            "全面实施工业“五项工程”",
            "全面实施工业“五项工程”。推动传统",
        ),
        (87, "打造建筑业强省", "打造建筑业强省。"),
    ] {
        let block = outline
            .blocks
            .iter()
            .find(|b| line(&document, b.text) == number)
            .unwrap();
        let chapter = outline.chapters.get(block.chapter).unwrap();
        let section = chapter.sections.get(block.section.unwrap()).unwrap();
        assert_eq!(document.get(section.heading.text.title), title);
        assert!(document.get(block.text).starts_with(text));
        assert_eq!(block.label, None);
    }
}

/// The text with its paragraphs cut every `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let lines = text.lines().map(|line| {
        let characters: Vec<char> = line.chars().collect();
        let pieces: Vec<String> = characters.chunks(width).map(String::from_iter).collect();
        pieces.join("\n")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_copies_do_to_the_bundled_notice_changes_nothing_in_it() {
    let original = fs::read_to_string(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let half_width = [
        ("：", ":"),
        ("，", ","),
        ("；", ";"),
        ("（", "("),
        ("）", ")"),
    ];
    let half_width = half_width
        .iter()
        .fold(original.clone(), |text, (full, half)| {
            text.replace(full, half)
        });
    let head = "辽宁省人民政府关于落实主要目标和任务分工的通知\n辽政发〔2031〕901号\n\n";
    for copy in [
        original.replace('\u{E004}', ""),
        original.replace('\n', "\r\n"),
        original.replace('\n', "\n\n"),
        original.replace("\n\n", "\n"),
        original.replace("　　", ""),
        original.replace("二○一二年二月十七日", "辽宁省人民政府\n2012年2月17日"),
        [head, &original].concat(),
        wrapped(&original, 40),
        half_width,
    ] {
        let (_, outline) = read(&copy);
        let sections: usize = outline.chapters.iter().map(|c| c.sections.len()).sum();
        let mentions = outline.blocks.iter().filter_map(|b| b.statement.as_ref());
        let mentions: usize = mentions.map(|statement| statement.mentions.len()).sum();
        let labels = outline.blocks.iter().filter(|b| b.label.is_some()).count();
        let counts = (
            outline.chapters.len(),
            sections,
            outline.blocks.len(),
            mentions,
            labels,
        );
        assert_eq!(counts, (15, 64, 148, 110 + 5 + 724, 37));
        assert_eq!(outline.clauses.len(), 6);
        assert!(outline.head.issued_on.is_some());
    }
}
