//! Which media type an answer has and how it is packed: the headers `Accept` and `Accept-Encoding`, with their weights.

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
    let mut ranges = accept
        .unwrap_or_default()
        .split(',')
        .filter_map(MediaRange::read);
    ranges.any(|range| range.name.eq_ignore_ascii_case(name) && range.weight > 0)
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
    let items: Vec<(&str, u16)> = accept_encoding
        .unwrap_or_default()
        .split(',')
        .filter_map(weighted)
        .collect();
    let weight = |name: &str| {
        let named = |wanted: &str| {
            let item = items
                .iter()
                .find(|(other, _)| other.eq_ignore_ascii_case(wanted));
            item.map(|(_, weight)| *weight)
        };
        named(name).or_else(|| named("*")).unwrap_or(0)
    };
    let mut offers: Vec<_> = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| weight(name) > 0)
        .collect();
    // The sort is stable: among equals the smaller packing comes first.
    offers.sort_by_key(|(name, _)| std::cmp::Reverse(weight(name)));
    offers
}

/// The offer with the highest weight; among equals one that is named, and among those named the later offer.
fn best<T: Copy, const N: usize>(accept: Option<&str>, offers: [(&str, T); N]) -> Option<T> {
    let ranges: Vec<MediaRange<'_>> = accept
        .filter(|accept| !accept.trim().is_empty())
        .unwrap_or("*/*")
        .split(',')
        .filter_map(MediaRange::read)
        .collect();
    let weighed = offers
        .into_iter()
        .enumerate()
        .filter_map(|(place, (name, offer))| {
            let range = ranges
                .iter()
                .filter(|range| range.covers(name))
                .max_by_key(|range| range.precision())?;
            let place = if range.precision() == Precision::Exact {
                place + N
            } else {
                N - place
            };
            (range.weight > 0).then_some(((range.weight, place), offer))
        });
    weighed
        .max_by_key(|(rank, _)| *rank)
        .map(|(_, offer)| offer)
}

/// One item of an `Accept` header.
struct MediaRange<'a> {
    name: &'a str,
    /// Thousandths.
    weight: u16,
}

/// How closely a media range names a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Anything,
    Family,
    Exact,
}

impl<'a> MediaRange<'a> {
    /// `None` for an item that is no media range.
    fn read(item: &'a str) -> Option<Self> {
        let (name, weight) = weighted(item)?;
        name.contains('/').then_some(Self { name, weight })
    }

    fn covers(&self, name: &str) -> bool {
        match self.precision() {
            Precision::Anything => true,
            Precision::Family => {
                let family = self.name.split('/').next();
                family.is_some_and(|family| {
                    name.split('/')
                        .next()
                        .is_some_and(|other| other.eq_ignore_ascii_case(family))
                })
            }
            Precision::Exact => self.name.eq_ignore_ascii_case(name),
        }
    }

    fn precision(&self) -> Precision {
        if self.name == "*/*" {
            Precision::Anything
        } else if self.name.ends_with("/*") {
            Precision::Family
        } else {
            Precision::Exact
        }
    }
}

/// An item of a header and its weight in thousandths; `None` for one whose weight is none.
fn weighted(item: &str) -> Option<(&str, u16)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next()?;
    let weight = parts
        .filter_map(|part| part.split_once('='))
        .find(|(key, _)| key.trim().eq_ignore_ascii_case("q"))
        .map_or(Some(1000), |(_, value)| thousandths(value.trim()))?;
    Some((name, weight))
}

/// A weight of 0 to 1 with at most three decimals, in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 {
        return None;
    }
    let parts: u16 = format!("{decimals:0<3}").parse().ok()?;
    let weight = whole
        .parse::<u16>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(parts)?;
    (weight <= 1000).then_some(weight)
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
