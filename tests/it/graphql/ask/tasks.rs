//! Questions for tasks, in the many ways in which people ask them.

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
fn a_denial_holds_for_all_of_a_list() {
    let not = |filter| json!({ "not": filter });
    let city = |name| json!({ "cities": { "any": [name] } });
    check(
        &["不涉及大连和沈阳的任务", "不涉及大连、沈阳的任务有几项"],
        "AskTasks",
        &within(&json!({ "and": [not(city("大连")), not(city("沈阳"))] })),
    );
    check(
        &[
            "不由省农委、省水利厅牵头的任务",
            "不由省农委或省水利厅牵头的任务",
        ],
        "AskTasks",
        &within(&json!({
            "and": [not(in_role("省农委", "LEAD")), not(in_role("省水利厅", "LEAD"))]
        })),
    );
    check(
        &["不涉及大连而涉及沈阳的任务"],
        "AskTasks",
        &within(&json!({ "and": [not(city("大连")), city("沈阳")] })),
    );
}

#[test]
fn of_alternatives_one_is_enough() {
    let city = |name| json!({ "cities": { "any": [name] } });
    check(
        &[
            "省农委牵头、省气象局或省质监局参与的任务",
            "省农委牵头、省气象局或者省质监局参与的任务有几项",
        ],
        "AskTasks",
        &within(&json!({ "and": [
            in_role("省农委", "LEAD"),
            { "or": [part("省气象局"), part("省质监局")] },
        ] })),
    );
    check(
        &["省农委、省水利厅或省林业厅参与的任务"],
        "AskTasks",
        &within(&json!({ "or": [part("省农委"), part("省水利厅"), part("省林业厅")] })),
    );
    check(
        &["省农委牵头或涉及大连的任务"],
        "AskTasks",
        &within(&json!({ "or": [in_role("省农委", "LEAD"), city("大连")] })),
    );
    check(
        &["关于粮食或水利的任务"],
        "AskTopicTasks",
        &about("(“粮食”) OR (“水利”)", &json!({})),
    );
    check(
        &["既有省林业厅又有省气象局但没有省财政厅的任务"],
        "AskTasks",
        &within(&json!({ "and": [
            part("省林业厅"),
            part("省气象局"),
            { "not": part("省财政厅") },
        ] })),
    );
}

#[test]
fn what_tasks_lack() {
    check(
        &[
            "没有时限的任务有多少",
            "哪些任务没有明确的完成时限",
            "没写时间要求的任务",
        ],
        "AskTasks",
        &within(&json!({ "hasDeadline": false })),
    );
    check(
        &["没有指标的任务有哪些", "哪些任务没有量化目标"],
        "AskTasks",
        &within(&json!({ "hasIndicator": false })),
    );
}

#[test]
fn tasks_by_the_number_of_their_units() {
    let by_units = |filter: serde_json::Value, direction: &str| json!({ "filter": filter, "direction": direction });
    let assigned = json!({ "hasAssignment": true });
    check(
        &[
            "参与单位最多的任务是哪一项",
            "单位最多的任务",
            "参与单位最多的前三项任务",
        ],
        "AskTasksByUnits",
        &by_units(assigned.clone(), "DESC"),
    );
    check(
        &["只有一个责任单位的任务有多少"],
        "AskTasksByUnits",
        &by_units(assigned, "ASC"),
    );
    check(
        &["只有省公安厅负责的任务", "省公安厅单独负责的任务有几项"],
        "AskTasksByUnits",
        &by_units(
            json!({ "hasAssignment": true, "and": [responsible("省公安厅")] }),
            "ASC",
        ),
    );
    let summary = |question: &str| ask(&SAMPLE, question)["summary"].take();
    assert_eq!(
        summary("只有一个责任单位的任务有多少"),
        "全部任务中，只写明一个单位的共 27 项（这里列出前 20 项）。"
    );
    assert_eq!(
        summary("只有省公安厅负责的任务"),
        "省公安厅负责的任务中，只写明一个单位的共 1 项。"
    );
}

#[test]
fn a_name_is_whose_own_it_is() {
    check(
        &["省司法厅参与的任务"],
        "AskTasks",
        &within(&part("省司法厅")),
    );
}

