//! Statements in cells, about what stands above them, in names alone, and beside words that state nothing.

use plangraph::model::DiagnosticCode;

use super::forms::{check, clauses, tasks};
use super::{codes, read};

/// The task of a table of one row.
fn check_row(heads: &str, row: &str, expected: &str) {
    let text = format!("|序号|{heads}|\n|1|{row}|\n");
    assert_eq!(tasks(&text), [expected], "{row}");
}

#[test]
fn a_cell_may_tell_the_roles_itself() {
    check_row(
        "任务|责任分工",
        "种粮|牵头单位：市农委；配合单位：市财政局、各县",
        "/种粮 L:市农委 S:市财政局 各县",
    );
    check_row(
        "任务|时间进度|责任单位",
        "种粮|2031.06|牵头：市委改革办 配合：市委编办、市农委",
        "/种粮 L:市委改革办 S:市委编办 市农委 2031.06",
    );
    let text = "序号  任务  责任单位\n1  种粮  牵头：市农委，配合：市财政局\n2  修路  市交通局\n";
    assert_eq!(
        tasks(text),
        ["/种粮 L:市农委 S:市财政局", "/修路 R:市交通局"]
    );
}

#[test]
fn a_head_of_sums_may_hold_tasks() {
    check_row(
        "投资任务|责任单位",
        "投资85亿元|市交通局",
        "/投资85亿元 R:市交通局",
    );
    check_row(
        "任务|投资|责任单位",
        "修路|85亿元|市交通局",
        "/修路 R:市交通局",
    );
}

#[test]
fn a_column_of_merged_cells_groups_rows_whatever_its_head() {
    let text = "|序号|战略|任务|责任单位|\n|1|创新|种粮|市农委|\n|2||选种|市农委|\n|3|开放|修路|市交通局|\n";
    let expected = [
        "创新/种粮 R:市农委",
        "创新/选种 R:市农委",
        "开放/修路 R:市交通局",
    ];
    assert_eq!(tasks(text), expected);
    // Whichever of its columns they stand in.
    let heads = "|战略|重点任务|具体举措|责任单位|\n";
    for (rows, expected) in [
        (
            "|创新|农业|种粮|市农委|\n|创新||选种|市农委|\n|开放|交通|修路|市交通局|\n",
            [
                "农业/种粮 R:市农委",
                "农业/选种 R:市农委",
                "交通/修路 R:市交通局",
            ]
            .as_slice(),
        ),
        (
            "|创新|农业|种粮|市农委|\n|||选种|市农委|\n|开放|交通|修路|市交通局|\n||物流|建仓|市商务局|\n",
            [
                "创新/种粮 R:市农委",
                "创新/选种 R:市农委",
                "开放/修路 R:市交通局",
                "开放/建仓 R:市商务局",
            ]
            .as_slice(),
        ),
        // One that is left out where a new group begins is no merged cell.
        (
            "|创新|农业|种粮|市农委|\n|开放||修路|市交通局|\n|开放|交通|架桥|市交通局|\n",
            [
                "/农业|种粮 R:市农委",
                "/修路 R:市交通局",
                "/交通|架桥 R:市交通局",
            ]
            .as_slice(),
        ),
    ] {
        assert_eq!(tasks(&format!("{heads}{rows}")), expected, "{rows}");
    }
}

#[test]
fn commas_may_part_cells() {
    let heads = "分类,序号,重点工作,责任领导,牵头部门,协办部门,完成时间";
    let text = format!(
        "{heads}\n农业,1,种粮，选种,王明,市农委,\"市财政局、各镇\",6月底\n农业,2,修渠,王明,市水利局,,\n\
         城建,3,修路,陈斌,市交通局,\"市财政局,市公安局\",长期\n"
    );
    let expected = [
        "农业/种粮，选种 L:市农委 S:市财政局 各镇 6月底",
        "农业/修渠 L:市水利局",
        "城建/修路 L:市交通局 S:市财政局 市公安局 长期",
    ];
    assert_eq!(tasks(&text), expected);
    // The title of the table stands in the first of many cells.
    let (document, outline) = read(&format!(
        "2031年任务分解表,,,,,,\n{heads}\n农业,1,种粮,王明,市农委,各镇,6月底\n"
    ));
    assert_eq!(
        outline.head.title.first().map(|&title| document.get(title)),
        Some("2031年任务分解表")
    );
    // A sentence with commas is no row.
    let text = format!(
        "{heads}\n农业,1,种粮,王明,市农委,各镇,6月底\n一、城建\n修路,架桥。\n责任单位：市交通局\n"
    );
    assert_eq!(tasks(&text)[1], "城建/修路,架桥。 R:市交通局");
}

