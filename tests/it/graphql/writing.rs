//! Mutations: who may send them, what they answer, and what is wrong with an input.

use std::sync::Arc;

use plangraph::engine::{Access, Caller};
use plangraph::graphql::{Documents, Limits, Request, prepare};
use plangraph::model::{KeyId, KeyRole, UnitId};
use serde_json::{Value, json};

use super::sample::Sample;

const INGEST: &str = "mutation I($input: IngestPlanInput!) { ingestPlan(input: $input) {
    plan { id title dataVersion tasks { totalCount } }
    report { name stored layouts taskCount assignmentCount indicatorCount coverage diagnostics { code } }
    userErrors { code path } } }";
const DELETE: &str = "mutation D($input: DeletePlanInput!) { deletePlan(input: $input) { deletedId userErrors { code path } } }";
const PROGRESS: &str = "mutation P($input: RecordProgressInput!) { recordProgress(input: $input) {
    report { id year status text attachmentUrl author isOrphaned unit { name } task { id progress(year: 2012) { id } } }
    userErrors { code path } } }";
const OBSERVATION: &str = "mutation O($input: RecordObservationInput!) { recordObservation(input: $input) {
    observation { id year value note source author isOrphaned indicator { id observations { value } } }
    userErrors { code path } } }";

const NOTICE: &str = "任务分工通知\n\n一、总体目标\n\n　　1.森林覆盖率达到42%。\n　　责任单位：省林业厅\n　　2.新建水库3座。\n　　责任单位：省水利厅\n";

pub(crate) fn known(role: KeyRole, units: Vec<UnitId>) -> Access {
    Access::Known(Caller {
        key: KeyId { number: 1 },
        name: "张三".to_owned(),
        role,
        units,
    })
}

/// Sends a mutation in somebody's name.
pub(crate) fn send(sample: &Sample, access: &Access, query: &str, variables: Value) -> Value {
    let request = Request {
        query: query.to_owned(),
        variables,
        ..Request::default()
    };
    let limits = Limits {
        time: std::time::Duration::from_hours(1),
        ..Limits::default()
    };
    let prepared = prepare(&Documents::new(1 << 20), &limits, request).unwrap();
    let writer = Some((Arc::clone(&sample.engine), access.clone()));
    let response = prepared.run(&sample.schema, &sample.engine.view(), writer);
    serde_json::from_str(&response.body).unwrap()
}

fn ingest(sample: &Sample, input: &Value) -> Value {
    let curator = known(KeyRole::Curate, Vec::new());
    let mut answer = send(sample, &curator, INGEST, json!({ "input": input }));
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["ingestPlan"].take()
}

/// The plan of [`NOTICE`] with the ids of its tasks, of their first units and first indicators.
fn noticed(sample: &Sample) -> (String, Vec<(String, String, String)>) {
    let payload = ingest(sample, &json!({ "name": "分工.txt", "text": NOTICE }));
    let plan = payload["plan"]["id"].as_str().unwrap().to_owned();
    let query =
        "{ tasks { nodes { id plan { id } indicators { id } assignments { unit { id } } } } }";
    let data = sample.data(query);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let tasks = data["tasks"]["nodes"].as_array().unwrap().iter();
    let tasks = tasks.filter(|task| task["plan"]["id"] == plan);
    let ids = tasks.map(|task| {
        let unit = text(&task["assignments"][0]["unit"]["id"]);
        let indicator = text(&task["indicators"][0]["id"]);
        (text(&task["id"]), unit, indicator)
    });
    let ids = ids.collect();
    (plan, ids)
}

fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
}

