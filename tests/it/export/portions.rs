//! Long exports: read from the store in portions while they are written.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use actix_web::web::Bytes;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;
use plangraph::engine::{
    Direction, MatrixBy, Projection, QueryError, TaskOrder, TaskOrderField, View,
};
use plangraph::export::{Export, ExportError, Format, Request, What};
use plangraph::model::{Basis, Facts, Role};
use plangraph::store::{Change, Store as _};

use super::{request, table};
use crate::faulty_store::FaultyStore;
use crate::graphql::sample::{Sample, plan};

/// Two portions and a half.
const TASKS: u32 = 2_500;

/// What is written task by task, with the reads that it takes.
const WRITTEN: &[(What, Format, u64)] = &[
    (What::Tasks, Format::Csv, 3),
    (What::Tasks, Format::JsonLines, 3),
    (What::Tasks, Format::JsonLd, 3),
    (What::Tasks, Format::Parquet, 3),
    (What::Tasks, Format::Xlsx, 3),
    (What::Indicators, Format::Csv, 3),
    (What::Indicators, Format::Xlsx, 3),
    // The tasks, then their indicators.
    (What::All, Format::JsonLines, 6),
    (What::All, Format::JsonLd, 3),
    // One unit leads all tasks, nine others share them.
    (What::Ledger, Format::Csv, 3 + 9),
    (What::Ledger, Format::Parquet, 3 + 9),
    (What::Ledger, Format::JsonLines, 3 + 9),
    // The ledger, the indicators, and a sheet for each unit.
    (What::Ledger, Format::Xlsx, 2 * (3 + 9) + 3),
];

fn plain(what: What, format: Format) -> Request {
    request(what, format, Projection::CoResponsible)
}

fn prepared(view: &View, what: What, format: Format) -> Export {
    Export::prepare(view, plain(what, format)).unwrap()
}

#[test]
fn tasks_are_read_in_portions_while_they_are_written() {
    let sample = Sample::of(vec![plan(1, TASKS)]);
    for (what, format, reads) in WRITTEN {
        let export = prepared(&sample.engine.view(), *what, *format);
        let before = sample.engine.store_reads();
        export.write(&mut Vec::new()).unwrap();
        let read = sample.engine.store_reads() - before;
        assert_eq!(read, *reads, "{what:?} {format:?}");
    }
}

#[test]
fn a_task_that_cannot_be_read_ends_the_file_with_an_error() {
    let store = Arc::new(FaultyStore::default());
    let facts = Box::new(plan(1, TASKS));
    store.commit(0, 0, vec![Change::Put(facts)]).unwrap();
    let sample = Sample::sharing(Arc::<FaultyStore>::clone(&store));
    store.damaged_task.store(TASKS / 2, Ordering::Relaxed);
    for (what, format, _) in WRITTEN {
        // What is counted is told without reading any task.
        let export = prepared(&sample.engine.view(), *what, *format);
        let manifest = export.manifest().json();
        assert!(manifest.contains("\"tasks\":2500"), "{manifest}");
        let mut out = Vec::new();
        let outcome = export.write(&mut out);
        assert!(
            matches!(outcome, Err(ExportError::Query(_))),
            "{what:?} {format:?}"
        );
        if (*what, *format) == (What::Tasks, Format::Csv) {
            let lines = String::from_utf8(out).unwrap().lines().count();
            // The heading and the portion before.
            assert_eq!(lines, 1 + 1_000);
        }
    }
}

/// Writes the ledger and returns unit, role, number and basis of each row.
fn ledger(sample: &Sample, order: Option<TaskOrder>) -> Vec<[String; 4]> {
    let request = Request {
        order,
        ..plain(What::Ledger, Format::Csv)
    };
    let export = Export::prepare(&sample.engine.view(), request).unwrap();
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    let (_, rows) = table(&String::from_utf8(out).unwrap());
    let row = |row: Vec<String>| [0, 1, 4, 2].map(|column| row[column].clone());
    rows.into_iter().map(row).collect()
}

/// A plan in whose third task the lead is led to by a rule too, and is responsible besides.
fn with_two_roles(digest: u64) -> Facts {
    let mut facts = plan(digest, 7);
    let assignments = &mut facts.tasks[2].assignments;
    for (digest, role, basis) in [
        (8, Role::Lead, Basis::Inherited),
        (9, Role::Responsible, Basis::Rule),
    ] {
        let mut more = assignments[0].clone();
        more.id.digest = digest;
        (more.role, more.basis) = (role, basis);
        assignments.push(more);
    }
    facts
}

#[test]
fn a_ledger_goes_from_unit_to_unit_and_within_one_from_task_to_task() {
    let sample = Sample::of(vec![with_two_roles(1), plan(2, 5)]);
    let rows = ledger(&sample, None);
    assert_eq!(rows.len(), 2 * (7 + 5) + 1);
    let units: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert!(units.is_sorted(), "{units:?}");
    let check = |order, numbers: &[&str]| {
        let rows = ledger(&sample, order);
        let own = rows.iter().filter(|row| row[0] == "省发展改革委");
        let own: Vec<String> = own
            .map(|[_, role, number, basis]| match basis.as_str() {
                "STATED" if role == "LEAD" => number.clone(),
                _ => format!("{number} {role} {basis}"),
            })
            .collect();
        assert_eq!(own, numbers);
    };
    let second = "3 RESPONSIBLE RULE";
    check(
        None,
        &[
            "1", "2", "3", second, "4", "5", "6", "7", "1", "2", "3", "4", "5",
        ],
    );
    let last_first = TaskOrder {
        field: TaskOrderField::Document,
        direction: Direction::Descending,
    };
    check(
        Some(last_first),
        &[
            "5", "4", "3", "2", "1", "7", "6", "5", "4", "3", second, "2", "1",
        ],
    );
}

#[test]
fn a_long_parquet_file_has_groups_that_fit_into_memory() {
    let sample = Sample::of(vec![plan(1, 5_000)]);
    let export = prepared(&sample.engine.view(), What::Ledger, Format::Parquet);
    let mut out = Vec::new();
    export.write(&mut out).unwrap();
    let reader = SerializedFileReader::new(Bytes::from(out)).unwrap();
    let groups = reader.metadata().row_groups().iter();
    let rows: Vec<_> = groups.map(RowGroupMetaData::num_rows).collect();
    assert_eq!(rows, [8_192, 1_808]);
    let read = reader.get_row_iter(None).unwrap();
    let units = read.map(|row| row.unwrap().get_string(0).unwrap().clone());
    let expected = ledger(&sample, None).into_iter().map(|[unit, ..]| unit);
    assert!(units.eq(expected));
}

/// Units by sections make more cells than one matrix holds.
#[test]
fn a_workbook_without_a_matrix_is_not_refused_for_its_size() {
    let sample = Sample::of(vec![plan(1, 18_000)]);
    let outcome = |what| {
        let request = Request {
            by: MatrixBy::Section,
            ..plain(what, Format::Xlsx)
        };
        Export::prepare(&sample.engine.view(), request).err()
    };
    for what in [What::Tasks, What::Indicators, What::Network] {
        assert!(outcome(what).is_none(), "{what:?}");
    }
    for what in [What::Ledger, What::Responsibility, What::All] {
        let refused = matches!(
            outcome(what),
            Some(ExportError::Query(QueryError::TooManyCells { .. }))
        );
        assert!(refused, "{what:?}");
    }
}
