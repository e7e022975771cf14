//! Networks, matrices, collaborators, paths and neighbours of the bundled plan, as clients ask for them.

use std::collections::BTreeMap;

use plangraph::model::Facts;
use serde_json::{Value, json};

use super::sample::{Sample, plan, run};
use crate::support::gazetteer;

fn unit(sample: &Sample, name: &str) -> Value {
    let query = "query($name: String!) { unit(name: $name) { id } }";
    let answer = sample.answer(query, json!({ "name": name }));
    answer["data"]["unit"]["id"].clone()
}

fn code(answer: &Value) -> &Value {
    &answer["errors"][0]["extensions"]["code"]
}

/// A plan in which every pair of 200 units shares the first task, and ten of them the second one too.
fn crowded() -> Facts {
    let mut facts = plan(1, 2);
    let gazetteer = gazetteer();
    for number in 0..200 {
        let name = format!("省第{number}局");
        let mut unit = facts.units[0].clone();
        unit.id = gazetteer.unit_id(unit.jurisdiction, &name);
        unit.name = name;
        for task in facts.tasks.iter_mut().take(if number < 10 { 2 } else { 1 }) {
            let mut assignment = task.assignments[1].clone();
            assignment.id.digest = 100 + number;
            assignment.unit = unit.id;
            task.assignments.push(assignment);
        }
        facts.units.push(unit);
    }
    facts
}

#[test]
fn a_network_without_edges_weighs_nothing() {
    let sample = Sample::of(vec![plan(1, 2)]);
    let query = "{ network(filter: { minWeight: 1000 }) { edgeCount totalWeight } }";
    let body = sample.execute(query, json!({})).body;
    // Numbers of JSON compare alike: -0.0 shows in the text only.
    assert_eq!(
        body,
        r#"{"data":{"network":{"edgeCount":0,"totalWeight":0.0}}}"#
    );
}

#[test]
fn a_network_too_large_for_an_answer_names_a_weight_that_is_enough() {
    let sample = Sample::of(vec![crowded()]);
    let query = "query($least: Float) { network(filter: { minWeight: $least }) { edgeCount } }";
    let answer = sample.answer(query, json!({}));
    let error = &answer["errors"][0];
    assert_eq!(error["extensions"]["code"], "NETWORK_TOO_LARGE", "{answer}");
    assert_eq!(error["extensions"]["argument"], "filter.minWeight");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("`minWeight` (2 is enough)"), "{message}");
    // The ten with each other and with the lead of both tasks.
    let data = sample.data_with(query, json!({ "least": 2 }));
    assert_eq!(data["network"]["edgeCount"], 45 + 10);
}

/// What the design promises of the bundled plan.
#[test]
fn the_bundled_networks_have_their_totals() {
    let sample = Sample::bundled();
    let network = &run(&sample, "Network", json!({}))["network"];
    assert_eq!(network["nodeCount"], 79);
    assert_eq!(network["edgeCount"], 709);
    assert_eq!(network["totalWeight"], 2150.0);
    assert_eq!(network["taskCount"], 148);
    assert_eq!(network["reciprocity"], Value::Null);
    let nodes = network["nodes"].as_array().unwrap();
    let alone = nodes.iter().filter(|node| node["degree"] == 0);
    let mut alone: Vec<_> = alone
        .map(|node| node["unit"]["name"].as_str().unwrap())
        .collect();
    alone.sort_unstable();
    let mut expected = [
        "省保密局",
        "省安全厅",
        "省安全生产监管局",
        "省政府法制办",
        "省煤管局",
    ];
    expected.sort_unstable();
    assert_eq!(alone, expected);
    let directed = json!({ "filter": { "projection": "LEAD_TO_RESPONSIBLE" } });
    let network = &run(&sample, "Network", directed)["network"];
    assert_eq!(
        (&network["edgeCount"], &network["totalWeight"]),
        (&json!(278), &json!(506.0))
    );
    assert!(network["reciprocity"].is_f64());
}

