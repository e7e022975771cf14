//! Exports of the bundled plan, read back by readers that are not ours.

mod apart;
mod choice;
mod codebook;
mod evaluation;
mod portions;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use actix_web::web::Bytes;
use calamine::{Data, Reader as _, Xlsx};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use plangraph::engine::{MatrixBy, NetworkFilter, Projection};
use plangraph::export::{Export, ExportError, Format, Request, What, Wording};
use plangraph::model::PlanId;
use quick_xml::events::Event;
use serde_json::Value;

use crate::graphql::sample::{Sample, plan};

fn request(what: What, format: Format, projection: Projection) -> Request {
    Request {
        what,
        format,
        filter: NetworkFilter {
            projection,
            ..NetworkFilter::default()
        },
        search: None,
        order: None,
        by: MatrixBy::Chapter,
        year: None,
        bom: false,
        wording: Wording::Api,
    }
}

fn bytes(sample: &Sample, what: What, format: Format, projection: Projection) -> Vec<u8> {
    let request = request(what, format, projection);
    let export = Export::prepare(&sample.engine.view(), request).unwrap();
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    out
}

fn text(sample: &Sample, what: What, format: Format, projection: Projection) -> String {
    String::from_utf8(bytes(sample, what, format, projection)).unwrap()
}

/// Nodes by id with their label, and the edges with their weights.
type Network = (BTreeMap<String, String>, Vec<(String, String, f64)>);

const BOTH: [(Projection, usize, f64); 2] = [
    (Projection::CoResponsible, 709, 2150.0),
    (Projection::LeadToResponsible, 278, 506.0),
];

fn check_network((nodes, edges): &Network, (_, count, weight): (Projection, usize, f64)) {
    assert_eq!(nodes.len(), 79);
    assert!(nodes.values().any(|name| name == "省财政厅"));
    assert_eq!(edges.len(), count);
    let sum: f64 = edges.iter().map(|(_, _, weight)| weight).sum();
    assert!((sum - weight).abs() < 1e-9, "{sum}");
    for (source, target, _) in edges {
        assert!(nodes.contains_key(source) && nodes.contains_key(target));
    }
}

