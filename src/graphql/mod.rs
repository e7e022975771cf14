//! The GraphQL schema: one file per type, paging, limits, error codes.
//!
//! [`schema`] is built once and needs no data; [`prepare`] parses and measures a request, [`Prepared::run`] answers it from
//! one [`View`]. Both are plain function calls: no resolver waits for anything outside, so the caller decides on which
//! thread they run. [`subscribe`] does the same for what is listened to, event by event.
//!
//! Fields of an object are resolved one after the other (`serial`): side by side they would cost twice as much, and only the
//! things of a list and the fields of a query have anything to share (`scope`).
//!
//! The way of a request: its length is checked and it is parsed, or found parsed, the guard measures it, it is validated, the
//! resolvers read through one `Scope`, the answer gets its shape, and every error leaves with a code.

#![expect(
    clippy::unused_async,
    clippy::too_many_arguments,
    reason = "resolvers: asynchronous to the macro whether they wait or not, and a function argument for every field argument"
)]

mod access;
mod answers;
mod asked;
mod block_on;
mod budget;
mod contract;
mod cursor;
mod documents;
mod error;
mod filters;
mod guard;
mod inputs;
mod kept;
mod limits;
mod mutation;
mod network_query;
mod operation;
mod page;
mod query;
mod scope;
mod shape;
mod subscription;
mod types;
mod validation;
mod variables;

use std::sync::Arc;

use async_graphql::{
    SDLExportOptions, SchemaBuilder, ServerError, ValidationMode, Value, Variables,
};

use crate::engine::{Access, Engine, View};
use crate::model::KeyRole;
use access::Writer;
use budget::{Budget, Counting};
use documents::Document;
use guard::Measured;
use mutation::Mutation;
use query::Query;
use scope::Scopes;
use subscription::Subscription;

pub use answers::{Answers, Occasion, today};
pub use asked::NamedOperation;
pub use contract::definitions;
pub use documents::Documents;
pub(crate) use error::code_of;
pub use limits::Limits;
pub use operation::OperationKind;
pub use subscription::{Event, Source, Subscribed, subscribe};

/// The schema. Clones are cheap.
#[derive(Clone)]
pub struct Schema {
    plain: Executor,
    /// The same, for requests whose answers are counted while they are made.
    counting: Executor,
}

type Executor = async_graphql::Schema<Query, Mutation, Subscription>;

/// A request as it came over the wire.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The document; empty when `persisted` names one that was sent before.
    pub query: String,
    /// The operation of the document that is meant; `None` when it has only one.
    pub operation_name: Option<String>,
    /// Values of the variables: an object, or null for none.
    pub variables: serde_json::Value,
    /// The hexadecimal SHA-256 of the document, for one that may have been sent before.
    pub persisted: Option<String>,
    /// What the answer tells besides.
    pub extras: Extras,
}

/// What an answer tells in its `extensions`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extras {
    /// What the request was measured to cost at most, and what it did cost.
    pub cost: bool,
    /// The state that the answer comes from.
    pub data_version: bool,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The answer as JSON. A refused request has no `data`.
    pub body: String,
    /// Whether execution began. If not, the request was at fault and nothing was read.
    pub executed: bool,
    /// Number of errors.
    pub errors: usize,
    /// Causes of internal errors, which the body does not tell: for the log.
    pub causes: Vec<String>,
}

/// The schema; it needs no data.
#[must_use]
pub fn schema() -> Schema {
    // Here, so that the first answer need not wait for it.
    contract::schema();
    Schema {
        plain: builder().finish(),
        counting: builder().extension(Counting).finish(),
    }
}

fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    let builder = async_graphql::Schema::build(Query::default(), Mutation, Subscription);
    // What is run has been validated, once for a document and once for its variables.
    builder.validation_mode(ValidationMode::Fast)
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
    builder().finish().sdl_with_options(options)
}

/// A request that was parsed, measured and validated.
pub struct Prepared {
    document: Arc<Document>,
    operation_name: Option<String>,
    variables: Variables,
    extras: Extras,
    limits: Limits,
    kind: OperationKind,
    name: Option<String>,
    measured: Measured,
}

/// Parses, measures and validates a request; an answer when it is at fault.
pub fn prepare(
    documents: &Documents,
    limits: &Limits,
    request: Request,
) -> Result<Prepared, Response> {
    prepare_or(documents, limits, request)
        .map_err(|Refused(errors)| async_graphql::Response::from_errors(errors).into())
}

/// Why a request is not run.
struct Refused(Vec<ServerError>);

impl<E: Into<ServerError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(vec![error.into()])
    }
}

