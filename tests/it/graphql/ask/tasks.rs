//! Questions for tasks, indicators and deadlines, in the many ways in which people ask them.

use serde_json::json;

use super::{SAMPLE, about, ask, check, in_role, part, responsible, within};

#[test]
fn tasks_of_a_unit() {
    let lead = within(&in_role("省农委", "LEAD"));
    check(
        &[
            "省农委牵头的任务有哪些",
            "省农委牵头哪些任务",
            "哪些任务由省农委牵头？",
            "请问省农委都牵头了哪些工作",
            "由省农委牵头的任务",
            "列出省农委牵头的任务",
            "省农委牵头多少项任务",
            "省农委一共牵头几项",
            "省農委牽頭的任務有多少？",
            "农委牵头的任务有几个",
            "省农委牵头",
            "我想知道省农委作为牵头单位的任务有哪些",
        ],
        "AskTasks",
        &lead,
    );
    check(
        &[
            "省水利厅负责哪些任务",
            "哪些任务归省水利厅负责",
            "省水利厅主管的工作有几项",
        ],
        "AskTasks",
        &within(&responsible("省水利厅")),
    );
    check(
        &[
            "省水利厅要做什么",
            "省水利厅的职责是什么",
            "省水利厅参与了哪些任务",
            "省水利厅承担多少任务",
            "省水利厅出现在哪些任务里",
        ],
        "AskTasks",
        &within(&part("省水利厅")),
    );
    check(
        &["省发改委承担了多少任务"],
        "AskTasks",
        &within(&part("省发展改革委")),
    );
    check(
        &["省财政厅配合哪些任务", "省财政厅协助的任务有哪些"],
        "AskTasks",
        &within(&in_role("省财政厅", "SUPPORTING")),
    );
    check(
        &[
            "省农委和省水利厅共同承担的任务有哪些",
            "省农委和省水利厅一起承担多少任务",
        ],
        "AskTasks",
        &within(&json!({ "and": [part("省农委"), part("省水利厅")] })),
    );
    check(
        &["省农委牵头、省水利厅参与的任务有哪些"],
        "AskTasks",
        &within(&json!({ "and": [in_role("省农委", "LEAD"), part("省水利厅")] })),
    );
    check(
        &["没有省财政厅参与的任务有哪些"],
        "AskTasks",
        &within(&json!({ "not": part("省财政厅") })),
    );
    check(
        &["辽宁省财政厅牵头哪些任务"],
        "AskTasks",
        &within(&in_role("省财政厅", "LEAD")),
    );
}

#[test]
fn what_a_unit_does_not_do_is_denied() {
    let not = |filter| json!({ "not": filter });
    check(
        &[
            "省财政厅没参与的任务有哪些",
            "省财政厅没有参加多少任务",
            "省财政厅未参与的任务",
        ],
        "AskTasks",
        &within(&not(part("省财政厅"))),
    );
    check(
        &["省农委没牵头的任务有几个", "省农委不牵头哪些任务"],
        "AskTasks",
        &within(&not(in_role("省农委", "LEAD"))),
    );
    check(
        &["省农委牵头、省财政厅没参与的任务有哪些"],
        "AskTasks",
        &within(&json!({ "and": [in_role("省农委", "LEAD"), not(part("省财政厅"))] })),
    );
    check(
        &[
            "省农委参与但不牵头的任务有几个",
            "省农委参与、没有牵头的任务",
        ],
        "AskTasks",
        &within(&json!({ "and": [part("省农委"), not(in_role("省农委", "LEAD"))] })),
    );
}

#[test]
fn spoken_words_ask_as_written_ones_do() {
    let lead = within(&in_role("省水利厅", "LEAD"));
    check(
        &[
            "水利厅主抓的活儿都列出来",
            "想问下，水利厅带头抓哪些任务",
            "水利厅列为牵头单位的任务，给个清单",
            "这个通知里水利厅牵头的任务有几项",
        ],
        "AskTasks",
        &lead,
    );
    check(
        &["省农委牵头而且省财政厅也参加的任务"],
        "AskTasks",
        &within(&json!({ "and": [in_role("省农委", "LEAD"), part("省财政厅")] })),
    );
}

#[test]
fn words_that_stand_apart_are_told_apart() {
    let summary = ask(&SAMPLE, "提到价格改革的任务")["summary"].take();
    let summary = summary.as_str().unwrap();
    assert!(summary.contains("提到“价格”和“改革”"), "{summary}");
}

#[test]
fn tasks_of_places_and_chapters() {
    let dalian = json!({ "cities": { "any": ["大连"] } });
    check(
        &[
            "哪些任务涉及大连",
            "涉及大连的任务有哪些？",
            "大连有哪些任务",
            "和大连有关的任务",
            "文中提到大连的是哪些任务",
        ],
        "AskTasks",
        &within(&dalian),
    );
    check(
        &["哪些任务涉及大连市和省财政厅"],
        "AskTasks",
        &within(&json!({ "and": [part("省财政厅"), { "cities": { "any": ["大连市"] } }] })),
    );
    check(
        &["大连市负责哪些任务", "大连负责哪些任务"],
        "AskTasks",
        &within(&responsible("大连市")),
    );
    check(
        &["涉及沈阳或大连的任务有多少"],
        "AskTasks",
        &within(&json!({ "or": [{ "cities": { "any": ["沈阳"] } }, dalian] })),
    );
    check(
        &["不涉及大连的任务有多少"],
        "AskTasks",
        &within(&json!({ "not": dalian })),
    );
    let fifth = json!({ "chapters": [5] });
    check(
        &["第五章有多少任务", "第5章的任务", "第五章都有哪些任务"],
        "AskTasks",
        &within(&fifth),
    );
    check(
        &[
            "第五章有多少任务没有牵头单位",
            "第五章没有明确牵头单位的任务有哪些",
            "第五章哪些任务无人牵头",
        ],
        "AskTasks",
        &within(&json!({ "and": [fifth, { "hasLead": false }] })),
    );
    check(
        &["哪些任务没有牵头单位", "没人牵头的任务有多少"],
        "AskTasks",
        &within(&json!({ "hasLead": false })),
    );
    check(
        &["哪些任务有牵头单位"],
        "AskTasks",
        &within(&json!({ "hasLead": true })),
    );
    check(
        &["哪些任务有完成时限", "有时限的任务有几项"],
        "AskTasks",
        &within(&json!({ "hasDeadline": true })),
    );
    check(
        &["哪些任务有量化指标"],
        "AskTasks",
        &within(&json!({ "hasIndicator": true })),
    );
    check(
        &["一共有多少任务", "任务总数"],
        "AskTasks",
        &within(&json!({})),
    );
}

#[test]
fn tasks_about_something() {
    check(
        &[
            "关于粮食生产的任务有哪些",
            "哪些任务提到粮食生产",
            "粮食生产方面有哪些任务",
        ],
        "AskTopicTasks",
        &about("“粮食生产”", &json!({})),
    );
    check(
        &[
            "省农委牵头的粮食任务有哪些",
            "由省农委牵头、与粮食有关的任务",
        ],
        "AskTopicTasks",
        &about("“粮食”", &in_role("省农委", "LEAD")),
    );
    check(
        &["提到“一县一业”的任务"],
        "AskTopicTasks",
        &about("“一县一业”", &json!({})),
    );
    check(
        &["农民专业合作社有哪些任务"],
        "AskTopicTasks",
        &about("“农民专业合作社”", &json!({})),
    );
}

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
        "AskTopicIndicators",
        &about("“铁路营业里程”", &json!({})),
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
