//! Tests of `parse`: the bundled notice against its judged record, snippets for the rest.

use std::fs;

use plangraph::model::{
    Block, ClauseKind, DiagnosticCode, Document, Outline, Role, RuleEffect, TextRange,
};
use plangraph::{parse, source};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::repository;

fn read(text: &str) -> (Document, Outline) {
    let document = source::read("notice.txt", text.as_bytes()).unwrap();
    let outline = parse::parse(&document);
    (document, outline)
}

fn bundled() -> (Document, Outline) {
    let bytes = fs::read(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let document = source::read("liaoning-2012-division.txt", &bytes).unwrap();
    let outline = parse::parse(&document);
    (document, outline)
}

fn line(document: &Document, range: TextRange) -> u32 {
    document.source_range(range).line
}

fn codes(outline: &Outline, code: DiagnosticCode) -> usize {
    outline
        .diagnostics
        .iter()
        .filter(|d| d.code == code)
        .count()
}

/// Names of a block's statement in a role, as written.
fn names<'a>(document: &'a Document, block: &Block, role: Role) -> Vec<&'a str> {
    let mentions = block
        .statement
        .iter()
        .flat_map(|statement| &statement.mentions);
    mentions
        .filter(|mention| mention.role == role)
        .map(|mention| document.get(mention.name))
        .collect()
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

const NOTICE: &str = "\
吉林省人民政府关于分解落实
2031年重点任务的通知
吉政发〔2031〕901号

各市（州）人民政府，省政府各部门：
　　现将任务分解如下：
　　一、民生实事
　　⑴改造供水工程850处。
　　责任单位：省水利厅。
　　⑵建设老年食堂300个。

　　牵头单位：省民政厅。
　　责任单位：省民政厅、省财政厅等。
　　⑵培训人民调解员。
　　责任单位：省司法厅、省民政厅等配合省委有关部门落实。
　　二、产业发展
　　（一）做强农业。
　　1.实施保护性耕作，推广深松整地。
　　牵头领导：王  明
　　牵头单位：省农业农村厅
—1—
　　责任单位：省水利厅、各市（州）人民政府
　　完成时限：2031年11月底前
　　2.培育加工企业。
　　牵头单位：省工业和信息化厅；配合单位：省体育局
　　完成时限：持续推进
　　（二）壮大旅游。
　　1.办好旅游季。
　　三、工作要求
　　各责任单位要在2031年3月底前制定方案。

吉林省人民政府
2031年2月5日
";

#[test]
fn a_notice_with_a_head_is_read_from_title_to_date() {
    let (document, outline) = read(NOTICE);
    let get = |range: Option<TextRange>| range.map(|range| document.get(range));
    let title: String = outline
        .head
        .title
        .iter()
        .map(|&range| document.get(range))
        .collect();
    assert_eq!(title, "吉林省人民政府关于分解落实2031年重点任务的通知");
    assert_eq!(
        get(outline.head.document_number),
        Some("吉政发〔2031〕901号")
    );
    assert_eq!(get(outline.head.issuer), Some("吉林省人民政府"));
    assert_eq!(get(outline.head.issued_on), Some("2031年2月5日"));
    let titles: Vec<_> = outline
        .chapters
        .iter()
        .map(|chapter| {
            let sections = chapter.sections.iter();
            let sections: Vec<_> = sections
                .map(|s| document.get(s.heading.text.title))
                .collect();
            (document.get(chapter.heading.text.title), sections)
        })
        .collect();
    assert_eq!(
        titles,
        [
            ("民生实事", vec![]),
            ("产业发展", vec!["做强农业", "壮大旅游"]),
            ("工作要求", vec![]),
        ]
    );
    let clauses: Vec<_> = outline
        .clauses
        .iter()
        .map(|c| (c.kind, document.get(c.text)))
        .collect();
    assert_eq!(
        clauses,
        [(
            ClauseKind::Requirement,
            "各责任单位要在2031年3月底前制定方案。"
        )]
    );
}

#[test]
fn statements_give_roles_deadlines_and_no_persons() {
    let (document, outline) = read(NOTICE);
    let blocks: Vec<_> = outline
        .blocks
        .iter()
        .map(|block| {
            let deadline = block.statement.as_ref().and_then(|s| s.deadline);
            (
                document.get(block.text),
                names(&document, block, Role::Lead),
                names(&document, block, Role::Responsible),
                names(&document, block, Role::Supporting),
                deadline.map(|range| document.get(range)),
            )
        })
        .collect();
    assert_eq!(
        blocks,
        [
            (
                "改造供水工程850处。",
                vec![],
                vec!["省水利厅"],
                vec![],
                None
            ),
            (
                "建设老年食堂300个。",
                vec!["省民政厅"],
                vec!["省民政厅", "省财政厅"],
                vec![],
                None
            ),
            (
                "培训人民调解员。",
                vec!["省委有关部门"],
                vec![],
                vec!["省司法厅", "省民政厅"],
                None
            ),
            (
                "实施保护性耕作，推广深松整地。",
                vec!["省农业农村厅"],
                vec!["省水利厅", "各市（州）人民政府"],
                vec![],
                Some("2031年11月底前"),
            ),
            (
                "培育加工企业。",
                vec!["省工业和信息化厅"],
                vec![],
                vec!["省体育局"],
                Some("持续推进")
            ),
            ("办好旅游季。", vec![], vec![], vec![], None),
        ]
    );
    assert_eq!(codes(&outline, DiagnosticCode::NoResponsibility), 1);
    assert_eq!(codes(&outline, DiagnosticCode::OpenList), 2);
}

