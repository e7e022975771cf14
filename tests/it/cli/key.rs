//! `plangraph key`: made once, listed without secrets, made invalid.

use std::fs;

use super::Program;

#[test]
fn a_key_is_shown_once_listed_and_revoked() {
    let program = Program::with_notice();
    let made = program.json(&[
        "key",
        "create",
        "--role",
        "curate",
        "--name",
        "省发展改革委 张三",
    ]);
    // What is written besides documents is counted too.
    let lines = fs::read_to_string(program.path("var/journal.jsonl")).unwrap();
    let records = lines.lines().filter(|line| line.contains("\"sequence\""));
    assert_eq!(program.json(&["stats"])["sequence"], records.count());
    let (id, key) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
    assert_eq!(
        (&made["role"], &made["name"]),
        (&"CURATE".into(), &"省发展改革委 张三".into())
    );
    let secret = key.rsplit('_').next().unwrap();
    let journal = fs::read_to_string(program.path("var/journal.jsonl")).unwrap();
    assert!(journal.contains("KEY_CREATED") && !journal.contains(secret));
    let listed = program.json(&["key", "list"]);
    assert_eq!(listed[0]["id"], id);
    assert_eq!(listed[0].get("key"), None);
    let run = program.run(&["key", "list"]);
    assert!(
        run.stdout.contains(id) && !run.stdout.contains(secret),
        "{run:?}"
    );
    assert_eq!(program.json(&["key", "revoke", id])["revoked"], true);
    assert_eq!(program.json(&["key", "list"]), serde_json::json!([]));
    program
        .run(&["key", "revoke", id])
        .assert_failed(1, "key list");
    assert_eq!(program.run(&["check"]).code, Some(0));
}

#[test]
fn a_key_that_reports_names_its_units() {
    let program = Program::with_notice();
    let made = program.json(&[
        "key",
        "create",
        "--role",
        "report",
        "--unit",
        "省农委",
        "--unit",
        "省扶贫办",
    ]);
    assert_eq!(made["name"], "REPORT");
    assert!(!made["units"].as_array().unwrap().is_empty());
    let run = program.run(&["key", "create", "--role", "report"]);
    run.assert_failed(2, "--unit");
    let run = program.run(&["key", "create", "--role", "report", "--unit", "省宇宙厅"]);
    run.assert_failed(1, "省宇宙厅");
    program
        .run(&["key", "create", "--role", "emperor"])
        .assert_failed(2, "emperor");
    program.run(&["key"]).assert_failed(2, "create");
}

#[test]
fn a_key_that_could_not_be_told_or_would_mislead_is_not_made() {
    let program = Program::with_notice();
    let long = "字".repeat(256);
    let create = ["key", "create", "--role", "curate"];
    for (rest, english, chinese) in [
        (["--name", ""], "1 to 255 characters", "1 至 255 个字符"),
        (["--name", &long], "1 to 255 characters", "1 至 255 个字符"),
        (["--name", "甲\n乙"], "on one line", "写在一行"),
        (["--name", "\u{1b}[31m甲"], "control", "控制字符"),
        (["--unit", "省农委"], "leave --unit out", "去掉 --unit"),
    ] {
        let arguments = [&create[..], &rest].concat();
        program.run(&arguments).assert_failed(2, english);
        let in_chinese = [&arguments[..], &["--lang", "zh"]].concat();
        program.run(&in_chinese).assert_failed(2, chinese);
    }
    assert_eq!(program.json(&["key", "list"]), serde_json::json!([]));
    let longest = "字".repeat(255);
    let made = program.json(&[&create[..], &["--name", &longest]].concat());
    assert_eq!(made["name"], longest);
}
