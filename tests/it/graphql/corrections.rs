//! Corrections as a client signs, lists and takes them back.

use plangraph::engine::{MatrixBy, NetworkFilter};
use plangraph::export::{Export, Format, Request, What, Wording};
use plangraph::graphql::{Documents, Event, Limits, prepare, subscribe};
use plangraph::model::{KeyRole, PlanId};
use serde_json::{Value, json};

use super::sample::{Sample, operation};
use super::writing::{known, send};

const NOTICE: &str = "任务分工通知\n\n一、总体目标\n\n　　1.森林覆盖率达到42%。\n　　责任单位：省林业厅、省财政局\n　　2.新建水库3座。\n　　责任单位：省水利厅、省财政厅\n";

/// A plan, and the ids of what can be put right in it.
struct Noticed {
    sample: Sample,
    plan: Value,
    /// 省财政局 and 省财政厅.
    units: [Value; 2],
    /// The part of 省水利厅 in the second task.
    part: Value,
    task: Value,
    indicator: Value,
}

impl Noticed {
    fn new() -> Self {
        let sample = Sample::of(Vec::new());
        let query = "mutation I($input: IngestPlanInput!) { ingestPlan(input: $input) { plan { id
            tasks { nodes { id indicators { id } assignments { id unit { id } } } } } } }";
        let input =
            json!({ "name": "分工.txt", "text": NOTICE, "manifest": { "region": "210000" } });
        let mut answer = send(&sample, &curator(), query, json!({ "input": input }));
        let plan = answer["data"]["ingestPlan"]["plan"].take();
        let part = |task: usize, place: usize| &plan["tasks"]["nodes"][task]["assignments"][place];
        Self {
            units: [part(0, 1), part(1, 1)].map(|part| part["unit"]["id"].clone()),
            part: part(1, 0)["id"].clone(),
            task: plan["tasks"]["nodes"][1]["id"].clone(),
            indicator: plan["tasks"]["nodes"][0]["indicators"][0]["id"].clone(),
            plan: plan["id"].clone(),
            sample,
        }
    }

    fn apply(&self, mut input: Value) -> Value {
        input["reason"] = json!("原文有误");
        let variables = json!({ "input": input });
        let mut answer = send(
            &self.sample,
            &curator(),
            &operation("ApplyCorrection"),
            variables,
        );
        assert_eq!(answer.get("errors"), None, "{answer}");
        answer["data"]["applyCorrection"].take()
    }

    fn revert(&self, id: &Value) -> Value {
        let variables = json!({ "input": { "correction": id, "reason": "误判" } });
        let mut answer = send(
            &self.sample,
            &curator(),
            &operation("RevertCorrection"),
            variables,
        );
        assert_eq!(answer.get("errors"), None, "{answer}");
        answer["data"]["revertCorrection"].take()
    }

    fn list(&self, variables: Value) -> Value {
        let mut answer = self.sample.answer(&operation("Corrections"), variables);
        assert_eq!(answer.get("errors"), None, "{answer}");
        answer["data"]["corrections"].take()
    }
}

fn curator() -> plangraph::engine::Access {
    known(KeyRole::Curate, Vec::new())
}

#[test]
fn who_may_put_something_right() {
    let noticed = Noticed::new();
    let role =
        json!({ "kind": "SET_ROLE", "target": noticed.part, "role": "LEAD", "reason": "理由" });
    let sample = &noticed.sample;
    for (access, expected) in [
        (plangraph::engine::Access::ReadOnly, "READ_ONLY"),
        (plangraph::engine::Access::Anonymous, "UNAUTHENTICATED"),
        (plangraph::engine::Access::Unknown, "UNAUTHENTICATED"),
        (known(KeyRole::Read, Vec::new()), "FORBIDDEN"),
        (known(KeyRole::Report, Vec::new()), "FORBIDDEN"),
    ] {
        let variables = json!({ "input": role });
        let answer = send(sample, &access, &operation("ApplyCorrection"), variables);
        let code = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(code, expected, "{answer}");
        let variables =
            json!({ "input": { "correction": "correction_0000000000000002", "reason": "理由" } });
        let answer = send(sample, &access, &operation("RevertCorrection"), variables);
        let code = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(code, expected, "{answer}");
    }
    assert_eq!(noticed.list(json!({}))["totalCount"], 0);
}

