//! Searching the bundled plan: what is understood, filtered, counted and paged. What ranks first is the index's own affair
//! and tested there.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::sample::Sample;
use crate::search::judged::bundled;

/// Ids and what was understood of a search for tasks.
const TASKS: &str =
    "query($query: String!, $filter: TaskFilter, $keep: [String!], $first: Int, $after: String) {
  search(query: $query, filter: $filter, keepAsText: $keep, first: $first, after: $after) {
    totalCount closeCount pageInfo { hasNextPage hasPreviousPage endCursor }
    interpretation { text terms { range { start end } text role applied node { id } } }
    edges { cursor node { ... on Task { id } } } } }";

/// Hits with what they are sorted by, and why each was found.
const ORDERED: &str = "query($query: String!, $order: TaskOrder, $first: Int, $after: String) {
  search(query: $query, orderBy: $order, first: $first, after: $after) {
    totalCount closeCount pageInfo { hasNextPage endCursor }
    edges { isLoose matches { term } node { ... on Task { id number
      assignments { basis unit { id } } deadlines { date } } } } } }";

fn search(sample: &Sample, variables: Value) -> Value {
    let mut answer = sample.answer(TASKS, variables);
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"]["search"].take()
}

/// Number of tasks that a filter means.
fn count(sample: &Sample, filter: &Value) -> Value {
    let query = "query($filter: TaskFilter) { tasks(filter: $filter) { totalCount } }";
    let mut answer = sample.answer(query, json!({ "filter": filter }));
    answer["data"]["tasks"]["totalCount"].take()
}

#[test]
fn a_name_with_a_role_or_field_word_is_a_filter() {
    let sample = Sample::bundled();
    let lead = |unit: &str| json!({ "units": { "any": [unit], "role": "LEAD" } });
    let unit = |unit: &str| json!({ "units": { "any": [unit] } });
    let check = |query: &str, filter: Value| {
        let found = search(&sample, json!({ "query": query, "first": 0 }));
        let expected = count(&sample, &filter);
        assert_ne!(expected, json!(0), "{query}");
        assert_eq!(found["totalCount"], expected, "{query}: {found}");
        let terms = found["interpretation"]["terms"].as_array().unwrap();
        let applied = terms.iter().all(|term| term["applied"] == "FILTER");
        assert!(applied && !terms.is_empty(), "{query}: {found}");
    };
    check("省农委牵头", lead("省农委"));
    check("由省农委牵头的任务", lead("省农委"));
    check("牵头单位 省农委", lead("省农委"));
    check("农委牵头", lead("省农委"));
    check("牵头:省农委", lead("省农委"));
    check("牵头：发改委", lead("省发展改革委"));
    check("省建设厅牵头", lead("省住房城乡建设厅"));
    check("由国土厅牵头的任务", lead("省国土资源厅"));
    check("牵头单位 省建设厅", lead("省住房城乡建设厅"));
    check("单位:省建设厅", unit("省住房城乡建设厅"));
    check("单位:省水利厅", unit("省水利厅"));
    check("省水利厅负责", unit("省水利厅"));
    check("省水利厅 责任单位", unit("省水利厅"));
    check("省农委为牵头单位的任务", lead("省农委"));
    check("省建设厅是牵头部门", lead("省住房城乡建设厅"));
    let assigned = json!({ "cities": { "any": ["鞍山"], "via": "ASSIGNED" } });
    check("鞍山市是责任单位的任务", assigned.clone());
    check("鞍山负责", assigned);
    check("城市:大连", json!({ "cities": { "any": ["大连"] } }));
    check("章:5", json!({ "chapters": [5] }));
    check("第五章", json!({ "chapters": [5] }));
    check("省農委牽頭", lead("省农委"));
    check(
        "第二章 省农委牵头",
        json!({ "chapters": [2], "units": { "any": ["省农委"], "role": "LEAD" } }),
    );
    check(
        "-单位:省农委",
        json!({ "not": { "units": { "any": ["省农委"] } } }),
    );
}

#[test]
fn the_name_of_a_body_finds_its_tasks_and_nothing_looser() {
    let sample = Sample::bundled();
    for name in ["省台办", "省水利厅"] {
        let found = search(&sample, json!({ "query": name, "first": 0 }));
        let expected = count(&sample, &json!({ "units": { "any": [name] } }));
        assert_eq!(found["totalCount"], expected, "{name}");
        assert_eq!(found["closeCount"], expected, "{name}");
    }
}