#[test]
fn every_mutation_needs_a_key_of_its_role() {
    let sample = Sample::of(Vec::new());
    let (plan, tasks) = noticed(&sample);
    let (task, unit, indicator) = &tasks[0];
    let unit_id: UnitId = unit.parse().unwrap();
    let dry = json!({ "input": { "name": "分工.txt", "text": NOTICE, "dryRun": true } });
    let progress = json!({ "input": { "task": task, "unit": unit, "year": 2012, "status": "DONE", "text": "完成" } });
    let observation = json!({ "input": { "indicator": indicator, "year": 2012, "value": 41.5 } });
    let other = json!({ "input": { "indicator": tasks[1].2, "year": 2012, "value": 1 } });
    let nobody = json!({ "input": { "plan": "plan_0000000000000000" } });
    let read = known(KeyRole::Read, vec![unit_id]);
    let own = known(KeyRole::Report, vec![unit_id]);
    let stranger = known(KeyRole::Report, Vec::new());
    let curator = known(KeyRole::Curate, Vec::new());
    let admin = known(KeyRole::Admin, Vec::new());
    for (query, variables, access, expected) in [
        (INGEST, &dry, &Access::ReadOnly, "READ_ONLY"),
        (INGEST, &dry, &Access::Anonymous, "UNAUTHENTICATED"),
        (INGEST, &dry, &Access::Unknown, "UNAUTHENTICATED"),
        (INGEST, &dry, &read, "FORBIDDEN"),
        (INGEST, &dry, &own, "FORBIDDEN"),
        (INGEST, &dry, &curator, ""),
        (DELETE, &nobody, &curator, "FORBIDDEN"),
        (DELETE, &nobody, &admin, ""),
        (PROGRESS, &progress, &read, "FORBIDDEN"),
        (PROGRESS, &progress, &stranger, "FORBIDDEN"),
        (PROGRESS, &progress, &own, ""),
        (PROGRESS, &progress, &curator, ""),
        (OBSERVATION, &observation, &stranger, "FORBIDDEN"),
        (OBSERVATION, &other, &own, "FORBIDDEN"),
        (OBSERVATION, &observation, &own, ""),
        (OBSERVATION, &other, &admin, ""),
    ] {
        let answer = send(&sample, access, query, variables.clone());
        assert_eq!(code(&answer), expected, "{access:?} {query}: {answer}");
    }
    // Without anybody who writes nothing can be written.
    let answer = sample.answer(DELETE, json!({ "input": { "plan": plan } }));
    assert_eq!(code(&answer), "READ_ONLY");
}