#[test]
fn a_network_narrows_with_its_filter() {
    let sample = Sample::bundled();
    let counts = |filter: Value| {
        let network = run(&sample, "Network", json!({ "filter": filter }))["network"].take();
        let sum: f64 = network["edges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| edge["weight"].as_f64().unwrap())
            .sum();
        assert!((sum - network["totalWeight"].as_f64().unwrap()).abs() < 1e-9);
        (
            network["nodeCount"].as_u64().unwrap(),
            network["edgeCount"].as_u64().unwrap(),
        )
    };
    let (all, edges) = counts(json!({}));
    let heavy = counts(json!({ "minWeight": 5 }));
    assert_eq!(heavy.0, all);
    assert!(heavy.1 < edges && heavy.1 > 0);
    assert!(counts(json!({ "tasks": { "chapters": [5] } })).1 < edges);
    assert_eq!(counts(json!({ "kinds": [] })), (0, 0));
    let of_roles = |roles: &[&str]| counts(json!({ "roles": roles }));
    assert_eq!(
        of_roles(&["LEAD", "RESPONSIBLE", "SUPPORTING"]),
        (all, edges)
    );
    assert_eq!(of_roles(&[]), (0, 0));
    let leading = sample.data("{ units(filter: {role: LEAD}, first: 100) { nodes { kind } } }");
    let leading = leading["units"]["nodes"].as_array().unwrap().iter();
    let others = ["LOCAL_GOVERNMENT", "PLACEHOLDER"].map(|kind| json!({ "kind": kind }));
    let leads = leading.filter(|unit| !others.contains(unit)).count() as u64;
    assert_eq!(of_roles(&["LEAD"]).0, leads);
    assert!(of_roles(&["LEAD"]).1 < of_roles(&["RESPONSIBLE"]).1);
    let nobody_leads = json!({ "projection": "LEAD_TO_RESPONSIBLE", "roles": ["RESPONSIBLE"] });
    assert_eq!(counts(nobody_leads).1, 0);
    assert!(counts(json!({ "kinds": ["LOCAL_GOVERNMENT"] })).0 == 14);
    assert_eq!(counts(json!({ "weighting": "NEWMAN" })), (all, edges));
    assert_eq!(
        counts(json!({ "tasks": { "text": "no such text" } })),
        (0, 0)
    );
    let wrong = json!({ "filter": { "tasks": { "units": { "any": ["省不存在厅"] } } } });
    let query = "query($filter: NetworkFilter) { network(filter: $filter) { nodeCount } }";
    assert_eq!(code(&sample.answer(query, wrong)), "UNKNOWN_UNIT");
}

#[test]
fn an_edge_opens_to_its_tasks() {
    let sample = Sample::bundled();
    let network = run(&sample, "Network", json!({}))["network"].take();
    for edge in network["edges"].as_array().unwrap().iter().step_by(97) {
        let ends =
            json!({ "source": edge["target"]["id"], "target": edge["source"]["id"], "first": 100 });
        let opened = run(&sample, "NetworkEdge", ends)["networkEdge"].take();
        assert_eq!(opened["tasks"]["totalCount"], edge["taskCount"]);
        for task in opened["tasks"]["nodes"].as_array().unwrap() {
            for end in ["source", "target"] {
                let assignments = task["assignments"].as_array().unwrap();
                let names = assignments.iter().map(|it| &it["unit"]["id"]);
                assert!(names.into_iter().any(|id| *id == edge[end]["id"]));
            }
        }
    }
    let alone = json!({ "source": unit(&sample, "省保密局"), "target": unit(&sample, "省财政厅") });
    assert_eq!(
        run(&sample, "NetworkEdge", alone)["networkEdge"],
        Value::Null
    );
}

#[test]
fn the_matrix_pictures_the_counts_of_task_stats() {
    let sample = Sample::bundled();
    for (by, dimension) in [
        ("CHAPTER", "CHAPTER"),
        ("SECTION", "SECTION"),
        ("CITY", "CITY"),
        ("PLAN", "PLAN"),
    ] {
        let matrix = run(&sample, "Matrix", json!({ "by": by }))["matrix"].take();
        let query = format!(
            "{{ taskStats(groupBy: [UNIT, {dimension}, ROLE]) {{ taskCount keys {{ id }} }} }}"
        );
        let stats = sample.data(&query);
        let mut expected = BTreeMap::new();
        for stat in stats["taskStats"].as_array().unwrap() {
            let key = |at: usize| stat["keys"][at]["id"].as_str().unwrap().to_owned();
            expected.insert(
                (key(0), key(1), key(2)),
                stat["taskCount"].as_u64().unwrap(),
            );
        }
        let mut found = BTreeMap::new();
        for cell in matrix["cells"].as_array().unwrap() {
            let at = |list: &str, place: &str| {
                let place = usize::try_from(cell[place].as_u64().unwrap()).unwrap();
                matrix[list][place]["id"].as_str().unwrap().to_owned()
            };
            for (role, count) in [
                ("LEAD", "leadCount"),
                ("RESPONSIBLE", "responsibleCount"),
                ("SUPPORTING", "supportingCount"),
            ] {
                let count = cell[count].as_u64().unwrap();
                if count > 0 {
                    found.insert(
                        (at("rows", "row"), at("columns", "column"), role.to_owned()),
                        count,
                    );
                }
            }
        }
        assert_eq!(found, expected, "{by}");
    }
}

#[test]
fn collaborators_come_strongest_first() {
    let sample = Sample::bundled();
    let variables = json!({ "name": "省发展改革委", "first": 5 });
    let answer = run(&sample, "Collaborators", variables);
    let list = &answer["unit"]["collaborators"];
    let weights: Vec<_> = list["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge["weight"].as_f64().unwrap())
        .collect();
    assert!(
        weights.is_sorted_by(|one, other| one >= other),
        "{weights:?}"
    );
    let network = run(&sample, "Network", json!({}))["network"].take();
    let nodes = network["nodes"].as_array().unwrap();
    let node = nodes
        .iter()
        .find(|node| node["unit"]["name"] == "省发展改革委")
        .unwrap();
    assert_eq!(list["totalCount"], node["degree"]);
    // A page goes on where the first one ended.
    let after = list["pageInfo"]["endCursor"].clone();
    let next = run(
        &sample,
        "Collaborators",
        json!({ "name": "省发展改革委", "first": 1, "after": after }),
    );
    let weight = next["unit"]["collaborators"]["edges"][0]["weight"]
        .as_f64()
        .unwrap();
    assert!(weight <= weights[4]);
    // A city's government has collaborators too, though it is no node by default.
    let city = run(&sample, "Collaborators", json!({ "name": "大连市" }));
    assert!(
        city["unit"]["collaborators"]["totalCount"]
            .as_u64()
            .unwrap()
            > 0
    );
}

#[test]
fn units_are_listed_by_degree() {
    let sample = Sample::bundled();
    let query = "{ units(orderBy: { field: DEGREE }, first: 3) { nodes { name
        collaborators { totalCount } } } }";
    let data = sample.data(query);
    let counts: Vec<_> = data["units"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["collaborators"]["totalCount"].as_u64().unwrap())
        .collect();
    assert!(
        counts.is_sorted_by(|one, other| one >= other) && counts[0] > 30,
        "{counts:?}"
    );
}