#[test]
fn of_the_tasks_of_a_body_those_that_it_leads_come_first() {
    let sample = Sample::bundled();
    for unit in ["省公安厅", "省农委"] {
        let led = json!({ "units": { "any": [unit], "role": "LEAD" } });
        let led = count(&sample, &led).as_u64().unwrap();
        let query = format!("{unit}牵头");
        let led = ids(&search(&sample, json!({ "query": query, "first": led })));
        for query in [format!("{unit}负责"), format!("单位:{unit}")] {
            let found = ids(&search(&sample, json!({ "query": query, "first": 100 })));
            assert_eq!(found.get(..led.len()), Some(&led[..]), "{query}");
            assert!(found.len() > led.len(), "{query}");
        }
    }
}

#[test]
fn what_is_beside_a_filter_is_looked_for_within_it() {
    let sample = Sample::bundled();
    let check = |query: &str, filter: Value| {
        let found = search(&sample, json!({ "query": query, "first": 100 }));
        let ids: BTreeSet<String> = ids(&found).into_iter().collect();
        let tasks =
            "query($filter: TaskFilter) { tasks(filter: $filter, first: 100) { nodes { id } } }";
        let allowed = sample.answer(tasks, json!({ "filter": filter }));
        let allowed = allowed["data"]["tasks"]["nodes"].as_array().unwrap();
        let allowed: BTreeSet<_> = allowed
            .iter()
            .filter_map(|node| node["id"].as_str())
            .collect();
        assert!(!ids.is_empty(), "{query}: {found}");
        assert!(
            ids.iter().all(|id| allowed.contains(id.as_str())),
            "{query}"
        );
    };
    let agriculture = json!({ "units": { "any": ["省农委"], "role": "LEAD" } });
    check("省农委牵头 粮食", agriculture.clone());
    check("省农委牵头的粮食", agriculture);
    check(
        "单位:省水利厅 灌区",
        json!({ "units": { "any": ["省水利厅"] }, "text": "灌区" }),
    );
}

#[test]
fn a_name_alone_stays_text() {
    let sample = Sample::bundled();
    let check = |query: &str, keep: &[&str], expected: &str, words: &str| {
        let found = search(&sample, json!({ "query": query, "keep": keep, "first": 0 }));
        let term = &found["interpretation"]["terms"][0];
        assert_eq!(term["applied"], expected, "{query}: {found}");
        assert_eq!(term["text"], words, "{query}");
        let (start, end) = (&term["range"]["start"], &term["range"]["end"]);
        assert_eq!((start, end), (&json!(0), &json!(query.chars().count())));
    };
    check("省发展改革委", &[], "BOOST", "省发展改革委");
    check("发改委", &[], "BOOST", "发改委");
    check("大连", &[], "BOOST", "大连");
    check("发改委", &["发改委"], "NONE", "发改委");
    let nothing = search(&sample, json!({ "query": "粮食", "first": 0 }));
    assert_eq!(nothing["interpretation"]["terms"], json!([]));
}

#[test]
fn words_that_only_look_like_a_role_are_text() {
    let sample = Sample::bundled();
    for query in ["省农委负责人", "省农委配合饲料"] {
        let found = search(&sample, json!({ "query": query, "first": 0 }));
        assert_eq!(
            found["interpretation"]["terms"][0]["applied"], "BOOST",
            "{query}: {found}"
        );
    }
}

