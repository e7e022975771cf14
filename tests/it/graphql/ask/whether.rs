//! Questions whether something is so, and questions with slips.

use serde_json::json;

use super::{SAMPLE, ask, says as check};

#[test]
fn whether_something_is_so_is_said_and_of_how_many_tasks() {
    check("有没有省农委牵头的任务", "是：省农委牵头的任务共 6 项。", 6);
    check(
        "省质监局牵头过任务吗",
        "否：按文件写明的分工，没有符合“省质监局牵头”的任务。",
        0,
    );
    check(
        "铁路建设没有牵头单位吗",
        "是：提到“铁路建设”的任务共 1 项，都符合“没有牵头单位”。",
        1,
    );
    check(
        "第十四章是不是所有任务都有牵头单位",
        "不全是：第十四章“全面提升开放水平”的任务共 5 项，符合“有牵头单位”的 2 项。",
        2,
    );
    // All there are, and not whether there is any.
    check(
        "是不是所有任务都有牵头单位",
        "不全是：任务共 148 项，符合“有牵头单位”的 115 项。",
        20,
    );
    check(
        "每项任务都由省发改委牵头吗",
        "不全是：任务共 148 项，符合“省发展改革委牵头”的 24 项。",
        20,
    );
    check(
        "省科技厅是第九章的牵头单位吗",
        "不全是：第九章“实施科教兴省和人才强省战略”的任务共 5 项，符合“省科技厅牵头”的 1 项。",
        1,
    );
    check(
        "省财政厅是不是牵头公立医院改革",
        "否：提到“公立医院改革”的任务共 1 项，按文件写明的分工，都不符合“省财政厅牵头”。",
        0,
    );
    check(
        "省财政厅牵头过公立医院改革没有",
        "否：提到相隔不远的“公立医院”和“改革”的任务共 1 项，按文件写明的分工，都不符合“省财政厅牵头”。",
        0,
    );
    check(
        "省财政厅参加没参加公立医院改革",
        "是：提到“公立医院改革”的任务共 1 项，都符合“省财政厅参与”，牵头的是省卫生厅。",
        1,
    );
    // One of many is not the one whose matter it is.
    check(
        "公立医院改革归省财政厅管吗",
        "是：提到“公立医院改革”的任务共 1 项，都符合“省财政厅负责”，牵头的是省卫生厅。",
        1,
    );
    check(
        "省旅游局有没有和省林业厅合作过",
        "是：省旅游局参与、省林业厅参与的任务共 1 项，牵头的是省发展改革委。",
        1,
    );
    check(
        "沈阳和大连有没有合作",
        "是：沈阳市参与、大连市参与的任务共 1 项，牵头的是省政府金融办。",
        1,
    );
    check(
        "省农委牵头的任务有没有指标",
        "是：省农委牵头、有量化目标的任务共 3 项。",
        3,
    );
    check(
        "省农委牵头的任务里省质监局有没有参与",
        "是：省农委牵头、省质监局参与的任务共 1 项，牵头的是省农委。",
        1,
    );
    // A place that is only named in a task has no part in it.
    check(
        "沈阳有没有参与铁路建设",
        "否：提到“铁路建设”的任务共 1 项，按文件写明的分工，都不符合“沈阳市参与”。",
        0,
    );
}

#[test]
fn who_asks_politely_asks_no_more_than_others() {
    let plain = ask(&SAMPLE, "省农委牵头哪些任务");
    for question in ["省农委牵头哪些任务吗", "是不是省农委牵头哪些任务"] {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["summary"], plain["summary"], "{question}");
    }
}

#[test]
fn a_slip_is_answered_only_when_it_is_clear_and_said() {
    check(
        "省民正厅牵头的任务有哪些",
        "“省民正厅”读作“省民政厅”：省民政厅牵头的任务共 3 项。",
        3,
    );
    check(
        "森林复盖率是多少",
        "“森林复盖率”读作“森林覆盖率”：森林覆盖率提高到42%。",
        1,
    );
    check(
        "化学须氧量排放减少多少",
        "“化学须氧量排放”读作“化学需氧量排放”：化学需氧量排放（9.2%）：化学需氧量、二氧化硫、氨氮、氮氧化物排放分别减少9.2%、10.7%、11%、13.7%（约束性，系国家分解指标）。",
        1,
    );
    // Another sound, a slip beside what is not understood anyway, a name of somewhere else.
    for question in ["谁负责职业教肓", "省民正厅的局长是谁", "台州负责的任务"]
    {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], json!(null), "{question}: {answer}");
    }
}

#[test]
fn whether_a_figure_is_so_is_answered_with_the_target() {
    for question in [
        "森林覆盖率达到42%吗",
        "森林覆盖率是不是提高到42%",
        "森林覆盖率是否达到50%",
    ] {
        check(question, "文件写明：森林覆盖率提高到42%。", 1);
    }
    for question in ["火星覆盖率达到42%吗", "42%吗"] {
        assert_eq!(
            ask(&SAMPLE, question)["operation"],
            json!(null),
            "{question}"
        );
    }
}
