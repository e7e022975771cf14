//! A request as the address of a download: what a manifest says was asked. It is the same for the same file wherever that was
//! made, and tells nothing of the machine.

use std::fmt::{Display, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Request;
use super::words::{
    BASES, DIRECTIONS, KINDS, MATRIX_BY, ORDERS, PROJECTIONS, ROLES, WEIGHTINGS, WORDINGS, Words,
    word_of,
};
use crate::engine::{Direction, NetworkFilter};

/// What stands in a value otherwise than as it is, so that any client takes the address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b',');

/// The address that gives the file of `request`, without what is so anyway.
pub(super) fn address(request: &Request) -> String {
    let filter = &request.filter;
    let (tasks, usual) = (&filter.tasks, NetworkFilter::default());
    let units = tasks.units.as_ref();
    let basis = units.filter(|units| !units.has_usual_basis());
    let basis = basis.map_or(&filter.basis, |units| &units.basis);
    // Who leads, whoever else has a part, stands in a filter beside the others.
    let mut beside = tasks.and.iter().flatten();
    let led = beside.find_map(|tasks| tasks.units.as_ref()?.any.as_deref());
    let search = request.search.as_ref();
    let search = search.filter(|search| !search.query.trim().is_empty());
    let kept = search.map(|search| search.keep_as_text.as_slice());
    let backwards = request.order.map(|order| order.direction);
    let backwards = backwards.filter(|direction| *direction != Direction::default());
    let parameters = [
        ("plans", tasks.plans.as_deref().map(listed)),
        ("chapters", tasks.chapters.as_deref().map(listed)),
        ("chapterIds", tasks.chapter_ids.as_deref().map(listed)),
        ("units", units.and_then(|it| it.any.as_deref()).map(listed)),
        (
            "role",
            units.and_then(|it| it.role).map(|role| word(ROLES, role)),
        ),
        ("leads", led.map(listed)),
        (
            "cities",
            tasks
                .cities
                .as_ref()
                .and_then(|it| it.any.as_deref())
                .map(listed),
        ),
        ("text", tasks.text.clone().filter(|text| !text.is_empty())),
        ("query", search.map(|search| search.query.clone())),
        (
            "keepAsText",
            kept.filter(|kept| !kept.is_empty()).map(listed),
        ),
        (
            "orderBy",
            request.order.map(|order| word(ORDERS, order.field)),
        ),
        (
            "direction",
            backwards.map(|direction| word(DIRECTIONS, direction)),
        ),
        ("projection", chosen(PROJECTIONS, filter.projection)),
        ("weighting", chosen(WEIGHTINGS, filter.weighting)),
        (
            "kinds",
            filter.kinds.as_deref().map(|kinds| words(KINDS, kinds)),
        ),
        (
            "minWeight",
            filter.min_weight.map(|weight| weight.to_string()),
        ),
        (
            "basis",
            (*basis != usual.basis).then(|| words(BASES, basis)),
        ),
        (
            "roles",
            filter.roles.as_deref().map(|roles| words(ROLES, roles)),
        ),
        ("by", chosen(MATRIX_BY, request.by)),
        ("year", request.year.map(|year| year.to_string())),
        ("bom", request.bom.then(|| "true".to_owned())),
        ("lang", chosen(WORDINGS, request.wording)),
    ];
    let mut address = format!("/export/{}.{}", request.what.word(), request.format.word());
    let mut sign = '?';
    for (name, value) in parameters {
        if let Some(value) = value {
            // Nothing can fail to be written into a string.
            let _written = write!(
                address,
                "{sign}{name}={}",
                utf8_percent_encode(&value, ENCODED)
            );
            sign = '&';
        }
    }
    address
}

fn listed<T: Display>(values: &[T]) -> String {
    let values: Vec<_> = values.iter().map(ToString::to_string).collect();
    values.join(",")
}

fn word<T: PartialEq + Copy>(words: Words<T>, value: T) -> String {
    word_of(words, &value).to_owned()
}

fn words<T: PartialEq>(words: Words<T>, values: &[T]) -> String {
    let values: Vec<_> = values.iter().map(|value| word_of(words, value)).collect();
    values.join(",")
}

/// The word of a choice that is not the usual one.
fn chosen<T: PartialEq + Copy + Default>(words: Words<T>, value: T) -> Option<String> {
    (value != T::default()).then(|| word(words, value))
}