#[test]
fn pages_neither_skip_nor_repeat() {
    let sample = Sample::bundled();
    let whole = search(&sample, json!({ "query": "农业", "first": 100 }));
    let whole_ids = ids(&whole);
    assert_eq!(json!(whole_ids.len()), whole["totalCount"]);
    let (mut paged, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = search(
            &sample,
            json!({ "query": "农业", "first": 7, "after": after }),
        );
        assert_eq!(page["pageInfo"]["hasPreviousPage"], json!(!after.is_null()));
        paged.extend(ids(&page));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(paged, whole_ids);
}

#[test]
fn hits_come_in_the_order_asked_for_and_each_says_why() {
    let sample = Sample::bundled();
    let walk = |query: &str, order: &Value, first: i32| {
        let (mut edges, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables =
                json!({ "query": query, "order": order, "first": first, "after": after });
            let answer = sample.answer(ORDERED, variables);
            assert_eq!(answer.get("errors"), None, "{answer}");
            let page = &answer["data"]["search"];
            edges.extend(page["edges"].as_array().unwrap().iter().cloned());
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                assert_eq!(json!(edges.len()), page["totalCount"], "{query} {order}");
                return edges;
            }
        }
    };
    let number = |edge: &Value| edge["node"]["number"].as_u64().unwrap();
    let units = |edge: &Value| {
        let all = edge["node"]["assignments"].as_array().unwrap().iter();
        let counted =
            all.filter(|one| ["STATED", "RULE"].contains(&one["basis"].as_str().unwrap()));
        let distinct: BTreeSet<_> = counted.map(|one| one["unit"]["id"].to_string()).collect();
        distinct.len()
    };
    let due = |edge: &Value| {
        let all = edge["node"]["deadlines"].as_array().unwrap().iter();
        let first = all
            .filter_map(|one| one["date"].as_str().map(str::to_owned))
            .min();
        first.unwrap_or_else(|| "9999".to_owned())
    };
    // Many that fit, and few that are filled up with what is like them.
    for query in ["农业", "森林覆盖率", "省农委牵头", "建设", ""] {
        let order =
            |field: &str, direction: &str| json!({ "field": field, "direction": direction });
        let best = walk(query, &Value::Null, 50);
        let document = walk(query, &order("DOCUMENT", "ASC"), 7);
        assert!(document.is_sorted_by_key(number), "{query}");
        let ids = |edges: &[Value]| -> BTreeSet<String> {
            edges
                .iter()
                .map(|edge| edge["node"]["id"].to_string())
                .collect()
        };
        assert_eq!(ids(&document), ids(&best), "{query}");
        let backward = walk(query, &order("DOCUMENT", "DESC"), 100);
        assert!(backward.iter().rev().eq(document.iter()), "{query}");
        let by_units = walk(query, &order("UNIT_COUNT", "DESC"), 9);
        assert!(
            by_units.is_sorted_by(|one, other| units(one) >= units(other)),
            "{query}"
        );
        let by_date = walk(query, &order("DEADLINE", "ASC"), 100);
        assert!(by_date.is_sorted_by_key(due), "{query}");
        // Whatever the order, a hit is as close, and was found by the same words.
        for edge in &document {
            let same = best
                .iter()
                .find(|one| one["node"]["id"] == edge["node"]["id"]);
            assert_eq!(same.unwrap(), edge, "{query}");
        }
    }
    let order = json!({ "field": "DOCUMENT" });
    assert_eq!(walk("并不存在的词语zzzz", &order, 20).len(), 0);
}

#[test]
fn a_cursor_is_for_one_search_in_one_state() {
    let sample = Sample::bundled();
    let page = search(&sample, json!({ "query": "农业", "first": 1 }));
    let cursor = &page["pageInfo"]["endCursor"];
    let code = |query: &str| {
        let answer = sample.answer(TASKS, json!({ "query": query, "after": cursor }));
        answer["errors"][0]["extensions"].clone()
    };
    let other = code("工业");
    assert_eq!(
        other,
        json!({ "code": "INVALID_CURSOR", "argument": "after" })
    );
    let plan = sample.engine.view().snapshot().plans().next().unwrap().id;
    sample.engine.delete(plan).unwrap();
    let stale = code("农业");
    assert_eq!(
        stale,
        json!({ "code": "STALE_CURSOR", "argument": "after" })
    );
}

