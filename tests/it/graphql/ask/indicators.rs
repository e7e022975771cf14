//! Questions for indicators and deadlines.

use serde_json::json;

use super::{SAMPLE, about, ask, check, list, part, responsible, same_rows, says, within};

#[test]
fn targets_in_other_words_than_the_notice_and_of_several_subjects() {
    check(
        &["高速公路总里程到2015年达到多少"],
        "AskIndicators",
        &within(&json!({ "subjects": ["全省高速公路通车总里程"], "year": 2015 })),
    );
    assert_eq!(
        ask(&SAMPLE, "单位GDP能耗的目标是多少")["summary"],
        "单位国内生产总值能源消耗降低（系国家分解指标）。"
    );
    check(
        &[
            "森林覆盖率和城镇新增就业分别是多少",
            "森林覆盖率、城镇新增就业的目标各自是多少",
        ],
        "AskTopicIndicators",
        &about("(“森林覆盖率”) OR (“城镇新增就业”)", &json!({})),
    );
    check(
        &["森林覆盖率和城镇新增就业到2015年分别是多少"],
        "AskIndicators",
        &within(&json!({ "subjects": ["森林覆盖率", "城镇新增就业"], "year": 2015 })),
    );
}

#[test]
fn targets_by_short_names_rates_and_their_number() {
    says("城镇污水处理率要达到多少", "城镇污水集中处理率达到80%。", 1);
    says(
        "出口增速",
        "全省出口（15%）：“十二五”期间，全省出口年均增长15%。",
        1,
    );
    check(
        &["约束性指标有几项", "有几项约束性指标"],
        "AskIndicators",
        &within(&json!({ "isBinding": true })),
    );
}

#[test]
fn a_target_of_its_own_comes_before_those_of_the_same_phrase() {
    check(
        &["化学需氧量要减排多少", "化学需氧量减排目标"],
        "AskIndicators",
        &within(&json!({ "subjects": ["化学需氧量排放"] })),
    );
    assert_eq!(
        ask(&SAMPLE, "森林覆盖率和城镇新增就业分别是多少")["summary"],
        "关于“森林覆盖率和城镇新增就业”的指标共 2 个：森林覆盖率提高到42%（约束性）；城镇新增就业400万人。"
    );
    check(
        &["城镇新增就业多少人次"],
        "AskTopicIndicators",
        &about("“城镇新增就业”", &json!({})),
    );
}

#[test]
fn figures_that_the_state_sets() {
    check(
        &[
            "哪些指标是国家下达的",
            "国家分解的指标有哪些",
            "系国家分解指标有几个",
        ],
        "AskIndicators",
        &within(&json!({ "isAssignedByState": true })),
    );
    check(
        &["约束性指标里国家分解的有哪些"],
        "AskIndicators",
        &within(&json!({ "isBinding": true, "isAssignedByState": true })),
    );
}

#[test]
fn what_is_due_by_a_day() {
    for (question, rows) in [
        ("2012年3月底前要完成的任务有哪些", 1),
        ("2012年3月底之前要办完什么", 1),
        ("2012年3月31日前完成的任务有几项", 1),
        ("2015年以前要完成的任务有哪些", 1),
        ("2012年2月底前要完成的任务", 0),
        ("省农委2012年底前要完成哪些任务", 0),
    ] {
        let answer = ask(&SAMPLE, question);
        assert_eq!(answer["operation"], "AskDeadlines", "{question}: {answer}");
        let summary = answer["summary"].as_str().unwrap();
        assert!(
            summary.contains("时限不晚于2012年") || rows == 1,
            "{summary}"
        );
        assert_eq!(list(&answer, "/rows").count(), rows, "{question}: {answer}");
        same_rows(&SAMPLE, &answer);
    }
    // Of a target it is the year.
    check(
        &["2015年底前森林覆盖率达到多少"],
        "AskIndicators",
        &within(&json!({ "text": "森林覆盖率", "year": 2015 })),
    );
}

