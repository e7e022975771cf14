//! What is chosen for a table: the tasks of a search, the parts of a unit, the words.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use plangraph::engine::{Direction, Projection, TaskOrder, TaskOrderField, UnitMatch};
use plangraph::export::{Export, ExportError, Format, Request, Search, What, Wording};
use plangraph::model::{Basis, Role};

use super::{request, table};
use crate::graphql::sample::Sample;

fn csv_of(sample: &Sample, request: Request) -> (Vec<String>, Vec<Vec<String>>) {
    let export = Export::prepare(&sample.engine.view(), request).unwrap();
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    table(&String::from_utf8(out).unwrap())
}

/// What was found by a search is exported whole, in the order of the hits.
#[test]
fn the_result_of_a_search_is_exported() {
    let sample = Sample::bundled();
    let plain = || request(What::Tasks, Format::Csv, Projection::CoResponsible);
    let check = |query: &str, keep: &[&str]| {
        let answer = sample.answer(
            "query($query: String!, $keep: [String!]) {
                search(query: $query, keepAsText: $keep, first: 100) { totalCount edges { node { ... on Task { id } } } } }",
            serde_json::json!({ "query": query, "keep": keep }),
        );
        let found = &answer["data"]["search"];
        let hits = found["edges"].as_array().unwrap().iter();
        let hits: Vec<_> = hits
            .map(|edge| edge["node"]["id"].as_str().unwrap())
            .collect();
        let (_, rows) = csv_of(
            &sample,
            Request {
                search: Some(Search {
                    query: query.to_owned(),
                    keep_as_text: keep.iter().map(|word| (*word).to_owned()).collect(),
                }),
                ..plain()
            },
        );
        assert_eq!(found["totalCount"], rows.len(), "{query}");
        let ids: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(ids[..hits.len()], hits, "{query}");
        rows.len()
    };
    assert_ne!(check("粮食", &[]), 0);
    let led = check("省农委牵头", &[]);
    assert_ne!(led, 0);
    assert_ne!(check("省农委牵头", &["省农委"]), led);
    // More than a page of the API holds.
    assert_eq!(check("", &[]), 148);
    let order = Some(TaskOrder {
        field: TaskOrderField::UnitCount,
        direction: Direction::Descending,
    });
    for search in [None, Some(Search::default())] {
        let (_, rows) = csv_of(
            &sample,
            Request {
                search,
                order,
                ..plain()
            },
        );
        let most = sample.data(
            "{ tasks(orderBy: {field: UNIT_COUNT, direction: DESC}, first: 1) { nodes { id } } }",
        );
        assert_eq!(most["tasks"]["nodes"][0]["id"], rows[0][0].as_str());
        assert_eq!(rows.len(), 148);
    }
    let refused = Request {
        what: What::Network,
        search: Some(Search::default()),
        ..plain()
    };
    let outcome = Export::prepare(&sample.engine.view(), refused);
    assert!(matches!(
        outcome.err(),
        Some(ExportError::NotSearched { .. })
    ));
}

#[test]
fn the_ledger_of_a_unit_holds_its_own_parts_and_no_other() {
    let sample = Sample::bundled();
    let ledger = |role| {
        let plain = request(What::Ledger, Format::Csv, Projection::CoResponsible);
        let mut filter = plain.filter.clone();
        filter.tasks.units = Some(UnitMatch {
            any: Some(vec!["省财政厅".to_owned()]),
            role,
            ..UnitMatch::default()
        });
        csv_of(&sample, Request { filter, ..plain }).1
    };
    let counts = sample
        .data("{ unit(name: \"省财政厅\") { all: taskCount led: taskCount(role: LEAD) } }")["unit"]
        .clone();
    let rows = ledger(None);
    assert!(rows.iter().all(|row| row[0] == "省财政厅"));
    let tasks: BTreeSet<_> = rows.iter().map(|row| row[14].clone()).collect();
    assert_eq!(counts["all"], tasks.len());
    let led = ledger(Some(Role::Lead));
    assert_eq!(counts["led"], led.len());
    assert!(led.iter().all(|row| row[1] == "LEAD"));
}

/// A task names its leads as the API does; one that only takes over a lead is named where that basis is asked for.
#[test]
fn a_task_names_the_leads_that_count_and_those_asked_for() {
    let sample = Sample::bundled();
    let view = sample.engine.view();
    let table = |wanted: Option<UnitMatch>| -> BTreeMap<String, String> {
        let mut request = request(What::Tasks, Format::Csv, Projection::CoResponsible);
        request.filter.tasks.units = wanted;
        let (header, rows) = csv_of(&sample, request);
        let column = header.iter().position(|name| name == "leads").unwrap();
        let row = |row: Vec<String>| (row[0].clone(), row[column].clone());
        rows.into_iter().map(row).collect()
    };
    let all = table(None);
    let tasks = view.tasks(&(0..148).collect::<Vec<_>>()).unwrap();
    for task in tasks {
        let leads = task.leads().into_iter();
        let leads: Vec<_> = leads
            .map(|id| view.unit(id).unwrap().name.clone())
            .collect();
        assert_eq!(all[&task.id.to_string()], leads.join("、"), "{}", task.text);
    }
    let inherited = table(Some(UnitMatch {
        any: Some(vec!["省外经贸厅".to_owned()]),
        role: Some(Role::Lead),
        basis: vec![Basis::Inherited],
        ..UnitMatch::default()
    }));
    assert_eq!(inherited.len(), 3);
    for (id, leads) in inherited {
        assert!(leads.contains("省外经贸厅") && !all[&id].contains("省外经贸厅"));
    }
}

#[test]
fn a_table_for_people_has_chinese_headings_and_no_formula() {
    let sample = Sample::bundled();
    let plain = |what| Request {
        wording: Wording::Chinese,
        bom: true,
        ..request(what, Format::Csv, Projection::CoResponsible)
    };
    let (header, rows) = csv_of(&sample, plain(What::Ledger));
    assert_eq!(header[..3], ["单位", "角色", "依据"]);
    assert!(
        rows.iter()
            .any(|row| row[1] == "牵头" && row[2] == "原文写明")
    );
    for what in [What::Tasks, What::Ledger, What::Indicators] {
        let (header, rows) = csv_of(&sample, plain(what));
        for heading in header {
            assert!(!heading.is_ascii(), "{heading} has no Chinese");
        }
        for cell in rows.iter().flatten() {
            // A figure may be negative; a text begins with nothing that runs.
            let is_figure = cell.parse::<f64>().is_ok();
            assert!(
                is_figure || !cell.starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
    }
    let request = Request {
        format: Format::Xlsx,
        ..plain(What::Ledger)
    };
    let export = Export::prepare(&sample.engine.view(), request).unwrap();
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(out)).unwrap();
    let first = |book: &mut Xlsx<_>, name: &str, column: usize| {
        let sheet = book.worksheet_range(name).unwrap();
        sheet.rows().next().unwrap()[column].to_string()
    };
    assert_eq!(first(&mut book, "台账", 1), "角色");
    assert_eq!(first(&mut book, "省财政厅", 1), "角色");
    assert_eq!(first(&mut book, "责任矩阵", 0), "单位");
}
