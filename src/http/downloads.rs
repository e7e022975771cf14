//! Downloads: exports written piece by piece while they are sent.

use std::str::FromStr;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, body};
use futures_util::{StreamExt as _, stream};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::App;
use super::answering::on_the_pool;
use super::fault::Fault;
use super::pieces::written;
use crate::engine::{
    CityMatch, MatrixBy, NetworkFilter, QueryError, TaskFilter, TaskOrder, UnitMatch,
};
use crate::export::words::{
    self, BASES, DIRECTIONS, KINDS, MATRIX_BY, ORDERS, PROJECTIONS, ROLES, WEIGHTINGS, WORDINGS,
    Words,
};
use crate::export::{CODEBOOK, Export, ExportError, Format, Request, Search, What, codebook};
use crate::graphql::{code_of, definitions};
use crate::model::Role;

/// Characters of a file's name.
const NAME_CHARACTERS: usize = 80;

/// What stands otherwise than as it is in a name that a header holds.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// What may be asked for. Lists are separated by commas; names and defaults are those of the API.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Parameters {
    plans: Option<String>,
    chapters: Option<String>,
    chapter_ids: Option<String>,
    units: Option<String>,
    role: Option<String>,
    leads: Option<String>,
    cities: Option<String>,
    text: Option<String>,
    /// A search whose tasks are meant.
    query: Option<String>,
    keep_as_text: Option<String>,
    order_by: Option<String>,
    direction: Option<String>,
    projection: Option<String>,
    weighting: Option<String>,
    kinds: Option<String>,
    min_weight: Option<String>,
    basis: Option<String>,
    /// Roles whose parts make a network; `role` narrows the tasks.
    roles: Option<String>,
    by: Option<String>,
    year: Option<String>,
    bom: Option<String>,
    /// The words of tables: `zh` for Chinese.
    lang: Option<String>,
    /// A name for the file, without its ending.
    name: Option<String>,
}

pub(super) async fn download(
    app: Data<App>,
    http: HttpRequest,
    path: Path<(String, String)>,
    parameters: Query<Parameters>,
) -> Result<HttpResponse, Fault> {
    let (what, format) = path.into_inner();
    let parameters = parameters.into_inner();
    let bom = value(parameters.bom.as_deref(), "bom", "true or false")?.unwrap_or(false);
    if what == CODEBOOK {
        return if format == "csv" {
            Ok(codebook_of(bom))
        } else {
            Err(Fault::not_found("the codebook is written as csv"))
        };
    }
    let asked = what.parse().and_then(|what| Ok((what, format.parse()?)));
    let (what, format): (What, Format) =
        asked.map_err(|error: ExportError| Fault::not_found(error.to_string()))?;
    let request = Request {
        what,
        format,
        filter: parameters.filter()?,
        search: parameters.search()?,
        order: parameters.order()?,
        by: one_of(parameters.by.as_deref(), "by", MATRIX_BY)?.unwrap_or(MatrixBy::Chapter),
        year: value(parameters.year.as_deref(), "year", "a year like 2012")?,
        bom,
        wording: one_of(parameters.lang.as_deref(), "lang", WORDINGS)?.unwrap_or_default(),
    };
    let name = parameters.name;
    let time = app.limits.time;
    let view = app.engine.view().with_time_limit(time);
    let app = app.into_inner();
    let prepared = on_the_pool(&app, move || Export::prepare(&view, request)).await?;
    let export = prepared.map_err(refused)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((
            header::CONTENT_DISPOSITION,
            attachment(&export, name.as_deref()),
        ))
        .insert_header(("Plangraph-Manifest", export.manifest().ascii()));
    if *http.method() == actix_web::http::Method::HEAD {
        // How long the file is shows when it is written; an empty body would say that it has none.
        let head = response.message_body(body::None::new());
        let head = head.map_err(|error| Fault::internal(&error))?;
        return Ok(head.map_into_boxed_body());
    }
    let Some(place) = app.downloads.take() else {
        let message = "too many downloads are being written: try again later";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Err(Fault::new(status, "TOO_MANY_DOWNLOADS", message));
    };
    let pieces = written(place, app.patience(), move |out| export.write(out));
    let mut pieces = Box::pin(pieces.map_err(|error| Fault::internal(&error))?);
    // Up to the first piece a failure has a status; later it can only break the answer off.
    let first = pieces.next().await;
    if let Some(Err(error)) = &first {
        return Err(Fault::internal(error));
    }
    Ok(response.streaming(stream::iter(first).chain(pieces)))
}