#[test]
fn gexf_is_read_back() {
    let sample = Sample::bundled();
    for expected in BOTH {
        let text = text(&sample, What::Network, Format::Gexf, expected.0);
        let mut reader = quick_xml::Reader::from_str(&text);
        let (mut nodes, mut edges) = (BTreeMap::new(), Vec::new());
        let mut kind = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => {
                    let mut fields = BTreeMap::new();
                    for field in tag.attributes() {
                        let field = field.unwrap();
                        let key = field.key.as_ref().to_owned();
                        let value = field.value.to_string();
                        fields.insert(key, value);
                    }
                    match tag.name().as_ref() {
                        "graph" => kind = fields["defaultedgetype"].clone(),
                        "node" => {
                            nodes.insert(fields["id"].clone(), fields["label"].clone());
                        }
                        "edge" => edges.push((
                            fields["source"].clone(),
                            fields["target"].clone(),
                            fields["weight"].parse().unwrap(),
                        )),
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let is_directed = expected.0 == Projection::LeadToResponsible;
        assert_eq!(kind == "directed", is_directed);
        check_network(&(nodes, edges), expected);
        assert!(text.contains("sheng cai zheng ting"), "no Latin label");
        assert!(text.contains("dataVersion"), "no manifest");
    }
}

#[test]
fn graphml_is_read_back() {
    let sample = Sample::bundled();
    for expected in BOTH {
        let text = text(&sample, What::Network, Format::GraphMl, expected.0);
        let mut reader = quick_xml::Reader::from_str(&text);
        let (mut nodes, mut edges) = (BTreeMap::new(), Vec::new());
        let (mut at, mut key) = (String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    let field = |name: &str| {
                        let mut fields = tag.attributes().map(Result::unwrap);
                        let found = fields.find(|field| field.key.as_ref() == name);
                        found.map(|field| field.value.to_string())
                    };
                    match tag.name().as_ref() {
                        "node" => at = field("id").unwrap(),
                        "edge" => {
                            edges.push((field("source").unwrap(), field("target").unwrap(), 0.0));
                        }
                        "data" => key = field("key").unwrap(),
                        _ => {}
                    }
                }
                Event::Text(found) => {
                    let text: &str = &found;
                    let found = text.to_owned();
                    match key.as_str() {
                        "label" => {
                            nodes.insert(at.clone(), found);
                        }
                        "weight" => edges.last_mut().unwrap().2 = found.parse().unwrap(),
                        _ => {}
                    }
                    key.clear();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        check_network(&(nodes, edges), expected);
    }
}

fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = cells(reader.headers().unwrap());
    let rows = reader.records().map(|record| cells(&record.unwrap()));
    (header, rows.collect())
}

#[test]
fn tables_of_nodes_and_edges_are_read_back() {
    let sample = Sample::bundled();
    for expected in BOTH {
        let (header, rows) = table(&text(&sample, What::Nodes, Format::Csv, expected.0));
        assert_eq!(header[..3], ["id", "label", "latin"]);
        let nodes = rows.into_iter().map(|row| (row[0].clone(), row[1].clone()));
        let nodes = nodes.collect();
        let (_, rows) = table(&text(&sample, What::Network, Format::Csv, expected.0));
        let edge = |row: Vec<String>| (row[0].clone(), row[1].clone(), row[4].parse().unwrap());
        check_network(&(nodes, rows.into_iter().map(edge).collect()), expected);
        let (header, rows) = table(&text(&sample, What::Network, Format::Matrix, expected.0));
        assert_eq!((header.len(), rows.len()), (80, 79));
        let cells = rows.iter().flat_map(|row| &row[1..]);
        let sum: f64 = cells.map(|cell| cell.parse::<f64>().unwrap()).sum();
        let sides = if expected.0 == Projection::CoResponsible {
            2.0
        } else {
            1.0
        };
        assert!((sum - sides * expected.2).abs() < 1e-9, "{sum}");
    }
}

#[test]
fn lists_of_numbers_are_read_back() {
    let sample = Sample::bundled();
    for (projection, count, weight) in BOTH {
        let is_directed = projection == Projection::LeadToResponsible;
        let dl = text(&sample, What::Network, Format::Dl, projection);
        assert!(dl.starts_with("dl n=79 format=edgelist1\nlabels:\n"));
        let (_, data) = dl.split_once("data:\n").unwrap();
        let lines = if is_directed { count } else { 2 * count };
        assert_eq!(data.lines().count(), lines);
        let pajek = text(&sample, What::Network, Format::Pajek, projection);
        let part = if is_directed { "*Arcs\n" } else { "*Edges\n" };
        let (vertices, data) = pajek.split_once(part).unwrap();
        // A comment, the heading, the vertices.
        assert_eq!(vertices.lines().count(), 81);
        assert!(vertices.starts_with("% {"));
        let weights = data.lines().map(|line| line.split(' ').nth(2).unwrap());
        let sum: f64 = weights.map(|weight| weight.parse::<f64>().unwrap()).sum();
        assert!((sum - weight).abs() < 1e-9);
    }
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn lines_of_json_say_what_they_are() {
    let sample = Sample::bundled();
    let found = lines(&text(
        &sample,
        What::All,
        Format::JsonLines,
        Projection::CoResponsible,
    ));
    assert_eq!(found[0]["manifest"]["counts"]["tasks"], 148);
    assert_eq!(found[0]["manifest"]["query"], "/export/all.jsonl");
    let count = |kind: &str| found.iter().filter(|line| line["type"] == kind).count();
    assert_eq!((count("plan"), count("task")), (1, 148));
    let units: BTreeSet<&str> = found
        .iter()
        .filter_map(|line| line["assignments"].as_array())
        .flatten()
        .map(|assignment| assignment["unit"].as_str().unwrap())
        .collect();
    assert_eq!(count("unit"), units.len());
    let assignments = found
        .iter()
        .filter_map(|line| line["assignments"].as_array());
    let all = sample.engine.view().statistics().unwrap().assignments;
    assert_eq!(assignments.map(Vec::len).sum::<usize>() as u64, all);
    let network = lines(&text(
        &sample,
        What::Network,
        Format::JsonLines,
        Projection::CoResponsible,
    ));
    assert_eq!(network.len(), 1 + 79 + 709);
}

#[test]
fn linked_data_has_no_loose_ends() {
    let sample = Sample::bundled();
    let found = text(
        &sample,
        What::All,
        Format::JsonLd,
        Projection::CoResponsible,
    );
    let found: Value = serde_json::from_str(&found).unwrap();
    let nodes = found["@graph"].as_array().unwrap();
    let ids: BTreeSet<&str> = nodes
        .iter()
        .map(|node| node["@id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), nodes.len(), "an id stands twice");
    for node in nodes {
        for end in [
            "org:organization",
            "prov:entity",
            "oa:hasBody",
            "dcterms:isPartOf",
        ] {
            if let Some(id) = node[end]["@id"].as_str() {
                assert!(ids.contains(id), "{id}");
            }
        }
    }
    let of = |kind: &str| nodes.iter().filter(|node| node["@type"] == kind).count();
    assert!(of("org:Organization") > 90);
    let annotation = nodes
        .iter()
        .find(|node| node["@type"] == "oa:Annotation")
        .unwrap();
    let selector = &annotation["oa:hasTarget"]["oa:hasSelector"];
    assert!(selector["oa:refinedBy"]["oa:exact"].is_string());
}

#[test]
fn a_workbook_holds_a_ledger_for_every_unit() {
    let sample = Sample::bundled();
    let bytes = bytes(&sample, What::All, Format::Xlsx, Projection::CoResponsible);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    for name in [
        "说明",
        "台账",
        "责任矩阵",
        "指标",
        "网络节点",
        "网络边",
        "省财政厅",
    ] {
        assert!(names.iter().any(|other| other == name), "{name}");
    }
    assert_eq!(book.worksheet_range("网络节点").unwrap().height(), 80);
    assert_eq!(book.worksheet_range("网络边").unwrap().height(), 710);
    let ledger = book.worksheet_range("省财政厅").unwrap();
    let query = "{ unit(name: \"省财政厅\") { lead: taskCount(role: LEAD) tasks: taskCount } }";
    let counts = sample.data(query)["unit"].clone();
    let leads = ledger
        .rows()
        .filter(|row| row[1] == Data::String("LEAD".to_owned()));
    assert_eq!(leads.count() as u64, counts["lead"].as_u64().unwrap());
    let tasks: BTreeSet<_> = ledger
        .rows()
        .skip(1)
        .map(|row| row[14].to_string())
        .collect();
    assert!(tasks.len() as u64 >= counts["tasks"].as_u64().unwrap());
    let manifest = book.worksheet_range("说明").unwrap();
    assert!(
        manifest
            .rows()
            .any(|row| row[0] == Data::String("dataVersion".to_owned()))
    );
}

#[test]
fn tables_of_records_are_read_back() {
    let sample = Sample::bundled();
    let count = |what| {
        table(&text(&sample, what, Format::Csv, Projection::CoResponsible))
            .1
            .len()
    };
    assert_eq!(count(What::Tasks), 148);
    let query = "{ indicators { totalCount } }";
    let indicators = sample.data(query)["indicators"]["totalCount"]
        .as_u64()
        .unwrap();
    assert_eq!(count(What::Indicators) as u64, indicators);
    assert!(count(What::Ledger) > 800);
    let (header, rows) = table(&text(
        &sample,
        What::Responsibility,
        Format::Csv,
        Projection::CoResponsible,
    ));
    assert_eq!(header.len(), 16);
    let letters = rows
        .iter()
        .flat_map(|row| &row[1..])
        .filter(|cell| !cell.is_empty());
    assert!(
        letters
            .clone()
            .any(|cell| cell.contains('L') && cell.contains('R'))
    );
    for cell in letters {
        assert!(
            cell.chars()
                .all(|it| "LRS".contains(it) || it.is_ascii_digit()),
            "{cell}"
        );
    }
}

#[test]
fn a_parquet_file_holds_every_cell_of_the_table() {
    let sample = Sample::bundled();
    let projection = Projection::CoResponsible;
    for what in [What::Tasks, What::Ledger, What::Indicators] {
        let (header, rows) = table(&text(&sample, what, Format::Csv, projection));
        let file = Bytes::from(bytes(&sample, what, Format::Parquet, projection));
        let reader = SerializedFileReader::new(file).unwrap();
        let metadata = reader.metadata().file_metadata();
        let manifest = &metadata.key_value_metadata().unwrap()[0];
        assert!(manifest.value.as_ref().unwrap().contains("dataVersion"));
        let read = reader.get_row_iter(None).unwrap();
        let read: Vec<Vec<(String, String)>> = read
            .map(|row| {
                let row = row.unwrap();
                let cells = row.get_column_iter().map(|(name, cell)| {
                    let text = match cell {
                        Field::Null => String::new(),
                        Field::Str(text) => text.clone(),
                        Field::Int(number) => number.to_string(),
                        Field::Double(number) => number.to_string(),
                        Field::Bool(is) => is.to_string(),
                        other => panic!("{name}: {other:?}"),
                    };
                    (name.clone(), text)
                });
                cells.collect()
            })
            .collect();
        let expected = rows
            .into_iter()
            .map(|row| header.iter().cloned().zip(row).collect());
        assert_eq!(read, expected.collect::<Vec<Vec<_>>>(), "{what:?}");
    }
}

#[test]
fn indicators_of_a_plan_without_tasks_are_written_in_the_order_of_the_plans() {
    let plans = [plan(1, 2), plan(2, 0), plan(3, 1)];
    let sample = Sample::of(plans.to_vec());
    let data = sample.data("{ indicators { totalCount nodes { id } } }");
    let request = request(What::Indicators, Format::Csv, Projection::CoResponsible);
    let write = |plans: Option<Vec<PlanId>>| {
        let mut request = request.clone();
        request.filter.tasks.plans = plans;
        let export = Export::prepare(&sample.engine.view(), request).unwrap();
        let mut out = Vec::new();
        export.write(&mut out).unwrap();
        let (_, rows) = table(&String::from_utf8(out).unwrap());
        rows.into_iter()
            .map(|row| row[0].clone())
            .collect::<Vec<_>>()
    };
    let all = write(None);
    assert_eq!(data["indicators"]["totalCount"], all.len());
    // In tasks first, then those outside, plan by plan.
    let outside = plans
        .iter()
        .map(|facts| facts.plan.indicators[0].id.to_string());
    assert!(all.ends_with(&outside.collect::<Vec<_>>()), "{all:?}");
    let second = &plans[1].plan;
    assert_eq!(
        write(Some(vec![second.id])),
        [second.indicators[0].id.to_string()]
    );
}

#[test]
fn a_table_for_excel_begins_with_a_mark() {
    let sample = Sample::bundled();
    let request = Request {
        bom: true,
        ..request(What::Tasks, Format::Csv, Projection::CoResponsible)
    };
    let export = Export::prepare(&sample.engine.view(), request).unwrap();
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    assert!(out.starts_with("\u{feff}id,plan".as_bytes()));
    assert!(export.manifest().ascii().is_ascii());
}

#[test]
fn what_a_format_cannot_hold_is_refused() {
    let sample = Sample::bundled();
    let refused = request(What::Tasks, Format::Gexf, Projection::CoResponsible);
    let outcome = Export::prepare(&sample.engine.view(), refused);
    assert!(matches!(
        outcome.err(),
        Some(ExportError::NotTogether { .. })
    ));
    assert!("nonsense".parse::<Format>().is_err());
}
