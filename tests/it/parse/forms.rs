//! Forms in which notices print who does what, each read as any other notice would print it.

use plangraph::model::{DiagnosticCode, Role, TextRange};

use super::{codes, names, read};

/// Each task with its chapter, its bodies by role and its deadline: `农业/种粮。 L:省农委 R:省财政厅 年底前`.
pub(super) fn tasks(text: &str) -> Vec<String> {
    let (document, outline) = read(text);
    let get = |range: TextRange| document.get(range).replace('\n', "");
    let of_block = |block: &plangraph::model::Block| {
        let chapter = outline.chapters.get(block.chapter);
        let chapter = chapter.map_or(String::new(), |chapter| get(chapter.heading.text.title));
        let mut line = format!("{chapter}/{}", get(block.text));
        for (letter, role) in [
            ("L", Role::Lead),
            ("R", Role::Responsible),
            ("S", Role::Supporting),
        ] {
            let names = names(&document, block, role).join(" ").replace('\n', "");
            if !names.is_empty() {
                line = format!("{line} {letter}:{names}");
            }
        }
        let deadline = block.statement.as_ref().and_then(|s| s.deadline);
        deadline.map_or(line.clone(), |due| format!("{line} {}", get(due)))
    };
    outline.blocks.iter().map(of_block).collect()
}

pub(super) fn clauses(text: &str) -> Vec<String> {
    let (document, outline) = read(text);
    let clauses = outline.clauses.iter();
    clauses
        .map(|clause| document.get(clause.text).to_owned())
        .collect()
}

/// All tasks of a text, each as [`tasks`] shows it.
pub(super) fn check_tasks(text: &str, expected: &[&str]) {
    assert_eq!(tasks(text), expected, "{text}");
}

/// One task and its statement, as they stand behind an item of a chapter.
pub(super) fn check(printed: &str, expected: &str) {
    let text = format!("一、城建\n（一）建成。{printed}\n（二）修路。（责任单位：市交通局）\n");
    assert_eq!(
        tasks(&text)[0],
        format!("城建/建成。 {expected}"),
        "{printed}"
    );
}

#[test]
fn names_that_nothing_parts_are_told_apart() {
    check("（市城管局牵头市财政局配合）", "L:市城管局 S:市财政局");
    check(
        "（牵头单位：市水利局责任单位：市财政局、泰山区政府）",
        "L:市水利局 R:市财政局 泰山区政府",
    );
    check("（市住建局泰山区政府负责）", "R:市住建局 泰山区政府");
    check("（市住建局各县区政府负责）", "R:市住建局 各县区政府");
    // One body may have two name plates.
    check("（市经信局市新经济委负责）", "R:市经信局市新经济委");
    check(
        "（各县区政府 (管委会)、市财政局负责）",
        "R:各县区政府 (管委会) 市财政局",
    );
    check(
        "（省农村信用社联合社、国家粮食和储备局负责）",
        "R:省农村信用社联合社 国家粮食和储备局",
    );
}

#[test]
fn labels_may_lack_their_colon_or_stand_in_other_brackets() {
    check(
        "牵头单位市城管局，责任单位市财政局、泰山区政府，完成时限2019年9月底前。",
        "L:市城管局 R:市财政局 泰山区政府 2019年9月底前",
    );
    check(
        "【责任单位】市城管局【完成时限】2019年10月底前",
        "R:市城管局 2019年10月底前",
    );
    check(
        "【牵头单位：市城管局；责任单位：市财政局】",
        "L:市城管局 R:市财政局",
    );
    check("——责任单位：市城管局", "R:市城管局");
    check("●责任单位：市城管局", "R:市城管局");
    check(
        "[责任单位]市城管局 [完成时限]2019年10月",
        "R:市城管局 2019年10月",
    );
    let text = "一、城建\n（一）建成泵站，牵头单位为市水利局，配合单位为市财政局。\n（二）修路。\n责任单位：市交通局\n";
    assert_eq!(tasks(text)[0], "城建/建成泵站 L:市水利局 S:市财政局");
    // Words about such bodies are no labels.
    let text =
        "一、城建\n（一）修路。\n责任单位：市交通局\n（二）牵头单位要负起责任，责任单位要配合。\n";
    assert!(tasks(text)[1].starts_with("城建/牵头单位要负起责任"));
}

