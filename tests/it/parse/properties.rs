//! What holds for any text.

use plangraph::model::{Outline, TextRange};
use plangraph::{parse, source};
use proptest::prelude::*;

use super::read;

/// Every range that an outline gives out.
fn ranges(outline: &Outline) -> Vec<TextRange> {
    let mut ranges = outline.head.title.clone();
    let head = &outline.head;
    ranges.extend(
        [head.document_number, head.issuer, head.issued_on]
            .into_iter()
            .flatten(),
    );
    ranges.extend(&outline.attachments);
    for rule in &outline.rules {
        ranges.push(rule.range);
        ranges.extend(&rule.units);
    }
    for chapter in &outline.chapters {
        let sections = chapter.sections.iter().map(|section| section.heading);
        for heading in sections.chain([chapter.heading]) {
            ranges.extend([heading.text.line, heading.text.title, heading.body]);
        }
    }
    for block in &outline.blocks {
        ranges.push(block.text);
        ranges.extend(block.label);
        ranges.extend(block.headings.iter().flat_map(|h| [h.line, h.title]));
        if let Some(statement) = &block.statement {
            ranges.push(statement.range);
            ranges.extend(statement.deadline);
            for mention in &statement.mentions {
                ranges.extend([mention.name, mention.clause]);
                ranges.extend(mention.qualifier);
            }
        }
    }
    for clause in &outline.clauses {
        ranges.push(clause.text);
        ranges.extend([clause.number, clause.title].into_iter().flatten());
    }
    ranges
}

/// Lines such as notices are made of, in any order.
fn notice() -> impl Strategy<Value = String> {
    let lines = [
        "关于分解任务的通知",
        "吉政发〔2031〕9号",
        "各市人民政府：",
        "现分解如下：",
        "",
        "一、目标",
        "二、要求",
        "（一）农业。",
        "（二）做好。要落实。",
        "1.修路。",
        "2.植树，养护。",
        "⑴治水。",
        "①治沙",
        "道路建设。加快修路，养路。",
        "绿化。",
        "牵头单位：省农委",
        "责任单位：省农委（省扶贫办）、省林业厅等。",
        "责任单位：省文联等配合省委有关部门落实。",
        "完成时限：每年2月底前",
        "（列第一位者为牵头单位，下同）",
        "无牵头单位的，责任单位即为牵头单位",
        "附件：1．分工表",
        "2．模板",
        "吉林省人民政府",
        "2031年2月5日",
        "—1—",
        "责任单位：",
        "牵头单位：（",
        "第一章 总则",
        "责任单位：、，等）",
    ];
    prop::collection::vec(prop::sample::select(lines.to_vec()), 0..40)
        .prop_map(|lines| lines.join("\n"))
}

fn holds(text: &str) {
    let Ok(document) = source::read("any", text.as_bytes()) else {
        return;
    };
    let outline = parse::parse(&document);
    assert!((0.0..=1.0).contains(&outline.coverage));
    for range in ranges(&outline) {
        assert!(range.start <= range.end, "{range:?}");
        assert!(
            document.text().get(range.start..range.end).is_some(),
            "{range:?}"
        );
        let span = document.span(range);
        assert_eq!(document.quote(span.range), span.quote);
    }
    for block in &outline.blocks {
        let chapter = outline.chapters.get(block.chapter).unwrap();
        assert!(
            block
                .section
                .is_none_or(|section| section < chapter.sections.len())
        );
        assert!(
            block
                .inherits
                .is_none_or(|index| outline.blocks[index].statement.is_some())
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_order_of_lines_is_read(text in notice()) {
        holds(&text);
    }

    /// In a body, every line stands in a heading, a block, a statement or a clause.
    #[test]
    fn nothing_is_dropped(text in notice()) {
        // A date would end the body, 附件 is no part of it, and headings above the chapters have no place in an outline.
        let is_body = |line: &&str| !["日", "附件", "2．", "一、", "二、", "第", "—"].iter().any(|word| line.contains(word));
        let body: Vec<_> = text.lines().filter(is_body).collect();
        let (document, outline) = read(&format!("一、总则\n责任单位：省农委\n{}", body.join("\n")));
        let known = ranges(&outline);
        let mut end = 0;
        for line in document.text().split_inclusive('\n') {
            end += line.len();
            let last = end - line.len() + line.trim_end().len();
            let is_known = known.iter().any(|range| range.start < last && last <= range.end);
            prop_assert!(line.trim().is_empty() || is_known, "{line}");
        }
    }
}
