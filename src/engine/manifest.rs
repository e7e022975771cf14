//! Whether what is given with a document can be true of one.

use crate::extract::canonical_head;
use crate::gazetteer::Gazetteer;
use crate::model::{HeadField, PlanManifest};

/// What is wanted of a part of the head, in words.
pub(super) fn wanted(field: HeadField) -> &'static str {
    match field {
        HeadField::IssuedOn => "a date: 2012-02-17",
        HeadField::Period => "a period: 2011–2015",
        HeadField::Region => "the name or code of a division",
        HeadField::Title | HeadField::Issuer | HeadField::DocumentNumber => "a text",
    }
}

/// The first part of a manifest that can be true of no document, as it is given. What is not given is known from the text,
/// or not at all.
pub(super) fn impossible(
    manifest: &PlanManifest,
    gazetteer: &Gazetteer,
) -> Option<(HeadField, String)> {
    let texts = [
        (HeadField::Title, &manifest.title),
        (HeadField::DocumentNumber, &manifest.document_number),
        (HeadField::Issuer, &manifest.issuer),
        (HeadField::Region, &manifest.region),
    ];
    let mut given = texts
        .into_iter()
        .filter_map(|(field, value)| Some((field, value.as_ref()?)));
    let unreadable =
        |&(field, value): &(HeadField, &String)| canonical_head(field, value, gazetteer).is_none();
    if let Some((field, value)) = given.find(unreadable) {
        return Some((field, value.clone()));
    }
    let (start, end) = manifest.period_start.zip(manifest.period_end)?;
    (start > end).then(|| (HeadField::Period, format!("{start}–{end}")))
}