#[test]
fn facets_are_the_counts_of_the_tasks_found() {
    let sample = Sample::bundled();
    let query = "query($filter: TaskFilter) {
      search(query: \"\", filter: $filter, first: 0) { totalCount facets(first: 100) {
        plans { id count } chapters { id count } leadUnits { id count } units { id count } cities { id count } } }
      plans: taskStats(filter: $filter, groupBy: [PLAN]) { ...Group }
      chapters: taskStats(filter: $filter, groupBy: [CHAPTER]) { ...Group }
      leadUnits: taskStats(filter: $filter, groupBy: [LEAD_UNIT]) { ...Group }
      units: taskStats(filter: $filter, groupBy: [UNIT]) { ...Group }
      cities: taskStats(filter: $filter, groupBy: [CITY]) { ...Group } }
      fragment Group on TaskStat { keys { id } taskCount }";
    for filter in [json!(null), json!({ "units": { "any": ["省农委"] } })] {
        let data = &sample.answer(query, json!({ "filter": filter }))["data"];
        for facet in ["plans", "chapters", "leadUnits", "units", "cities"] {
            let counted = data["search"]["facets"][facet].as_array().unwrap();
            let counted: BTreeSet<_> = counted.iter().map(ToString::to_string).collect();
            let groups = data[facet].as_array().unwrap();
            let groups: BTreeSet<_> = groups
                .iter()
                .map(|group| {
                    json!({ "id": group["keys"][0]["id"], "count": group["taskCount"] }).to_string()
                })
                .collect();
            assert_eq!(counted, groups, "{facet}");
        }
    }
}

#[test]
fn other_things_are_found_grouped_as_asked_for() {
    let sample = Sample::bundled();
    let query = "query($query: String!, $filter: TaskFilter) { search(query: $query, filter: $filter, first: 100,
      types: [CHAPTER, SECTION, UNIT, CITY, INDICATOR, TASK]) { totalCount nodes { __typename } } }";
    let kinds = |text: &str, filter: Value| {
        let answer = sample.answer(query, json!({ "query": text, "filter": filter }));
        let nodes = answer["data"]["search"]["nodes"].as_array().unwrap();
        let mut names: Vec<_> = nodes
            .iter()
            .map(|node| node["__typename"].clone())
            .collect();
        names.dedup();
        names
    };
    assert!(kinds("大连", Value::Null).contains(&json!("City")));
    assert_eq!(kinds("省农委", Value::Null), ["Unit", "Task"]);
    assert_eq!(
        kinds("森林覆盖率", Value::Null).first(),
        Some(&json!("Indicator"))
    );
    // A city that no allowed task is tied to is not allowed either.
    let apart = json!({ "cities": { "none": ["大连"] } });
    assert!(!kinds("大连市", apart).contains(&json!("City")));
}

#[test]
fn half_a_word_is_gone_on_with() {
    let sample = Sample::bundled();
    let check = |prefix: &str, text: &str, kind: &str, ranges: Value| {
        let query = "query($prefix: String!) { suggest(prefix: $prefix) { text type ranges { start end } node { id } } }";
        let answer = sample.answer(query, json!({ "prefix": prefix }));
        let all = answer["data"]["suggest"].as_array().unwrap();
        let found = all
            .iter()
            .find(|one| one["text"] == text && one["type"] == kind);
        let found = found.unwrap_or_else(|| panic!("{prefix}: {answer}"));
        assert_eq!(found["ranges"], ranges, "{prefix}");
        assert!(found["node"]["id"].is_string(), "{prefix}");
    };
    let whole = |end: usize| json!([{ "start": 0, "end": end }]);
    check("省水", "省水利厅", "UNIT", whole(2));
    check(
        "水利",
        "省水利厅",
        "UNIT",
        json!([{ "start": 1, "end": 3 }]),
    );
    check("shengshuili", "省水利厅", "UNIT", whole(3));
    check("sslt", "省水利厅", "UNIT", whole(4));
    let behind = |end: usize| json!([{ "start": 1, "end": end }]);
    check("nong", "省农委", "UNIT", behind(2));
    check("slt", "省水利厅", "UNIT", behind(4));
    check("大", "大连市", "CITY", whole(1));
    check("dal", "大连市", "CITY", whole(2));
    check("发改", "省发展改革委", "UNIT", json!([]));
    check("dàl", "大连市", "CITY", whole(2));
    // By its sound, where nothing is written so.
    check("大莲", "大连市", "CITY", whole(2));
    check("大lian", "大连市", "CITY", whole(2));
    check(
        "沈阳jingji",
        "沈阳经济区工作领导小组成员单位",
        "UNIT",
        whole(4),
    );
}

