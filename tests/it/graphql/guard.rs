//! Documents that are refused before anything runs, each by its own code, and those that must pass.

use std::fmt::Write as _;

use plangraph::graphql::{Limits, Request};
use proptest::collection;
use proptest::prelude::*;
use serde_json::json;

use super::sample::{Sample, plan, whole_tasks};

#[track_caller]
fn check(document: &str, code: &str) {
    let sample = Sample::of(Vec::new());
    let response = sample.execute(document, json!({}));
    assert!(!response.executed, "{}", response.body);
    let answer: serde_json::Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(answer["errors"][0]["extensions"]["code"], code, "{answer}");
    assert_eq!(answer.get("data"), None);
}

/// Fragments that each spread the next one `width` times.
fn bomb(levels: usize, width: usize) -> String {
    let mut document = "{ ...f0 }".to_owned();
    for level in 0..levels {
        let spreads = format!(" ...f{}", level + 1).repeat(width);
        write!(document, " fragment f{level} on Query {{{spreads} }}").unwrap();
    }
    write!(
        document,
        " fragment f{levels} on Query {{ serverInfo {{ version }} }}"
    )
    .unwrap();
    document
}

#[test]
fn fragments_that_double_are_refused() {
    check(&bomb(30, 2), "TOO_MANY_SELECTIONS");
    check(&bomb(25, 30), "TOO_MANY_SELECTIONS");
    // Also when no operation spreads them.
    check(
        &bomb(30, 2).replacen("{ ...f0 }", "{ __typename }", 1),
        "TOO_MANY_SELECTIONS",
    );
}

#[test]
fn fragment_cycles_are_refused() {
    check("{ ...a } fragment a on Query { ...a }", "FRAGMENT_CYCLE");
    check(
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a __typename }",
        "FRAGMENT_CYCLE",
    );
}

#[test]
fn floods_are_refused() {
    let many = |part: fn(usize) -> String, count: usize| (0..count).map(part).collect::<String>();
    let aliases = many(|index| format!("a{index}:__typename "), 3_000);
    check(&format!("{{ {aliases} }}"), "TOO_MANY_ALIASES");
    let directives = many(|_| "@a".to_owned(), 10_000);
    check(
        &format!("{{ __typename {directives} }}"),
        "TOO_MANY_DIRECTIVES",
    );
    check(
        &format!("query {directives} {{ __typename }}"),
        "TOO_MANY_DIRECTIVES",
    );
    let fields = many(|_| "serverInfo{version}".to_owned(), 21);
    check(&format!("{{ {fields} }}"), "TOO_MANY_ROOT_FIELDS");
    let unknown = many(|index| format!("x{index} "), 5_000);
    check(
        &format!("{{ serverInfo {{ {unknown} }} }}"),
        "TOO_MANY_SELECTIONS",
    );
    let fragments = many(
        |index| format!(" fragment f{index} on Query {{ __typename }}"),
        200,
    );
    check(
        &format!("{{ __typename }}{fragments}"),
        "TOO_MANY_DEFINITIONS",
    );
    check(
        &format!("{{ __typename }}{}", " ".repeat(70_000)),
        "DOCUMENT_TOO_LONG",
    );
}

#[test]
fn deep_documents_are_refused() {
    let nested =
        |levels: usize| format!("{{ {} id {} }}", "a {".repeat(levels), "}".repeat(levels));
    check(&nested(40), "QUERY_TOO_DEEP");
    check(&nested(5_000), "GRAPHQL_PARSE_FAILED");
    check(&bomb(60, 1), "QUERY_TOO_DEEP");
    check(
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "INTROSPECTION_TOO_DEEP",
    );
}

#[test]
fn pages_of_pages_are_refused() {
    let nested = "{ tasks(first: 100) { nodes { leads { tasks(first: 100) { nodes { text number label } } } } } }";
    check(nested, "QUERY_TOO_COMPLEX");
    let by_fragment = "query($size: Int = 100) { tasks(first: $size) { ...page } }
        fragment page on TaskConnection { nodes { leads { tasks(first: $size) { edges { node { text number } } } } } }";
    check(by_fragment, "QUERY_TOO_COMPLEX");
    let ids = vec!["\"plan_0000000000000001\""; 100].join(" ");
    let by_id = format!(
        "{{ nodes(ids: [{ids}]) {{ ... on Plan {{ tasks(first: 100) {{ nodes {{ id text number }} }} }} }} }}"
    );
    check(&by_id, "QUERY_TOO_COMPLEX");
}

#[test]
fn an_operation_is_measured_with_its_own_variables() {
    let decoys = |size: u32| -> String {
        let decoy = |index| format!("query d{index}($n: Int = {size}) {{ ...page }} ");
        (0..50).map(decoy).collect()
    };
    let asked = "query asked($n: Int = 100) { ...page }";
    let page = "fragment page on Query {
        tasks(first: $n) { nodes { leads { tasks(first: $n) { nodes { text number label } } } } } }";
    let sample = Sample::of(Vec::new());
    for size in [1, 100] {
        let request = Request {
            query: format!("{}{asked} {page}", decoys(size)),
            operation_name: Some("asked".to_owned()),
            ..Request::default()
        };
        let response = sample.execute_within(&Limits::default(), request);
        assert!(response.body.contains("TOO_COMPLEX"), "{}", response.body);
    }
    let small = asked.replace("100", "10");
    assert!(
        sample
            .execute(&format!("{small} {page}"), json!({}))
            .executed
    );
}

