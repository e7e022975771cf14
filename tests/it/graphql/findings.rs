//! What is odd about the bundled plan, and queries that show the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::sample::{Sample, run};

fn findings(sample: &Sample) -> Vec<Value> {
    findings_in(sample, "EN")
}

fn findings_in(sample: &Sample, language: &str) -> Vec<Value> {
    let plan = sample.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].clone();
    let answer = run(
        sample,
        "Findings",
        json!({ "plan": plan, "language": language }),
    );
    answer["findings"].as_array().unwrap().clone()
}

fn ids(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if let ("id", Value::String(id)) = (name.as_str(), value) {
                    found.insert(id.clone());
                }
                ids(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|value| ids(value, found)),
        _ => {}
    }
}

#[test]
fn every_rule_finds_what_is_there() {
    let sample = Sample::bundled();
    let mut by_rule: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in findings(&sample) {
        let rule = finding["rule"].as_str().unwrap().to_owned();
        by_rule.entry(rule).or_default().push(finding);
    }
    let tasks = |rule: &str| by_rule[rule][0]["tasks"].as_array().unwrap().len();
    assert_eq!(tasks("TASK_WITHOUT_LEAD"), 148 - 115);
    assert_eq!(tasks("BLOCK_WITHOUT_STATEMENT"), 6);
    let details = |rule: &str| {
        let found = by_rule.get(rule).into_iter().flatten();
        found
            .map(|finding| finding["detail"].to_string())
            .collect::<Vec<_>>()
    };
    assert!(
        details("INDICATOR_STATED_TWICE")
            .iter()
            .any(|it| it.contains("10个新港区"))
    );
    assert!(
        details("INDICATOR_WITH_TWO_VALUES")
            .iter()
            .any(|it| it.contains("亿吨大港"))
    );
    assert!(!details("REPAIRED_CHARACTER").is_empty());
    for rule in [
        "BRIDGE",
        "CUT_UNIT",
        "LEADS_MUCH_SHARES_LITTLE",
        "SHARES_MUCH_LEADS_LITTLE",
    ] {
        assert!(!details(rule).is_empty(), "{rule}");
    }
}

#[test]
fn what_was_found_is_told_in_either_language() {
    let sample = Sample::bundled();
    let told = findings(&sample)
        .into_iter()
        .zip(findings_in(&sample, "ZH"));
    for (english, chinese) in told {
        assert_eq!(english["id"], chinese["id"]);
        let chinese = chinese["detail"].as_str().unwrap();
        let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        assert!(chinese.chars().filter(is_han).count() > 4, "{chinese}");
        for word in [" of ", " have ", "without", "leads"] {
            assert!(!chinese.contains(word), "{chinese}");
        }
    }
}

#[test]
fn every_finding_has_quotes_and_a_query_that_shows_it() {
    let sample = Sample::bundled();
    for finding in findings(&sample) {
        assert!(
            !finding["evidence"].as_array().unwrap().is_empty(),
            "{finding}"
        );
        let query = finding["query"].as_str().unwrap();
        let answer = sample.answer(query, json!({}));
        assert_eq!(answer.get("errors"), None, "{query}: {answer}");
        let mut shown = BTreeSet::new();
        ids(&answer["data"], &mut shown);
        let rule = finding["rule"].as_str().unwrap();
        let mut expected = BTreeSet::new();
        ids(&finding["units"], &mut expected);
        if !rule.contains("CUT")
            && !rule.contains("CHAPTERS")
            && !rule.contains("REPAIRED")
            && !rule.contains("COUNT")
            && !rule.contains("SUSPECT")
        {
            ids(&finding["tasks"], &mut expected);
        }
        let missing: Vec<_> = expected.difference(&shown).collect();
        assert!(
            missing.is_empty(),
            "{rule}: {query} does not show {missing:?}"
        );
        let found = sample.answer(
            "query($id: ID!) { node(id: $id) { id ... on Finding { rule } } }",
            json!({ "id": finding["id"] }),
        );
        assert_eq!(found["data"]["node"]["rule"], finding["rule"]);
    }
}

#[test]
fn a_plan_that_is_not_there_has_no_findings() {
    let sample = Sample::bundled();
    let answer = sample.answer(
        "{ findings(plan: \"plan_0000000000000000\") { id } }",
        json!({}),
    );
    assert_eq!(answer["errors"][0]["extensions"]["code"], "UNKNOWN_PLAN");
}

#[test]
fn what_a_unit_has_more_of_than_chance_gives() {
    let sample = Sample::bundled();
    let answer = run(
        &sample,
        "Emphasis",
        json!({ "name": "省水利厅", "first": 5 }),
    );
    let chapters = answer["unit"]["overrepresentedChapters"]
        .as_array()
        .unwrap();
    for found in chapters {
        let odds = &found["odds"];
        assert!(odds["observed"].as_f64().unwrap() > odds["expected"].as_f64().unwrap());
        assert!(odds["adjusted"].as_f64().unwrap() < 0.05);
        assert_eq!(odds["allTasks"], 148);
    }
    let everywhere = run(&sample, "Emphasis", json!({ "name": "省农委" }));
    let found = everywhere["unit"]["overrepresentedChapters"]
        .as_array()
        .unwrap();
    assert!(
        found
            .iter()
            .any(|it| it["chapter"]["title"].as_str().unwrap().contains('农')),
        "{found:?}"
    );
}

#[test]
fn units_are_leading_key_or_auxiliary() {
    let sample = Sample::bundled();
    let data = sample.data(
        "{ network { breadthCutOff depthCutOff nodes { unit { name } breadth depth standing } } }",
    );
    let network = &data["network"];
    let cut_off = |name: &str| network[name].as_f64().unwrap();
    let mut standings = BTreeSet::new();
    for node in network["nodes"].as_array().unwrap() {
        let broad = node["breadth"].as_f64().unwrap() >= cut_off("breadthCutOff");
        let deep = node["depth"]
            .as_f64()
            .is_some_and(|it| it >= cut_off("depthCutOff"));
        let expected = match (broad, deep) {
            (true, true) => "LEADING",
            (false, false) => "AUXILIARY",
            _ => "KEY",
        };
        assert_eq!(node["standing"], expected, "{node}");
        standings.insert(expected);
    }
    assert_eq!(standings.len(), 3);
}
