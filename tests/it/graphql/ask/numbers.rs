//! Numbers that are told whole, and those that would be read as others: the question is then not answered.

use serde_json::{Value, json};

use super::refused::check as refused;
use super::{SAMPLE, ask, says};

#[test]
fn what_is_told_as_a_number_is_counted_whole() {
    for (question, expected, rows) in [
        (
            "单位不超过10个的任务",
            "全部任务中，单位数不高于10个的共 132 项（这里列出前 20 项）。",
            20,
        ),
        (
            "单位少于20个的任务有几项",
            "全部任务中，单位数小于20个的共 138 项（这里列出前 20 项）。",
            20,
        ),
        (
            "单位超过0个的任务",
            "全部任务中，单位数大于0个的共 142 项（这里列出前 20 项）。",
            20,
        ),
        (
            "单位最少的任务",
            "全部任务中，单位最少的有 27 项，各 1 个单位。",
            27,
        ),
        (
            "和省财政厅合作不少于1次的单位",
            "与省财政厅共同承担任务不少于 1 项的单位共 61 个。",
            61,
        ),
    ] {
        says(question, expected, rows);
    }
}

#[test]
fn the_first_chapters_of_what_is_counted_are_those_that_have_most() {
    for question in ["任务量前三章", "任务数前三章是哪些"] {
        says(
            question,
            "任务共 148 项，分属 15 章（这里列出前 3 章），最多的是第11章 加强和创新社会管理、第5章 强化基础设施建设，各 19 项。",
            3,
        );
    }
    says(
        "省农委任务前三章",
        "省农委参与的任务共 35 项，分属 10 章（这里列出前 3 章），最多的是第6章 促进区域协调互动发展：8 项。",
        3,
    );
    says(
        "在前三章中省农委有几项任务",
        "省农委参与、前三章的任务共 6 项。",
        6,
    );
    refused("指标数量前三章", &["指标"]);
}

#[test]
fn the_least_are_not_answered_by_the_most() {
    refused("与省农委合作最少的三个单位", &["最少的三个"]);
    refused("与省农委合作倒数前三的单位", &["倒数前三"]);
    refused("谁和谁合作最少的三个", &["最少的三个"]);
    refused("哪两个单位合作倒数前三", &["倒数前三"]);
    // Nothing ranks tasks and targets.
    refused("指标最多的三项任务", &["最多的三项"]);
    refused("省农委最多的三项任务", &["最多的三项"]);
    refused("最多的三个指标", &["最多的三个"]);
}

#[test]
fn a_number_that_is_read_in_part_is_not_understood() {
    // The word for its side stands before the part.
    refused("至少牵头3项的单位", &["至少"]);
    refused("至少参与20项任务的单位", &["至少"]);
    refused("超过牵头3项任务的单位", &["超过"]);
    refused("不超过牵头3项任务的单位", &["不超过"]);
    // Two digits are about as many.
    refused("牵头两三项任务的单位", &["两三项"]);
    refused("参与三四项任务的单位", &["三四项"]);
    refused("单位超过三五个的任务", &["单位超过三五"]);
    refused("参与10多项任务的单位", &["10多"]);
    refused("参与20余项任务的单位", &["20余"]);
    refused("参与10项多任务的单位", &["多"]);
    refused("单位3个到5个的任务", &["5"]);
    refused("省财政厅以外的单位只有一个的任务", &["一个"]);
    // A share of some of the tasks.
    refused("省农委的任务百分之多少是牵头的", &["百分之多少"]);
    refused("省农委百分之多少的任务有指标", &["百分之多少"]);
}

#[test]
fn what_bodies_do_together_or_alone_is_not_told_of_tasks() {
    refused("只参与不牵头、任务超过5项的单位", &["只参与不牵头"]);
    refused("只参与不牵头超过10项的单位", &["只参与不牵头"]);
    refused("只配合不牵头的任务", &["只配合不牵头"]);
    refused("哪些单位只配合不牵头", &["只", "不牵头"]);
    refused(
        "省农委和省财政厅共同牵头和参与的任务有多少",
        &["共同", "参与"],
    );
    refused(
        "省农委和省财政厅都牵头都参与的任务有多少",
        &["都", "都参与"],
    );
    // 哪些 asks for what they do, and picks none of them.
    refused("省农委和省林业厅有哪些牵头的任务", &["牵头"]);
}

#[test]
fn a_unit_that_no_target_has_is_said() {
    for (question, expected) in [
        (
            "港口建几座",
            "没有以“座”计的指标；港口货物吞吐量达到10亿吨以上。",
        ),
        (
            "港口有多少公里",
            "没有以“公里”计的指标；港口货物吞吐量达到10亿吨以上。",
        ),
        (
            "粮食生产有多少条",
            "没有以“条”计的指标；粮食生产能力（45亿斤）：新增45亿斤粮食生产能力建设规划。",
        ),
        (
            "中小河流治理多少条",
            "重点中小河流治理（143条）：143条重点中小河流治理工程。",
        ),
    ] {
        says(question, expected, 1);
    }
    let answer = ask(&SAMPLE, "高速公路有多少个");
    let summary = answer["summary"].as_str().unwrap();
    assert!(summary.starts_with("没有以“个”计的指标；"), "{answer}");
    says("关于就业的有多少条", "提到“就业”的任务共 6 项。", 6);
}

#[test]
fn a_division_that_is_left_out_is_named_in_a_sentence() {
    let answer = ask(&SAMPLE, "辽宁省以外的任务");
    assert_eq!(
        (&answer["rows"], &answer["summary"]),
        (
            &json!([]),
            &Value::from("没有符合“不是辽宁省的文件”的任务。")
        ),
        "{answer}"
    );
}

#[test]
fn a_task_has_a_number_within_its_plan_and_within_its_chapter() {
    let first = |question: &str| {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["rows"].as_array().map(Vec::len), Some(1), "{answer}");
        answer["rows"][0]["text"].as_str().unwrap().to_owned()
    };
    for (question, expected) in [
        ("第2项任务是什么", "耕地保有量保持在6120万亩"),
        ("第十章第一项任务是什么", "实施更加积极的就业政策"),
    ] {
        let text = first(question);
        assert!(text.contains(expected), "{question}: {text}");
    }
    says(
        "第十章第一项任务由谁牵头",
        "第十章“大力保障和改善民生”、第一项的任务共 1 项，分属 1 个牵头单位，最多的是省人力资源社会保障厅：牵头 1 项。",
        1,
    );
}
