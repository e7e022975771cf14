//! Wordings of labels, verbs, brackets and headings that notices of many places print, each read for what it says.

use plangraph::model::Role;

use super::forms::{check, clauses, tasks};
use super::{names, read};

#[test]
fn who_coordinates_leads_unless_all_act() {
    check(
        "（省发展改革委统筹，省财政厅配合）",
        "L:省发展改革委 S:省财政厅",
    );
    check(
        "由省发展改革委统筹协调，省财政厅配合。",
        "L:省发展改革委 S:省财政厅",
    );
    check("（各县统筹落实）", "R:各县");
    check("（市体育局牵头抓总，各县统筹推进）", "L:市体育局 R:各县");
    check(
        "（市民政局会同市卫健委等研究制定）",
        "L:市民政局 S:市卫健委",
    );
    check(
        "（市旅游局负责，市财政局加强指导）",
        "R:市旅游局 S:市财政局",
    );
    check("（市城乡统筹委负责）", "R:市城乡统筹委");
}

#[test]
fn what_is_built_is_no_body() {
    let text =
        "一、数字。建设县级数据平台，由县数据局承办，县农业局协办。\n二、种粮。由县农业局负责。\n";
    let expected = "/数字。建设县级数据平台 R:县数据局 S:县农业局";
    assert_eq!(tasks(text)[0], expected);
    check("由市建设局、建设银行负责。", "R:市建设局 建设银行");
}

#[test]
fn brackets_may_hold_rules_labels_and_short_names() {
    check(
        "（市教育局、市财政局，列首位的为牵头单位，下同）",
        "L:市教育局 R:市教育局 市财政局",
    );
    check(
        "（市教育局牵头，市财政局按职责分工负责；分管领导：王明）",
        "L:市教育局 R:市财政局",
    );
    check(
        "（市教育局牵头，各县负责；完成时限：9月底前）",
        "L:市教育局 R:各县 9月底前",
    );
    check("（市教育局、民委、妇联）", "R:市教育局 民委 妇联");
    check(
        "（市教育局（列第一位者为牵头单位，下同）、市财政局、各县）",
        "L:市教育局 R:市教育局 市财政局 各县",
    );
    check("（各县为责任主体，市财政局指导）", "R:各县 S:市财政局");
    check("责任单位：市农业局；联系人：王明", "R:市农业局");
    check(
        "（县水库和生态移民局、县财政局负责）",
        "R:县水库和生态移民局 县财政局",
    );
}

#[test]
fn zones_and_nobody_in_particular_are_whole_names() {
    check(
        "（铁岭、开原经济开发区管委会负责）",
        "R:铁岭 开原经济开发区管委会",
    );
    check(
        "（兰州西部新区管委会、榆中县政府负责）",
        "R:兰州西部新区管委会 榆中县政府",
    );
    check(
        "（市商务局牵头，各街道办事处、乡镇人民政府配合）",
        "L:市商务局 S:各街道办事处、乡镇人民政府",
    );
    check(
        "（各乡镇人民政府、街道办事处负责）",
        "R:各乡镇人民政府、街道办事处",
    );
    check(
        "（各区政府、新街街道办事处负责）",
        "R:各区政府 新街街道办事处",
    );
    check(
        "（市商务局牵头，省直有关部门和单位配合）",
        "L:市商务局 S:省直有关部门和单位",
    );
    check(
        "（负责部门：海关总署、商务部；适用范围：各自贸试验区，区外除外）",
        "R:海关总署 商务部",
    );
    check(
        "（市商务局会同市财政局，各县落实）",
        "L:市商务局 R:各县 S:市财政局",
    );
    check(
        "（市商务局会同市财政局，市交通局落实）",
        "L:市商务局 R:市交通局 S:市财政局",
    );
    check("（市商务局指导，市供销社参与）", "S:市商务局 市供销社");
    check("（实施单位：市商务局；监管单位：市供销社）", "R:市商务局");
    check("责任单位：①市商务局②市供销社", "R:市商务局 市供销社");
    check("责任单位∶市商务局﹑市供销社", "R:市商务局 市供销社");
    check("＊责任单位：市商务局（联系人：王明）", "R:市商务局");
    check("挂点领导：王明；责任单位：市商务局", "R:市商务局");
    check(
        "责任单位及负责人：市商务局 王明、市供销社 李强",
        "R:市商务局 市供销社",
    );
}