/// Under which name a browser saves the file: ours in ASCII, and the one asked for, with our ending.
fn attachment(export: &Export, name: Option<&str>) -> String {
    let file = export.file_name();
    let plain = format!("attachment; filename=\"{file}\"");
    match (name.map(encoded), file.rsplit_once('.')) {
        (Some(name), Some((_, ending))) if !name.is_empty() => {
            format!("{plain}; filename*=UTF-8''{name}.{ending}")
        }
        _ => plain,
    }
}

/// A name as a header holds it (RFC 8187), without what would name another folder.
fn encoded(name: &str) -> String {
    let name = name.chars().take(NAME_CHARACTERS);
    let name: String = name.filter(|character| !character.is_control()).collect();
    let name = name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_");
    utf8_percent_encode(&name, ENCODED).to_string()
}

fn codebook_of(bom: bool) -> HttpResponse {
    let mut table = Vec::new();
    // Nothing can fail to be written into memory.
    let _written = codebook(&definitions(), bom, &mut table);
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"plangraph-codebook.csv\"",
        ))
        .body(table)
}

impl Parameters {
    /// The search, if one is asked for.
    fn search(&self) -> Result<Option<Search>, Fault> {
        let keep_as_text = list(self.keep_as_text.as_deref(), "keepAsText", "words")?;
        let query = self.query.as_ref().filter(|query| !query.trim().is_empty());
        match (query, keep_as_text) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Fault::bad_request("`keepAsText` is for a `query`")),
            (Some(query), keep_as_text) => Ok(Some(Search {
                query: query.clone(),
                keep_as_text: keep_as_text.unwrap_or_default(),
            })),
        }
    }

    /// The order, if one is asked for.
    fn order(&self) -> Result<Option<TaskOrder>, Fault> {
        let direction = one_of(self.direction.as_deref(), "direction", DIRECTIONS)?;
        let field = one_of(self.order_by.as_deref(), "orderBy", ORDERS)?;
        if field.is_none() && direction.is_some() {
            return Err(Fault::bad_request("`direction` is for an `orderBy`"));
        }
        Ok(field.map(|field| TaskOrder {
            field,
            direction: direction.unwrap_or_default(),
        }))
    }

    fn filter(&self) -> Result<NetworkFilter, Fault> {
        let defaults = NetworkFilter::default();
        let role = one_of(self.role.as_deref(), "role", ROLES)?;
        let basis = several_of(self.basis.as_deref(), "basis", BASES)?;
        let basis = basis.unwrap_or(defaults.basis);
        let min_weight = value(self.min_weight.as_deref(), "minWeight", "a number like 2.5")?;
        if min_weight.is_some_and(|weight: f64| !weight.is_finite()) {
            return Err(Fault::bad_request("`minWeight` is no number"));
        }
        let names = |words: &Option<String>| {
            let names: Vec<_> = parts(words.as_deref()?).map(str::to_owned).collect();
            (!names.is_empty()).then_some(names)
        };
        // Beside the units: a task that one of these leads, whoever else has a part in it.
        let led = names(&self.leads).map(|leads| TaskFilter {
            units: Some(UnitMatch {
                role: Some(Role::Lead),
                basis: basis.clone(),
                ..UnitMatch::any_of(leads)
            }),
            ..TaskFilter::default()
        });
        let tasks = TaskFilter {
            plans: list(self.plans.as_deref(), "plans", "ids of plans")?,
            chapters: list(self.chapters.as_deref(), "chapters", "numbers like 3")?,
            chapter_ids: list(self.chapter_ids.as_deref(), "chapterIds", "ids of chapters")?,
            units: Some(UnitMatch {
                any: names(&self.units),
                role,
                basis: basis.clone(),
                ..UnitMatch::default()
            })
            .filter(|units| *units != UnitMatch::default()),
            cities: names(&self.cities).map(CityMatch::any_of),
            text: self.text.clone(),
            and: led.map(|led| vec![led]),
            ..TaskFilter::default()
        };
        Ok(NetworkFilter {
            tasks,
            projection: one_of(self.projection.as_deref(), "projection", PROJECTIONS)?
                .unwrap_or_default(),
            weighting: one_of(self.weighting.as_deref(), "weighting", WEIGHTINGS)?
                .unwrap_or_default(),
            kinds: several_of(self.kinds.as_deref(), "kinds", KINDS)?,
            min_weight,
            basis,
            roles: several_of(self.roles.as_deref(), "roles", ROLES)?,
        })
    }
}