#[test]
fn who_signs_is_no_further_body_of_the_last_list() {
    let text = "一、农业\n（一）种粮。\n责任单位：市农委\n市教育局\n（二）选种。\n责任单位：市农委\n市财政局\n2031年4月6日\n";
    assert_eq!(
        tasks(text),
        ["农业/种粮。 R:市农委 市教育局", "农业/选种。 R:市农委"]
    );
    // A list with marks between its names signs nothing.
    let text = "一、农业\n（一）种粮。\n责任单位：省农委\n省财政厅、省民政厅\n2012年3月2日\n";
    assert_eq!(tasks(text), ["农业/种粮。 R:省农委 省财政厅 省民政厅"]);
    let (document, outline) = read(
        "关于分解任务的通知\n各学院：\n一、教学\n1.开课。\n责任单位：教务处\n东山理工大学\n2031年4月6日\n",
    );
    let issuer = outline.head.issuer.map(|issuer| document.get(issuer));
    assert_eq!(issuer, Some("东山理工大学"));
}

#[test]
fn labels_may_be_said_and_name_persons_of_any_house() {
    check(
        "牵头部门是市水利局，参加部门是市发改委、市卫生局。",
        "L:市水利局 S:市发改委 市卫生局",
    );
    let text = "一、教学\n1.开课。\n分管校领导：王明\n责任单位：教务处\n协助单位：实验室与设备处\n";
    assert_eq!(tasks(text), ["教学/开课。 R:教务处 S:实验室与设备处"]);
}

#[test]
fn three_parts_may_stand_in_one_list() {
    check(
        "（市发改委牵头、市规划局配合、高新区管委会具体实施）",
        "L:市发改委 R:高新区管委会 S:市规划局",
    );
    check("（市交通局主责，市水利局会办）", "L:市交通局 S:市水利局");
    check(
        "（市教育局、东山大学暨阳学院负责）",
        "R:市教育局 东山大学暨阳学院",
    );
    check(
        "\n◎牵头单位：市教育局\n◎配合单位：市财政局",
        "L:市教育局 S:市财政局",
    );
    check("（市教育局、东山大学等高校负责）", "R:市教育局 东山大学");
    check(
        "（市教育局和歙县、休宁县政府负责）",
        "R:市教育局 歙县 休宁县政府",
    );
    check(
        "（市、县（区）人民政府，市教育局负责）",
        "R:市、县（区）人民政府 市教育局",
    );
    check(
        "（市教育局，各省辖市、省直管县（市）人民政府负责）",
        "R:市教育局 各省辖市、省直管县（市）人民政府",
    );
}

#[test]
fn what_speaks_of_all_above_holds_for_all_above() {
    for statement in [
        "以上工作由市农委牵头，市财政局配合。",
        "（以上3项工作由市农委牵头，市财政局配合）",
        "上述任务由市农委牵头，市财政局配合。",
    ] {
        let text = format!(
            "一、农业\n1.种粮。\n责任单位：市粮食局\n2.选种。\n3.修渠。\n{statement}\n二、城建\n1.修路。\n责任单位：市交通局\n"
        );
        let (_, outline) = read(&text);
        let inherits: Vec<_> = outline.blocks.iter().map(|block| block.inherits).collect();
        assert_eq!(inherits, [None, Some(2), None, None], "{statement}");
        assert_eq!(tasks(&text)[2], "农业/修渠。 L:市农委 S:市财政局");
        assert_eq!(codes(&outline, DiagnosticCode::NoResponsibility), 0);
        assert_eq!(codes(&outline, DiagnosticCode::Inherited), 1);
        // A task keeps its own bodies.
        assert_eq!(
            tasks(&text)[0],
            "农业/种粮。 L:市农委 R:市粮食局 S:市财政局"
        );
    }
    // The last of them may have its own as well.
    let text = "一、农业\n1.种粮。责任单位：市粮食局。\n2.选种。（市农委牵头）\n3.修渠。责任单位：市水利局。\n以上任务由市林业局牵头，年底前完成。\n二、城建\n1.修路。责任单位：市交通局。\n";
    assert_eq!(
        tasks(text),
        [
            "农业/种粮。 L:市林业局 R:市粮食局 年底前完成",
            "农业/选种。 L:市农委 年底前完成",
            "农业/修渠。 L:市林业局 R:市水利局 年底前完成",
            "城建/修路。 R:市交通局",
        ]
    );
    // 以上海 names a place.
    let text = "一、农业\n1.种粮。\n2.修渠。\n以上海市经济信息化委为牵头单位。\n二、城建\n1.修路。\n责任单位：市交通局\n";
    let (_, outline) = read(text);
    assert_eq!(codes(&outline, DiagnosticCode::Inherited), 0);
    assert_eq!(
        tasks(text)[..2],
        ["农业/种粮。", "农业/修渠。 L:上海市经济信息化委"]
    );
}

