//! Sentences that state who does what, several of them in one and in forms of their own.

use super::forms::{self, check_tasks, tasks};

/// The first tasks that a sentence below a heading makes.
fn check(sentence: &str, expected: &[&str]) {
    let text = format!("一、农业\n（一）{sentence}\n（二）修路。由市交通局负责。\n");
    let found = tasks(&text);
    let own = found.len().saturating_sub(1);
    assert_eq!(found[..own], *expected, "{sentence}");
}

#[test]
fn each_part_of_a_sentence_that_states_is_a_task() {
    check(
        "办培训，由市经信局牵头，市商务局配合；改造管网，由市住建局负责；修渠3条，市水利局牵头。",
        &[
            "农业/办培训 L:市经信局 S:市商务局",
            "农业/改造管网 R:市住建局",
            "农业/修渠3条 L:市水利局",
        ],
    );
    check(
        "由市经信局牵头，办培训；由市住建局负责，改造管网。",
        &["农业/办培训 L:市经信局", "农业/改造管网。 R:市住建局"],
    );
    check(
        "种粮；修渠，由市水利局负责；办培训，由市经信局牵头；市商务局、市财政局配合。",
        &[
            "农业/种粮；修渠 R:市水利局",
            "农业/办培训 L:市经信局 S:市商务局 市财政局",
        ],
    );
    check(
        "发展“企业；农场”主体，由市农委负责；修渠，由市水利局负责。",
        &["农业/发展“企业；农场”主体 R:市农委", "农业/修渠 R:市水利局"],
    );
    // What nothing closes is no quote.
    check(
        "发展“三农，建园区，由市农委负责。",
        &["农业/发展“三农，建园区 R:市农委"],
    );
    check(
        "种粮；修渠，由市水利局负责。",
        &["农业/种粮；修渠 R:市水利局"],
    );
}

#[test]
fn what_ends_as_bodies_do_before_who_acts_is_the_task() {
    check(
        "发展企业、合作社、农场三类主体，由市农委负责。",
        &["农业/发展企业、合作社、农场三类主体 R:市农委"],
    );
    check(
        "发展“企业、农场”主体，由市农委牵头，由市财政局配合。",
        &["农业/发展“企业、农场”主体 L:市农委 S:市财政局"],
    );
    check(
        "办培训，市经信局牵头，由市商务局配合。",
        &["农业/办培训 L:市经信局 S:市商务局"],
    );
}

#[test]
fn a_sentence_that_says_by_when_is_no_task() {
    check(
        "加固水库，由市水利局负责。力争2015年底前全部完成。",
        &["农业/加固水库 R:市水利局 力争2015年底前全部完成"],
    );
    check(
        "加固水库，由市水利局负责。2015年底前建成大桥。",
        &["农业/加固水库 R:市水利局", "农业/2015年底前建成大桥。"],
    );
}

#[test]
fn all_who_are_named_before_a_task_have_a_part_in_it() {
    check(
        "由市水利局牵头，市财政局、市农委配合，修渠。",
        &["农业/修渠。 L:市水利局 S:市财政局 市农委"],
    );
}

#[test]
fn what_is_counted_is_no_body() {
    check(
        "建站，覆盖六十八个县，由市商务局牵头。",
        &["农业/建站，覆盖六十八个县 L:市商务局"],
    );
}

#[test]
fn who_acts_with_others_leads_only_where_nobody_else_does() {
    forms::check(
        "（市经信局牵头，市财政局等会同各县落实）",
        "L:市经信局 R:市财政局 S:各县",
    );
    forms::check("（市财政局会同各县落实）", "L:市财政局 S:各县");
}

#[test]
fn a_statement_may_stand_behind_persons() {
    forms::check(
        "（责任领导：王明；市经信局为牵头单位，市财政局为责任单位）",
        "L:市经信局 R:市财政局",
    );
    forms::check("（责任领导：王明；责任单位：市财政局）", "R:市财政局");
}

#[test]
fn of_those_who_answer_each_for_itself_none_leads() {
    let text = "排在首位的为牵头单位，下同。\n一、农业\n1.种粮。（市农委、市水利局负责）\n\
                2.修渠。（市水利局、市农委分别负责）\n";
    check_tasks(
        text,
        &[
            "农业/种粮。 L:市农委 R:市农委 市水利局",
            "农业/修渠。 R:市水利局 市农委",
        ],
    );
}

#[test]
fn who_watches_is_no_list_of_bodies() {
    let text = "一、农业\n1.种粮。（市农委牵头）\n二、保障\n市政府督查室负责督查督办。\n";
    check_tasks(text, &["农业/种粮。 L:市农委"]);
}

#[test]
fn who_divides_a_figure_answers_for_it() {
    check(
        "节水指标，由市水利局会同有关部门，分解落实到各县。",
        &["农业/节水指标 L:市水利局 S:有关部门"],
    );
}

#[test]
fn above_may_be_the_parts_of_one_item() {
    let text = "一、农业\n1.种粮。由市农委牵头。\n2.改厕3户；改水5处。以上任务由市水利局牵头，各县负责。\n";
    check_tasks(
        text,
        &[
            "农业/种粮。 L:市农委",
            "农业/改厕3户；改水5处。 L:市水利局 R:各县",
        ],
    );
}

#[test]
fn places_may_follow_a_department_in_one_list() {
    forms::check(
        "由市发改委牵头，市供电局及牟定、姚安县政府配合。",
        "L:市发改委 S:市供电局 牟定 姚安县政府",
    );
}

#[test]
fn a_dash_says_that_a_list_follows() {
    let text =
        "一、农业\n1.种粮。——粮食集团、市农委\n2.修渠。——东海县、灌云县政府\n3.选种。——市农委\n";
    check_tasks(
        text,
        &[
            "农业/种粮。 R:粮食集团 市农委",
            "农业/修渠。 R:东海县 灌云县政府",
            "农业/选种。 R:市农委",
        ],
    );
}

#[test]
fn no_city_shares_the_committee_of_a_zone() {
    let text = "一、农业\n1.种粮。（福清市、江阴港区管委会负责）\n";
    let (document, outline) = super::read(text);
    let statement = outline.blocks[0].statement.as_ref().unwrap();
    let shared = |at: usize| {
        statement.mentions[at]
            .shared
            .map(|range| document.get(range))
    };
    assert_eq!((statement.mentions.len(), shared(0)), (2, None));
}

#[test]
fn what_a_task_quotes_is_no_statement() {
    let text = "一、目标\n（一）关于“产值增长7%，到2018年覆盖率达到60%”的目标，由省农委会同省统计局负责跟踪落实。\n（二）关于园区扩容的问题，由省农委牵头，会同财政、国土等部门以及汕头、湛江等市政府负责。\n";
    assert_eq!(
        tasks(text),
        [
            "目标/关于“产值增长7%，到2018年覆盖率达到60%”的目标 L:省农委 S:省统计局",
            "目标/关于园区扩容的问题 L:省农委 S:财政 国土 汕头 湛江",
        ]
    );
}