fn prepare_or(
    documents: &Documents,
    limits: &Limits,
    request: Request,
) -> Result<Prepared, Refused> {
    let Request {
        query,
        operation_name,
        variables,
        persisted,
        extras,
    } = request;
    let text = (persisted.is_none() || !query.is_empty()).then_some(query);
    let document = documents.find(limits, text, persisted.as_deref())?;
    let meant = operation::find(&document.parsed, operation_name.as_deref())?;
    let measured = limits.check(&document.parsed, &variables)?;
    let faults = document.faults();
    if !faults.is_empty() {
        return Err(Refused(faults.to_vec()));
    }
    documents.keep(&document);
    variables::check(meant.operation, &variables)?;
    let (kind, name) = (meant.kind(), meant.name.map(ToString::to_string));
    Ok(Prepared {
        operation_name,
        variables: Variables::from_json(variables),
        extras,
        limits: limits.clone(),
        kind,
        name,
        measured,
        document,
    })
}

impl Prepared {
    /// What the operation does.
    #[must_use]
    pub fn kind(&self) -> OperationKind {
        self.kind
    }

    /// The operation's name; `None` when it has none.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Fields of the answer when every page is full.
    #[must_use]
    pub fn complexity(&self) -> u64 {
        self.measured.complexity
    }

    /// Whether the answer may be larger than is allowed: then it is counted while it is made.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.measured.is_counted
    }

    /// Answers from the state that `view` pins; whoever may write does so through `engine`. Blocks until the answer is
    /// there.
    #[must_use]
    pub fn run(
        &self,
        schema: &Schema,
        view: &View,
        writer: Option<(Arc<Engine>, Access)>,
    ) -> Response {
        if self.kind == OperationKind::Subscription {
            let message = "a subscription needs a WebSocket or `Accept: text/event-stream`";
            return error::Fault::new(error::Code::WrongTransport, message).into();
        }
        let mut request = self.request(view);
        if let Some((engine, access)) = writer {
            request = request.data(Writer { engine, access });
        }
        let mut response = block_on::block_on(self.executor(schema).execute(request));
        self.shape(&mut response);
        self.extend(&mut response, view);
        response.into()
    }

    /// Gives an answer the shape of the specification.
    fn shape(&self, response: &mut async_graphql::Response) {
        let document = &self.document;
        if document.is_marked() {
            shape::unmark(&mut response.data);
        }
        if !response.errors.is_empty()
            && let Ok(meant) = operation::find(&document.parsed, self.operation_name.as_deref())
        {
            shape::mend(&document.parsed, meant.operation, response);
        }
    }

    /// What runs the request.
    fn executor<'a>(&self, schema: &'a Schema) -> &'a Executor {
        if self.is_counted() {
            &schema.counting
        } else {
            &schema.plain
        }
    }

    /// The request for the executor.
    fn request(&self, view: &View) -> async_graphql::Request {
        let text = self.document.text.as_str();
        let mut request = async_graphql::Request::new(text).variables(self.variables.clone());
        request.operation_name.clone_from(&self.operation_name);
        request.set_parsed_query(self.document.runnable().clone());
        // So many fields of a mutation can show their own state.
        let steps = match self.kind {
            OperationKind::Mutation => self.limits.root_fields,
            _ => 0,
        };
        let steps = usize::try_from(steps).unwrap_or(usize::MAX);
        if self.is_counted() {
            request = request.data(Budget::new(&self.limits));
        }
        request.data(Scopes::new(view, self.limits.time, steps))
    }

    /// Adds what the answer is asked to tell besides.
    fn extend(&self, response: &mut async_graphql::Response, view: &View) {
        if self.extras.cost {
            let requested = self.complexity();
            let actual = fields(&response.data);
            let cost = async_graphql::value!({ "requested": requested, "actual": actual });
            response.extensions.insert("cost".to_owned(), cost);
        }
        if self.extras.data_version {
            let version = Value::String(view.data_version());
            response
                .extensions
                .insert("dataVersion".to_owned(), version);
        }
    }
}

/// Number of fields in an answer.
fn fields(value: &Value) -> u64 {
    match value {
        Value::Object(members) => members.values().map(|value| 1 + fields(value)).sum(),
        Value::List(items) => items.iter().map(fields).sum(),
        _ => 0,
    }
}

/// Answers `request` from the state that `view` pins, within `limits`, with nobody writing. Blocks until the answer is
/// there.
#[must_use]
pub fn execute(schema: &Schema, view: &View, limits: &Limits, request: Request) -> Response {
    match prepare(&Documents::new(1), limits, request) {
        Ok(prepared) => prepared.run(schema, view, None),
        Err(response) => response,
    }
}

/// What a caller may not do who may not even read; `None` when reading is allowed.
#[must_use]
pub fn refuse_reading(access: &Access) -> Option<Response> {
    access::check(access, KeyRole::Read).err().map(Into::into)
}

impl From<error::Fault> for Response {
    fn from(fault: error::Fault) -> Self {
        async_graphql::Response::from_errors(vec![fault.into()]).into()
    }
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
            errors: response.errors.len(),
            causes,
        }
    }
}
