//! What commands that only read show, and what they say where there is nothing.

use serde_json::json;

use super::{Program, Run};

#[test]
fn one_thing_is_shown_with_its_links() {
    let program = Program::with_notice();
    let unit = program.json(&["show", "省发展改革委"]);
    assert_eq!(unit["kind"], "unit");
    assert_eq!(unit["jurisdiction"]["name"], "辽宁省");
    assert!(
        unit["predecessors"][0]["date"].is_string(),
        "{}",
        unit["predecessors"]
    );
    let own = &unit["tasks"][0];
    let task = program.json(&["show", own["id"].as_str().unwrap()]);
    assert_eq!(task["kind"], "task");
    assert_eq!(task["text"], own["text"]);
    let parts = task["assignments"].as_array().unwrap();
    let part = parts.iter().find(|part| part["unit"]["id"] == unit["id"]);
    let part = part.unwrap();
    assert_eq!(
        own["parts"][0],
        json!({ "role": part["role"], "basis": part["basis"] })
    );
    assert!(part["line"].as_u64() > Some(0), "{part}");
    let by_id = program.json(&["show", unit["id"].as_str().unwrap()]);
    assert_eq!(by_id, unit);
    let city = program.json(&["show", "瓦房店市"]);
    assert_eq!(city["kind"], "city");
    assert_eq!(city["parent"]["name"], "大连市");
    assert_eq!(city["code"], "210281");
    let plan = program.json(&["show", task["id"].as_str().map(plan_of).unwrap().as_str()]);
    assert_eq!(plan["kind"], "plan");
    assert_eq!(plan["tasks"].as_array().unwrap().len(), 148);
    assert_eq!(plan["period"], json!({ "start": 2011, "end": 2015 }));
    assert_eq!(plan["chapters"].as_array().unwrap().len(), 15);
}

/// The id of the plan that a task belongs to: its digits come first.
fn plan_of(task: &str) -> String {
    let digits: String = task.chars().skip("task_".len()).take(16).collect();
    format!("plan_{digits}")
}

#[test]
fn an_unknown_name_is_told_with_the_nearest_one_in_either_language() {
    let program = Program::with_notice();
    let run = program.run(&["show", "省发改委局"]);
    run.assert_failed(
        1,
        "no unit is named “省发改委局”: did you mean 省发展改革委",
    );
    let run = program.run(&["--lang", "zh", "show", "省发改委局"]);
    run.assert_failed(1, "错误：没有名为“省发改委局”的单位，是否指省发展改革委");
    let run = program.run(&["show", "plan_0000000000000000"]);
    run.assert_failed(1, "nothing here has the id");
    let run = Run::of(
        program
            .command(&["show", "省发改委局"])
            .env("LANG", "zh_CN.UTF-8"),
    );
    run.assert_failed(1, "错误");
}

#[test]
fn reading_makes_no_folder_where_there_is_no_data() {
    let program = Program::new();
    program.file(
        "queries.jsonl",
        r#"{"query":"农","kind":"word","relevant":[]}"#,
    );
    for arguments in [
        &["stats"][..],
        &["show", "省财政厅"],
        &["search", "农"],
        &["ask", "省农委牵头的任务有哪些"],
        &["network"],
        &["export", "--format", "gexf"],
        &["eval", "queries.jsonl"],
        &["check"],
        &["compare", "甲", "乙"],
        &["backup", "file"],
    ] {
        let elsewhere = [arguments, &["--data-dir", "elsewhere"]].concat();
        program
            .run(&elsewhere)
            .assert_failed(1, "no data in elsewhere");
        let chinese = [&elsewhere[..], &["--lang", "zh"]].concat();
        program
            .run(&chinese)
            .assert_failed(1, "elsewhere 中没有数据");
        assert!(!program.path("elsewhere").exists(), "{arguments:?}");
    }
}

#[test]
fn messages_are_in_the_language_asked_for() {
    let program = Program::new();
    for (arguments, expected) in [
        (
            &["stats", "--config", "none.toml"][..],
            "无法读取配置文件 none.toml",
        ),
        (&["stats", "--config", "none.toml"], "文件或目录不存在"),
        (&["eval", "none"], "无法读取 none"),
    ] {
        let chinese = [arguments, &["--lang", "zh"]].concat();
        program.run(&chinese).assert_failed(1, expected);
    }
}