#[test]
fn a_document_is_read_kept_kept_once_and_replaced() {
    let sample = Sample::of(Vec::new());
    let input = |more: Value| {
        let mut input = json!({ "name": "分工.txt", "text": NOTICE });
        let members = input.as_object_mut().unwrap();
        members.extend(more.as_object().unwrap().clone());
        input
    };
    let dry = ingest(&sample, &input(json!({ "dryRun": true })));
    assert_eq!(dry["plan"], Value::Null);
    assert_eq!(dry["report"]["stored"], false);
    assert_eq!(dry["report"]["taskCount"], 2);
    assert_eq!(
        sample.data("{ plans { totalCount } }")["plans"]["totalCount"],
        0
    );
    let kept = ingest(&sample, &input(json!({})));
    assert_eq!(kept["report"]["stored"], true);
    assert_eq!(kept["report"]["layouts"], json!(["label-lines"]));
    // The payload shows the state that the mutation led to.
    assert_eq!(kept["plan"]["tasks"]["totalCount"], 2);
    assert_eq!(kept["plan"]["dataVersion"], "1");
    let again = ingest(&sample, &input(json!({})));
    assert_eq!(again["report"]["stored"], false);
    assert_eq!(again["plan"]["id"], kept["plan"]["id"]);
    let bytes = "77u/5Lu75Yqh5YiG5bel6YCa55+l";
    let by_bytes = ingest(
        &sample,
        &json!({ "name": "a.txt", "contentBase64": bytes, "dryRun": true }),
    );
    assert_eq!(by_bytes["userErrors"][0]["code"], "NOT_A_PLAN");
    let manifest = json!({ "title": "题", "documentNumber": "辽政发〔2012〕1号", "issuer": "辽宁省人民政府",
        "issuedOn": "2012-02-17", "periodStart": 2011, "periodEnd": 2015, "region": "210000" });
    let numbered = ingest(&sample, &input(json!({ "manifest": manifest })));
    for (part, value) in [
        ("issuer", json!("　")),
        ("region", json!("火星")),
        ("periodEnd", json!(2009)),
    ] {
        let mut wrong = manifest.clone();
        wrong[part] = value;
        let refused = ingest(&sample, &input(json!({ "manifest": wrong })));
        let expected = json!([{ "code": "BAD_USER_INPUT", "path": ["input", "manifest", part] }]);
        assert_eq!(refused["userErrors"], expected);
    }
    // The same bytes are the same plan, whatever is said of them besides.
    assert_eq!(numbered["report"]["stored"], false);
    let other = NOTICE.replace("42%", "43%");
    let first = json!({ "name": "b.txt", "text": other, "manifest": manifest });
    assert_eq!(ingest(&sample, &first)["report"]["stored"], true);
    let other = NOTICE.replace("42%", "44%");
    let second = |more: Value| {
        let mut input = json!({ "name": "b.txt", "text": other, "manifest": manifest });
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        input
    };
    let exists = ingest(&sample, &second(json!({})));
    let expected = json!([{ "code": "PLAN_EXISTS", "path": ["input", "replace"] }]);
    assert_eq!(exists["userErrors"], expected);
    let stale = ingest(
        &sample,
        &second(json!({ "replace": true, "seenDataVersion": "1" })),
    );
    assert_eq!(stale["userErrors"][0]["code"], "CONFLICT");
    let replaced = ingest(
        &sample,
        &second(json!({ "replace": true, "seenDataVersion": "2" })),
    );
    assert_eq!(replaced["report"]["stored"], true);
}

#[test]
fn faults_of_an_input_are_told_with_their_place() {
    let sample = Sample::of(Vec::new());
    for (input, code, place) in [
        (json!({ "name": "a" }), "BAD_USER_INPUT", "text"),
        (
            json!({ "name": "a", "text": "b", "contentBase64": "Yg==" }),
            "BAD_USER_INPUT",
            "text",
        ),
        (json!({ "name": "", "text": "b" }), "BAD_USER_INPUT", "name"),
        (
            json!({ "name": "a\nb", "text": "b" }),
            "BAD_USER_INPUT",
            "name",
        ),
        (
            json!({ "name": "a", "contentBase64": "?" }),
            "BAD_USER_INPUT",
            "contentBase64",
        ),
        (
            json!({ "name": "a", "text": "b", "seenDataVersion": "x" }),
            "BAD_USER_INPUT",
            "seenDataVersion",
        ),
        (
            json!({ "name": "a", "text": "b", "jobId": "" }),
            "BAD_USER_INPUT",
            "jobId",
        ),
        (json!({ "name": "a", "text": "" }), "EMPTY_INPUT", "text"),
        (
            json!({ "name": "a", "text": "月光下的湖面。" }),
            "NOT_A_PLAN",
            "text",
        ),
    ] {
        let payload = ingest(&sample, &input);
        let expected = json!([{ "code": code, "path": ["input", place] }]);
        assert_eq!(payload["userErrors"], expected, "{input}");
        assert_eq!(
            (&payload["plan"], &payload["report"]),
            (&Value::Null, &Value::Null)
        );
    }
    let year = json!({ "name": "a", "text": "b", "manifest": { "periodStart": 3000 } });
    let payload = ingest(&sample, &year);
    assert_eq!(
        payload["userErrors"][0]["path"],
        json!(["input", "manifest", "periodStart"])
    );
}

