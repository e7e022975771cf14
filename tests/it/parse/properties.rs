//! What holds for any text.

use plangraph::model::{Diagnostic, DiagnosticCode, Document, Outline, TextRange};
use plangraph::{parse, source};
use proptest::prelude::*;

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

/// Lines such as notices are made of.
pub(super) const LINES: &[&str] = &[
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
    "推广良种，建设基地。（省农委牵头，省财政厅等部门按职责分工负责，2031年底前完成）",
    "（二）治水。修建水库3座。（牵头单位：省水利厅；配合单位：省财政厅）绿化。（省林业厅负责）。",
    "（牵头单位：省农委",
    "修建公路，由省交通厅会同省财政厅负责落实。",
    "分管省领导：王明",
    "部门分工：省农委牵头，各地、各部门配合。",
    "| 序号 | 任务 | 牵头单位 | 备注 |",
    "|---|---|---|---|",
    "| 1 | 修路。 | 省交通厅 | 续建 |",
    "| 二、民生 | | | |",
    "序号\t任务\t责任单位\t完成时限",
    "1\t治沙。\t省林业厅\t年底前",
    "〃\t\t省农委\t〃",
    "三、治水\t\t\t",
    "序号",
    "任务",
    "责任单位",
    "3",
    "省水利厅",
    "序号任务责任单位1修路省交通厅2治水省水利厅",
    "一、省农委牵头工作（2项）",
    "| 指标 | 2030年 | 2035年 | 属性 |",
    "| 森林覆盖率（%） | 40 | ＞42 | 约束性 |",
    "目录",
    "# 工作方案",
    "### 交通",
    "**强化保障**",
    "一、产业（一）茶业。种茶。（省农委负责）（二）旅游。建景区。（省旅游委负责）",
    "五华区、西山区人民政府",
    "3.选种。省农委、省财政厅",
    "责任单位：省农委◆责任人：王明。4.育种。省农委5.造林。省林业厅",
    "4\t\"筑坝。\"\t\"省水利厅\"\t年底前",
    "专栏1 100项工程",
];

/// Some of them in any order.
fn notice() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(LINES), 0..40).prop_map(|lines| lines.join("\n"))
}

/// Every visible character of a plan stands in a heading, a block, a statement or a clause, or is put aside by name.
fn keeps_all(document: &Document, outline: &Outline) {
    let is_plan = |diagnostic: &Diagnostic| diagnostic.code != DiagnosticCode::NotAPlan;
    if !outline.diagnostics.iter().all(is_plan) {
        return;
    }
    let mut kept = ranges(outline);
    kept.extend(&outline.asides);
    kept.extend(outline.figures.iter().map(|row| row.range));
    // What a chapter or section governs is kept by what stands in it.
    let bodies = outline.chapters.iter().flat_map(|chapter| {
        let sections = chapter.sections.iter().map(|section| section.heading.body);
        sections.chain([chapter.heading.body])
    });
    for body in bodies {
        if let Some(at) = kept.iter().position(|range| *range == body) {
            kept.swap_remove(at);
        }
    }
    let mut is_kept = vec![false; document.text().len()];
    for range in kept {
        is_kept[range.start..range.end].fill(true);
    }
    for (at, character) in document.text().char_indices() {
        let rest = document.text().get(at..).unwrap_or_default();
        let rest: String = rest.chars().take(12).collect();
        // Marks of Markdown say how letters look and are no text.
        let is_blank = character.is_whitespace() || "#*>+-_=".contains(character);
        assert!(is_blank || is_kept[at], "{rest} of {}", document.text());
    }
}

/// Reads a text and asserts what holds for any: nothing is lost, and every range and quote is one of the text.
pub(super) fn read(text: &str) -> Option<(Document, Outline)> {
    let document = source::read("any", text.as_bytes()).ok()?;
    let outline = parse::parse(&document);
    keeps_all(&document, &outline);
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
    Some((document, outline))
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn any_order_of_lines_is_read(text in notice()) {
        read(&text);
    }
}

#[test]
fn a_day_that_no_column_of_a_table_holds_is_kept() {
    read("序号\n吉林省人民政府\n责任单位\n一、目标\n1.修路。\n2031年2月5日");
}

#[test]
fn a_sentence_behind_the_last_stop_of_a_run_is_kept() {
    read("序号任务责任单位1修路省交通厅2治水。到2015年，资源型城市接续替代产业体系基本形成");
}
