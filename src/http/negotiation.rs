//! Which media type an answer has and how it is packed: the headers `Accept` and `Accept-Encoding`, with their weights.

use std::str::FromStr;

use actix_web::http::header::{Quality, QualityItem};
use actix_web::mime::{self, Mime};

/// A media type that GraphQL answers come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/json`: a request that is wrong as GraphQL is answered with status 200.
    Json,
    /// `application/graphql-response+json`: the status tells whether execution began.
    GraphQlResponse,
}

impl MediaType {
    /// The value of `Content-Type`.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphQlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// The media type that a GraphQL client wants most; `None` when it wants none of ours.
///
/// Who names no type, or only wildcards, gets JSON.
pub(super) fn graphql_media_type(accept: Option<&str>) -> Option<MediaType> {
    let offers = [
        ("application/json", MediaType::Json),
        (
            "application/graphql-response+json",
            MediaType::GraphQlResponse,
        ),
    ];
    best(accept, offers)
}

/// Whether a client names server-sent events among what it takes.
pub(super) fn takes_events(accept: Option<&str>) -> bool {
    names(accept, "text/event-stream")
}

/// Whether a client names HTML among what it takes, as browsers do and programs do not.
pub(super) fn takes_html(accept: Option<&str>) -> bool {
    names(accept, "text/html")
}

fn names(accept: Option<&str>, name: &str) -> bool {
    items::<Mime>(accept)
        .any(|range| range.item.essence_str() == name && range.quality > Quality::ZERO)
}

/// Whether a client has what bears `tag` already, by its `If-None-Match`: tags are compared without the mark of weak ones.
pub(super) fn has_already(known: Option<&str>, tag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let mut known = known.unwrap_or_default().split(',').map(plain);
    known.any(|known| known == "*" || known == plain(tag))
}

/// Whether a reader of a plan's text wants a page rather than the plain text.
pub(super) fn wants_html(accept: Option<&str>) -> bool {
    best(accept, [("text/plain", false), ("text/html", true)]).unwrap_or(false)
}

/// The packings that a client accepts, best first: the value of `Content-Encoding`, and how names of packed files end.
///
/// Who says nothing of packings gets none.
pub(super) fn packings(accept_encoding: Option<&str>) -> Vec<(&'static str, &'static str)> {
    let items: Vec<QualityItem<String>> = items(accept_encoding).collect();
    let weight = |name: &str| {
        let named = |wanted: &str| {
            let mut items = items.iter();
            let item = items.find(|it| it.item.trim().eq_ignore_ascii_case(wanted));
            item.map(|it| it.quality)
        };
        named(name).or_else(|| named("*")).unwrap_or(Quality::ZERO)
    };
    let mut offers: Vec<_> = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| weight(name) > Quality::ZERO)
        .collect();
    // The sort is stable: among equals the smaller packing comes first.
    offers.sort_by_key(|(name, _)| std::cmp::Reverse(weight(name)));
    offers
}

/// The offer with the highest weight; among equals one that is named, and among those named the later offer.
fn best<T: Copy, const N: usize>(accept: Option<&str>, offers: [(&str, T); N]) -> Option<T> {
    let accept = accept.filter(|accept| !accept.trim().is_empty());
    let ranges: Vec<QualityItem<Mime>> = items(accept.or(Some("*/*"))).collect();
    let weighed = offers
        .into_iter()
        .enumerate()
        .filter_map(|(place, (name, offer))| {
            let ranges = ranges.iter().filter(|range| covers(&range.item, name));
            let range = ranges.max_by_key(|range| precision(&range.item))?;
            let place = if precision(&range.item) == Precision::Exact {
                place + N
            } else {
                N - place
            };
            (range.quality > Quality::ZERO).then_some(((range.quality, place), offer))
        });
    weighed
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, offer)| offer)
}

/// The items of a header with their weights; what is none is passed over.
fn items<T: FromStr>(header: Option<&str>) -> impl Iterator<Item = QualityItem<T>> {
    let items = header.unwrap_or_default().split(',');
    items.filter_map(|item| item.trim().parse().ok())
}

/// How closely a media range names a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Anything,
    Family,
    Exact,
}

fn precision(range: &Mime) -> Precision {
    match (range.type_(), range.subtype()) {
        (mime::STAR, _) => Precision::Anything,
        (_, mime::STAR) => Precision::Family,
        _ => Precision::Exact,
    }
}

fn covers(range: &Mime, name: &str) -> bool {
    match precision(range) {
        Precision::Anything => true,
        Precision::Family => name.split('/').next() == Some(range.type_().as_str()),
        Precision::Exact => range.essence_str() == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphql_answers_come_in_the_type_that_is_wanted_most() {
        use MediaType::{GraphQlResponse, Json};
        for (accept, expected) in [
            (None, Some(Json)),
            (Some(""), Some(Json)),
            (Some("*/*"), Some(Json)),
            (Some("application/*"), Some(Json)),
            (Some("application/json"), Some(Json)),
            (Some("APPLICATION/JSON"), Some(Json)),
            (Some("application/json; charset=utf-8"), Some(Json)),
            (
                Some("application/graphql-response+json"),
                Some(GraphQlResponse),
            ),
            (
                Some("application/graphql-response+json, application/json;q=0.9"),
                Some(GraphQlResponse),
            ),
            (
                Some("application/graphql-response+json;q=0.5, application/json"),
                Some(Json),
            ),
            (
                Some("application/json, application/graphql-response+json"),
                Some(GraphQlResponse),
            ),
            (
                Some("application/graphql-response+json, */*"),
                Some(GraphQlResponse),
            ),
            (Some("application/json, */*"), Some(Json)),
            (Some("text/html, */*;q=0.1"), Some(Json)),
            (Some("application/json;q=0, */*"), Some(GraphQlResponse)),
            (Some("text/html"), None),
            (Some("application/json;q=0"), None),
            (Some("application/json;q=2"), None),
            (Some("nonsense"), None),
        ] {
            assert_eq!(graphql_media_type(accept), expected, "{accept:?}");
        }
    }

    #[test]
    fn a_browser_gets_a_page_and_a_tool_the_text() {
        for (accept, expected) in [
            (None, false),
            (Some("*/*"), false),
            (Some("text/plain"), false),
            (Some("text/html"), true),
            (
                Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                true,
            ),
            (Some("text/html;q=0.5, text/plain"), false),
            (Some("application/json"), false),
        ] {
            assert_eq!(wants_html(accept), expected, "{accept:?}");
        }
    }

    #[test]
    fn files_are_packed_as_the_client_accepts() {
        for (accept, expected) in [
            (None, ""),
            (Some(""), ""),
            (Some("identity"), ""),
            (Some("gzip, deflate, br, zstd"), "br gzip"),
            (Some("GZIP"), "gzip"),
            (Some("br;q=0.5, gzip"), "gzip br"),
            (Some("br;q=0, *"), "gzip"),
            (Some("*;q=0"), ""),
            (Some("br;q=nonsense"), ""),
        ] {
            let names: Vec<_> = packings(accept).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names.join(" "), expected, "{accept:?}");
        }
    }
}
