//! Downloads: exports written piece by piece while they are sent.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::str::FromStr;

use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Bytes, Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::{StreamExt as _, stream};
use serde::Deserialize;
use tokio::sync::mpsc;

use super::App;
use super::answering::on_the_pool;
use super::fault::Fault;
use crate::engine::{
    CityMatch, Direction, MatrixBy, NetworkFilter, QueryError, TaskFilter, TaskOrder,
    TaskOrderField, UnitMatch,
};
use crate::export::words::{self, BASES, KINDS, MATRIX_BY, PROJECTIONS, ROLES, WEIGHTINGS, Words};
use crate::export::{Export, ExportError, Format, Request, Search, What, Wording, codebook};
use crate::model::Role;

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// Pieces that may wait for a slow client.
const WAITING: usize = 4;

/// Characters of a file's name.
const NAME_CHARACTERS: usize = 80;

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
    min_weight: Option<f64>,
    basis: Option<String>,
    /// Roles whose parts make a network; `role` narrows the tasks.
    roles: Option<String>,
    by: Option<String>,
    year: Option<u16>,
    #[serde(default)]
    bom: bool,
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
    let query = http.uri().to_string();
    if what == "codebook" {
        return if format == "csv" {
            Ok(codebook_of(&app, parameters.bom))
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
        year: parameters.year,
        bom: parameters.bom,
        wording: one_of(parameters.lang.as_deref(), "lang", WORDINGS)?.unwrap_or_default(),
        query,
    };
    let name = parameters.name;
    let time = app.limits.time;
    let view = app.engine.view().with_time_limit(time);
    let app = app.into_inner();
    let prepared = on_the_pool(&app, move || Export::prepare(&view, request)).await?;
    let export = prepared.map_err(|error| refused(&error))?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((
            header::CONTENT_DISPOSITION,
            attachment(&export, name.as_deref()),
        ))
        .insert_header(("Plangraph-Manifest", export.manifest().ascii()));
    if *http.method() == actix_web::http::Method::HEAD {
        return Ok(response.finish());
    }
    let (sender, mut receiver) = mpsc::channel(WAITING);
    // Nobody waits for the end of the writing: who reads the pieces sees it, or an error in place of the rest.
    let _writing = web::block(move || {
        let mut out = Pieces {
            sender,
            waiting: Vec::with_capacity(PIECE),
        };
        if let Err(error) = export.write(&mut out) {
            out.fail(&error);
        }
    });
    // Up to the first piece a failure has a status; later it can only break the answer off.
    let first: Option<io::Result<Bytes>> = receiver.recv().await;
    if let Some(Err(error)) = &first {
        return Err(Fault::internal(error));
    }
    let rest = stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    });
    Ok(response.streaming(stream::iter(first).chain(rest)))
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
    let mut text = String::new();
    let name = name.chars().take(NAME_CHARACTERS);
    for character in name.filter(|character| !character.is_control()) {
        let character = if r#"/\:*?"<>|"#.contains(character) {
            '_'
        } else {
            character
        };
        let mut bytes = [0; 4];
        for byte in character.encode_utf8(&mut bytes).bytes() {
            if byte.is_ascii_alphanumeric() || b"-_".contains(&byte) {
                text.push(char::from(byte));
            } else {
                // Nothing can fail to be written into a string.
                let _written = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

fn codebook_of(app: &App, bom: bool) -> HttpResponse {
    let mut table = Vec::new();
    // Nothing can fail to be written into memory.
    let _written = codebook(&app.sdl, bom, &mut table);
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"plangraph-codebook.csv\"",
        ))
        .body(table)
}

/// Collects what is written and sends it piece by piece.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Pieces {
    fn send(&mut self, piece: io::Result<Bytes>) -> io::Result<()> {
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "the client is gone");
        self.sender.blocking_send(piece).map_err(gone)
    }

    /// Breaks the answer off, so that the client does not take half of it for all.
    fn fail(&mut self, error: &ExportError) {
        let is_gone =
            matches!(error, ExportError::Write(error) if error.kind() == io::ErrorKind::BrokenPipe);
        if !is_gone {
            tracing::error!(error = %error, "an export broke off");
            let _unheard = self.send(Err(io::Error::other("the export broke off")));
        }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE));
        self.send(Ok(Bytes::from(piece)))
    }
}