fn path(sample: &Sample, from: &Value, to: &Value) -> Value {
    run(sample, "Path", json!({ "from": from, "to": to }))["path"].take()
}

/// Every hop begins where the last one ended, and each of its quotes stands in the text.
fn check_path(path: &Value, from: &Value, to: &Value) {
    let hops = path["hops"].as_array().unwrap();
    assert_eq!(path["length"], hops.len());
    let mut here = from;
    for hop in hops {
        assert_eq!(&hop["from"]["id"], here);
        here = &hop["to"]["id"];
        assert!(!hop["tasks"].as_array().unwrap().is_empty(), "{hop}");
        assert!(!hop["evidence"].as_array().unwrap().is_empty(), "{hop}");
    }
    assert_eq!(here, to);
}

#[test]
fn a_path_runs_through_shared_tasks() {
    let sample = Sample::bundled();
    let query =
        "{ city(by: { name: \"大连\" }) { id } chapters: plans { nodes { chapters { id } } }
        tasks(first: 1) { nodes { id assignments { unit { id } } } } }";
    let data = sample.data(query);
    let (finance, farming) = (unit(&sample, "省财政厅"), unit(&sample, "省农委"));
    let dalian = &data["city"]["id"];
    let chapter = &data["chapters"]["nodes"][0]["chapters"][2]["id"];
    let task = &data["tasks"]["nodes"][0]["id"];
    for (from, to) in [
        (&finance, &farming),
        (&farming, dalian),
        (dalian, &finance),
        (chapter, &finance),
        (task, dalian),
        (task, chapter),
    ] {
        let found = path(&sample, from, to);
        check_path(&found, from, to);
        assert_eq!(found["length"], path(&sample, to, from)["length"]);
    }
    let direct = path(&sample, &finance, &farming);
    assert_eq!(direct["hops"][0]["relation"], "COLLABORATES");
    assert_eq!(
        path(&sample, &finance, &finance),
        json!({ "length": 0, "hops": [] })
    );
}