#[test]
fn a_few_of_a_list_may_have_names_of_no_known_form() {
    check(
        "（市交通局、市商务局、市铁路办、抚州车务段）",
        "R:市交通局 市商务局 市铁路办 抚州车务段",
    );
    check("（市政协办、市公安局）", "R:市政协办 市公安局");
    check(
        "（市公安局等市直有关部门和单位及各县区负责）",
        "R:市公安局 各县区",
    );
    for text in [
        "1.修路。（桥梁、市交通局、市商务局、市铁路办）",
        "1.修路。（市交通局、桥梁、隧道、涵洞）",
        "1.修路。（市交通局、市商务局、提高效率的企业、市铁路办）",
    ] {
        let text = format!("一、交通\n{text}\n2.建桥。（市水利局负责）\n");
        assert_eq!(tasks(&text).len(), 2, "{text}");
        assert!(!tasks(&text)[0].contains("R:"), "{text}");
    }
}

#[test]
fn a_list_may_go_on_on_the_next_line() {
    check(
        "\n牵头单位：市教育局\n配合单位：市财政局\n　　　市民政局\n完成时限：2031年底",
        "L:市教育局 S:市财政局 市民政局 2031年底",
    );
    check(
        "\n责任单位：市教育局\n市财政局、市体育馆",
        "R:市教育局 市财政局 市体育馆",
    );
    check(
        "\n\n责任单位：市教育局\n\n市财政局、市体育馆",
        "R:市教育局 市财政局 市体育馆",
    );
    check(
        "\n（牵头单位：市教育局，\n责任单位：市财政局（市国资委），各县）。",
        "L:市教育局 R:市财政局（市国资委） 各县",
    );
    // Labels and what they label may be cells.
    check(
        "\n| 牵头单位 | 市教育局 | 配合单位 | 市财政局 |\n| 分管领导 | 王明 | 完成时限 | 2031年底 |",
        "L:市教育局 S:市财政局 2031年底",
    );
    // A place alone may head what follows.
    let text = "一、城区\n1.修路。\n责任单位：市交通局\n高新区\n2.建桥。\n责任单位：市水利局\n";
    assert_eq!(tasks(text).len(), 3);
}

#[test]
fn labels_name_persons_of_any_post() {
    for label in [
        "分管市长",
        "常务副市长",
        "县委常委",
        "具体责任人",
        "包抓县级领导",
    ] {
        check(
            &format!("\n{label}：王明\n主抓单位：市教育局\n第二责任单位：市财政局"),
            "L:市教育局 R:市财政局",
        );
    }
    // Whom to ask is no statement.
    let text =
        "一、要求\n加强调度。\n联系人：王明，电话：12345。\n二、农业\n（一）种粮。（省农委负责）\n";
    assert_eq!(tasks(text), ["农业/种粮。 R:省农委"]);
}

#[test]
fn labels_may_stand_alone_on_a_line() {
    check(
        "\n牵头单位\n省教育厅\n责任单位：\n省财政厅、\n省民政厅\n完成时限\n2031年底",
        "L:省教育厅 R:省财政厅 省民政厅 2031年底",
    );
    check(
        "\n分管领导：\n欧阳建国、王 健\n责任单位：\n省教育厅",
        "R:省教育厅",
    );
    check("\n牵头领导\n李建军\n责任单位：省教育厅", "R:省教育厅");
    // What follows is no list.
    let text = "一、城建\n责任单位\n要抓紧落实。\n（一）修路。（责任单位：市交通局）\n";
    assert_eq!(tasks(text).last().unwrap(), "城建/修路。 R:市交通局");
}

#[test]
fn what_bodies_do_about_a_task_is_no_other_task() {
    check(
        "由省环保局会同有关部门负责，分解落实到各市。",
        "L:省环保局 S:有关部门",
    );
    let text = "一、水利\n由省水利厅负责，修建水库3座。\n二、农业\n由省农委负责，种粮。\n";
    assert_eq!(
        tasks(text),
        ["水利/修建水库3座。 R:省水利厅", "农业/种粮。 R:省农委"]
    );
}

#[test]
fn headings_of_bodies_alone_need_no_word_for_tasks() {
    let text = "一、市水利局（2项）\n1.修渠。\n2.筑坝。\n二、襄阳高新区管委会（1项）\n1.建园。\n各责任单位要抓紧落实。\n";
    assert_eq!(
        tasks(text),
        [
            "市水利局（2项）/修渠。 R:市水利局",
            "市水利局（2项）/筑坝。 R:市水利局",
            "襄阳高新区管委会（1项）/建园。 R:襄阳高新区管委会",
        ]
    );
    assert_eq!(clauses(text), ["各责任单位要抓紧落实。"]);
    // Fields are no bodies.
    let text = "一、农业\n1.种粮。\n二、襄阳高新区\n1.建园。\n（责任单位：市商务局）\n";
    assert_eq!(tasks(text).last().unwrap(), "襄阳高新区/建园。 R:市商务局");
}

