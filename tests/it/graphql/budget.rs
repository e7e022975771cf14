//! Answers whose size only shows while they are made: lists without pages within each other, and long texts.

use std::time::Duration;

use plangraph::graphql::{Documents, Limits, Request, prepare};
use serde_json::{Value, json};

use super::sample::Sample;

/// Chapters of the plan of chapters, and so on: each step has as many more as the plan has chapters.
fn nested(levels: usize) -> String {
    let (open, close) = ("chapters { plan { ".repeat(levels), "} }".repeat(levels));
    format!("{{ plans {{ nodes {{ {open} id {close} }} }} }}")
}

fn texts(count: usize) -> String {
    let texts = (0..count).map(|index| format!("t{index}: sourceText"));
    let texts = texts.collect::<Vec<_>>().join(" ");
    format!("{{ tasks(first: 100) {{ nodes {{ plan {{ {texts} }} }} }} }}")
}

/// Checks how an answer ends; nothing for one that is whole. What breaks off is no larger than `most` allows.
#[track_caller]
fn check(sample: &Sample, query: &str, limits: &Limits, expected: Option<&str>) {
    let request = Request {
        query: query.to_owned(),
        ..Request::default()
    };
    let response = sample.execute_within(limits, request);
    let answer: Value = serde_json::from_str(&response.body).unwrap();
    let code = answer["errors"][0]["extensions"]["code"].as_str();
    assert_eq!(code, expected, "{query}");
    if expected.is_some() {
        assert!(response.executed);
        assert!(answer["errors"][0]["path"].is_array(), "{answer}");
        assert!(response.body.len() < 10_000, "{}", response.body.len());
    }
}

#[test]
fn lists_within_lists_break_off() {
    let sample = Sample::bundled();
    let limits = Limits {
        answer_fields: 2_000,
        ..Limits::default()
    };
    check(&sample, &nested(2), &limits, None);
    check(&sample, &nested(3), &limits, Some("QUERY_TOO_COMPLEX"));
    check(&sample, &nested(12), &limits, Some("QUERY_TOO_COMPLEX"));
    let of_tasks = "assignments { task { ".repeat(4);
    let of_tasks = format!(
        "{{ tasks {{ nodes {{ {of_tasks} id {} }} }} }}",
        "} }".repeat(4)
    );
    check(&sample, &of_tasks, &limits, Some("QUERY_TOO_COMPLEX"));
    let by_fragments = "{ plans { nodes { ...a } } } fragment a on Plan { chapters { ...b } }
        fragment b on Chapter { plan { chapters { ... on Chapter { plan { chapters { id plan { id } } } } } } }";
    check(&sample, by_fragments, &limits, Some("QUERY_TOO_COMPLEX"));
}

#[test]
fn long_texts_break_off() {
    let sample = Sample::bundled();
    let limits = Limits {
        answer_bytes: 1 << 20,
        ..Limits::default()
    };
    check(&sample, &texts(5), &limits, Some("QUERY_TOO_COMPLEX"));
    check(&sample, &texts(5).replace("100", "1"), &limits, None);
}

#[test]
fn what_grows_while_it_is_made_ends_with_its_time() {
    let limits = Limits {
        time: Duration::ZERO,
        ..Limits::default()
    };
    // What knows of places asks nobody for the time.
    let query = "{ city(by: {name: \"辽宁省\"}) { children { parent { children { parent { name children { name } } } } } } }";
    check(&Sample::of(Vec::new()), query, &limits, Some("TIMED_OUT"));
}

#[test]
fn what_front_ends_ask_for_is_not_counted() {
    let counted = |query: &str, variables: Value| {
        let request = Request {
            query: query.to_owned(),
            variables,
            ..Request::default()
        };
        let prepared = prepare(&Documents::new(1), &Limits::default(), request);
        prepared
            .map(|prepared| prepared.is_counted())
            .map_err(|it| it.body)
    };
    for query in [
        "{ tasks(first: 100) { nodes { id text leads { name } span { line quote } } } }",
        "{ plans(first: 5) { nodes { title chapters { title sections { title } } } } }",
        "{ plan(by: {documentNumber: \"x\"}) { sourceText chapters { bodySpan { quote } } } }",
        "{ nodes(ids: [\"a\", \"b\"]) { ... on Task { assignments { unit { name } } } } }",
        "{ search(query: \"x\", first: 100) { facets { chapters { id name count } units { id name count } }
            edges { matches { term field how weight } highlights { field fragment ranges { start end } }
                node { ... on Task { id text leads { name } } } } } }",
    ] {
        assert_eq!(counted(query, json!({})), Ok(false), "{query}");
    }
    for query in [&nested(3), &texts(5)] {
        assert_eq!(counted(query, json!({})), Ok(true), "{query}");
    }
    let sized =
        "query($n: Int) { tasks(first: $n) { nodes { plan { chapters { sections { id } } } } } }";
    assert_eq!(counted(sized, json!({"n": 1})), Ok(false));
    assert_eq!(counted(sized, json!({"n": 100})), Ok(true));
}