/// The words of a list; a list without any, as a form sends a field that nobody filled in, means all.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    let words = words.split([',', '，', '、']).map(str::trim);
    words.filter(|word| !word.is_empty())
}

/// The values of a list, which must be `expected`.
fn list<T: FromStr>(
    words: Option<&str>,
    name: &str,
    expected: &str,
) -> Result<Option<Vec<T>>, Fault> {
    let Some(words) = words else { return Ok(None) };
    let read = |word: &str| {
        word.parse().map_err(|_unreadable| {
            Fault::bad_request(format!("`{name}` has “{word}”: give {expected}"))
        })
    };
    let values: Vec<_> = parts(words).map(read).collect::<Result<_, _>>()?;
    Ok((!values.is_empty()).then_some(values))
}

/// A single value, which must be `expected`; none where a form sends a field that nobody filled in.
fn value<T: FromStr>(text: Option<&str>, name: &str, expected: &str) -> Result<Option<T>, Fault> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let unreadable = |_| Fault::bad_request(format!("`{name}` is “{text}”: give {expected}"));
    text.parse().map(Some).map_err(unreadable)
}

/// The value of a word, in either form: `lead-to-responsible`, `LEAD_TO_RESPONSIBLE`.
fn one_of<T: Copy>(word: Option<&str>, name: &str, words: Words<T>) -> Result<Option<T>, Fault> {
    let Some(word) = word.filter(|word| !word.trim().is_empty()) else {
        return Ok(None);
    };
    let plain = word.to_ascii_lowercase().replace('_', "-");
    let known = || {
        let known = words::listed(words);
        Fault::bad_request(format!("`{name}` is “{word}”, which is none of {known}"))
    };
    words::meaning(words, &plain).map(Some).ok_or_else(known)
}

/// The values of words in a list.
fn several_of<T: Copy>(
    list: Option<&str>,
    name: &str,
    words: Words<T>,
) -> Result<Option<Vec<T>>, Fault> {
    let Some(list) = list else { return Ok(None) };
    let values = parts(list).map(|word| one_of(Some(word), name, words));
    let values: Vec<_> = values.collect::<Result<_, _>>()?;
    let values: Vec<_> = values.into_iter().flatten().collect();
    Ok((!values.is_empty()).then_some(values))
}

/// Why there is no file; a question that failed has the code that it has in the API.
fn refused(error: ExportError) -> Fault {
    let message = error.to_string();
    match error {
        ExportError::UnknownWord { .. } | ExportError::NotTogether { .. } => {
            Fault::not_found(message)
        }
        ExportError::Query(QueryError::Store(_) | QueryError::Search(_))
        | ExportError::Write(_)
        | ExportError::Workbook(_)
        | ExportError::Parquet(_) => Fault::internal(&error),
        ExportError::Query(error) => {
            let status = match error {
                QueryError::TimedOut { .. } => StatusCode::GATEWAY_TIMEOUT,
                QueryError::IndexBehind => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::BAD_REQUEST,
            };
            Fault::new(status, code_of(error), message)
        }
        ExportError::NotSearched { .. }
        | ExportError::NotWorded { .. }
        | ExportError::TooManyRows { .. }
        | ExportError::OnePlan
        | ExportError::Whole
        | ExportError::NoPeriod
        | ExportError::Codebook { .. }
        | ExportError::BadYear { .. }
        | ExportError::NoYear => Fault::bad_request(message),
    }
}