#[test]
fn cells_of_a_box_may_take_several_lines() {
    let text = [
        "┌──┬────┬────┬────┐\n│序号│任务│牵头单位│责任单位│\n├──┼────┼────┼────┤\n",
        "│1 │种粮│省农委  │省财政厅、│\n│  │    │        │省水利厅│\n├──┼────┼────┼────┤\n",
        "│2 │建屋│省住房和│各乡镇  │\n│  │    │城乡建设厅│人民政府│\n└──┴────┴────┴────┘\n",
    ];
    assert_eq!(
        tasks(&text.concat()),
        [
            "/种粮 L:省农委 R:省财政厅 省水利厅",
            "/建屋 L:省住房和城乡建设厅 R:各乡镇 人民政府",
        ]
    );
    // That is one name.
    let (document, outline) = read(&text.concat());
    let last = outline.blocks.last().unwrap();
    assert_eq!(
        names(&document, last, Role::Responsible),
        ["各乡镇 人民政府"]
    );
}

#[test]
fn rows_behind_spaces_may_name_persons_first() {
    let text = "序号 任务 责任领导 牵头单位 配合单位\n1 种粮。 王明 旗农牧局 旗财政局\n2 修路 李强 旗交通局 旗公安局\n";
    assert_eq!(
        tasks(text),
        [
            "/种粮。 L:旗农牧局 S:旗财政局",
            "/修路 L:旗交通局 S:旗公安局"
        ]
    );
}

#[test]
fn verbs_come_in_many_words() {
    check(
        "（市商务局牵头制定方案，各县组织实施）",
        "L:市商务局 R:各县",
    );
    check("（市财政局商市商务局负责）", "L:市财政局 S:市商务局");
    check("（市财政局、市商务局负责）", "R:市财政局 市商务局");
    check(
        "（市发改委会同市财政局，各县落实）",
        "L:市发改委 R:各县 S:市财政局",
    );
    check(
        "（市水利局具体负责，市财政局给予资金支持）",
        "R:市水利局 S:市财政局",
    );
    check("（市水利局为主，市财政局配合）", "L:市水利局 S:市财政局");
    check(
        "（市水利局为牵头单位，市财政局为配合单位）",
        "L:市水利局 S:市财政局",
    );
    check(
        "（市卫健委牵头，市中心医院实施）",
        "L:市卫健委 R:市中心医院",
    );
    check("由市财政局、市水利局研究提出意见。", "R:市财政局 市水利局");
    // What is done is no body, and what is told within a sentence is.
    let text = "一、水利\n1.加固水库，市水利局负责。\n2.推进改革，责任单位：市发改委、市财政局。\n";
    assert_eq!(
        tasks(text),
        [
            "水利/加固水库 R:市水利局",
            "水利/推进改革 R:市发改委 市财政局",
        ]
    );
}

#[test]
fn labels_may_be_counted_and_name_any_limit_of_time() {
    check(
        "\n（1）牵头单位：市水利局\n（2）责任单位：市财政局\n推进时限：9月底前",
        "L:市水利局 R:市财政局 9月底前",
    );
    check(
        "\n责任单位：市水利局\n完成年限：2031年",
        "R:市水利局 2031年",
    );
}

#[test]
fn a_rule_may_name_its_bodies_first() {
    let (document, outline) = read(
        "一、农业\n说明：列第一位的为牵头单位；各区、县（市）政府均需抓好落实，不再列出。\n1.种粮。\n责任单位：市农委、市财政局\n",
    );
    let units = outline.rules.iter().flat_map(|rule| &rule.units);
    let units: Vec<_> = units.map(|&range| document.get(range)).collect();
    assert_eq!(units, ["各区、县（市）政府"]);
}

#[test]
fn a_remark_in_a_list_may_name_others_or_hold_for_several() {
    let check = |list: &str, expected: &str| {
        let text = format!("一、农业\n1.种粮。\n责任单位：{list}\n");
        assert_eq!(
            tasks(&text),
            [["农业/种粮。 ", expected].concat()],
            "{list}"
        );
    };
    check("市农委（市林业局配合）", "R:市农委 S:市林业局");
    check(
        "市农委（市扶贫办）、市林业局",
        "R:市农委（市扶贫办） 市林业局",
    );
    check(
        "市农委、市林业局（共同牵头）、市财政局",
        "L:市农委 市林业局 R:市农委 市林业局 市财政局",
    );
    check("市农委、市林业局（牵头）", "L:市林业局 R:市农委 市林业局");
    check("市农委、东山镇、西山镇等乡镇街道", "R:市农委 东山镇 西山镇");
    check("市农委、东山县等县（市、区）", "R:市农委 东山县");
    check("市农委\n配合单位：无", "R:市农委");
}