#[test]
fn verbs_and_marks_say_who_does_what() {
    check(
        "（市住建局牵头负责，市财政局、泰山区政府，2019年底前）",
        "L:市住建局 R:市财政局 泰山区政府 2019年底前",
    );
    check("（市商务局，市财政局配合）", "R:市商务局 S:市财政局");
    check(
        "（市商务局、市财政局会同市水利局负责）",
        "L:市商务局 市财政局 S:市水利局",
    );
    check(
        "（由市水利局牵头，会同市财政局、泰山区政府于2019年底前完成）",
        "L:市水利局 S:市财政局 泰山区政府 于2019年底前完成",
    );
    check(
        "责任单位：市环保局（牵头）、市住建局（配合）",
        "L:市环保局 S:市住建局",
    );
    check(
        "责任单位：市环保局（牵头）、市住建局",
        "L:市环保局 R:市环保局 市住建局",
    );
    check(
        "责任单位：市税务局、市商务局（牵头），市财政局、市人社局（配合）",
        "L:市税务局 市商务局 S:市财政局 市人社局",
    );
    check(
        "由市住建局会同市财政局、市民政局等部门研究提出具体办法并组织实施。",
        "L:市住建局 S:市财政局 市民政局",
    );
    check(
        "此项工作由市水利局牵头，市财政局配合。",
        "L:市水利局 S:市财政局",
    );
    check("具体由市水利局负责。", "R:市水利局");
    check(
        "（市农委牵头，市科技局、会同县人民政府配合）",
        "L:市农委 S:市科技局 会同县人民政府",
    );
    check("（县工商局会同县统计局负责）", "L:县工商局 S:县统计局");
    check(
        "（市水利局负责渠道建设，市财政局负责资金保障）",
        "R:市水利局 市财政局",
    );
    check(
        "（市水利局牵头，市人社局负责人才引进，2019年底前完成）",
        "L:市水利局 R:市人社局 2019年底前完成",
    );
    for remark in ["市级负责投资，县级负责建设", "市政府负责同志出席"] {
        let text = format!("一、城建\n（一）修渠（{remark}）。\n责任单位：市水利局\n");
        let expected = format!("城建/修渠（{remark}）。 R:市水利局");
        assert_eq!(tasks(&text), [expected]);
    }
    check(
        "（市农业农村和科技局、原种育繁场负责）",
        "R:市农业农村和科技局 原种育繁场",
    );
    check(
        "（负责单位：市公安局、市交通局。未明确牵头单位的，由所列负责单位按职责分工负责，下同）",
        "R:市公安局 市交通局",
    );
}

#[test]
fn brackets_may_follow_one_another_or_name_departments_alone() {
    check(
        "（市水利局牵头）（2021年底前完成）",
        "L:市水利局 2021年底前完成",
    );
    check("［市水利局、市财政局］", "R:市水利局 市财政局");
    let text = "一、城建\n1.修渠20条（市水利局、市财政局）；\n2.建图书馆（市档案馆）；\n3.修路（市交通局）。\n";
    assert_eq!(
        tasks(text),
        [
            "城建/修渠20条 R:市水利局 市财政局",
            "城建/建图书馆（市档案馆）；",
            "城建/修路 R:市交通局",
        ]
    );
    check(
        "（市发改委、市财政局、市医改领导小组成员单位）",
        "R:市发改委 市财政局 市医改领导小组成员单位",
    );
}

#[test]
fn a_title_states_who_does_the_items_below_it() {
    let text = "一、农业（责任单位：省农委；完成时限：年底前）\n1.种粮。\n2.植树。（责任单位：省林业厅）\n二、科技\n牵头单位：省科技厅\n责任单位：省教育厅\n（一）建所。\n1.选址。\n（二）招人。（配合单位：省财政厅）\n三、水利（省水利厅负责）\n1.修渠。（省水利厅牵头）\n";
    assert_eq!(
        tasks(text),
        [
            "农业/种粮。 R:省农委 年底前",
            "农业/植树。 R:省林业厅",
            "科技/选址。 L:省科技厅 R:省教育厅",
            "科技/招人。 L:省科技厅 R:省教育厅 S:省财政厅",
            // Where all items say themselves who does them, the title is a task beside them.
            "水利/水利 R:省水利厅",
            "水利/修渠。 L:省水利厅",
        ]
    );
    let (_, outline) = read(text);
    assert_eq!(codes(&outline, DiagnosticCode::NoResponsibility), 0);
    // A sentence is a task itself, and its items take over what it states.
    for sentence in ["种粮，增收。", "修渠20条。"] {
        let text = format!(
            "一、农业\n（一）{sentence}（省农委负责）\n1.选种。\n二、科技\n（一）建所。（省科技厅负责）\n"
        );
        let (_, outline) = read(&text);
        let from: Vec<_> = outline.blocks.iter().map(|block| block.inherits).collect();
        assert_eq!(from, [None, Some(0), None], "{sentence}");
        assert_eq!(codes(&outline, DiagnosticCode::NoResponsibility), 0);
        assert_eq!(codes(&outline, DiagnosticCode::Inherited), 1);
    }
}