#[test]
fn no_path_is_null() {
    let sample = Sample::bundled();
    let (alone, finance) = (unit(&sample, "省保密局"), unit(&sample, "省财政厅"));
    assert_eq!(path(&sample, &alone, &finance), Value::Null);
    let short = json!({ "from": finance, "to": unit(&sample, "省农委"), "maxLength": 0 });
    assert_eq!(run(&sample, "Path", short)["path"], Value::Null);
    // A later body is one step from the one of the notice.
    let query = "{ unit(name: \"省国土资源厅\") { successors { unit { id } } } }";
    let later = &sample.data(query)["unit"]["successors"][0]["unit"]["id"];
    let found = path(&sample, later, &unit(&sample, "省国土资源厅"));
    assert_eq!(found["hops"][0]["relation"], "SUCCEEDS", "{found}");
    let found = path(&sample, later, &finance);
    assert_eq!(found["hops"][0]["relation"], "SUCCEEDS", "{found}");
    assert_eq!(found["length"], 2);
    let query =
        "query($id: ID!, $most: Int) { path(from: $id, to: $id, maxLength: $most) { length } }";
    let answer = |id: &str, most: i32| sample.answer(query, json!({ "id": id, "most": most }));
    assert_eq!(code(&answer("nonsense", 3)), "INVALID_ID");
    assert_eq!(
        code(&answer(finance.as_str().unwrap(), -1)),
        "BAD_USER_INPUT"
    );
}

#[test]
fn neighbours_never_flood() {
    let sample = Sample::bundled();
    let id = unit(&sample, "省发展改革委");
    let all = run(&sample, "Neighbors", json!({ "id": id, "first": 100 }))["neighbors"].take();
    let mut listed: BTreeMap<&str, u64> = BTreeMap::new();
    for edge in all["edges"].as_array().unwrap() {
        *listed
            .entry(edge["relation"].as_str().unwrap())
            .or_default() += 1;
        if edge["relation"] != "SUCCEEDS" {
            assert!(!edge["evidence"].as_array().unwrap().is_empty(), "{edge}");
        }
    }
    let mut tasks = 0;
    for relation in all["relations"].as_array().unwrap() {
        let (name, count) = (&relation["relation"], relation["count"].as_u64().unwrap());
        assert_eq!(listed[name.as_str().unwrap()], count.min(25), "{relation}");
        let one = json!({ "id": id, "relations": [name], "first": 1 });
        let whole = run(&sample, "Neighbors", one)["neighbors"]["totalCount"].clone();
        assert_eq!(whole, count, "{relation}");
        if name == "LEADS" || name == "SHARES" {
            tasks += count;
        }
    }
    let query = "{ unit(name: \"省发展改革委\") { taskCount } }";
    assert!(tasks >= sample.data(query)["unit"]["taskCount"].as_u64().unwrap());
}

#[test]
fn every_kind_of_thing_has_neighbours() {
    let sample = Sample::bundled();
    let query = "{ city(by: { name: \"大连\" }) { id } plans { nodes { id chapters { id sections { id } } } }
        tasks(first: 1) { nodes { id } } }";
    let data = sample.data(query);
    let plan = &data["plans"]["nodes"][0];
    for (id, relation) in [
        (&data["city"]["id"], "MENTIONS"),
        (&plan["id"], "PART_OF"),
        (&plan["id"], "LEADS"),
        (&plan["chapters"][1]["id"], "PART_OF"),
        (&plan["chapters"][1]["id"], "LEADS"),
        (&plan["chapters"][1]["sections"][0]["id"], "PART_OF"),
        (&data["tasks"]["nodes"][0]["id"], "PART_OF"),
    ] {
        let found = run(
            &sample,
            "Neighbors",
            json!({ "id": id, "relations": [relation] }),
        );
        assert!(
            found["neighbors"]["totalCount"].as_u64().unwrap() > 0,
            "{id} {relation}"
        );
    }
}