#[test]
fn what_is_not_said_of_a_field_is_no_target() {
    assert_eq!(
        ask(&SAMPLE, "对外开放的目标是多少")["summary"],
        "没有关于“对外开放”的指标（只看指标的名称和原句）。"
    );
}

#[test]
fn indicators_and_deadlines() {
    check(
        &[
            "森林覆盖率的目标是多少",
            "森林覆盖率要达到多少",
            "森林覆盖率是多少",
            "森林覆盖率目标",
            "森林覆盖率提高到多少？",
            "森林覆盖率的指标值是多少",
        ],
        "AskTopicIndicators",
        &about("“森林覆盖率”", &json!({})),
    );
    assert_eq!(
        ask(&SAMPLE, "森林覆盖率是多少")["summary"],
        "森林覆盖率提高到42%。"
    );
    check(
        &[
            "到2015年森林覆盖率达到多少？",
            "2015年森林覆盖率的目标是多少",
        ],
        "AskIndicators",
        &within(&json!({ "text": "森林覆盖率", "year": 2015 })),
    );
    check(
        &["铁路营业里程要达到多少公里"],
        "AskIndicators",
        &within(&json!({ "text": "铁路营业里程", "unit": "公里" })),
    );
    check(
        &["九年义务教育巩固率要达到百分之多少"],
        "AskTopicIndicators",
        &about("“九年义务教育巩固率”", &json!({})),
    );
    check(
        &[
            "有哪些约束性指标",
            "约束性指标有哪些？",
            "一共有多少个约束性指标",
            "约束性指标",
            "硬性指标是什么",
        ],
        "AskIndicators",
        &within(&json!({ "isBinding": true })),
    );
    check(
        &[
            "省环保厅负责哪些约束性指标",
            "省环保厅负责的约束性指标有几个",
        ],
        "AskIndicators",
        &within(&json!({ "isBinding": true, "tasks": responsible("省环保厅") })),
    );
    check(
        &["省林业厅负责的指标有哪些"],
        "AskIndicators",
        &within(&json!({ "tasks": responsible("省林业厅") })),
    );
    check(
        &["第五章有哪些指标"],
        "AskIndicators",
        &within(&json!({ "tasks": { "chapters": [5] } })),
    );
    check(
        &["2015年有哪些目标"],
        "AskIndicators",
        &within(&json!({ "year": 2015 })),
    );
    check(
        &[
            "铁路建设什么时候完成",
            "铁路建设何时建成？",
            "铁路建设的完成时限是什么",
        ],
        "AskTopicDeadlines",
        &about("“铁路建设”", &json!({ "hasDeadline": true })),
    );
    check(
        &["省发展改革委的任务什么时候完成"],
        "AskDeadlines",
        &within(&json!({ "hasDeadline": true, "and": [part("省发展改革委")] })),
    );
}

#[test]
fn targets_are_narrowed_by_their_figures() {
    let narrowed = |question: &str, side: &str, number: f64, unit: &str| {
        let variables = within(&json!({ side: number, "unit": unit }));
        check(&[question], "AskIndicators", &variables);
    };
    narrowed("目标超过90%的指标有哪些", "min", 90_f64.next_up(), "%");
    narrowed("哪些指标的目标不低于90%", "min", 90.0, "%");
    narrowed("目标值在10%以下的指标", "max", 10.0, "%");
    narrowed("超过5000公里的指标", "min", 5e3_f64.next_up(), "公里");
    narrowed("低于1000万亩的指标有几个", "max", 1e7_f64.next_down(), "亩");
    says(
        "第七章超过90%的指标",
        "第七章“积极稳妥推进城镇化”、数值大于90%的指标共 2 个：燃气普及率94%；城镇用水普及率99%。",
        2,
    );
    // Beside text a figure is what it speaks of; of bodies and chapters no figure is asked for.
    let spoken = ask(&SAMPLE, "专利申请量增长10%以上由谁负责");
    assert_eq!(spoken["operation"], "AskTopicUnits");
    for question in ["目标超过90的指标", "超过90%的单位", "指标超过10个的章"] {
        assert_eq!(
            ask(&SAMPLE, question)["operation"],
            json!(null),
            "{question}"
        );
    }
}
