//! A JSON object per line: the manifest first, then records, each with its `type`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::manifest::Manifest;
use super::net::{ATTRIBUTES, Net};
use super::records::Records;
use super::rows::{Cell, Rows};
use super::{ExportError, What};
use crate::model::{Task, TextSpan};

pub(super) fn network(net: &Net, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    write_manifest(manifest, out)?;
    for node in &net.nodes {
        let mut fields = Map::new();
        fields.insert("type".to_owned(), json!("node"));
        fields.insert("id".to_owned(), json!(node.id));
        fields.insert("name".to_owned(), json!(node.name));
        fields.insert("latin".to_owned(), json!(node.latin));
        for ((name, _), value) in ATTRIBUTES.iter().zip(&node.values) {
            fields.insert((*name).to_owned(), json_of(value));
        }
        writeln!(out, "{}", Value::Object(fields))?;
    }
    for (edge, source, target) in net.ends() {
        let line = json!({
            "type": "edge", "source": source.id, "target": target.id,
            "weight": edge.weight, "tasks": edge.tasks,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

pub(super) fn records(
    records: &Records,
    what: What,
    manifest: &Manifest,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    write_manifest(manifest, out)?;
    if what == What::All {
        for plan in records.plans.values() {
            let line = json!({
                "type": "plan", "id": plan.id.to_string(), "title": plan.title,
                "documentNumber": plan.document_number,
            });
            writeln!(out, "{line}")?;
        }
        for unit in records.units() {
            let line = json!({
                "type": "unit", "id": unit.id.to_string(), "name": unit.name,
                "fullName": unit.full_name, "aliases": unit.aliases,
                "kind": unit.kind.word(),
            });
            writeln!(out, "{line}")?;
        }
    }
    if matches!(what, What::All | What::Tasks) {
        for task in records.tasks() {
            writeln!(out, "{}", task_line(records, &*task?))?;
        }
    }
    let tables: &[(What, &str)] = match what {
        What::Ledger => &[(What::Ledger, "ledger")],
        What::All | What::Indicators => &[(What::Indicators, "indicator")],
        _ => &[],
    };
    for (table, kind) in tables {
        write_rows(kind, records.rows(*table), out)?;
    }
    Ok(())
}

/// One table, after its manifest.
pub(super) fn table(
    kind: &str,
    rows: Rows<'_>,
    manifest: &Manifest,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    write_manifest(manifest, out)?;
    write_rows(kind, rows, out)
}

fn write_manifest(manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let line = json!({"type": "manifest", "manifest": manifest.value()});
    writeln!(out, "{line}")
}

fn write_rows(kind: &str, rows: Rows<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    for row in rows.each {
        let mut fields = Map::new();
        fields.insert("type".to_owned(), json!(kind));
        for (name, cell) in rows.header.iter().zip(row?) {
            fields.insert(name.clone(), json_of(&cell));
        }
        writeln!(out, "{}", Value::Object(fields))?;
    }
    Ok(())
}

fn json_of(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::Whole(number) => json!(number),
        Cell::Number(number) => json!(number),
        Cell::Truth(is) => json!(is),
        Cell::Empty => Value::Null,
    }
}

fn task_line(records: &Records, task: &Task) -> Value {
    let assignments = task.assignments.iter().map(|it| {
        json!({
            "unit": it.unit.to_string(), "name": records.name(it.unit),
            "nameAsWritten": it.name_as_written, "role": it.role.word(),
            "basis": it.basis.word(), "span": span(&it.span),
        })
    });
    let cities = task.cities.iter().map(|it| {
        json!({
            "city": it.city.to_string(), "name": records.city(it.city), "span": span(&it.span),
        })
    });
    let indicators = task.indicators.iter().map(|it| {
        json!({
            "id": it.id.to_string(), "subject": it.subject, "phrase": it.phrase,
            "value": it.value, "unit": it.unit, "span": span(&it.span),
        })
    });
    let chapter = records.chapter(task);
    json!({
        "type": "task", "id": task.id.to_string(), "plan": task.id.plan.to_string(),
        "number": task.number, "chapter": chapter.map(|it| it.title.as_str()),
        "section": records.section(task), "label": task.label, "text": task.text,
        "span": span(&task.span), "isOpenList": task.is_open_list,
        "assignments": assignments.collect::<Vec<_>>(),
        "cities": cities.collect::<Vec<_>>(),
        "indicators": indicators.collect::<Vec<_>>(),
        "deadlines": task.deadlines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
    })
}

fn span(span: &TextSpan) -> Value {
    let range = span.range;
    json!({"start": range.start, "end": range.end, "line": range.line, "quote": span.quote})
}