const ORDERS: Words<TaskOrderField> = &[
    ("document", TaskOrderField::Document),
    ("unit-count", TaskOrderField::UnitCount),
    ("deadline", TaskOrderField::Deadline),
];

const DIRECTIONS: Words<Direction> = &[
    ("asc", Direction::Ascending),
    ("desc", Direction::Descending),
];

const WORDINGS: Words<Wording> = &[("en", Wording::Api), ("zh", Wording::Chinese)];

impl Parameters {
    /// The search, if one is asked for.
    fn search(&self) -> Result<Option<Search>, Fault> {
        let keep_as_text = list(self.keep_as_text.as_deref(), "keepAsText")?;
        match (&self.query, keep_as_text) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(bad("`keepAsText` is for a `query`".to_owned())),
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
            return Err(bad("`direction` is for an `orderBy`".to_owned()));
        }
        Ok(field.map(|field| TaskOrder {
            field,
            direction: direction.unwrap_or_default(),
        }))
    }

    fn filter(&self) -> Result<NetworkFilter, Fault> {
        let defaults = NetworkFilter::default();
        let role = one_of(self.role.as_deref(), "role", ROLES)?;
        let names = |words: &Option<String>| {
            let words = words.as_deref()?;
            Some(parts(words).map(str::to_owned).collect())
        };
        // Beside the units: a task that one of these leads, whoever else has a part in it.
        let led = names(&self.leads).map(|any| TaskFilter {
            units: Some(UnitMatch {
                any: Some(any),
                role: Some(Role::Lead),
                ..UnitMatch::default()
            }),
            ..TaskFilter::default()
        });
        let tasks = TaskFilter {
            plans: list(self.plans.as_deref(), "plans")?,
            chapters: list(self.chapters.as_deref(), "chapters")?,
            chapter_ids: list(self.chapter_ids.as_deref(), "chapterIds")?,
            units: names(&self.units).map(|any| UnitMatch {
                any: Some(any),
                role,
                ..UnitMatch::default()
            }),
            cities: names(&self.cities).map(|any| CityMatch {
                any: Some(any),
                ..CityMatch::default()
            }),
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
            min_weight: self.min_weight,
            basis: several_of(self.basis.as_deref(), "basis", BASES)?.unwrap_or(defaults.basis),
            roles: several_of(self.roles.as_deref(), "roles", ROLES)?,
        })
    }
}

fn parts(words: &str) -> impl Iterator<Item = &str> {
    let words = words.split([',', '，', '、']).map(str::trim);
    words.filter(|word| !word.is_empty())
}

fn list<T: FromStr>(words: Option<&str>, name: &str) -> Result<Option<Vec<T>>, Fault> {
    let Some(words) = words else { return Ok(None) };
    let read = |word: &str| {
        word.parse()
            .map_err(|_unreadable| bad(format!("`{name}` has “{word}”, which is none")))
    };
    parts(words).map(read).collect::<Result<_, _>>().map(Some)
}

/// The value of a word, in either form: `lead-to-responsible`, `LEAD_TO_RESPONSIBLE`.
fn one_of<T: Copy>(word: Option<&str>, name: &str, words: Words<T>) -> Result<Option<T>, Fault> {
    let Some(word) = word else { return Ok(None) };
    let plain = word.to_ascii_lowercase().replace('_', "-");
    let known = || {
        let known = words::listed(words);
        bad(format!("`{name}` is “{word}”, which is none of {known}"))
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
    Ok(Some(values.into_iter().flatten().collect()))
}

fn bad(message: String) -> Fault {
    Fault::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
}

fn refused(error: &ExportError) -> Fault {
    match error {
        ExportError::UnknownWord { .. } | ExportError::NotTogether { .. } => {
            Fault::not_found(error.to_string())
        }
        ExportError::Query(QueryError::TimedOut { .. }) => {
            Fault::new(StatusCode::GATEWAY_TIMEOUT, "TIMED_OUT", error.to_string())
        }
        ExportError::Query(QueryError::Store(_) | QueryError::Search(_))
        | ExportError::Write(_)
        | ExportError::Workbook(_)
        | ExportError::Parquet(_) => Fault::internal(error),
        ExportError::Query(_)
        | ExportError::NotSearched { .. }
        | ExportError::NotWorded { .. }
        | ExportError::TooManyRows { .. }
        | ExportError::OnePlan
        | ExportError::Whole
        | ExportError::NoPeriod
        | ExportError::NoYear => bad(error.to_string()),
    }
}
