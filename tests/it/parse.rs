//! Tests of `parse`: snippets here, the bundled notice and any text in the modules.

use plangraph::model::{
    Block, ClauseKind, DiagnosticCode, Document, Outline, Role, RuleEffect, TextRange,
};
use plangraph::{parse, source};

mod bare;
mod bundled;
mod flat;
mod forms;
mod fuzz;
mod pages;
mod properties;
mod sentences;
mod statements;
mod tables;
mod wordings;

fn read(text: &str) -> (Document, Outline) {
    let document = source::read("notice.txt", text.as_bytes()).unwrap();
    let outline = parse::parse(&document);
    (document, outline)
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

/// Chapter titles, section titles, block texts and clause texts, each list joined by a space.
fn shape(text: &str) -> [String; 4] {
    let (document, outline) = read(text);
    let chapters = outline.chapters.iter();
    let sections = chapters.clone().flat_map(|chapter| &chapter.sections);
    let join = |ranges: Vec<TextRange>| -> String {
        let texts: Vec<_> = ranges
            .into_iter()
            .map(|range| document.get(range))
            .collect();
        texts.join(" ")
    };
    [
        join(chapters.map(|c| c.heading.text.title).collect()),
        join(sections.map(|s| s.heading.text.title).collect()),
        join(outline.blocks.iter().map(|b| b.text).collect()),
        join(outline.clauses.iter().map(|c| c.text).collect()),
    ]
}

#[test]
fn the_tree_follows_the_types_of_enumerators() {
    let done = "\n责任单位：省农委。\n";
    for (text, expected) in [
        // Without any heading, blocks hang on a chapter without title.
        (
            format!("各市人民政府：\n分工如下：\n修路。{done}植树。{done}"),
            ["", "", "修路。 植树。", ""],
        ),
        (format!("完善城市规划{done}"), ["", "", "完善城市规划", ""]),
        // Items below chapters; a paragraph that announces them is no task.
        (
            format!("一、农业\n任务如下：\n1.修路。{done}2.植树。\n二、工业\n1.办厂。{done}"),
            ["农业 工业", "", "修路。 植树。 办厂。", "任务如下："],
        ),
        // Numbers that run on over chapters, and levels that restart.
        (
            format!("一、农业\n（一）种粮\n施肥。{done}二、工业\n（二）办厂\n招工。{done}"),
            ["农业 工业", "种粮 办厂", "施肥。 招工。", ""],
        ),
        // 1. above （一）.
        (
            format!(
                "1．农业\n（一）种粮\n施肥。{done}（二）修路\n铺石。{done}2．工业\n（一）办厂\n招工。{done}"
            ),
            ["农业 工业", "种粮 修路 办厂", "施肥。 铺石。 招工。", ""],
        ),
        // One part holds all tasks, and the level below it has sections: it gives the chapters, the other parts clauses.
        (
            format!(
                "一、原则\n（一）公开。要公开。\n二、分工\n（一）农业\n1.粮食。\n种粮。{done}2.畜牧。\n养牛。{done}（二）工业\n办厂。{done}三、要求\n要落实。\n"
            ),
            [
                "农业 工业",
                "粮食 畜牧",
                "种粮。 养牛。 办厂。",
                "公开。要公开。 要落实。",
            ],
        ),
        // Without sections below, the level is that of the sections itself.
        (
            format!(
                "一、原则\n（一）公开。要公开。\n二、分工\n（一）农业\n种粮。{done}（二）工业\n办厂。{done}三、要求\n要落实。\n"
            ),
            [
                "原则 分工 要求",
                "农业 工业",
                "种粮。 办厂。",
                "公开。要公开。 要落实。",
            ],
        ),
    ] {
        assert_eq!(shape(&text), expected, "{text}");
    }
}

#[test]
fn headings_below_sections_stay_with_their_blocks() {
    let (document, outline) = read(
        "一、农业\n（一）种植\n1.种粮\n（1）施肥\n深翻。\n责任单位：省农委。\n二、工业\n（一）办厂\n招工。\n责任单位：省经信委。\n",
    );
    let headings: Vec<Vec<_>> = outline
        .blocks
        .iter()
        .map(|block| {
            block
                .headings
                .iter()
                .map(|h| document.get(h.title))
                .collect()
        })
        .collect();
    assert_eq!(headings, [vec!["种粮", "施肥"], vec![]]);
}

#[test]
fn metadata_of_a_site_tells_the_head() {
    let (document, outline) = read(
        "索引号：11210000/2031-1\n发布机构：\n发文机关：辽宁省人民政府\n成文日期：2031-03-05\n发布日期：2031-03-09\n\
         【文　号】辽政发〔2031〕901号\n关于落实任务的通知（试行）\n\n各市人民政府：\n一、修路。\n责任单位：省交通厅。\n",
    );
    let get = |range: Option<TextRange>| range.map(|range| document.get(range));
    assert_eq!(outline.head.title.len(), 1);
    assert_eq!(
        get(outline.head.document_number),
        Some("辽政发〔2031〕901号")
    );
    assert_eq!(get(outline.head.issuer), Some("辽宁省人民政府"));
    assert_eq!(get(outline.head.issued_on), Some("2031-03-05"));
}

#[test]
fn label_lines_come_in_many_forms() {
    for line in [
        "牵头单位：省农委。\n责任单位：省财政厅。",
        "牵头单位:省农委\n\n责任单位:省财政厅",
        "牵头部门：省农委；责任部门：省财政厅。",
        "（牵头单位：省农委　责任单位：省财政厅）",
        "第一责任单位：省农委\n主要责任单位：省财政厅",
        "主要责任单位：省农委\n责任单位：省财政厅",
        "责任单位：省农委牵头，省财政厅按职责分工负责。",
    ] {
        let (document, outline) = read(&format!(
            "一、农业\n1.种粮。\n{line}\n2.绿化。\n责任单位：省林业厅。\n"
        ));
        let block = outline.blocks.first().unwrap();
        assert_eq!(document.get(block.text), "种粮。", "{line}");
        assert_eq!(names(&document, block, Role::Lead), ["省农委"], "{line}");
        assert_eq!(
            names(&document, block, Role::Responsible),
            ["省财政厅"],
            "{line}"
        );
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
fn a_title_may_break_after_a_word_that_could_close_it() {
    let lines = "西安市人民政府关于分解“十二五”规划\n主要指标和重点任务的通知\n";
    let (document, outline) = read(&format!(
        "{lines}\n各县人民政府：\n一、修路。\n责任单位：市建委。\n"
    ));
    let title: Vec<_> = outline
        .head
        .title
        .iter()
        .map(|&line| document.get(line))
        .collect();
    assert_eq!(title, lines.lines().collect::<Vec<_>>());
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
fn a_plan_without_statements_has_chapters_and_clauses() {
    let (document, outline) = read(
        "第一章　总体思路\n　　加快发展。\n第二章　重点任务\n第一节　建设交通\n　　推进建设。\n　　完善路网。\n",
    );
    let titles: Vec<_> = outline
        .chapters
        .iter()
        .map(|c| document.get(c.heading.text.title))
        .collect();
    assert_eq!(titles, ["总体思路", "重点任务"]);
    assert_eq!(outline.blocks, []);
    let clauses: Vec<_> = outline
        .clauses
        .iter()
        .map(|clause| document.get(clause.text))
        .collect();
    assert_eq!(
        clauses,
        ["加快发展。", "建设交通\n　　推进建设。\n　　完善路网。"]
    );
}
