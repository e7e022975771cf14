//! Bodies that no label, bracket or verb marks, and headings and notes that say for others who leads.

use super::forms::{check, tasks};

#[test]
fn bodies_may_stand_bare_behind_a_task() {
    check("市教育局、市财政局", "R:市教育局 市财政局");
    check(
        "市教育局、宝塔区、安塞区政府。",
        "R:市教育局 宝塔区 安塞区政府",
    );
    check("\n市教育局", "R:市教育局");
    check("\n市教育局、市财政局等\n", "R:市教育局 市财政局");
    check("各县区政府", "R:各县区政府");
    // What says more, begins with no department, or signs, is none.
    for (text, expected) in [
        (
            "一、城建\n1.种粮。加强市教育局。\n2.修路。（市交通局负责）\n",
            ["城建/种粮。加强市教育局。", "城建/修路。 R:市交通局"],
        ),
        (
            "一、城建\n1.种粮。（市农业局负责）\n2.修路。各单位于每月20日前将情况报市政府办公室。\n",
            [
                "城建/种粮。 R:市农业局",
                "城建/修路。各单位于每月20日前将情况报市政府办公室。",
            ],
        ),
        (
            "一、城建\n1.种粮。（市农业局负责）\n2.修路。\n市政府\n2031年3月5日\n",
            ["城建/种粮。 R:市农业局", "城建/修路。"],
        ),
    ] {
        assert_eq!(tasks(text), expected, "{text}");
    }
}

#[test]
fn headings_count_what_their_bodies_lead() {
    let text = "一、县住建局、县城管局共同牵头（1项）\n1、修路。配合单位：县财政局、县农委。10月底前完成。\n二、县农委牵头（1项）\n2、种粮。\n";
    assert_eq!(
        tasks(text),
        [
            "县住建局、县城管局共同牵头（1项）/修路。 L:县住建局 县城管局 S:县财政局 县农委 10月底前完成",
            "县农委牵头（1项）/种粮。 L:县农委",
        ]
    );
    let text = "一、省农委牵头（2项）\n1、种粮。\n2、选种。（省财政厅配合）\n二、省交通厅负责（1项）\n1、修路。\n";
    assert_eq!(
        tasks(text),
        [
            "省农委牵头（2项）/种粮。 L:省农委",
            "省农委牵头（2项）/选种。 L:省农委 S:省财政厅",
            "省交通厅负责（1项）/修路。 R:省交通厅",
        ]
    );
}

#[test]
fn what_announces_measures_is_a_task_itself() {
    let text = "一、改革\n（一）简化审批。（市住建局牵头，市财政局负责）\n具体措施：\n1.联合验收。（市规划局负责）\n\
                （二）减税。（市税务局负责）\n";
    assert_eq!(
        tasks(text),
        [
            "改革/简化审批。 L:市住建局 R:市财政局",
            "改革/联合验收。 R:市规划局",
            "改革/减税。 R:市税务局",
        ]
    );
}

#[test]
fn what_a_box_lists_is_no_item_of_what_it_stands_in() {
    let text = "一、建设\n（一）编制规划6个\n责任单位：市规划局\n专栏1 重点工程\n（1）修路。\n（二）建镇。\n责任单位：市旅游委\n";
    assert_eq!(
        tasks(text),
        [
            "建设/编制规划6个 R:市规划局",
            "建设/修路。",
            "建设/建镇。 R:市旅游委",
        ]
    );
    // Its items have a count of their own, and what it stands in goes on behind it.
    for (first, second) in [("（1）", "（2）"), ("1.", "2.")] {
        let text = format!(
            "一、基础\n4.建站。（市交通局负责）\n专栏2 重点工程\n{first}改桥12座。\n{second}饮水460处。\n5.搬迁。（市移民局牵头）\n二、农业\n6.种粮。（市农委负责）\n"
        );
        assert_eq!(
            tasks(&text),
            [
                "基础/建站。 R:市交通局",
                "基础/改桥12座。",
                "基础/饮水460处。",
                "基础/搬迁。 L:市移民局",
                "农业/种粮。 R:市农委",
            ]
        );
    }
}

#[test]
fn notes_stand_around_tables() {
    let row = "|种粮|市农委、市财政局|\n";
    let expected = ["/种粮 L:市农委 R:市农委 市财政局"];
    let note = "排在第一位的为牵头单位";
    for text in [
        format!("任务表\n（责任单位{note}）\n|任务|责任单位|\n{row}"),
        format!("任务表\n|任务|责任单位*|\n{row}*注：{note}。\n"),
    ] {
        assert_eq!(tasks(&text), expected, "{text}");
    }
}

#[test]
fn places_may_begin_as_a_word_for_asking() {
    check("（农发行商丘市分行负责）", "R:农发行商丘市分行");
    check("（省财政厅商省农委负责）", "L:省财政厅 S:省农委");
}

#[test]
fn adverbs_and_openings_are_no_part_of_names() {
    check(
        "（卫生部、民政部分别会同财政部等部门负责）",
        "L:卫生部 民政部 S:财政部",
    );
    check("由各区、市政府负责。", "R:各区、市政府");
    check("（各区、市人民政府具体落实）", "R:各区、市人民政府");
    check("由市发改委负总责，市规划局参与。", "L:市发改委 S:市规划局");
}

#[test]
fn half_width_marks_are_as_good_as_others() {
    let text = "一、城建\n1、种粮。\n◆牵头单位:市农业局\n◆责任单位:市财政局、市发改委\n2、修路。\n◆责任单位:市交通局\n";
    assert_eq!(
        tasks(text),
        [
            "城建/种粮。 L:市农业局 R:市财政局 市发改委",
            "城建/修路。 R:市交通局",
        ]
    );
    check(
        "(责任单位:省农委、财政厅,成都市政府;排第一位的为牵头单位,下同)",
        "L:省农委 R:省农委 财政厅 成都市政府",
    );
}

#[test]
fn whoever_signs_is_no_end_of_a_list() {
    let list = "责任领导：王辉    牵头单位：县退役军人局    责任单位：县人社局";
    let text = format!(
        "一、城建\n\n　　1.种粮。\n\n　　{list}\n\n　　2.修路。\n\n　　{list}\n\n蕲春县人民政府\n\n2031年2月21日\n"
    );
    let bodies = "L:县退役军人局 R:县人社局";
    let expected = ["种粮", "修路"].map(|task| format!("城建/{task}。 {bodies}"));
    assert_eq!(tasks(&text), expected);
}

#[test]
fn a_heading_that_names_who_is_in_charge_is_no_task() {
    let text = "一、扶贫（责任领导：周 文 副县长）\n1.修路5条。责任单位：县交通局\n二、茶业（责任领导：罗 刚）\n2.种茶3万亩。责任单位：县茶业局\n";
    assert_eq!(
        tasks(text),
        ["扶贫/修路5条。 R:县交通局", "茶业/种茶3万亩。 R:县茶业局",]
    );
}