#[test]
fn sections_and_the_document_itself() {
    let section = |question: &str| {
        let answer = ask(&SAMPLE, question);
        let variables = answer["variables"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"));
        let variables: serde_json::Value = serde_json::from_str(variables).unwrap();
        let filter = &variables["filter"];
        let within = filter["sections"]
            .as_array()
            .or_else(|| filter["and"][0]["sections"].as_array());
        (
            answer["rows"].as_array().unwrap().len(),
            within.map(Vec::len),
        )
    };
    assert_eq!(section("第五章第三节有哪些任务"), (4, Some(1)));
    assert_eq!(section("第五章第三节第2项任务是什么"), (1, Some(1)));
    assert_eq!(section("“提高全民健康水平”一节有哪些任务"), (7, Some(1)));
    assert_eq!(section("提高全民健康水平这一节有几项任务"), (7, Some(1)));
    check(
        &[
            "这个方案有多少任务",
            "整个通知共有几项任务",
            "全省一共有多少任务",
        ],
        "AskTasks",
        &within(&json!({})),
    );
    check(
        &["第八章讲的是什么", "第八章讲什么"],
        "AskTasks",
        &within(&json!({ "chapters": [8] })),
    );
    let summary = ask(&SAMPLE, "第八章讲的是什么")["summary"].take();
    assert_eq!(
        summary,
        "第八章“建设资源节约型、环境友好型社会”的任务共 4 项。"
    );
}

#[test]
fn shared_tasks_are_counted() {
    let both = json!({ "and": [part("省农委"), part("省财政厅")] });
    check(
        &[
            "省农委跟省财政厅合作过几次",
            "省农委和省财政厅合作几次",
            "省农委、省财政厅两家一起承担的任务",
            "省农委和省财政厅两家都有份的任务",
        ],
        "AskTasks",
        &within(&both),
    );
}

#[test]
fn a_sentence_says_what_was_counted() {
    let check = |question: &str, expected: &str| {
        assert_eq!(ask(&SAMPLE, question)["summary"], expected, "{question}");
    };
    check(
        "没有省财政厅参与的任务有多少",
        "省财政厅未参与的任务共 80 项，这里列出前 20 项。",
    );
    check(
        "不由省农委牵头的任务有多少",
        "不由省农委牵头的任务共 142 项，这里列出前 20 项。",
    );
    check("省档案局牵头的任务", "没有符合“省档案局牵头”的任务。");
    check(
        "省档案局牵头、省农委参与的任务",
        "没有同时符合以下条件的任务：省档案局牵头；省农委参与。",
    );
    check("扶贫办牵头的任务", "扶贫办（即省农委）牵头的任务共 6 项。");
    check(
        "省卫生计生委牵头的任务",
        "省卫生计生委（即省人口计生委、省卫生厅）牵头的任务共 5 项。",
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
    let check = |question: &str, query: &str, expected: &str| {
        check(&[question], "AskTopicTasks", &about(query, &json!({})));
        let summary = ask(&SAMPLE, question)["summary"].take();
        assert_eq!(summary, expected, "{question}");
    };
    // 深化价格管理体制改革.
    check(
        "提到价格改革的任务",
        "(“价格” NEAR/5 “改革”)",
        "提到相隔不远的“价格”和“改革”的任务共 1 项。",
    );
    check(
        "提到粮食水利的任务",
        "“粮食” AND “水利”",
        "提到“粮食”和“水利”（不在一处）的任务共 1 项。",
    );
}

#[test]
fn a_text_that_stands_nowhere_is_asked_for_as_what_means_the_same() {
    let check = |question: &str, query: &str, named: &str| {
        check(&[question], "AskTopicTasks", &about(query, &json!({})));
        let summary = ask(&SAMPLE, question)["summary"].take();
        assert!(
            summary.as_str().unwrap().contains(named),
            "{question}: {summary}"
        );
    };
    check("公租房的任务", "“公共租赁住房”", "提到“公共租赁住房”");
    check("饮水安全问题的任务", "“饮水安全”", "提到“饮水安全”");
    // A name within text is text.
    check(
        "深化农村信用社改革的任务",
        "“深化农村信用社改革”",
        "提到“深化农村信用社改革”",
    );
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
        &["第五章有哪些任务没有责任单位", "第五章没写责任单位的任务"],
        "AskTasks",
        &within(&json!({ "and": [fifth, { "hasAssignment": false }] })),
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
