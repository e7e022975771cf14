//! Questions that say where they look: several chapters at once; words that are part of a matter.

use serde_json::json;

use super::{SAMPLE, ask, check, says, within};

#[test]
fn chapters_are_named_from_the_first_to_the_last_or_listed() {
    let tasks = |questions: &[&str], chapters: &[u32]| {
        check(
            questions,
            "AskTasks",
            &within(&json!({ "chapters": chapters })),
        );
    };
    tasks(
        &[
            "第一章到第三章有多少任务",
            "第一至三章的任务",
            "第1章-第3章的任务",
        ],
        &[1, 2, 3],
    );
    tasks(&["第二、三章的任务", "第二章和第三章的任务"], &[2, 3]);
    tasks(&["第五、第六和第八章的任务"], &[5, 6, 8]);
    // One chapter of several is not there.
    let answer = ask(&SAMPLE, "第十四章到第十七章的任务");
    assert_eq!(
        answer["summary"],
        "没有看懂“第十四章到第十七章”，无法回答：没有第16章，共 15 章。"
    );
    for question in ["第三章到第一章的任务", "第一到三十的任务"] {
        assert_eq!(
            ask(&SAMPLE, question)["operation"],
            json!(null),
            "{question}"
        );
    }
}

#[test]
fn chapters_from_the_first_to_the_last_are_compared() {
    says(
        "第二章到第四章各有多少任务",
        "第二章到第四章的任务共 24 项，分属 3 章，最多的是第4章 加快发展服务业：10 项。",
        3,
    );
}

#[test]
fn a_place_that_plans_govern_stands_for_them() {
    let plan = SAMPLE.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].take();
    for (question, role, field) in [
        ("辽宁牵头任务最多的单位", json!("LEAD"), "LEAD_COUNT"),
        ("辽宁省参与任务最多的单位", json!(null), "TASK_COUNT"),
    ] {
        let mut filter = json!({ "plans": [plan] });
        if !role.is_null() {
            filter["role"] = role;
        }
        let order = json!({ "field": field, "direction": "DESC" });
        let expected = json!({ "filter": filter, "orderBy": order });
        check(&[question], "AskUnits", &expected);
    }
    assert_eq!(
        ask(&SAMPLE, "辽宁负责的任务有哪些")["operation"],
        json!(null)
    );
}

#[test]
fn what_qualifies_a_matter_is_part_of_it() {
    says(
        "约束性指标分解方案什么时候报省政府",
        "提到“约束性”、“指标”、“分解”和“方案”（不在一处）、提到“省政府”的任务共 1 项，其中 1 项写明时限，最早的是2012年3月底前：\
         耕地保有量、单位地区生产总值能耗降低、主要污染物排放总量减少、城镇保障性安居工程…。",
        1,
    );
}

#[test]
fn parts_of_a_chapter_are_sections_by_any_word() {
    says(
        "第十章有几个小节",
        "第十章“大力保障和改善民生”的任务共 17 项，分属 6 节，最多的是第4节 提高全民健康水平：7 项。",
        6,
    );
}

#[test]
fn a_title_in_other_words_is_named_as_it_stands() {
    says("信息化那一节有哪些任务", "“信息设施”一节的任务共 4 项。", 4);
}
