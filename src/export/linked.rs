//! JSON-LD: units as organisations (W3C ORG), tasks and plans as entities (PROV-O), evidence as annotations whose
//! selectors say where in the text it stands (Web Annotation: `TextPositionSelector` with `TextQuoteSelector`).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::ExportError;
use super::manifest::Manifest;
use super::records::Records;
use crate::model::{PlanId, Task, TextSpan};

pub(super) fn write(
    records: &Records,
    manifest: &Manifest,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let context = json!({
        "org": "http://www.w3.org/ns/org#", "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#", "dcterms": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#", "pg": "urn:plangraph:",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    writeln!(out, "{{\"@context\":{context},\"@graph\":[")?;
    let fields = manifest.value();
    let export = json!({
        "@id": "pg:export", "@type": "prov:Entity", "dcterms:description": manifest.json(),
        "prov:generatedAtTime": {"@type": "xsd:dateTime", "@value": fields["time"]},
    });
    write!(out, "{export}")?;
    for plan in records.plans.values() {
        let node = json!({
            "@id": iri(plan.id), "@type": ["prov:Entity", "prov:Plan"],
            "dcterms:title": chinese(&plan.title),
            "dcterms:identifier": plan.document_number,
            "dcterms:issued": plan.issued_on.map(|date| date.to_string()),
        });
        write!(out, ",\n{node}")?;
    }
    for unit in records.units() {
        let node = json!({
            "@id": iri(unit.id), "@type": "org:Organization",
            "skos:prefLabel": chinese(&unit.name),
            "skos:altLabel": unit.aliases.iter().map(|it| chinese(it)).collect::<Vec<_>>(),
        });
        write!(out, ",\n{node}")?;
    }
    for task in records.tasks() {
        write_task(&*task?, out)?;
    }
    Ok(writeln!(out, "\n]}}")?)
}

fn write_task(task: &Task, out: &mut dyn Write) -> io::Result<()> {
    let plan = task.id.plan;
    let node = json!({
        "@id": iri(task.id), "@type": "prov:Entity",
        "dcterms:isPartOf": {"@id": iri(plan)},
        "dcterms:description": chinese(&task.text),
        "prov:wasQuotedFrom": {"@id": iri(plan)},
    });
    write!(out, ",\n{node}")?;
    write!(
        out,
        ",\n{}",
        annotation(
            &format!("{}:text", task.id),
            &iri(task.id),
            plan,
            &task.span
        )
    )?;
    for it in &task.assignments {
        let membership = json!({
            "@id": iri(it.id), "@type": ["org:Membership", "prov:Attribution"],
            "org:organization": {"@id": iri(it.unit)}, "prov:agent": {"@id": iri(it.unit)},
            "prov:entity": {"@id": iri(task.id)},
            "org:role": {"@id": format!("pg:role:{}", it.role.word())},
            "pg:basis": it.basis.word(),
        });
        write!(out, ",\n{membership}")?;
        let evidence = annotation(&format!("{}:name", it.id), &iri(it.id), plan, &it.span);
        write!(out, ",\n{evidence}")?;
    }
    for it in &task.indicators {
        let indicator = json!({
            "@id": iri(it.id), "@type": "prov:Entity",
            "dcterms:isPartOf": {"@id": iri(task.id)}, "dcterms:description": chinese(&it.phrase),
            "pg:subject": it.subject, "pg:value": it.value, "pg:unit": it.unit,
        });
        write!(out, ",\n{indicator}")?;
        let evidence = annotation(&format!("{}:phrase", it.id), &iri(it.id), plan, &it.span);
        write!(out, ",\n{evidence}")?;
    }
    Ok(())
}

/// The stretch of a plan's text that proves something.
fn annotation(id: &str, body: &str, plan: PlanId, span: &TextSpan) -> Value {
    json!({
        "@id": format!("pg:evidence:{id}"), "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:identifying"}, "oa:hasBody": {"@id": body},
        "oa:hasTarget": {
            "@type": "oa:SpecificResource", "oa:hasSource": {"@id": iri(plan)},
            "oa:hasSelector": {
                "@type": "oa:TextPositionSelector", "oa:start": span.range.start,
                "oa:end": span.range.end,
                "oa:refinedBy": {"@type": "oa:TextQuoteSelector", "oa:exact": span.quote},
            },
        },
    })
}

fn iri(id: impl std::fmt::Display) -> String {
    format!("pg:{id}")
}

fn chinese(text: &str) -> Value {
    json!({"@language": "zh", "@value": text})
}