#[test]
fn a_statement_in_brackets_goes_on_over_lines() {
    let check = |printed: &str, expected: &str| {
        let text =
            format!("　　一、城建\n　　（一）建成。\n{printed}\n　　（二）修路。（市交通局）\n");
        assert_eq!(
            tasks(&text),
            [&format!("城建/建成。 {expected}"), "城建/修路。 R:市交通局"],
            "{printed}"
        );
    };
    check(
        "　　（市水利局、市财政局\n、市建设局分别牵头负责）",
        "L:市水利局 市财政局 市建设局",
    );
    check(
        "　　（市水利局、市政府办公厅〔市政务办〕、\n　　　　市建设局负责）",
        "R:市水利局 市政府办公厅〔市政务办〕 市建设局",
    );
    check(
        "　　（牵头单位：市水利局；\n　　责任单位：市财政局、\n　　市建设局；完成时限：6月底前）",
        "L:市水利局 R:市财政局 市建设局 6月底前",
    );
    check(
        "　　（市水利局、市发展改\n革委，\n　　各镇（街道））",
        "R:市水利局 市发展改革委 各镇（街道）",
    );
    // What the brackets never close is a statement of its own.
    let text = "一、城建\n1.修渠（市水利局负责\n2.修路（市交通局负责）\n";
    assert_eq!(
        tasks(text),
        ["城建/修渠 R:市水利局", "城建/修路 R:市交通局"]
    );
}

#[test]
fn who_acts_for_all_places_stands_before_white_space_and_a_label() {
    for name in ["各镇（街道）", "各县（市、区）", "各乡（镇）", "各镇、街道"]
    {
        for space in [" ", "　", "　　"] {
            let printed = format!("〔责任单位：县水利局，{name}{space}完成时限：6月底前〕");
            check(&printed, &format!("R:县水利局 {name} 6月底前"));
        }
    }
    check(
        "（责 任 单 位：县水利局 完 成 时 限：6月）",
        "R:县水利局 6月",
    );
    check("（县级 责任单位：县水利局）", "R:县水利局");
}

#[test]
fn words_around_names_are_no_part_of_them() {
    let text =
        "一、城建\n（一）建成，分别由县供电公司和县农业局负责落实。\n（二）修路。（县交通局）\n";
    assert_eq!(tasks(text)[0], "城建/建成 R:县供电公司 县农业局");
    check(
        "（市教育局负总责，市财政局、市民政局具体负责）",
        "L:市教育局 R:市财政局 市民政局",
    );
    check("（市教育局负总责）", "L:市教育局");
    check(
        "（市教育局〈市委教育工委〉负责）",
        "R:市教育局〈市委教育工委〉",
    );
    check(
        "（市财政局、各县区党委、政府负责）",
        "R:市财政局 各县区党委、政府",
    );
    check("（各县区党委、人民政府）", "R:各县区党委、人民政府");
    check("（各镇党委和政府负责）", "R:各镇党委和政府");
    check("（市委、市政府负责）", "R:市委 市政府");
}

#[test]
fn a_title_that_states_who_does_it_is_no_task_beside_the_text_below_it() {
    let text = "一、科技\n（一）建所。（省科技厅负责）\n建所后招人。\n二、农业\n（一）多种粮（省农委牵头，省财政厅配合，2031年9月底前完成）\n扩大面积。\n选育良种。\n（二）多植树（省林业厅牵头）\n绿化荒山。\n";
    assert_eq!(
        tasks(text),
        [
            // A sentence is a task itself.
            "科技/建所。 R:省科技厅",
            "科技/建所后招人。",
            "农业/扩大面积。选育良种。 L:省农委 S:省财政厅 2031年9月底前完成",
            "农业/绿化荒山。 L:省林业厅",
        ]
    );
    let (document, outline) = read(text);
    let sections = outline.chapters[1].sections.iter();
    let titles: Vec<_> = sections
        .map(|section| document.get(section.heading.text.title))
        .collect();
    assert_eq!(titles, ["多种粮", "多植树"]);
}

