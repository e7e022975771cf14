//! Every operation of `schema/operations` on the bundled plan.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::sample::{Sample, operation, run, whole_tasks};
use crate::support::repository;

/// Asks for the id of the only plan.
const BUNDLED: &str = "{ plans { nodes { id } } }";

/// An answer's members, one a line, without what changes with every state or release.
fn stable(mut answer: Value) -> Value {
    fn visit(value: &mut Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members.iter_mut() {
                    if matches!(name.as_str(), "startCursor" | "endCursor" | "version") {
                        *value = json!("…");
                    }
                    visit(value);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(visit),
            _ => {}
        }
    }
    visit(&mut answer);
    answer
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "a table: one row per operation with its variables"
)]
fn every_operation_answers_as_recorded() {
    let sample = Sample::bundled();
    let plan = sample.data(BUNDLED)["plans"]["nodes"][0]["id"].clone();
    let by_id = json!({ "by": { "id": plan } });
    let emission = sample.data(r#"{ tasks(filter: { text: "化学需氧量" }) { nodes { id } } }"#);
    let emission = &emission["tasks"]["nodes"][0]["id"];
    let finance = sample.data(r#"{ unit(name: "省财政厅") { id } }"#);
    let finance = &finance["unit"]["id"];
    let ids = json!([
        "city_0000000335180000",
        plan,
        "task_00000000000000000000000000000000"
    ]);
    let mut unused: BTreeSet<String> = fs::read_dir(repository("schema/operations"))
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let cases = [
        ("PlanList", "all", json!({})),
        ("PlanOutline", "bundled", by_id.clone()),
        ("UnitList", "most_tasks", json!({ "first": 5 })),
        (
            "UnitList",
            "by_text",
            json!({ "filter": { "text": "农" }, "first": 5 }),
        ),
        (
            "UnitLookup",
            "later_name",
            json!({ "name": "省自然资源厅" }),
        ),
        ("UnitLookup", "name_plate", json!({ "name": "省扶贫办" })),
        (
            "CityList",
            "prefectures",
            json!({ "level": "PREFECTURE", "parent": "辽宁省" }),
        ),
        (
            "IndicatorTable",
            "binding",
            json!({ "filter": { "isBinding": true }, "first": 3 }),
        ),
        ("TaskDetail", "line_25", json!({ "id": emission })),
        (
            "TaskList",
            "shared_by_two",
            json!({ "first": 1, "filter": { "units": { "all": ["省财政厅", "省农委"] } } }),
        ),
        ("UnitDetail", "finance", json!({ "id": finance })),
        (
            "CityOverview",
            "prefectures",
            json!({ "parent": "辽宁省", "first": 3 }),
        ),
        (
            "CityDetail",
            "dalian",
            json!({ "by": { "name": "大连" }, "units": 3 }),
        ),
        ("NodePage", "some", json!({ "ids": ids })),
        ("TaskStats", "chapters", json!({ "groupBy": ["CHAPTER"] })),
        (
            "TaskStats",
            "leads_by_role",
            json!({ "groupBy": ["LEAD_UNIT", "ROLE"],
            "filter": { "chapters": [1] } }),
        ),
        ("ServerInfo", "bundled", json!({})),
    ];
    for (name, case, variables) in cases {
        unused.remove(name);
        let answer = stable(run(&sample, name, variables));
        insta::assert_json_snapshot!(format!("{name}.{case}"), answer);
    }
    // These are long, and tested below and in `contract`.
    run(&sample, "PlanDiagnostics", by_id.clone());
    run(&sample, "PlanSource", by_id);
    run(&sample, "Introspection", json!({}));
    // What these answer is tested in `search`; their ranking belongs to the index.
    run(&sample, "SearchPage", json!({ "query": "省农委牵头 粮食" }));
    run(&sample, "Suggest", json!({ "prefix": "nongwei" }));
    // A plan held against itself keeps all tasks; changes are tested in `engine::compare`.
    let variables = json!({ "base": plan, "target": plan, "kinds": ["KEPT"], "first": 2 });
    let compared = run(&sample, "ComparePlans", variables);
    assert_eq!(compared["comparePlans"]["changes"]["totalCount"], 148);
    let numbers = run(
        &sample,
        "CompareOverview",
        json!({ "base": plan, "target": plan }),
    );
    let numbers = &numbers["comparePlans"];
    assert_eq!(
        (&numbers["all"], &numbers["leadChanged"]),
        (&json!({ "totalCount": 148 }), &json!({ "totalCount": 0 }))
    );
    let unknown = "{ comparePlans(base: \"plan_0000000000000000\", target: \"plan_0000000000000000\") { base { id } } }";
    let error = sample.error(unknown);
    assert_eq!(
        (&error["code"], &error["argument"]),
        (&json!("UNKNOWN_PLAN"), &json!("base"))
    );
    unused.remove("ComparePlans");
    unused.remove("CompareOverview");
    run(&sample, "SimilarTasks", json!({ "id": emission }));
    // What these answer is tested in `network` and `findings`.
    for name in [
        "Network",
        "NetworkEdge",
        "Matrix",
        "Path",
        "Neighbors",
        "Collaborators",
        "Findings",
        "Emphasis",
    ] {
        unused.remove(name);
    }
    unused.remove("SearchPage");
    unused.remove("Suggest");
    unused.remove("SimilarTasks");
    unused.remove("PlanDiagnostics");
    unused.remove("PlanSource");
    unused.remove("Introspection");
    // What these answer is tested in `monitoring` and `writing`.
    run(
        &sample,
        "MonitoringPage",
        json!({ "plan": plan, "year": 2012 }),
    );
    let task = sample.data("{ tasks(first: 1) { nodes { id } } }");
    let task = json!({ "id": task["tasks"]["nodes"][0]["id"] });
    run(&sample, "TaskProgress", task);
    let of_unit = json!({ "plan": plan, "unit": finance, "year": 2012, "first": 2 });
    let reports = run(&sample, "UnitReports", of_unit);
    assert_eq!(reports["tasks"]["totalCount"], 68);
    let indicator = sample.data("{ indicators(first: 1) { nodes { id } } }");
    let indicator = &indicator["indicators"]["nodes"][0]["id"];
    let observed = run(&sample, "IndicatorProgress", json!({ "id": indicator }));
    assert_eq!(observed["node"]["observations"], json!([]));
    let facts = run(&sample, "ReviewFacts", json!({ "plan": plan, "first": 1 }));
    assert_eq!(facts["tasks"]["totalCount"], 148);
    for name in ["UnitReports", "IndicatorProgress", "ReviewFacts"] {
        unused.remove(name);
    }
    // What corrections answer is tested in `corrections`.
    let none = run(&sample, "Corrections", json!({ "plan": plan }));
    assert_eq!(none["corrections"]["totalCount"], 0);
    unused.remove("Corrections");
    // What falls due is tested in `reminders`.
    let window =
        json!({ "plans": [plan], "from": "2013-02-01", "until": "2013-02-28", "first": 2 });
    run(&sample, "Reminders", window);
    unused.remove("Reminders");
    unused.remove("MonitoringPage");
    unused.remove("TaskProgress");
    // Nobody may write here, and nothing can be listened to; that they fit the schema is checked before.
    let plan_input = json!({ "plan": plan });
    let progress = json!({ "task": "a", "unit": "b", "year": 2012, "status": "DONE", "text": "c" });
    let observation = json!({ "indicator": "a", "year": 2012, "value": 1 });
    let correction = json!({ "kind": "SET_ROLE", "target": "a", "role": "LEAD", "reason": "b" });
    let reversal = json!({ "correction": "a", "reason": "b" });
    for (name, variables, code) in [
        (
            "IngestPlan",
            json!({ "input": { "name": "a" } }),
            "READ_ONLY",
        ),
        ("DeletePlan", json!({ "input": plan_input }), "READ_ONLY"),
        ("RecordProgress", json!({ "input": progress }), "READ_ONLY"),
        (
            "RecordObservation",
            json!({ "input": observation }),
            "READ_ONLY",
        ),
        (
            "ApplyCorrection",
            json!({ "input": correction }),
            "READ_ONLY",
        ),
        (
            "RevertCorrection",
            json!({ "input": reversal }),
            "READ_ONLY",
        ),
        ("Changes", json!({}), "WRONG_TRANSPORT"),
        ("IngestProgress", json!({ "jobId": "a" }), "WRONG_TRANSPORT"),
        ("RemindersHeard", json!({ "days": 7 }), "WRONG_TRANSPORT"),
    ] {
        let answer = sample.answer(&operation(name), variables);
        let found = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(found, code, "{name}: {answer}");
        unused.remove(name);
    }
    // `ask` runs what answers name, and compares the rows.
    unused.retain(|name| !name.starts_with("Ask"));
    assert!(unused.is_empty(), "no test runs {unused:?}");
}

#[test]
fn a_task_answers_with_all_its_links_as_recorded() {
    let sample = Sample::bundled();
    let led = json!({ "units": { "any": ["省发展改革委"], "role": "LEAD" }, "cities": { "any": ["大连"] } });
    for (case, variables) in [
        ("two", json!({ "first": 2 })),
        ("lead_in_dalian", json!({ "first": 1, "filter": led })),
        (
            "last_by_deadline",
            json!({ "last": 1, "orderBy": { "field": "DEADLINE" } }),
        ),
    ] {
        let answer = stable(sample.data_with(&whole_tasks(), variables));
        insta::assert_json_snapshot!(format!("whole_tasks.{case}"), answer);
    }
}

#[test]
fn everything_with_an_id_is_found_by_it() {
    let sample = Sample::bundled();
    let query = "{ plans { nodes { id
        clauses { id deadlines { id } } diagnostics { id }
        chapters { id sections { id } } issuer { id } region { id parent { id } }
        tasks(first: 30) { nodes { id assignments { id unit { id } } cities { id city { id } }
            indicators { id } deadlines { id } } }
        indicators(last: 20) { nodes { id } } } } }";
    let mut ids = Vec::new();
    collect(&sample.data(query), &mut ids);
    assert!(ids.len() > 100, "{}", ids.len());
    for ids in ids.chunks(100) {
        let answer = sample.answer(
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": ids }),
        );
        let found: Vec<_> = answer["data"]["nodes"].as_array().unwrap().iter().collect();
        let found: Vec<_> = found.iter().map(|node| node["id"].clone()).collect();
        assert_eq!(found, ids);
    }
}

fn collect(value: &Value, ids: &mut Vec<Value>) {
    match value {
        Value::Object(members) => {
            ids.extend(members.get("id").cloned());
            members.values().for_each(|value| collect(value, ids));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, ids)),
        _ => {}
    }
}

#[test]
fn every_quote_is_the_text_at_its_span() {
    let sample = Sample::bundled();
    let query = "{ plans { nodes { sourceText chapters { bodySpan { start end quote }
        sections { bodySpan { start end quote } } }
        tasks(last: 40) { nodes { span { start end quote } assignments { span { start end quote } } } } } } }";
    let data = sample.data(query);
    let plan = &data["plans"]["nodes"][0];
    let text: Vec<char> = plan["sourceText"].as_str().unwrap().chars().collect();
    let mut spans = 0;
    let mut open = vec![plan];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) if members.contains_key("quote") => {
                let at = |name: &str| usize::try_from(members[name].as_u64().unwrap()).unwrap();
                let there: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(members["quote"], json!(there));
                spans += 1;
            }
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(spans > 100, "{spans}");
}