#[test]
fn a_sentence_may_say_by_when_what_is_done_before_who() {
    for (sentence, expected) in [
        (
            "6月底前完成重建3.8万户，由市建设局牵头，各县区政府组织实施。",
            "农业/6月底前完成重建3.8万户 L:市建设局 R:各县区政府",
        ),
        (
            "建成中小学46所、卫生院22所，由市教育局、市卫生局牵头。",
            "农业/建成中小学46所、卫生院22所 L:市教育局 市卫生局",
        ),
        (
            "治理滑坡85处，由市国土局会同市水利局于9月底前完成。",
            "农业/治理滑坡85处 L:市国土局 S:市水利局 于9月底前完成",
        ),
        (
            "改造国道，市交通局为牵头单位，武都公路总段为配合单位。",
            "农业/改造国道 L:市交通局 S:武都公路总段",
        ),
        (
            "6月底前完成农村学前教育机构建设，由省教育厅牵头。",
            "农业/6月底前完成农村学前教育机构建设 L:省教育厅",
        ),
        (
            "改造末端管网，2030年底至2031年6月底前，由市建设局牵头。",
            "农业/改造末端管网 L:市建设局 2030年底至2031年6月底前",
        ),
    ] {
        let text = format!("一、农业\n（一）{sentence}\n（二）修路。由市交通局负责。\n");
        assert_eq!(tasks(&text)[0], expected, "{sentence}");
    }
    check(
        "（责任单位：市住建局、相关县政府｜完成时限：11月）",
        "R:市住建局 相关县政府 11月",
    );
}

#[test]
fn whom_to_ask_states_nothing() {
    let (_, outline) = read(
        "市政府关于分解任务的通知\n各县政府：\n现印发给你们。\n附件：任务分解表\n市政府\n2031年5月9日\n（联系人：王明；联系电话：0352-1234567）\n",
    );
    assert_eq!(outline.blocks.len(), 0);
    assert_eq!(codes(&outline, DiagnosticCode::AttachmentOnly), 1);
}

#[test]
fn names_alone_may_close_the_clauses_of_a_line() {
    assert_eq!(
        tasks(
            "一、农业\n新建果园25万亩（市果业局、新城区政府）；建温室2万亩（市农业局）；开建分院（市卫生局、东山大学）。\n"
        ),
        [
            "农业/新建果园25万亩 R:市果业局 新城区政府",
            "农业/建温室2万亩 R:市农业局",
            "农业/开建分院 R:市卫生局 东山大学",
        ]
    );
    // One that closes an item, and names that are none of bodies.
    check("（市政府督查室）", "R:市政府督查室");
    let text = "一、农业\n1.加强督查（市政府督查室）。\n2.办学（市教育局）。\n";
    assert_eq!(tasks(text)[0], "农业/加强督查 R:市政府督查室");
    let text =
        "一、农业\n种良种（小麦、水稻）；办学（市一中、市二中）；修路。\n责任单位：市农业局\n";
    assert_eq!(tasks(text).len(), 1);
}

#[test]
fn spaces_around_figures_part_nothing() {
    let item = "到 2031 年 6 月，建成 5G 基站 20 个，占比 8% 以上。";
    let text = format!(
        "一、信息\n（一）{item}\n牵头单位：市工信局 市通信局\n完成时限：2031 年 6 月底前\n（二）{item}\n责任单位：市工信局\n"
    );
    let (document, outline) = read(&text);
    assert_eq!(codes(&outline, DiagnosticCode::NoResponsibility), 0);
    let first = &outline.blocks[0];
    assert_eq!(document.get(first.text), item);
    assert!(outline.gaps.len() > 12);
    assert_eq!(
        tasks(&text)[0],
        format!("信息/{item} L:市工信局 市通信局 2031 年 6 月底前")
    );
}