#[test]
fn words_and_lists_that_pages_cut_are_whole() {
    let text = [
        "　　一、农业\n　　（一）种粮。（省农委牵头，省财政厅、省水利厅、省林业厅按职责分工负\n责，2031年底前完成）\n",
        "　　（二）植树。\n　　责任单位：省林业厅、\n— 4 —\n省财政厅\n　　完成时限：2031年9月底前\n",
        "　　（三）修渠。\n　　责任单位：省水利厅、省农委、\n省财政厅\n",
    ];
    let text = text.concat();
    assert_eq!(
        tasks(&text),
        [
            "农业/种粮。 L:省农委 R:省财政厅 省水利厅 省林业厅 2031年底前完成",
            "农业/植树。 R:省林业厅 省财政厅 2031年9月底前",
            "农业/修渠。 R:省水利厅 省农委 省财政厅",
        ]
    );
}

#[test]
fn a_table_ends_where_its_rows_end() {
    let table = "序号\t任务\t牵头单位\t配合单位\n一\t农业农村\n1\t种粮\t省农委\t省财政厅\n二\t科技\n2\t建所\t省科技厅\t省财政厅\n";
    let rows = [
        "农业农村/种粮 L:省农委 S:省财政厅",
        "科技/建所 L:省科技厅 S:省财政厅",
    ];
    let remark = "各单位要报告进展：\n1.加强领导。\n2.严格督查。\n";
    let text = format!("{table}{remark}");
    assert_eq!(tasks(&text), rows);
    assert_eq!(
        clauses(&text),
        ["各单位要报告进展：", "加强领导。", "严格督查。"]
    );
    // A note is none, whoever it says does others.
    let note = "注：未列入的任务由各部门自行推进。";
    let text = format!("{table}{note}\n");
    assert_eq!(
        (tasks(&text), clauses(&text)),
        (rows.map(str::to_owned).to_vec(), vec![note.to_owned()])
    );
    // A statement makes a task of what stands behind a table.
    let text = format!("{table}植树造林。\n责任单位：省林业厅。\n");
    assert_eq!(tasks(&text)[2], "/植树造林。 R:省林业厅");
    // A merged cell of which a copy keeps the first row alone, and a table that goes on.
    let text = "序号\t重点工作\t具体任务\t牵头单位\n1\t农业\t种粮\t省农委\n2\t\t植树\t省林业厅\n（续表）\n3\t科技\t建所\t省科技厅\n";
    let rows = [
        "农业/种粮 L:省农委",
        "农业/植树 L:省林业厅",
        "科技/建所 L:省科技厅",
    ];
    assert_eq!(tasks(text), rows);
    // A merged cell of which the other rows say that it goes on.
    let text = "序号\t重点工作\t具体措施\t牵头单位\n1\t农业\t种粮\t省农委\n〃\t〃\t植树\t省林业厅\n2\t科技\t建所\t省科技厅\n";
    assert_eq!(tasks(text), rows);
    // A title above a table is no chapter.
    let text = "通知\n\n各市人民政府：\n现印发给你们。\n省政府办公厅\n2031年3月5日\n重点任务分解\n序号 任务 牵头单位\n1 种粮 省农委\n2 植树 省林业厅\n";
    assert_eq!(tasks(text), ["/种粮 L:省农委", "/植树 L:省林业厅"]);
    // A task behind a table stands below it from its first word on.
    let text = "序号\t任务\t责任单位\n1\t种粮\t省农委\n植树造林。\n责任单位：省林业厅\n";
    assert_eq!(tasks(text)[1], "/植树造林。 R:省林业厅");
    let (_, outline) = read(text);
    let body = outline.chapters[outline.blocks[1].chapter].heading.body;
    assert!(body.start <= outline.blocks[1].text.start);
    // A chapter row in the form of pipes.
    let text = "|序号|任务|责任单位|\n|---|---|---|\n|（一）|农业||\n|1|种粮|省农委|\n";
    assert_eq!(tasks(text), ["农业/种粮 R:省农委"]);
}