#[test]
fn persons_may_do_anything_and_brackets_be_any() {
    let text = "一、农业\n1.种粮。\n督办领导：王明　　督办单位：市督查室\n牵头单位：市农委\n";
    assert_eq!(tasks(text), ["农业/种粮。 L:市农委"]);
    let text = "一、农业\n1.种粮。｛牵头单位：市农委；配合单位：市财政局｝\n";
    assert_eq!(tasks(text), ["农业/种粮。 L:市农委 S:市财政局"]);
}

#[test]
fn the_number_of_a_box_opens_a_heading() {
    let text = "专栏1  重大交通\n1.修路。\n牵头单位：市交通局\n专栏2：重大产业\n2.建厂。\n牵头单位：市工信局\n";
    let expected = ["重大交通/修路。 L:市交通局", "重大产业/建厂。 L:市工信局"];
    assert_eq!(tasks(text), expected);
    // Among chapters it stands within one.
    let text = "一、农业\n1.种粮（省农委牵头）。\n专栏1 重大交通\n1.修路（省交通厅牵头）。\n二、工业\n1.建厂（省工信厅牵头）。\n";
    let expected = [
        "农业/种粮 L:省农委",
        "农业/修路 L:省交通厅",
        "工业/建厂 L:省工信厅",
    ];
    assert_eq!(tasks(text), expected);
}

#[test]
fn a_rule_on_the_first_of_a_list_stands_anywhere() {
    let check = |rule: &str| {
        let text = format!("{rule}\n一、农业\n1.种粮。\n责任单位：市农委、市财政局\n");
        assert_eq!(
            tasks(&text),
            ["农业/种粮。 L:市农委 R:市农委 市财政局"],
            "{rule}"
        );
    };
    check("现分工如下（排在第一位的为牵头单位，以下均需各县政府落实，不再列出）：");
    check("未明确牵头单位的，第一个责任单位为牵头单位；责任单位中“各县”指东山县、西山县。");
}

#[test]
fn who_leads_all_items_is_said_above_them() {
    let expected = [
        "农业/种粮。 L:市农委 R:市粮食局",
        "农业/选种。 L:市林业局 R:市财政局",
        "城建/修路。 R:市交通局",
    ];
    for title in [
        "一、农业（牵头单位：市农委）\n",
        "一、农业\n（以下任务由市农委牵头负责）\n",
        "一、农业\n牵头单位：市农委\n",
    ] {
        let text = format!(
            "{title}1.种粮。责任单位：市粮食局。\n2.选种。牵头单位：市林业局；责任单位：市财政局。\n二、城建\n1.修路。责任单位：市交通局。\n"
        );
        assert_eq!(tasks(&text), expected, "{title}");
    }
}

#[test]
fn a_column_of_days_and_cards_of_labels_are_read() {
    let text = "|任务|责任单位|进度|\n|种粮|市农委|8月31日前|\n|选种|市农委|年内|\n";
    assert_eq!(
        tasks(text),
        ["/种粮 R:市农委 8月31日前", "/选种 R:市农委 年内"]
    );
    // The next page repeats the head.
    let head = "|战略|任务|责任单位|进度|\n";
    let page = |last: &str| {
        format!(
            "{head}|农业|种粮|市农委|8月31日前|\n||选种|市农委|年内|\n{head}|工业|建厂|市工信局|{last}|\n"
        )
    };
    let read = |last: &str| tasks(&page(last)).join(";");
    assert!(read("9月底前").contains("市工信局 9月底前"));
    assert!(!read("推进").contains("年内"));
    let text = "|任务|牵头单位）|完成时限）|\n|种粮|市农委|6月底|\n";
    assert_eq!(tasks(text), ["/种粮 L:市农委 6月底"]);
    let card = |task: &str| {
        format!(
            "目标\t{task}\t\t\n牵头单位\t市农委\t责任单位\t市粮食局\n责任领导\t王明\t完成时限\t6月底\n"
        )
    };
    let text = format!(
        "分工通知\n市政府\n2031年2月5日\n{}{}",
        card("种粮"),
        card("选种")
    );
    assert_eq!(
        tasks(&text),
        [
            "/目标\t种粮 L:市农委 R:市粮食局 6月底",
            "/目标\t选种 L:市农委 R:市粮食局 6月底",
        ]
    );
}

#[test]
fn a_label_may_head_the_items_below_it() {
    let text = "一、主办单位：市农委\n1.种粮，扩种。\n2.选种。\n二、主办单位：市交通局\n会办单位：市财政局\n3.修路。\n";
    let read: Vec<_> = tasks(text)
        .iter()
        .map(|task| task.split_once('/').unwrap().1.to_owned())
        .collect();
    assert_eq!(
        read,
        [
            "种粮，扩种。 L:市农委",
            "选种。 L:市农委",
            "修路。 L:市交通局 S:市财政局"
        ]
    );
}
