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
    for question in ["从来没当过牵头单位的部门有哪些", "哪些单位没有担任牵头单位"]
    {
        says(
            question,
            "有任务的单位共 96 个，其中 60 个没有牵头任务。",
            60,
        );
    }
    says(
        "第五章哪些单位没有牵头任务",
        "第五章“强化基础设施建设”的任务中，有任务的单位共 20 个，其中 15 个没有牵头任务。",
        15,
    );
    for question in ["哪几章没有省财政厅参与的任务", "哪些章省财政厅没有参与"]
    {
        says(
            question,
            "15 章中，省财政厅参与的任务一项都没有的共 3 章。",
            3,
        );
    }
    says(
        "哪些章没有提到大连",
        "15 章中，涉及大连的任务一项都没有的共 8 章。",
        8,
    );
    // Of the tasks it says something else.
    check(
        &["省农委没有参与的任务在哪几章"],
        "AskGroups",
        &json!({ "filter": { "not": part("省农委") }, "groupBy": ["CHAPTER"] }),
    );
}

#[test]
fn whoever_is_responsible_for_most_is_ranked_with_what_it_supports_beside() {
    for question in [
        "负责任务最多的单位",
        "哪个部门负责的任务最多",
        "谁管的事最多",
    ] {
        says(
            question,
            "负责任务的单位共 93 个（这里列出前 10 个），最多的是省发展改革委：97 项。",
            10,
        );
    }
    let answer = ask(&SAMPLE, "负责任务最多的单位");
    assert_eq!(
        answer["rows"][0]["text"],
        "省发展改革委：负责 97 项（另配合 4 项）"
    );
    says(
        "省农委和省水利厅谁负责的任务多",
        "省农委较多（相差 24 项）：省农委负责 35 项，省水利厅负责 11 项。",
        2,
    );
}

#[test]
fn of_each_of_a_kind_there_is_a_row() {
    says(
        "每个单位牵头多少任务",
        "有牵头任务的单位共 36 个，最多的是省发展改革委：牵头 24 项。",
        36,
    );
    for question in ["每章各有多少任务", "各章的任务数量"] {
        check(
            &[question],
            "AskGroups",
            &json!({ "filter": {}, "groupBy": ["CHAPTER"] }),
        );
    }
    says(
        "牵头任务数排前三的部门",
        "有牵头任务的单位共 36 个（这里列出前 3 位，并列的都列出），最多的是省发展改革委：牵头 24 项。",
        4,
    );
}

#[test]
fn tasks_are_ranked_by_those_who_answer_for_them() {
    for question in [
        "责任单位最多的任务是哪个",
        "责任单位数量最多的任务",
        "哪项任务参与的单位最多",
    ] {
        says(
            question,
            "全部任务中，单位最多的是第6章 促进区域协调互动发展：基本建成大连东北亚国际航运中心（22 个单位）。",
            1,
        );
    }
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

#[test]
fn governments_are_compared_by_what_they_are_called() {
    says(
        "沈阳和鞍山哪个市的任务多",
        "沈阳市承担 2 项，鞍山市承担 2 项，一样多。",
        2,
    );
}