#[test]
fn heads_of_tables_may_be_of_two_rows_or_name_indicators() {
    let text = "序号\t任务\t责任分工\t\t时限\n〃\t〃\t牵头单位\t责任单位\t〃\n1\t种粮\t省农委\t省财政厅\t年底前\n";
    assert_eq!(tasks(text), ["/种粮 L:省农委 R:省财政厅 年底前"]);
    let text = "类别\t指标\t目标值\t\t责任分工\t\n〃\t〃\t2020年\t2025年\t牵头单位\t责任单位\n生态\t湿地（万亩）\t60\t65\t省林业厅\t各县\n";
    assert_eq!(tasks(text), ["生态/湿地（万亩） L:省林业厅 R:各县"]);
    let text = "序号主要内容分管领导牵头单位配合单位1建敬老院6所。陈正平县民政局县财政局2修路5公里。王敏县交通局县公路局、各乡镇\n";
    assert_eq!(
        tasks(text),
        [
            "/建敬老院6所。 L:县民政局 S:县财政局",
            "/修路5公里。 L:县交通局 S:县公路局 各乡镇",
        ]
    );
    // A list that goes on below is no heading.
    let text =
        "│序号│任务│责任单位│\n│1│种粮│省农委、│\n│ │ │各县（市、区）政府│\n│2│植树│省林业厅│\n";
    assert_eq!(
        tasks(text),
        ["/种粮 R:省农委 各县（市、区）政府", "/植树 R:省林业厅"]
    );
    let text = "序号\t指标名称\t单位\t2030年目标\t牵头单位\n1\t森林覆盖率\t%\t50\t省林业厅\n";
    assert_eq!(tasks(text), ["/森林覆盖率 L:省林业厅"]);
    let text = "序号  指标名称及目标值  牵头单位  责任单位\n1  森林覆盖率50%  省林业厅  各县（市）区政府\n2  粮食产量9万吨  省农委  省粮食局\n";
    assert_eq!(
        tasks(text),
        [
            "/森林覆盖率50% L:省林业厅 R:各县（市）区政府",
            "/粮食产量9万吨 L:省农委 R:省粮食局",
        ]
    );
}

#[test]
fn decimal_numbers_open_tasks_below_their_headings() {
    let text = "1 农业\n1.1 种粮。\n牵头单位：省农委\n1.2 植树2.6 万亩。\n牵头单位：省林业厅\n2 科技\n2.1 建所。\n牵头单位：省科技厅\n";
    assert_eq!(
        tasks(text),
        [
            "农业/种粮。 L:省农委",
            "农业/植树2.6 万亩。 L:省林业厅",
            "科技/建所。 L:省科技厅",
        ]
    );
}

#[test]
fn headings_that_name_a_body_are_no_statements() {
    let text = "一、县发改委牵头工作\n1.争取资金3亿元。\n2.修路。（配合单位：县交通局）\n二、县旅委牵头工作\n1.建景区。\n";
    assert_eq!(
        tasks(text),
        [
            "县发改委牵头工作/争取资金3亿元。 L:县发改委",
            "县发改委牵头工作/修路。 L:县发改委 S:县交通局",
            "县旅委牵头工作/建景区。 L:县旅委",
        ]
    );
    let text = "一、主要目标\n1﹒种粮。\n牵头负责领导：王明。\n牵头单位：省农委。\n二、十大任务\n2﹒植树。\n责任单位：省林业厅。\n";
    assert_eq!(
        tasks(text),
        ["主要目标/种粮。 L:省农委", "十大任务/植树。 R:省林业厅"]
    );
}

#[test]
fn titles_and_letterheads_name_who_issues() {
    let issuer = |text: &str| {
        let (document, outline) = read(text);
        outline
            .head
            .issuer
            .map(|range| document.get(range).to_owned())
    };
    let body = "\n\n一、农业\n1.种粮。\n责任单位：省农委。\n2.植树。\n责任单位：省林业厅。\n";
    // Those who sign together stand one below the other, whatever stands above them.
    for (signed, expected) in [
        ("教育部\n财政部\n科技部", "教育部"),
        // Or beside each other.
        ("教育部　财政部\n农业农村部　国务院扶贫办", "教育部"),
        ("市政府 办公室", "市政府 办公室"),
        ("国　务　院", "国　务　院"),
    ] {
        let text = format!(
            "五部门关于分解任务的通知\n\n一、教育\n1.办学。\n责任单位：省教育厅。\n\n{signed}\n2031年3月5日\n"
        );
        assert_eq!(issuer(&text).as_deref(), Some(expected), "{signed}");
    }
    for (head, expected) in [
        (
            "吉林省人民政府办公厅关于分解任务的通知",
            Some("吉林省人民政府办公厅"),
        ),
        (
            "吉林省人民政府文件\n吉政发〔2031〕9号\n关于分解任务的通知",
            Some("吉林省人民政府"),
        ),
        (
            "吉林省人民政府办公厅转发省农委关于分解任务的通知",
            Some("吉林省人民政府办公厅"),
        ),
        ("国务院批转财政部关于分解任务的通知", Some("国务院")),
        ("关于分解任务的通知", None),
    ] {
        assert_eq!(
            issuer(&format!("{head}{body}")).as_deref(),
            expected,
            "{head}"
        );
    }
}
