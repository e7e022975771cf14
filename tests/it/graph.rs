//! Measures of networks against those that NetworkX and igraph computed (`tests/fixtures/network/make.py`).

use std::fs;

use plangraph::engine::{Network, NetworkFilter, Projection, Weighting};
use plangraph::graph::{
    Edge, Graph, Measures, Stopped, Weakness, measures, modularity, sweep, weaknesses,
};
use serde_json::{Value, json};

use crate::graphql::sample::Sample;
use crate::support::repository;

/// How near a measure must come.
const NEAR: f64 = 1e-9;

fn fixture(name: &str) -> Value {
    let path = repository("tests/fixtures/network").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn graph(stored: &Value) -> Graph {
    let edges: Vec<_> = stored["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| Edge {
            source: u32::try_from(edge[0].as_u64().unwrap()).unwrap(),
            target: u32::try_from(edge[1].as_u64().unwrap()).unwrap(),
            weight: edge[2].as_f64().unwrap(),
            tasks: 1,
        })
        .collect();
    let is_directed = stored["isDirected"].as_bool().unwrap();
    Graph::new(count(&stored["nodes"]), is_directed, &edges)
}

fn near(what: &str, found: Option<f64>, expected: &Value) {
    let expected = expected.as_f64();
    let is_near = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < NEAR,
        (found, expected) => found == expected,
    };
    assert!(is_near, "{what}: {found:?}, not {expected:?}");
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn check(stored: &Value) {
    let name = stored["name"].as_str().unwrap();
    let graph = graph(stored);
    let found: Measures = measures(&graph, &|| false).unwrap();
    let each = |what: &str, values: Vec<Option<f64>>| {
        let expected = stored[what].as_array().unwrap();
        assert_eq!(values.len(), expected.len(), "{name}: {what}");
        for (node, (value, expected)) in values.into_iter().zip(expected).enumerate() {
            near(&format!("{name}: {what} of {node}"), value, expected);
        }
    };
    let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    let degrees = graph.nodes().map(|node| Some(graph.degree(node) as f64));
    each("degree", degrees.collect());
    let degrees = graph.nodes().map(|node| Some(graph.weighted_degree(node)));
    each("weightedDegree", degrees.collect());
    each("betweenness", some(&found.betweenness));
    each("closeness", some(&found.closeness));
    match &found.eigenvector {
        Some(values) => each("eigenvector", some(values)),
        None => assert_eq!(stored["eigenvector"], Value::Null, "{name}"),
    }
    each("pageRank", some(&found.page_rank));
    let local = found.local.iter();
    each(
        "constraint",
        local.clone().map(|it| it.constraint).collect(),
    );
    each(
        "effectiveSize",
        local.clone().map(|it| it.effective_size).collect(),
    );
    each("clustering", local.map(|it| Some(it.clustering)).collect());
    let cores = found.core_numbers.iter();
    each("coreNumber", cores.map(|core| Some(*core as f64)).collect());
    let whole = found.whole;
    let one =
        |what: &str, value: Option<f64>| near(&format!("{name}: {what}"), value, &stored[what]);
    one("density", Some(whole.density));
    one("componentCount", Some(whole.component_count as f64));
    one("averageClustering", whole.average_clustering);
    one("centralization", whole.centralization);
    one("reciprocity", whole.reciprocity);
    one("diameter", whole.diameter.map(f64::from));
    one("meanDistance", whole.mean_distance);
    assert_eq!(whole.modularity, modularity(&graph, &found.communities));
    match (whole.modularity, stored["leastModularity"].as_f64()) {
        (Some(found), Some(least)) => {
            assert!(
                found > least - NEAR,
                "{name}: modularity {found}, less than {least}"
            );
        }
        (found, expected) => assert_eq!(found, expected, "{name}: modularity"),
    }
    let (mut bridges, mut cuts) = (Vec::new(), Vec::new());
    for weakness in weaknesses(&graph) {
        match weakness {
            Weakness::Bridge(one, other, _) => bridges.push([one.min(other), one.max(other)]),
            Weakness::Cut(node, _) => cuts.push(node),
        }
    }
    bridges.sort_unstable();
    assert_eq!(json!(bridges), stored["bridges"], "{name}: bridges");
    assert_eq!(json!(cuts), stored["cuts"], "{name}: cuts");
}

#[test]
fn measures_are_those_of_networkx() {
    let stored = fixture("measures.json");
    let graphs = stored["graphs"].as_array().unwrap();
    assert!(graphs.len() > 15, "{}", graphs.len());
    graphs.iter().for_each(check);
}

/// The networks of the bundled plan that are measured, under the names of the fixture.
fn bundled() -> Vec<Value> {
    let sample = Sample::bundled();
    let view = sample.engine.view();
    let mut stored = Vec::new();
    for projection in [Projection::CoResponsible, Projection::LeadToResponsible] {
        for weighting in [
            Weighting::Count,
            Weighting::Newman,
            Weighting::Jaccard,
            Weighting::Salton,
        ] {
            let network: &Network = &view
                .network(&NetworkFilter {
                    projection,
                    weighting,
                    ..NetworkFilter::default()
                })
                .unwrap();
            let mut edges: Vec<_> = network.edges().iter().collect();
            edges.sort_by_key(|edge| (edge.source, edge.target));
            let edges: Vec<_> = edges
                .iter()
                .map(|edge| json!([edge.source, edge.target, edge.weight]))
                .collect();
            stored.push(json!({
                "name": format!("bundled, {projection:?}, {weighting:?}"),
                "isDirected": network.graph().is_directed(),
                "nodes": network.units().len(),
                "edges": edges,
            }));
        }
    }
    stored
}

/// `UPDATE=1` writes them anew; `make network-fixtures` measures them then.
#[test]
fn the_measured_networks_are_those_of_the_bundled_plan() {
    let found = bundled();
    if std::env::var_os("UPDATE").is_some() {
        let lines: Vec<_> = found.iter().map(Value::to_string).collect();
        let text = format!("[\n{}\n]\n", lines.join(",\n"));
        fs::write(repository("tests/fixtures/network/bundled.json"), text).unwrap();
    }
    let stored = fixture("bundled.json");
    for (found, stored) in found.iter().zip(stored.as_array().unwrap()) {
        let name = &found["name"];
        for what in ["name", "isDirected", "nodes"] {
            assert_eq!(found[what], stored[what], "{name}");
        }
        let edges = |network: &Value| network["edges"].as_array().unwrap().clone();
        assert_eq!(edges(found).len(), edges(stored).len(), "{name}");
        for (found, stored) in edges(found).iter().zip(edges(stored)) {
            let is_same = found[0] == stored[0] && found[1] == stored[1];
            assert!(is_same, "{name}: {found}, not {stored}");
            near(&format!("{name}: {found}"), found[2].as_f64(), &stored[2]);
        }
    }
}

#[test]
fn what_is_not_wanted_any_more_stops() {
    let stored = fixture("measures.json");
    let graph = graph(&stored["graphs"][0]);
    assert_eq!(measures(&graph, &|| true), Err(Stopped));
    assert_eq!(sweep(&graph, true, &|| true), Err(Stopped));
}

#[test]
fn a_network_without_nodes_has_no_measures() {
    let found = measures(&Graph::new(0, false, &[]), &|| false).unwrap();
    assert_eq!(found.whole.diameter, None);
    assert_eq!(found.whole.average_clustering, None);
    assert_eq!(found.whole.modularity, None);
    assert_eq!(found.whole.centralization, None);
}