#[test]
fn what_is_found_of_a_kind_does_not_depend_on_the_others() {
    let sample = bundled();
    let query = "query($query: String!, $types: [SearchType!], $first: Int) {
      search(query: $query, types: $types, first: $first) { totalCount nodes { __typename ...on Task { id } ...on Indicator { id } } } }";
    let found = |query_text: &str, types: &[&str], first: u8| {
        let variables = json!({ "query": query_text, "types": types, "first": first });
        sample.data_with(query, variables)["search"].clone()
    };
    for text in ["粮食", "森林", "大连", "养老", "第五章"] {
        let tasks = found(text, &["TASK"], 100);
        let indicators = found(text, &["INDICATOR"], 100);
        let both = found(text, &["TASK", "INDICATOR"], 100);
        let total = |one: &Value| one["totalCount"].as_u64().unwrap();
        assert_eq!(total(&both), total(&tasks) + total(&indicators), "{text}");
        let nodes = |one: &Value| one["nodes"].as_array().unwrap().clone();
        let all: Vec<Value> = nodes(&tasks)
            .into_iter()
            .chain(nodes(&indicators))
            .collect();
        assert_eq!(nodes(&both), all, "{text}");
        let few = found(text, &["INDICATOR", "TASK"], 3);
        let all: Vec<Value> = nodes(&indicators)
            .into_iter()
            .chain(nodes(&tasks))
            .collect();
        assert_eq!(nodes(&few), all[..3], "{text}");
    }
}

#[test]
fn a_county_that_no_plan_names_is_a_place_with_its_city_as_something_wider() {
    let sample = bundled();
    let query = "query($query: String!, $keep: [String!]) { search(query: $query, keepAsText: $keep) { closeCount totalCount
      interpretation { corrections { to } terms { text applied node { ...on City { name } } } }
      edges { isLoose node { ...on Task { text } } } } }";
    let check = |typed: &str, county: &str, around: &str| {
        let found = sample.data_with(query, json!({ "query": typed, "keep": [] }));
        let found = &found["search"];
        let terms = &found["interpretation"]["terms"];
        let named = terms
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["node"]["name"] == county);
        assert_eq!(
            named.unwrap_or_else(|| panic!("{typed}: {terms}"))["applied"],
            "BOOST"
        );
        assert_eq!(found["closeCount"], 0, "{typed}");
        assert_eq!(found["interpretation"]["corrections"], json!([]), "{typed}");
        let edges = found["edges"].as_array().unwrap();
        let speaks = |edge: &Value| edge["node"]["text"].as_str().unwrap().contains(around);
        assert!(edges.iter().take(3).any(speaks), "{typed}: {edges:?}");
    };
    check("凤城", "凤城市", "丹东");
    check("清原", "清原满族自治县", "抚顺");
    check("鲅鱼圈", "鲅鱼圈区", "营口");
    check("康平县", "康平县", "沈阳");
    let kept = sample.data_with(query, json!({ "query": "凤城", "keep": ["凤城"] }));
    assert_eq!(kept["search"]["interpretation"]["terms"], json!([]));
    // The characters of a county within other words name nobody.
    let within = sample.data_with(query, json!({ "query": "新民主主义", "keep": [] }));
    assert_eq!(within["search"]["interpretation"]["terms"], json!([]));
}

#[test]
fn faults_of_a_search_name_the_argument() {
    let sample = Sample::bundled();
    let long = "农".repeat(513);
    for (arguments, code, argument) in [
        (format!("query: \"{long}\""), "BAD_USER_INPUT", "query"),
        (
            "query: \"农\", first: 101".to_owned(),
            "PAGE_TOO_LARGE",
            "first",
        ),
        (
            "query: \"农\", first: -1".to_owned(),
            "BAD_USER_INPUT",
            "first",
        ),
        (
            "query: \"农\", types: [TASK, UNIT], orderBy: { field: DOCUMENT }".to_owned(),
            "BAD_USER_INPUT",
            "orderBy",
        ),
        (
            "query: \"农\", after: \"x\"".to_owned(),
            "INVALID_CURSOR",
            "after",
        ),
    ] {
        let error = sample.error(&format!("{{ search({arguments}) {{ totalCount }} }}"));
        assert_eq!(error, json!({ "code": code, "argument": argument }));
    }
}

fn ids(found: &Value) -> Vec<String> {
    let edges = found["edges"].as_array().unwrap().iter();
    edges
        .map(|edge| edge["node"]["id"].as_str().unwrap().to_owned())
        .collect()
}