#[test]
fn numbers_in_other_brackets_are_the_documents_own_and_cited_ones_never() {
    for (head, number) in [
        (
            "关于落实任务的通知\n吉政发[2031] 9号\n",
            Some("吉政发[2031] 9号"),
        ),
        (
            "关于落实任务的通知\n（吉政办字（2031）9号）\n",
            Some("吉政办字（2031）9号"),
        ),
        (
            "关于落实任务的通知（吉政发〔2031〕9号）\n",
            Some("吉政发〔2031〕9号"),
        ),
        (
            "关于落实任务的通知\n根据国发〔2030〕1号文件，分工如下。\n",
            None,
        ),
        ("关于落实任务的通知\n许发〔〕20号\n", None),
    ] {
        let (document, outline) = read(&format!(
            "{head}\n各市人民政府：\n一、修路。\n责任单位：省交通厅。\n"
        ));
        let found = outline
            .head
            .document_number
            .map(|range| document.get(range));
        assert_eq!(found, number, "{head}");
    }
}

#[test]
fn rule_sentences_change_the_statements_after_them() {
    for (rule, effect, lead) in [
        (
            "列第一位者为牵头单位，下同",
            Some(RuleEffect::FirstIsLead),
            vec!["市住建局"],
        ),
        (
            "排名第一的责任单位为牵头单位",
            Some(RuleEffect::FirstIsLead),
            vec!["市住建局"],
        ),
        (
            "无牵头单位的，责任单位即为牵头单位，下同",
            Some(RuleEffect::ResponsibleIsLead),
            vec!["市住建局", "市水利局"],
        ),
        (
            "未明确牵头单位的，由所列负责单位按职责分工负责，下同",
            None,
            vec![],
        ),
        (
            "以下均需各市、县〔市、区〕政府落实，不再列出",
            Some(RuleEffect::ImplicitUnits),
            vec![],
        ),
    ] {
        let (document, outline) = read(&format!(
            "一、更新。\n1.修路。\n责任单位：市住建局、市水利局（{rule}）。\n2.绿化。\n责任单位：市住建局、市水利局。\n"
        ));
        assert_eq!(
            outline.rules.first().map(|rule| rule.effect),
            effect,
            "{rule}"
        );
        for block in &outline.blocks {
            assert_eq!(names(&document, block, Role::Lead), lead, "{rule}");
            if effect.is_some() {
                assert_eq!(
                    names(&document, block, Role::Responsible),
                    ["市住建局", "市水利局"]
                );
            }
        }
        let units = outline.rules.iter().flat_map(|rule| &rule.units);
        let units: Vec<_> = units.map(|&range| document.get(range)).collect();
        let implicit = effect == Some(RuleEffect::ImplicitUnits);
        assert_eq!(
            units,
            Vec::from_iter(implicit.then_some("各市、县〔市、区〕政府"))
        );
    }
}

#[test]
fn a_head_printed_twice_is_one_head() {
    let head = "太原市人民政府关于分解任务的通知\n并政发〔2031〕7号\n";
    let (document, outline) = read(&format!(
        "分享到：  微信      【打印】\n{head}\n{head}\n各县人民政府：\n一、绿化\n1.植树。\n责任单位：市林业局。\n"
    ));
    assert_eq!(codes(&outline, DiagnosticCode::DuplicatedHead), 1);
    assert_eq!(outline.head.title.len(), 1);
    assert_eq!(
        document.get(outline.head.document_number.unwrap()),
        "并政发〔2031〕7号"
    );
}

#[test]
fn a_cover_notice_lists_its_attachments() {
    let (document, outline) = read(
        "桂林市人民政府关于印发分工方案的通知\n市政办〔2031〕3号\n\n各县人民政府：\n　　现印发给你们。\n　　一、各单位要制定路线图，于4月10日前报备。\n\
         二、市商务局要加强协调。\n\n　　附件：1．重点任务分工表\n　　　　　2．报送模板\n\n桂林市人民政府\n2031年3月15日\n",
    );
    let attachments: Vec<_> = outline
        .attachments
        .iter()
        .map(|&a| document.get(a))
        .collect();
    assert_eq!(attachments, ["重点任务分工表", "报送模板"]);
    assert_eq!(codes(&outline, DiagnosticCode::AttachmentOnly), 1);
    assert_eq!((outline.chapters.len(), outline.blocks.len()), (0, 0));
    let kinds: Vec<_> = outline.clauses.iter().map(|clause| clause.kind).collect();
    assert_eq!(kinds, [ClauseKind::Requirement; 2]);
}

#[test]
fn stories_and_news_are_no_plans() {
    for text in [
        "　　雨落在码头上。\n　　“明年还跑船吗？”他问。\n　　老周没有回答。\n",
        "第一章 归来\n那年冬天很冷。\n第二章 离去\n他走了。\n",
        "省政府召开会议部署全年工作\n　　新华社3月1日电 会议指出，要加快发展（国发〔2031〕5号）。\n",
    ] {
        let (_, outline) = read(text);
        let found: Vec<_> = outline.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(found, [DiagnosticCode::NotAPlan], "{text}");
        assert_eq!((outline.blocks.len(), outline.clauses.len()), (0, 0));
    }
}

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