#[test]
fn what_is_no_query_of_ours_is_refused() {
    check("{", "GRAPHQL_PARSE_FAILED");
    check("", "GRAPHQL_PARSE_FAILED");
    check("{ nothing }", "GRAPHQL_VALIDATION_FAILED");
    check(
        "{ tasks(first: \"ten\") { totalCount } }",
        "GRAPHQL_VALIDATION_FAILED",
    );
    check("mutation { deletePlan }", "GRAPHQL_VALIDATION_FAILED");
    check(
        "query($size: Int!) { tasks(first: $size) { totalCount } }",
        "GRAPHQL_VALIDATION_FAILED",
    );
    check(
        "query a { __typename } query b { __typename }",
        "OPERATION_NOT_FOUND",
    );
    check("{ plan(by: {}) { id } }", "GRAPHQL_VALIDATION_FAILED");
}

#[test]
fn a_variable_of_another_type_is_refused() {
    let sample = Sample::of(Vec::new());
    let query = "query($size: Int) { tasks(first: $size) { totalCount } }";
    for value in [json!("ten"), json!(1.5), json!([1, 2]), json!({})] {
        let response = sample.execute(query, json!({ "size": value }));
        assert!(!response.executed, "{}", response.body);
        assert!(
            response.body.contains("GRAPHQL_VALIDATION_FAILED"),
            "{}",
            response.body
        );
    }
}

#[test]
fn errors_are_at_most_fifty() {
    let unknown: Vec<_> = (0..500).map(|index| format!("x{index}")).collect();
    let unknown = unknown.join(" ");
    let sample = Sample::of(Vec::new());
    let answer = sample.answer(&format!("{{ serverInfo {{ {unknown} }} }}"), json!({}));
    assert_eq!(answer["errors"].as_array().unwrap().len(), 50);
}

#[test]
fn a_hundred_tasks_with_all_links_and_spans_pass() {
    let sample = Sample::of(vec![plan(1, 120)]);
    let data = sample.data_with(&whole_tasks(), json!({ "first": 100 }));
    assert_eq!(data["tasks"]["nodes"].as_array().unwrap().len(), 100);
}

/// A document of fragments that spread later ones only, and how many fields it selects with all of them written out.
fn layered(spreads: &[Vec<usize>]) -> (String, u64) {
    let mut sizes = vec![1_u64; spreads.len()];
    let mut document = "query { ...f0 }".to_owned();
    for (index, targets) in spreads.iter().enumerate().rev() {
        write!(document, " fragment f{index} on Query {{ __typename").unwrap();
        for target in targets.iter().map(|step| index + 1 + step) {
            if let Some(size) = sizes.get(target).copied() {
                write!(document, " ...f{target}").unwrap();
                sizes[index] += size;
            }
        }
        document.push_str(" }");
    }
    (document, sizes.iter().sum::<u64>() + sizes[0])
}

#[test]
fn a_measure_equals_the_written_out_document() {
    let sample = Sample::of(Vec::new());
    let passes = |query: &str, selections: u64| {
        let limits = Limits {
            selections,
            root_fields: u64::MAX,
            ..Default::default()
        };
        let query = query.to_owned();
        let response = sample.execute_within(
            &limits,
            Request {
                query,
                ..Default::default()
            },
        );
        !response.body.contains("TOO_MANY_SELECTIONS")
    };
    let config = ProptestConfig {
        failure_persistence: None,
        ..Default::default()
    };
    let spreads = collection::vec(collection::vec(0..4_usize, 0..4), 1..12);
    proptest!(config, |(spreads in spreads)| {
        let (document, size) = layered(&spreads);
        prop_assert!(passes(&document, size), "{document}");
        prop_assert!(!passes(&document, size - 1), "{document}");
    });
}

#[test]
fn what_is_no_document_is_told_in_a_sentence_without_its_text() {
    let sample = Sample::of(Vec::new());
    let depths = "{not:".repeat(6_000);
    let unclosed = format!("{{ {}", "甲".repeat(15_000));
    for document in ["{a", "", "} {", "{ a(b: \"c) }", &depths, &unclosed] {
        let answer = sample.answer(document, json!({}));
        let error = &answer["errors"][0];
        let message = error["message"].as_str().unwrap();
        assert!(
            message.starts_with("the document is no GraphQL: "),
            "{message}"
        );
        assert!(message.chars().count() < 250, "{message}");
        assert!(!message.contains(['\n', '|', '甲']), "{message}");
    }
    let answer = sample.answer("{\n a", json!({}));
    let places = &answer["errors"][0]["locations"];
    assert_eq!(places[0]["line"], 2, "{answer}");
}
