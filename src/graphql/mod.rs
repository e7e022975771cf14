//! The GraphQL schema: one file per type, paging, limits, error codes.
//!
//! [`schema`] is built once and needs no data; [`execute`] answers one request from one [`View`]. A request is a plain
//! function call: no resolver waits for anything outside, so the caller decides on which thread it runs.
//!
//! The way of a request: its length is checked and it is parsed, the guard measures it, the schema validates it, the
//! resolvers read through one `Scope`, and every error leaves with a code.

#![expect(
    clippy::unused_async,
    clippy::too_many_arguments,
    reason = "resolvers: asynchronous to the macro whether they wait or not, and a function argument for every field argument"
)]

mod asked;
mod block_on;
mod cursor;
mod error;
mod filters;
mod guard;
mod network_query;
mod operation;
mod page;
mod query;
mod scope;
mod types;

use async_graphql::parser::parse_query;
use async_graphql::{EmptyMutation, EmptySubscription, SDLExportOptions, ServerError, Value};

use crate::engine::View;
use error::{Code, Fault};
use query::Query;
use scope::Scope;

pub use asked::NamedOperation;
pub use guard::Limits;

/// The schema. Clones are cheap.
#[derive(Clone)]
pub struct Schema(async_graphql::Schema<Query, EmptyMutation, EmptySubscription>);

/// A request as it came over the wire.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The document.
    pub query: String,
    /// The operation of the document that is meant; `None` when it has only one.
    pub operation_name: Option<String>,
    /// Values of the variables: an object, or null for none.
    pub variables: serde_json::Value,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The answer as JSON. A refused request has no `data`.
    pub body: String,
    /// Whether execution began. If not, the request was at fault and nothing was read.
    pub executed: bool,
    /// Causes of internal errors, which the body does not tell: for the log.
    pub causes: Vec<String>,
}

/// The schema; it needs no data.
#[must_use]
pub fn schema() -> Schema {
    let builder = async_graphql::Schema::build(Query::default(), EmptyMutation, EmptySubscription);
    // A refused document has cost enough: nobody is told what its wrong names may have meant.
    Schema(builder.disable_suggestions().finish())
}

/// The schema in the schema definition language, sorted, as `schema/schema.graphql` holds it.
#[must_use]
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by()
        .use_space_ident();
    schema().0.sdl_with_options(options)
}

/// Answers `request` from the state that `view` pins, within `limits`. Blocks until the answer is there.
#[must_use]
pub fn execute(schema: &Schema, view: &View, limits: &Limits, request: Request) -> Response {
    match prepare(view, limits, request) {
        Ok(request) => block_on::block_on(schema.0.execute(request)).into(),
        Err(error) => async_graphql::Response::from_errors(vec![error]).into(),
    }
}

/// Parses and measures a request.
fn prepare(
    view: &View,
    limits: &Limits,
    request: Request,
) -> Result<async_graphql::Request, ServerError> {
    limits.check_length(&request.query)?;
    let document = parse_query(&request.query).map_err(|error| {
        let places = ServerError::from(error);
        let fault = ServerError::from(Fault::new(Code::ParseFailed, places.message.as_str()));
        ServerError {
            locations: places.locations,
            ..fault
        }
    })?;
    let meant = operation::find(&document, request.operation_name.as_deref())?;
    operation::check_variables(meant, &request.variables)?;
    limits.check(&document, &request.variables)?;
    let variables = async_graphql::Variables::from_json(request.variables);
    let mut prepared = async_graphql::Request::new(request.query).variables(variables);
    prepared.operation_name = request.operation_name;
    prepared.set_parsed_query(document);
    Ok(prepared.data(Scope::new(view.with_time_limit(limits.time))))
}

impl From<async_graphql::Response> for Response {
    fn from(mut response: async_graphql::Response) -> Self {
        // A request error has neither data nor a place in the answer.
        let executed = response.data != Value::Null
            || response.errors.iter().any(|error| !error.path.is_empty());
        let causes = error::finish(&mut response.errors);
        let body = if executed {
            serde_json::to_string(&response)
        } else {
            serde_json::to_string(&serde_json::json!({ "errors": response.errors }))
        };
        // Neither keys nor numbers of an answer can fail to be written.
        Self {
            body: body.unwrap_or_default(),
            executed,
            causes,
        }
    }
}