#[test]
fn a_plan_is_deleted_once() {
    let sample = Sample::of(Vec::new());
    let (plan, _) = noticed(&sample);
    let admin = known(KeyRole::Admin, Vec::new());
    let delete = |id: &str| send(&sample, &admin, DELETE, json!({ "input": { "plan": id } }));
    assert_eq!(
        delete(&plan)["data"]["deletePlan"]["deletedId"],
        json!(plan)
    );
    let again = delete(&plan);
    let expected = json!([{ "code": "UNKNOWN_PLAN", "path": ["input", "plan"] }]);
    assert_eq!(again["data"]["deletePlan"]["userErrors"], expected);
    let nonsense = delete("方案");
    assert_eq!(
        nonsense["data"]["deletePlan"]["userErrors"][0]["code"],
        "INVALID_ID"
    );
}

#[test]
fn what_is_reported_is_found_on_tasks_indicators_and_by_id() {
    let sample = Sample::of(Vec::new());
    let (_, tasks) = noticed(&sample);
    let (task, unit, indicator) = &tasks[0];
    let curator = known(KeyRole::Curate, Vec::new());
    let report = |status: &str, year: i32| {
        let input = json!({ "task": task, "unit": unit, "year": year, "status": status, "text": "完成12座",
            "attachmentUrl": "https://example.org/附件.pdf" });
        let mut answer = send(&sample, &curator, PROGRESS, json!({ "input": input }));
        assert_eq!(
            answer["data"]["recordProgress"]["userErrors"],
            json!([]),
            "{answer}"
        );
        answer["data"]["recordProgress"]["report"].take()
    };
    let first = report("AT_RISK", 2012);
    assert_eq!(first["author"], "张三");
    assert_eq!(first["unit"]["name"], "省林业厅");
    assert_eq!(first["isOrphaned"], false);
    assert_eq!(first["attachmentUrl"], "https://example.org/附件.pdf");
    let second = report("DONE", 2012);
    report("DONE", 2013);
    let history = second["task"]["progress"].as_array().unwrap();
    assert_eq!((&history[0]["id"], history.len()), (&first["id"], 2));
    let input = json!({ "indicator": indicator, "year": 2012, "value": 41.25, "source": "省林业厅年报", "note": "初步" });
    let answer = send(&sample, &curator, OBSERVATION, json!({ "input": input }));
    let observation = &answer["data"]["recordObservation"]["observation"];
    assert_eq!(
        observation["indicator"]["observations"],
        json!([{ "value": 41.25 }])
    );
    let ids = json!([first["id"], observation["id"]]);
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on ProgressReport { status reportedAt } ... on Observation { value } } }";
    let found = sample.answer(query, json!({ "ids": ids }));
    assert_eq!(found["data"]["nodes"][0]["status"], "AT_RISK", "{found}");
    assert_eq!(found["data"]["nodes"][1]["value"], 41.25);
    let wrong =
        json!({ "task": task, "unit": tasks[1].1, "year": 2012, "status": "DONE", "text": "x" });
    let answer = send(&sample, &curator, PROGRESS, json!({ "input": wrong }));
    let expected = json!([{ "code": "UNIT_HAS_NO_PART", "path": ["input", "unit"] }]);
    assert_eq!(answer["data"]["recordProgress"]["userErrors"], expected);
}

#[test]
fn each_field_of_a_mutation_shows_what_it_has_written() {
    let sample = Sample::of(Vec::new());
    let (_, tasks) = noticed(&sample);
    let (task, unit, _) = &tasks[0];
    let query = "mutation($input: RecordProgressInput!) {
        one: recordProgress(input: $input) { report { task { progress { id } } } }
        two: recordProgress(input: $input) { report { task { progress { id } } } } }";
    let input = json!({ "task": task, "unit": unit, "year": 2012, "status": "DONE", "text": "x" });
    let curator = known(KeyRole::Curate, Vec::new());
    let answer = send(&sample, &curator, query, json!({ "input": input }));
    let count = |field: &str| {
        let progress = answer["data"][field]["report"]["task"]["progress"].as_array();
        progress.unwrap().len()
    };
    assert_eq!((count("one"), count("two")), (1, 2));
}