#[test]
fn a_correction_is_signed_listed_found_by_its_id_and_taken_back() {
    let noticed = Noticed::new();
    let sample = &noticed.sample;
    let role = noticed.apply(json!({ "kind": "SET_ROLE", "target": noticed.part, "role": "LEAD" }));
    assert_eq!(role["userErrors"], json!([]));
    let role = &role["correction"];
    assert_eq!(
        (&role["author"], &role["state"]),
        (&json!("张三"), &json!("APPLIED"))
    );
    assert_eq!(role["target"]["id"], noticed.part);
    let [bureau, finance] = &noticed.units;
    let merging = json!({ "kind": "MERGE_UNITS", "target": finance, "others": [bureau] });
    let merging = noticed.apply(merging);
    let reject = json!({ "kind": "REJECT_INDICATOR", "target": noticed.indicator });
    let reject = noticed.apply(reject);
    // What is rejected is not there; its id and its words are.
    assert_eq!(reject["correction"]["target"], Value::Null);
    assert_eq!(reject["correction"]["subject"], "森林覆盖率达到42%");
    let list = noticed.list(json!({ "plan": noticed.plan, "first": 2 }));
    assert_eq!(
        (&list["totalCount"], &list["pageInfo"]["hasNextPage"]),
        (&json!(3), &json!(true))
    );
    let cursor = &list["pageInfo"]["endCursor"];
    let rest = noticed.list(json!({ "plan": noticed.plan, "first": 2, "after": cursor }));
    assert_eq!(rest["nodes"][0]["targetId"], noticed.indicator);
    assert_eq!(rest["nodes"].as_array().unwrap().len(), 1);
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id
        ... on FactCorrection { kind reason at }
        ... on Assignment { role basis unit { name } correction { id author } } } }";
    let ids = json!([role["id"], noticed.part]);
    let found = sample.answer(query, json!({ "ids": ids }));
    let found = &found["data"]["nodes"];
    assert_eq!(found[0]["kind"], "SET_ROLE", "{found}");
    assert_eq!(found[1]["basis"], "CORRECTED");
    assert_eq!(found[1]["correction"]["id"], role["id"]);
    let data = sample.data(r#"{ unit(name: "省财政局") { name taskCount aliases } }"#);
    assert_eq!(
        (&data["unit"]["name"], &data["unit"]["taskCount"]),
        (&json!("省财政厅"), &json!(2))
    );
    let leads = r#"{ tasks(filter: { units: { any: ["省水利厅"], role: LEAD } }) { totalCount } }"#;
    assert_eq!(sample.data(leads)["tasks"]["totalCount"], 1);
    // Whoever asks for the old bases gets what they hold.
    let stated =
        r#"{ tasks(filter: { units: { any: ["省水利厅"], basis: [STATED] } }) { totalCount } }"#;
    assert_eq!(sample.data(stated)["tasks"]["totalCount"], 0);

    let reverted = noticed.revert(&role["id"]);
    assert_eq!(reverted["userErrors"], json!([]));
    assert_eq!(reverted["correction"]["state"], "REVERTED");
    assert_eq!(reverted["correction"]["revertReason"], "误判");
    assert_eq!(sample.data(leads)["tasks"]["totalCount"], 0);
    let states = |states: Value| noticed.list(json!({ "states": states }))["totalCount"].clone();
    assert_eq!(states(json!(["REVERTED"])), 1);
    assert_eq!(states(json!(["APPLIED"])), 2);
    let again = noticed.revert(&role["id"]);
    let expected = json!([{ "code": "NO_CHANGE", "path": ["input", "correction"] }]);
    let error = &again["userErrors"][0];
    assert_eq!(
        json!([{ "code": error["code"], "path": error["path"] }]),
        expected
    );
    noticed.revert(&merging["correction"]["id"]);
    // What takes no effect in a plan is not listed with it; what was about its parts is.
    let list = noticed.list(json!({ "plan": noticed.plan }));
    assert_eq!(list["totalCount"], 2);
}

