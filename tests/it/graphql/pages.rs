//! Paging: what Relay promises, and what is refused.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::sample::{Sample, plan};

const LISTS: &[&str] = &[
    "tasks(ARGUMENTS)",
    "tasks(ARGUMENTS orderBy: { field: UNIT_COUNT, direction: DESC })",
    "tasks(ARGUMENTS orderBy: { field: DOCUMENT, direction: DESC })",
    "tasks(ARGUMENTS orderBy: { field: DEADLINE } filter: { chapters: [1, 3] })",
    "tasks(ARGUMENTS filter: { units: { any: [\"省财政厅\"], role: RESPONSIBLE } })",
    "units(ARGUMENTS)",
    "units(ARGUMENTS orderBy: { field: NAME, direction: ASC })",
    "units(ARGUMENTS orderBy: { field: NAME, direction: DESC })",
    "indicators(ARGUMENTS)",
    "plans(ARGUMENTS)",
    "cities(ARGUMENTS level: PREFECTURE)",
];

/// The whole list, page by page in one direction.
fn walk(sample: &Sample, list: &str, size: usize, forwards: bool) -> Vec<String> {
    let mut ids = Vec::new();
    let mut bound = String::new();
    loop {
        let count = if forwards { "first" } else { "last" };
        let field = list.replace("ARGUMENTS", &format!("{count}: {size} {bound}"));
        let query = format!(
            "{{ {field} {{ totalCount nodes {{ id }}
                pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        let mut data = sample.data(&query);
        let page = data.as_object_mut().unwrap().values_mut().next().unwrap();
        let nodes = page["nodes"].as_array().unwrap().iter();
        let mut new: Vec<_> = nodes
            .map(|node| node["id"].as_str().unwrap().to_owned())
            .collect();
        assert!(new.len() <= size);
        if !forwards {
            new.reverse();
        }
        ids.extend(new);
        let info = &page["pageInfo"];
        let (more, cursor, argument) = if forwards {
            (&info["hasNextPage"], &info["endCursor"], "after")
        } else {
            (&info["hasPreviousPage"], &info["startCursor"], "before")
        };
        if *more == json!(false) {
            assert_eq!(page["totalCount"], json!(ids.len()), "{list}");
            return ids;
        }
        bound = format!("{argument}: {cursor}");
    }
}

#[test]
fn pages_neither_skip_nor_repeat_and_run_the_same_both_ways() {
    let sample = Sample::of(vec![plan(1, 37), plan(2, 0), plan(3, 12)]);
    let whole: Vec<_> = LISTS
        .iter()
        .map(|list| walk(&sample, list, 100, true))
        .collect();
    for ids in &whole {
        let mut distinct = ids.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), ids.len());
    }
    let config = ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..Default::default()
    };
    proptest!(config, |(index in 0..LISTS.len(), size in 1..=20_usize)| {
        let forwards = walk(&sample, LISTS[index], size, true);
        prop_assert_eq!(&forwards, &whole[index]);
        let mut backwards = walk(&sample, LISTS[index], size, false);
        backwards.reverse();
        prop_assert_eq!(&backwards, &whole[index]);
    });
}