#[test]
fn a_rule_may_name_levels_alone() {
    let (document, outline) = read(
        "一、农业\n1.种粮。（责任单位：省农委。以下均需市、州、县人民政府落实，不再列出）\n2.修路。（责任单位：省交通厅）\n",
    );
    let units = outline.rules.iter().flat_map(|rule| &rule.units);
    let units: Vec<_> = units.map(|&range| document.get(range)).collect();
    assert_eq!(units, ["市、州、县人民政府"]);
}

#[test]
fn what_stands_before_the_labels_of_a_bracket_may_say_what_the_task_is() {
    check(
        "（约束性指标，牵头单位：市发改委；责任单位：市统计局）",
        "L:市发改委 R:市统计局",
    );
    check("（市水利局、牵头单位：市发改委）", "L:市发改委 R:市水利局");
    check(
        "（牵头单位：市发改委；责任单位：市统计局、各县，以下均需各县落实，不再列出）",
        "L:市发改委 R:市统计局 各县",
    );
    // Whom to ask states nothing, whatever stands before it.
    let text = "一、城建\n1.建成。（详见附表，联系人：王明）\n2.修路。（责任单位：市交通局）\n";
    assert_eq!(tasks(text)[0], "城建/建成。（详见附表，联系人：王明）");
}

#[test]
fn bodies_may_be_responsible_for_a_part_that_follows_at_once() {
    let text = "一、农业\n1.种粮65万亩。由市农委会同市审计局负责项目验收。\n2.由市农委负责种粮。\n3.管渠。由各县负责落实经费，市财政局配合。\n4.拨款。由市财政局、市农委负责对资金进行检查。\n5.由市督查室负责考核落实情况。\n";
    assert_eq!(
        tasks(text)[..4],
        [
            "农业/种粮65万亩。由市农委会同市审计局负责项目验收。 L:市农委 S:市审计局",
            "农业/由市农委负责种粮。 R:市农委",
            "农业/管渠。由各县负责落实经费 R:各县 S:市财政局",
            "农业/拨款。由市财政局、市农委负责对资金进行检查。 R:市财政局 市农委",
        ]
    );
    assert_eq!(tasks(text)[4], "农业/由市督查室负责考核落实情况。");
    // An item may open with them.
    let item = |item: &str, expected: &str| {
        let text = format!("一、农业\n1.{item}\n2.种粮（市农委牵头）。\n");
        assert_eq!(tasks(&text)[0], ["农业/", expected].concat(), "{item}");
    };
    item(
        "各县政府负责落实资金，市财政局负责拨付。",
        "各县政府负责落实资金，市财政局负责拨付。 R:各县政府 市财政局",
    );
    item(
        "市农委牵头制定方案，市林业局负责提供名录。",
        "市农委牵头制定方案，市林业局负责提供名录。 L:市农委 R:市林业局",
    );
    item(
        "市农委负责牵头制定方案。",
        "市农委负责牵头制定方案。 L:市农委",
    );
    item(
        "由市农委牵头，会同市林业局对灌区进行改造，每年验收。",
        "对灌区进行改造，每年验收。 L:市农委 S:市林业局",
    );
    item("各责任单位负责制定方案。", "各责任单位负责制定方案。");
    // Later sentences keep what they state.
    let text = "一、农业\n1.各县政府负责组织发动群众。开展环境整治。由市住建局牵头，市财政局配合。\n2.种粮（市农委牵头）。\n";
    assert_eq!(
        tasks(text)[..2],
        [
            "农业/各县政府负责组织发动群众。 R:各县政府",
            "农业/开展环境整治。 L:市住建局 S:市财政局",
        ]
    );
}

