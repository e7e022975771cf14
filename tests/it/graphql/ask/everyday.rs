//! The same questions as people say them: with parts in any order, in a matter, by figures, by what is spoken of as it stands.

use plangraph::engine::{IngestOptions, Submission};
use plangraph::model::PlanManifest;
use serde_json::json;

use super::{SAMPLE, about, ask, check, in_role, part, responsible, same_rows, says, within};

#[test]
fn a_part_may_stand_behind_the_one_that_is_denied() {
    check(
        &[
            "省农委不牵头但参与的任务有几个",
            "省农委没有牵头、但参与了的任务",
        ],
        "AskTasks",
        &within(&json!({ "and": [part("省农委"), { "not": in_role("省农委", "LEAD") }] })),
    );
    check(
        &[
            "省农委没担任牵头单位的任务",
            "省农委没当过牵头单位的任务有几项",
        ],
        "AskTasks",
        &within(&json!({ "not": in_role("省农委", "LEAD") })),
    );
}

#[test]
fn a_task_may_have_somebody_and_no_lead() {
    check(
        &["有责任单位但没有牵头单位的任务有几个"],
        "AskTasks",
        &within(&json!({ "and": [{ "hasLead": false }, { "hasAssignment": true }] })),
    );
}

#[test]
fn what_a_unit_does_in_a_matter() {
    let lead = about("“粮食生产”", &in_role("省农委", "LEAD"));
    check(
        &[
            "省农委在粮食生产方面牵头哪些任务",
            "您好，想了解省农委在粮食生产领域牵头了什么",
        ],
        "AskTopicTasks",
        &lead,
    );
    check(
        &["省卫生厅主要负责哪些事"],
        "AskTasks",
        &within(&responsible("省卫生厅")),
    );
    check(
        &["加快发展服务业这部分省服务业委牵头几项"],
        "AskTasks",
        &ask_filter("加快发展服务业这一章省服务业委牵头几项"),
    );
}

/// The variables of an answer but for the size of its page.
fn ask_filter(question: &str) -> serde_json::Value {
    let answer = ask(&SAMPLE, question);
    let variables = answer["variables"].as_str().unwrap();
    let mut variables: serde_json::Value = serde_json::from_str(variables).unwrap();
    variables.as_object_mut().unwrap().remove("first");
    variables
}

#[test]
fn a_name_that_begins_a_text_of_the_plans_is_text() {
    for question in [
        "农村信用社改革由谁牵头、哪些单位配合",
        "谁负责农村信用社改革",
    ] {
        check(
            &[question],
            "AskTopicUnits",
            &about("“农村信用社改革”", &json!({})),
        );
    }
}

#[test]
fn whom_somebody_works_with_is_asked_in_many_ways() {
    for question in [
        "省环保厅跟谁配合得最多",
        "省环保厅和哪些单位配合最多",
        "省环保厅和谁一起干活最多",
        "哪些部门和省环保厅有共同任务",
        "哪些单位和省环保厅共同承担任务",
        "和省环保厅共同承担任务的单位",
    ] {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], "AskPartners", "{question}: {answer}");
        assert_eq!(
            answer["rows"][0]["text"], "省发展改革委：共同承担 14 项",
            "{question}"
        );
    }
}

#[test]
fn targets_are_met_in_a_year_and_reach_a_figure() {
    check(
        &["哪些目标是2015年要实现的"],
        "AskIndicators",
        &within(&json!({ "year": 2015 })),
    );
    check(
        &["达到90%以上的指标有哪些"],
        "AskIndicators",
        &within(&json!({ "min": 90.0, "unit": "%" })),
    );
    for question in ["氨氮要减多少", "氨氮减排多少"] {
        let answer = ask(&SAMPLE, question);
        let summary = answer["summary"].as_str().unwrap();
        assert!(
            summary.starts_with("氨氮排放（11%）"),
            "{question}: {answer}"
        );
    }
}

#[test]
fn whether_there_are_any_is_not_whether_all_are() {
    says(
        "省体育局有没有参与农村的任务",
        "有：提到“农村”的任务共 25 项，符合“省体育局参与”的 1 项，牵头的是省发展改革委。",
        1,
    );
    says(
        "省体育局是不是参与农村的任务",
        "不全是：提到“农村”的任务共 25 项，符合“省体育局参与”的 1 项，牵头的是省发展改革委。",
        1,
    );
}

#[test]
fn a_share_has_more_than_one_word() {
    for question in ["省发改委牵头的任务占比", "省发改委牵头的比例是多少"] {
        says(
            question,
            "省发展改革委牵头的任务共 24 项，占全部 148 项任务的 16.2%。",
            20,
        );
    }
}

#[test]
fn what_has_no_end_is_a_deadline_too() {
    let sample = super::sample();
    let notice = Submission {
        name: "a.txt".to_owned(),
        bytes: "关于印发任务分工的通知\n\n一、水利\n\n1.新建水库3座。\n牵头单位：省水利厅\n完成时限：2024年底前\n2.改造城镇老旧小区30个。\n牵头单位：省住房城乡建设厅\n完成时限：持续推进\n"
            .into(),
        manifest: PlanManifest::default(),
    };
    let reports = (sample.engine).ingest(&[notice], IngestOptions::default(), &mut |_| {});
    assert!(reports.iter().all(Result::is_ok), "{reports:?}");
    for question in [
        "持续推进的任务有哪些",
        "长期任务有哪些",
        "哪些任务需要长期坚持",
    ] {
        let answer = ask(&sample, question);
        assert_eq!(
            answer["summary"], "长期或持续推进的任务共 1 项。",
            "{question}: {answer}"
        );
        assert_eq!(answer["rows"][0]["evidence"][1]["quote"], "持续推进");
        same_rows(&sample, &answer);
    }
    // A word of the dictionary that stands nowhere is asked for by its halves, side by side.
    let answer = ask(&sample, "谁负责老旧小区改造");
    assert_eq!(answer["rows"][0]["text"], "省住房城乡建设厅：牵头 1 项");
    let counted = ask(&sample, "新建水库多少座");
    assert_eq!(counted["operation"], "AskIndicators", "{counted}");
}