#[test]
fn the_default_page_has_twenty_items() {
    let sample = Sample::of(vec![plan(1, 37)]);
    let numbers = |arguments: &str| {
        let data = sample.data(&format!("{{ tasks{arguments} {{ nodes {{ number }} }} }}"));
        let nodes = data["tasks"]["nodes"].as_array().unwrap().iter();
        nodes
            .map(|node| node["number"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(""), (1..=20).collect::<Vec<_>>());
    assert_eq!(
        numbers("(first: null, after: null)"),
        (1..=20).collect::<Vec<_>>()
    );
    assert_eq!(numbers("(last: 2)"), [36, 37]);
    assert_eq!(numbers("(first: 0)"), Vec::<u64>::new());
}

#[test]
fn a_variable_that_is_left_out_means_the_default() {
    let sample = Sample::of(vec![plan(1, 37)]);
    let query = "query($size: Int) { tasks(first: $size) { nodes { number } } }";
    let answer = sample.answer(query, json!({}));
    assert_eq!(
        answer["data"]["tasks"]["nodes"].as_array().unwrap().len(),
        20
    );
}

#[test]
fn impossible_pages_are_refused_by_argument() {
    let sample = Sample::of(vec![plan(1, 3)]);
    let check = |arguments: &str, code: &str, argument: &str| {
        let error = sample.error(&format!("{{ tasks({arguments}) {{ totalCount }} }}"));
        assert_eq!(
            error,
            json!({ "code": code, "argument": argument }),
            "{arguments}"
        );
    };
    check("first: 101", "PAGE_TOO_LARGE", "first");
    check("last: 10000", "PAGE_TOO_LARGE", "last");
    check("first: -1", "BAD_USER_INPUT", "first");
    check("last: -5", "BAD_USER_INPUT", "last");
    check("first: 1, last: 1", "BAD_USER_INPUT", "last");
    check("after: \"\"", "INVALID_CURSOR", "after");
    check("before: \"垃圾\"", "INVALID_CURSOR", "before");
    check("after: \"eyJrZXkiOjF9\"", "INVALID_CURSOR", "after");
    let ids = vec!["plan_0000000000000001"; 101].join("\", \"");
    let error = sample.error(&format!("{{ nodes(ids: [\"{ids}\"]) {{ id }} }}"));
    assert_eq!(
        error,
        json!({ "code": "PAGE_TOO_LARGE", "argument": "ids" })
    );
}

fn cursor(sample: &Sample, field: &str) -> String {
    let data = sample.data(&format!("{{ {field} {{ pageInfo {{ endCursor }} }} }}"));
    let list = data.as_object().unwrap().values().next().unwrap();
    list["pageInfo"]["endCursor"].as_str().unwrap().to_owned()
}

#[test]
fn a_cursor_belongs_to_one_field_filter_and_order() {
    let sample = Sample::of(vec![plan(1, 9)]);
    let given = cursor(&sample, "tasks(first: 2)");
    for other in [
        "tasks(ARGUMENTS filter: { chapters: [1] })",
        "tasks(ARGUMENTS orderBy: { field: UNIT_COUNT })",
        "units(ARGUMENTS)",
        "plan(by: { id: \"plan_0000000000000001\" }) { tasks(ARGUMENTS)",
    ] {
        let field = other.replace("ARGUMENTS", &format!("after: \"{given}\""));
        let close = if other.starts_with("plan") { "}" } else { "" };
        let error = sample.error(&format!("{{ {field} {{ totalCount }} {close} }}"));
        assert_eq!(error["code"], "INVALID_CURSOR", "{other}");
    }
}

#[test]
fn a_list_goes_on_by_key_after_a_change() {
    let small = Sample::of(vec![plan(1, 5)]);
    let given = cursor(&small, "tasks(first: 3)");
    let large = Sample::of(vec![plan(1, 5), plan(2, 2)]);
    let data = large.data(&format!(
        "{{ tasks(after: \"{given}\") {{ nodes {{ id number }} }} }}"
    ));
    let nodes: &Vec<Value> = data["tasks"]["nodes"].as_array().unwrap();
    let numbers: Vec<_> = nodes
        .iter()
        .map(|node| node["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, [4, 5, 1, 2]);
}

#[test]
fn a_list_goes_on_where_it_was_when_a_plan_read_before_is_replaced() {
    let given = cursor(&Sample::of(vec![plan(1, 2), plan(2, 2)]), "tasks(first: 3)");
    // The same commit holds the plan of before and the one in its place.
    let replaced = Sample::of(vec![plan(1, 2), plan(2, 2), plan(1, 4)]);
    let data = replaced.data(&format!(
        "{{ tasks(after: \"{given}\") {{ nodes {{ number plan {{ id }} }} }} }}"
    ));
    let rest = data["tasks"]["nodes"].as_array().unwrap();
    assert_eq!(rest.len(), 1, "{rest:?}");
    assert_eq!(rest[0]["number"], 2);
}
