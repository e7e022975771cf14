//! Subscriptions: what they want to hear of, and each event in the state that it led to.

use plangraph::engine::{IngestOptions, JobStep, Step, Submission, Writing};
use plangraph::graphql::{Documents, Event, Limits, Request, Source, prepare, subscribe};
use plangraph::model::PlanManifest;
use serde_json::{Value, json};

use super::sample::Sample;

fn prepared(query: &str) -> plangraph::graphql::Prepared {
    let request = Request {
        query: query.to_owned(),
        ..Request::default()
    };
    let limits = Limits {
        time: std::time::Duration::from_hours(1),
        ..Limits::default()
    };
    prepare(&Documents::new(1 << 20), &limits, request).unwrap()
}

/// What a subscription wants to hear of, or the code of its fault.
pub(super) fn source(sample: &Sample, query: &str) -> Result<Source, String> {
    let view = sample.engine.view();
    match subscribe(&sample.schema, &view, prepared(query)) {
        Ok(subscribed) => Ok(subscribed.source),
        Err(response) => {
            let answer: Value = serde_json::from_str(&response.body).unwrap();
            let code = answer["errors"][0]["extensions"]["code"].as_str();
            Err(code.unwrap().to_owned())
        }
    }
}

#[test]
fn a_subscription_says_what_it_wants_to_hear_of() {
    let sample = Sample::bundled();
    let plan = sample.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].clone();
    let plan = plan.as_str().unwrap();
    let all = |since| Source::Changes { plan: None, since };
    for (query, expected) in [
        ("subscription { changes { kind } }".to_owned(), Ok(all(1))),
        (
            "subscription { changes(since: \"0\") { kind } }".to_owned(),
            Ok(all(0)),
        ),
        (
            format!("subscription {{ changes(plan: \"{plan}\") {{ kind }} }}"),
            Ok(Source::Changes {
                plan: plan.parse().ok(),
                since: 1,
            }),
        ),
        (
            "subscription { ingestProgress(jobId: \"任务\") { step } }".to_owned(),
            Ok(Source::Job {
                name: "任务".to_owned(),
            }),
        ),
        (
            "subscription { changes(since: \"2\") { kind } }".to_owned(),
            Err("BAD_USER_INPUT".to_owned()),
        ),
        (
            "subscription { changes(since: \"x\") { kind } }".to_owned(),
            Err("BAD_USER_INPUT".to_owned()),
        ),
        (
            "subscription { changes(plan: \"x\") { kind } }".to_owned(),
            Err("INVALID_ID".to_owned()),
        ),
    ] {
        assert_eq!(source(&sample, &query), expected, "{query}");
    }
}

#[test]
fn an_event_shows_the_state_of_now() {
    let sample = Sample::bundled();
    let query =
        "subscription { changes(since: \"0\") { dataVersion kind node { id } plan { title } } }";
    let view = sample.engine.view();
    let subscribed = subscribe(&sample.schema, &view, prepared(query));
    let subscribed = subscribed.map_err(|response| response.body).unwrap();
    let (changes, until) = sample.engine.changes(0, None, 10);
    assert_eq!((changes.len(), until), (1, 1));
    let answer = |sample: &Sample| -> Value {
        let event = Event::Change(changes[0].clone());
        let response = subscribed.answer(&sample.schema, &sample.engine.view(), event);
        serde_json::from_str(&response.body).unwrap()
    };
    let before = answer(&sample);
    let told = &before["data"]["changes"];
    assert_eq!(
        (&told["dataVersion"], &told["kind"]),
        (&json!("1"), &json!("PLAN_INGESTED"))
    );
    let plan = changes[0].plan.unwrap();
    assert_eq!(told["node"]["id"], plan.to_string());
    assert!(told["plan"]["title"].is_string());
    sample.engine.delete(plan).unwrap();
    let after = answer(&sample);
    assert_eq!(
        (
            &after["data"]["changes"]["node"],
            &after["data"]["changes"]["plan"]
        ),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_job_is_heard_from_its_first_step_to_its_last() {
    let sample = Sample::of(Vec::new());
    let engine = &sample.engine;
    engine.begin_job("甲");
    let note = |step| {
        engine.note_step("甲", JobStep { step, report: None });
    };
    let submission = Submission {
        name: "分工.txt".to_owned(),
        bytes: "任务分工通知\n\n一、总体目标\n\n　　1.新建水库3座。\n　　责任单位：省水利厅\n"
            .as_bytes()
            .to_vec(),
        manifest: PlanManifest::default(),
    };
    let step = |step: Step| note(Some(step));
    let writing = Writing::by("甲").telling(&step);
    let options = IngestOptions::default();
    engine
        .ingest_one(&submission, options, true, &writing)
        .unwrap();
    note(None);
    let mut place = plangraph::engine::JobPlace::default();
    let mut steps = Vec::new();
    while let Some(step) = engine.next_step("甲", &mut place) {
        steps.push(step.step);
    }
    let expected = [
        Some(Step::Reading),
        Some(Step::Accepting),
        Some(Step::Storing),
        Some(Step::Indexing),
        None,
    ];
    assert_eq!(steps, expected);
    assert_eq!(engine.next_step("乙", &mut place), None);
    // A name that is given again begins anew.
    engine.begin_job("甲");
    assert_eq!(engine.next_step("甲", &mut place), None);
    note(Some(Step::Reading));
    assert!(engine.next_step("甲", &mut place).is_some());
}
