//! Questions about places in a ranking, shares of all, and what has none.

use serde_json::json;

use super::{SAMPLE, ask, check, in_role, part, says, within};

#[test]
fn a_place_of_a_ranking_is_told_with_those_before_it() {
    says(
        "牵头任务第二多的单位是哪个",
        "有牵头任务的单位共 36 个（这里列出前 2 个），第 2 多的是省经济和信息化委：牵头 9 项。",
        2,
    );
    says(
        "参与任务数量排第三的单位",
        "有任务的单位共 96 个（这里列出前 3 个），第 3 多的是省农委：35 项。",
        3,
    );
    says(
        "牵头任务排名第四的单位",
        "有牵头任务的单位共 36 个（这里列出前 4 个），第 4 多（与第 3 位并列）的是省人力资源社会保障厅、省住房城乡建设厅，各牵头 7 项。",
        4,
    );
    says(
        "任务第二少的是哪一章",
        "任务共 148 项，分属 15 章（这里列出前 2 章），第 2 少的是第8章 建设资源节约型、环境友好型社会：4 项。",
        2,
    );
    says(
        "哪一章的任务倒数第二",
        "任务共 148 项，分属 15 章（这里列出前 2 章），第 2 少的是第8章 建设资源节约型、环境友好型社会：4 项。",
        2,
    );
    says(
        "和省民政厅合作第二多的单位",
        "与省民政厅共同承担任务的单位共 41 个（这里列出前 2 个），第 2 多的是省财政厅：13 项。",
        2,
    );
    says(
        "任务数量最少的章是哪一章",
        "任务共 148 项，分属 15 章，最少的是第15章 健全规划实施机制：3 项。",
        15,
    );
    for question in [
        "第二多的任务",
        "第二产业的任务第三多",
        "牵头前三名中第二多的单位",
    ] {
        assert_eq!(
            ask(&SAMPLE, question)["operation"],
            json!(null),
            "{question}"
        );
    }
}

#[test]
fn two_chapters_are_compared_whatever_the_word() {
    says(
        "第二章和第十三章哪个任务多",
        "第二章“加快社会主义新农村建设”、第十三章“加快改革攻坚步伐”的任务共 24 项，分属 2 章，最多的是第13章 加快改革攻坚步伐：16 项。",
        2,
    );
}

#[test]
fn a_share_is_one_of_all_tasks() {
    says(
        "省发改委牵头的任务占全部任务的百分之几",
        "省发展改革委牵头的任务共 24 项，占全部 148 项任务的 16.2%。",
        20,
    );
    says(
        "没有牵头单位的任务占比多少",
        "没有牵头单位的任务共 33 项，占全部 148 项任务的 22.3%。",
        20,
    );
    // Of less than all, and of groups, no share is counted.
    for question in ["省农委牵头的任务占第二章任务的百分之几", "各章任务占比"]
    {
        assert_eq!(
            ask(&SAMPLE, question)["operation"],
            json!(null),
            "{question}"
        );
    }
}

#[test]
fn what_has_none_is_listed() {
    says(
        "哪些单位没有牵头任务",
        "有任务的单位共 96 个，其中 60 个没有牵头任务。",
        60,
    );
    says(
        "哪些单位从来没有牵头过任何任务",
        "有任务的单位共 96 个，其中 60 个没有牵头任务。",
        60,
    );
    says(
        "哪几章没有指标",
        "15 章中，有量化目标的任务一项都没有的共 1 章。",
        1,
    );
    // What is said of the tasks narrows them.
    check(
        &["哪一章没有牵头单位的任务最多"],
        "AskGroups",
        &json!({ "filter": { "hasLead": false }, "groupBy": ["CHAPTER"] }),
    );
    says(
        "第五章哪些单位没有牵头任务",
        "第五章“强化基础设施建设”的任务中，有任务的单位共 20 个，其中 15 个没有牵头任务。",
        15,
    );
}

#[test]
fn a_place_that_takes_part_is_its_government() {
    check(
        &["鞍山承担了哪些任务", "鞍山参与的任务"],
        "AskTasks",
        &within(&part("鞍山市")),
    );
    // What has a body of its own is asked about, and not the place.
    check(
        &["朝阳和阜新都参与的任务"],
        "AskTasks",
        &within(&json!({ "and": [part("朝阳市"), part("阜新市")] })),
    );
}

#[test]
fn who_is_among_those_that_answer_for_a_task_is_asked_of_its_list() {
    says(
        "公路建设的责任单位里有没有省环保厅",
        "是：提到“公路建设”的任务共 1 项，都符合“省环保厅负责”，牵头的是省交通厅。",
        1,
    );
}

#[test]
fn words_for_quotes_ask_for_tasks() {
    for question in ["哪句话规定了森林蓄积量", "原文里怎么说森林蓄积量"] {
        says(question, "提到“森林蓄积量”的任务共 1 项。", 1);
    }
    check(
        &["省旅游局牵头的是哪句话"],
        "AskTasks",
        &within(&in_role("省旅游局", "LEAD")),
    );
}