#[test]
fn what_speaks_of_all_above_may_say_when_it_is_due() {
    let check = |sentence: &str, expected: &[Option<&str>]| {
        let text = format!(
            "一、农业\n1.种粮。（市农委负责）\n2.选种。（市农委负责，6月底前完成）\n{sentence}\n二、城建\n3.修路。（市交通局负责）\n"
        );
        let (document, outline) = read(&text);
        let due = outline.blocks.iter().map(|block| block.due);
        let due: Vec<_> = due.map(|due| due.map(|due| document.get(due))).collect();
        assert_eq!(due, expected, "{sentence}");
    };
    let due = "2031年10月底前完成";
    check(&format!("以上任务{due}。"), &[Some(due), Some(due), None]);
    check(
        "上述工作要在年底前完成。",
        &[Some("要在年底前完成"), Some("要在年底前完成"), None],
    );
    check("以上任务的方案于3月底前报市政府。", &[None, None, None]);
    let due = "9月底前完成";
    let sentence = format!("上述2项工作由分管副县长统筹调度，{due}。");
    check(&sentence, &[Some(due), Some(due), None]);
    // It is no text below the title that an item is.
    let text = "一、农业\n（一）种粮，由市农委负责。\n（二）设立基金，由市农委负责。\n上述任务纳入考核。\n";
    assert_eq!(
        tasks(text),
        ["农业/种粮 R:市农委", "农业/设立基金 R:市农委"]
    );
    assert_eq!(clauses(text), ["上述任务纳入考核。"]);
    // Who does it is said in the same sentence.
    let text = "一、农业\n1.种粮。\n2.选种。\n以上任务由市农委负责，8月底前完成。\n";
    let (document, outline) = read(text);
    let due = outline.blocks[0].due.map(|due| document.get(due));
    assert_eq!(due, Some("8月底前完成"));
}

#[test]
fn the_number_of_an_attachment_ends_what_stands_above_it() {
    let text = "关于分解任务的通知\n各县人民政府：\n请落实。\n附件：1.民生任务分解\n2.重点项目\n市政府\n2031年4月6日\n\
                附件1\n民生任务分解\n1.建园。（市教育局负责）\n2.修路。（市交通局负责）\n附件2\n重点项目\n\
                序号\t项目\t责任单位\n1\t大桥\t市交通局\n2\t水库\t市水利局\n";
    assert_eq!(
        tasks(text),
        [
            "/建园。 R:市教育局",
            "/修路。 R:市交通局",
            "/大桥 R:市交通局",
            "/水库 R:市水利局",
        ]
    );
}

#[test]
fn bodies_of_all_kinds_are_told_in_lists() {
    let read = |list: &str, expected: &str| {
        let text = format!("一、农业\n1.种粮。\n责任单位：{list}\n");
        assert_eq!(
            tasks(&text),
            [["农业/种粮。 ", expected].concat()],
            "{list}"
        );
    };
    read(
        "市农委（责任人：王明）、东山台商投资区管委会",
        "R:市农委 东山台商投资区管委会",
    );
    check(
        "（市农委负责，地方各级人民政府落实主体责任）",
        "R:市农委 地方各级人民政府",
    );
    let text = "一、农业\n1.种粮。牵头单位市农委，配合单位兵团第十二师、东山集团。\n";
    assert_eq!(
        tasks(text),
        ["农业/种粮。 L:市农委 S:兵团第十二师 东山集团"]
    );
}

#[test]
fn stories_and_news_are_no_plans() {
    for text in [
        "　　雨落在码头上。\n　　“明年还跑船吗？”他问。\n　　老周没有回答。\n",
        "第一章 归来\n那年冬天很冷。\n第二章 离去\n他走了。\n",
        "出走计划\n第一章 归来\n那年冬天很冷。\n他落实了住处。\n雪停了。\n第二章 离去\n他走了。\n没有人送。\n天黑了。\n",
        "我省出台促进消费措施\n　　本报讯 记者获悉，我省加快发展。\n一、建设商圈\n加强建设。\n二、发展夜市\n推进发展。\n",
        "# Search\nA name narrows the answer with a role word only:\n1. tasks of one body（市农业局牵头，市水利局配合）\n2. tasks of several bodies（市卫生局负责）\n",
        "lead 牵头单位：省农委 牵头负责 由省农委牵头\nown 责任单位：省水利厅 责任部门 谁负责\nhelp 配合单位：省财政厅 协助单位\nplan 加快推进农业建设 完善水利设施\n",
        "fn check() {\n    let text = \"一、农业\\n\\\n1.加快推进农业产业化建设，提高农民收入水平和农村公共服务能力。\\n责任单位：省农委。\\n\";\n    read(text);\n    assert(text);\n}\nfn other() {\n",
        "const WORDS = [\n    \"牵头单位：省农委。\",\n    \"责任单位：省水利厅。\",\n    \"一、农业\",\n    \"加快推进农业建设\",\n    \"完善水利设施\",\n];\n",
        "省政府召开会议部署全年工作\n　　新华社3月1日电 会议指出，要加快发展（国发〔2031〕5号）。\n",
    ] {
        let (_, outline) = read(text);
        let found: Vec<_> = outline.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(found, [DiagnosticCode::NotAPlan], "{text}");
        assert_eq!((outline.blocks.len(), outline.clauses.len()), (0, 0));
    }
}