#[test]
fn what_is_wrong_with_a_correction_is_told_with_its_place() {
    let noticed = Noticed::new();
    let [bureau, finance] = &noticed.units;
    let nobody = "unit_0000000000000001";
    noticed.apply(json!({ "kind": "RENAME_UNIT", "target": bureau, "value": "省财政监督局" }));
    for (input, code, place) in [
        (
            json!({ "kind": "SET_ROLE", "target": "甲", "role": "LEAD" }),
            "INVALID_ID",
            "target",
        ),
        (
            json!({ "kind": "SET_ROLE", "target": noticed.part }),
            "BAD_USER_INPUT",
            "role",
        ),
        (
            json!({ "kind": "SET_ROLE", "target": noticed.task, "role": "LEAD" }),
            "BAD_USER_INPUT",
            "target",
        ),
        (
            json!({ "kind": "MERGE_UNITS", "target": nobody, "others": [bureau] }),
            "UNKNOWN_UNIT",
            "target",
        ),
        (
            json!({ "kind": "MERGE_UNITS", "target": finance, "others": [nobody] }),
            "UNKNOWN_UNIT",
            "others",
        ),
        (
            json!({ "kind": "MERGE_UNITS", "target": finance, "others": ["甲"] }),
            "INVALID_ID",
            "others",
        ),
        (
            json!({ "kind": "RENAME_UNIT", "target": bureau, "value": "省财政审计局" }),
            "CONFLICT",
            "target",
        ),
        (
            json!({ "kind": "ADD_ALIAS", "target": bureau, "value": "省水利厅" }),
            "NAME_TAKEN",
            "value",
        ),
        (
            json!({ "kind": "REJECT_ASSIGNMENT", "target": "assignment_000000000000000100000000000000010000000000000001" }),
            "UNKNOWN_ASSIGNMENT",
            "target",
        ),
        (
            json!({ "kind": "SPLIT_UNIT", "target": bureau, "value": "省审计厅", "others": ["assignment_000000000000000100000000000000010000000000000001"] }),
            "UNKNOWN_ASSIGNMENT",
            "others",
        ),
        (
            json!({ "kind": "SET_HEAD", "target": noticed.plan, "value": "甲" }),
            "BAD_USER_INPUT",
            "headField",
        ),
        (
            json!({ "kind": "SET_HEAD", "target": noticed.plan, "headField": "ISSUED_ON", "value": "甲" }),
            "BAD_USER_INPUT",
            "value",
        ),
    ] {
        let payload = noticed.apply(input.clone());
        let error = &payload["userErrors"][0];
        let found = (&error["code"], &error["path"][1]);
        assert_eq!(found, (&json!(code), &json!(place)), "{input}: {payload}");
        assert_eq!(payload["correction"], Value::Null);
    }
    assert_eq!(noticed.list(json!({}))["totalCount"], 1);
}

#[test]
fn listeners_hear_of_corrections_and_exports_hold_them() {
    let noticed = Noticed::new();
    let sample = &noticed.sample;
    let since = sample.engine.view().sequence();
    let rename =
        json!({ "kind": "RENAME_UNIT", "target": noticed.units[0], "value": "省财政监督局" });
    let id = noticed.apply(rename)["correction"]["id"].clone();
    noticed.revert(&id);
    let plan: PlanId = noticed.plan.as_str().unwrap().parse().unwrap();
    let (changes, _) = sample.engine.changes(since, Some(plan), 9);
    let query = "subscription { changes { kind node { id } plan { id } } }";
    let request = plangraph::graphql::Request {
        query: query.to_owned(),
        ..Default::default()
    };
    let prepared = prepare(&Documents::new(1 << 20), &Limits::default(), request).unwrap();
    let subscribed = subscribe(&sample.schema, &sample.engine.view(), prepared).unwrap();
    let heard = changes.into_iter().map(|change| {
        let event = Event::Change(change);
        let answer = subscribed.answer(&sample.schema, &sample.engine.view(), event);
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        answer["data"]["changes"].clone()
    });
    let expected = ["CORRECTION_APPLIED", "CORRECTION_REVERTED"]
        .map(|kind| json!({ "kind": kind, "node": { "id": id }, "plan": null }));
    assert_eq!(heard.collect::<Vec<_>>(), expected);

    noticed.apply(json!({ "kind": "SET_ROLE", "target": noticed.part, "role": "LEAD" }));
    let export = |format| {
        let request = Request {
            what: What::Corrections,
            format,
            filter: NetworkFilter::default(),
            by: MatrixBy::Chapter,
            search: None,
            order: None,
            year: None,
            wording: Wording::Api,
            bom: false,
        };
        let export = Export::prepare(&sample.engine.view(), request).unwrap();
        let mut out = Vec::new();
        export.write(&mut out).unwrap();
        out
    };
    let lines = String::from_utf8(export(Format::JsonLines)).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["manifest"]["counts"]["corrections"], 2);
    assert_eq!(
        (&lines[1]["kind"], &lines[1]["state"]),
        (&json!("RENAME_UNIT"), &json!("REVERTED"))
    );
    assert_eq!(
        (&lines[1]["value"], &lines[1]["revertReason"]),
        (&json!("省财政监督局"), &json!("误判"))
    );
    assert_eq!(
        (&lines[2]["role"], &lines[2]["author"]),
        (&json!("LEAD"), &json!("张三"))
    );
    assert_eq!(lines[2]["plan"], noticed.plan);
    let table = String::from_utf8(export(Format::Csv)).unwrap();
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(export(Format::Xlsx).starts_with(b"PK"));
}
