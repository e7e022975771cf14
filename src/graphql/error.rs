//! Errors as clients see them: one table of codes, and what each error carries beside its message.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use async_graphql::{Error, ErrorExtensionValues, ServerError, Value, value};

use crate::engine::QueryError;
use crate::model::{PlanId, UnitId};

/// The most errors that one response holds.
const ERROR_LIMIT: usize = 50;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal;)+) => {
        /// `extensions.code` of an error. `schema/README.md` lists them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code { $($(#[$doc])* $variant),+ }

        impl Code {
            /// The word in `extensions.code`.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

codes! {
    /// The document is not GraphQL.
    ParseFailed = "GRAPHQL_PARSE_FAILED";
    /// The document does not fit the schema, or a variable does not fit its type.
    ValidationFailed = "GRAPHQL_VALIDATION_FAILED";
    /// The document has no operation of the name given, or several and no name was given.
    OperationNotFound = "OPERATION_NOT_FOUND";
    /// The document has more bytes than allowed.
    DocumentTooLong = "DOCUMENT_TOO_LONG";
    /// The document defines more operations and fragments than allowed.
    TooManyDefinitions = "TOO_MANY_DEFINITIONS";
    /// A fragment contains itself.
    FragmentCycle = "FRAGMENT_CYCLE";
    /// With all fragments written out, the document selects more fields than allowed.
    TooManySelections = "TOO_MANY_SELECTIONS";
    /// Fields stand inside each other deeper than allowed.
    TooDeep = "QUERY_TOO_DEEP";
    /// More aliases than allowed.
    TooManyAliases = "TOO_MANY_ALIASES";
    /// More directives than allowed.
    TooManyDirectives = "TOO_MANY_DIRECTIVES";
    /// An operation has more fields at its root than allowed.
    TooManyRootFields = "TOO_MANY_ROOT_FIELDS";
    /// Lists of the introspection stand inside each other deeper than allowed.
    IntrospectionTooDeep = "INTROSPECTION_TOO_DEEP";
    /// Page sizes and fields together ask for more than allowed.
    TooComplex = "QUERY_TOO_COMPLEX";
    /// An argument has a value that makes no sense.
    BadUserInput = "BAD_USER_INPUT";
    /// A page or a list of ids is larger than allowed.
    PageTooLarge = "PAGE_TOO_LARGE";
    /// A cursor is malformed or belongs to another list.
    InvalidCursor = "INVALID_CURSOR";
    /// A text is no id, or the id of another kind of thing.
    InvalidId = "INVALID_ID";
    /// No unit bears the name.
    UnknownUnit = "UNKNOWN_UNIT";
    /// No plan has the id.
    UnknownPlan = "UNKNOWN_PLAN";
    /// No division bears the name or code.
    UnknownCity = "UNKNOWN_CITY";
    /// Several units or divisions bear the name.
    AmbiguousName = "AMBIGUOUS_NAME";
    /// A grouping has more groups than one answer holds.
    TooManyGroups = "TOO_MANY_GROUPS";
    /// A network has more edges than one answer holds.
    NetworkTooLarge = "NETWORK_TOO_LARGE";
    /// The state has changed since the cursor was given out, and with it the order of what was found.
    StaleCursor = "STALE_CURSOR";
    /// The search index does not hold the state that is asked.
    IndexBehind = "INDEX_BEHIND";
    /// No key exists, so nothing can be written.
    ReadOnly = "READ_ONLY";
    /// A key is needed, and none or a wrong one was given.
    Unauthenticated = "UNAUTHENTICATED";
    /// The key does not allow it.
    Forbidden = "FORBIDDEN";
    /// The document is none of those that this server answers.
    NotTrusted = "DOCUMENT_NOT_TRUSTED";
    /// The document with this digest was never sent.
    PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND";
    /// This server does not describe itself.
    IntrospectionDisabled = "INTROSPECTION_DISABLED";
    /// The operation does not fit the way on which it was sent.
    WrongTransport = "WRONG_TRANSPORT";
    /// The time for the request is over.
    TimedOut = "TIMED_OUT";
    /// The fault is on the server's side; its log says more.
    Internal = "INTERNAL";
}

/// What a resolver returns.
pub(crate) type Result<T, E = Fault> = std::result::Result<T, E>;

/// An error on its way to the client.
#[derive(Debug)]
pub(crate) struct Fault(Box<Details>);

#[derive(Debug)]
struct Details {
    code: Code,
    message: String,
    argument: Option<String>,
    did_you_mean: Vec<String>,
    /// Ids and names.
    candidates: Vec<(String, String)>,
    /// A least weight with which a network is small enough.
    min_weight: Option<f64>,
    /// What is for the server's log only.
    cause: Option<Cause>,
}

/// The cause of an internal error, kept from clients.
#[derive(Debug, Clone)]
struct Cause(String);

impl Fault {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            code,
            message: message.into(),
            argument: None,
            did_you_mean: Vec::new(),
            candidates: Vec::new(),
            min_weight: None,
            cause: None,
        }))
    }

    /// An error of the server's own, of which clients learn no more than that.
    pub(crate) fn internal(cause: impl fmt::Display) -> Self {
        let message = "something failed inside the server: its log says what";
        let mut fault = Self::new(Code::Internal, message);
        fault.0.cause = Some(Cause(cause.to_string()));
        fault
    }

    /// Whether it is an error of the server's own.
    pub(crate) fn is_internal(&self) -> bool {
        self.0.code == Code::Internal
    }

    /// Something that is named in the same state is not in it.
    pub(crate) fn dangling(what: &str, id: impl fmt::Display) -> Self {
        Self::internal(format!(
            "{what} {id} is named but not kept: run `plangraph check`"
        ))
    }

    /// No plan has the id in the argument `plan`.
    pub(crate) fn unknown_plan(id: PlanId) -> Self {
        Self::from(QueryError::UnknownPlan(id)).at("plan")
    }

    /// Several things bear a name; each candidate is an id and a name.
    pub(crate) fn ambiguous(message: String, candidates: Vec<(String, String)>) -> Self {
        let mut fault = Self::new(Code::AmbiguousName, message);
        fault.0.candidates = candidates;
        fault
    }

    /// Nothing bears a name; these do that come nearest.
    fn unknown(code: Code, message: String, nearest: Vec<String>) -> Self {
        let mut fault = Self::new(code, message);
        fault.0.did_you_mean = nearest;
        fault
    }

    /// Names the argument concerned: `first`, `filter.units`.
    #[must_use]
    pub(crate) fn at(mut self, argument: impl Into<String>) -> Self {
        self.0.argument = Some(argument.into());
        self
    }

    /// Names the argument that a name or an id stands in, when that is what is at fault.
    #[must_use]
    pub(crate) fn named_in(self, argument: &str) -> Self {
        match self.0.code {
            Code::UnknownUnit | Code::UnknownCity | Code::AmbiguousName => self.at(argument),
            _ => self,
        }
    }
}

impl Details {
    fn extensions(&self) -> ErrorExtensionValues {
        let mut values = ErrorExtensionValues::default();
        values.set("code", self.code.word());
        if let Some(argument) = &self.argument {
            values.set("argument", argument.as_str());
        }
        if !self.did_you_mean.is_empty() {
            values.set("didYouMean", self.did_you_mean.clone());
        }
        if !self.candidates.is_empty() {
            let candidates = self.candidates.iter();
            let candidates = candidates.map(|(id, name)| value!({ "id": id, "name": name }));
            values.set("candidates", Value::List(candidates.collect()));
        }
        if let Some(enough) = self.min_weight {
            values.set("minWeight", enough);
        }
        values
    }
}

impl From<QueryError> for Fault {
    fn from(error: QueryError) -> Self {
        let message = error.to_string();
        match error {
            QueryError::UnknownUnit { nearest, .. } => {
                Self::unknown(Code::UnknownUnit, message, nearest).at("filter.units")
            }
            QueryError::UnknownCity { nearest, .. } => {
                Self::unknown(Code::UnknownCity, message, nearest).at("filter.cities")
            }
            QueryError::AmbiguousName {
                candidates, units, ..
            } => {
                let ids = units.iter().map(UnitId::to_string);
                Self::ambiguous(message, ids.zip(candidates).collect())
            }
            QueryError::UnknownPlan(_) => Self::new(Code::UnknownPlan, message).at("filter.plans"),
            QueryError::RepeatedDimension => Self::new(Code::BadUserInput, message).at("groupBy"),
            QueryError::TooManyGroups { .. } => {
                Self::new(Code::TooManyGroups, message).at("groupBy")
            }
            QueryError::TooManyCells { .. } => Self::new(Code::TooManyGroups, message).at("filter"),
            QueryError::NetworkTooLarge { enough, .. } => {
                let mut fault = Self::new(Code::NetworkTooLarge, message);
                fault.0.min_weight = Some(enough);
                fault.at("filter.minWeight")
            }
            QueryError::TimedOut { .. } => Self::new(Code::TimedOut, message),
            QueryError::BadQuery(_) => Self::new(Code::BadUserInput, message).at("query"),
            QueryError::IndexBehind => Self::new(Code::IndexBehind, message),
            QueryError::Search(_) | QueryError::Store(_) => Self::internal(chain(&error)),
        }
    }
}

/// The code of a question that failed, for answers that are no GraphQL.
pub(crate) fn code_of(error: QueryError) -> &'static str {
    Fault::from(error).0.code.word()
}

impl From<Fault> for Error {
    fn from(Fault(details): Fault) -> Self {
        let extensions = Some(details.extensions());
        let source = details
            .cause
            .map(|cause| Arc::new(cause) as Arc<dyn Any + Send + Sync>);
        Self {
            message: details.message,
            source,
            extensions,
        }
    }
}

impl From<Fault> for ServerError {
    fn from(fault: Fault) -> Self {
        let Error {
            message,
            source,
            extensions,
        } = fault.into();
        Self {
            source,
            extensions,
            ..Self::new(message, None)
        }
    }
}

/// Gives every error a code and keeps the list short.
///
/// Returns the causes of internal errors, for the log.
pub(crate) fn finish(errors: &mut Vec<ServerError>) -> Vec<String> {
    errors.truncate(ERROR_LIMIT);
    for error in errors.iter_mut() {
        let values = error.extensions.get_or_insert_default();
        if values.get("code").is_none() {
            let code = if error.path.is_empty() {
                Code::ValidationFailed
            } else {
                Code::BadUserInput
            };
            values.set("code", code.word());
        }
    }
    let causes = errors.iter().filter_map(|error| error.source::<Cause>());
    causes.map(|Cause(cause)| cause.clone()).collect()
}

/// An error with everything that led to it.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(": ");
        text.push_str(&source.to_string());
        next = source.source();
    }
    text
}
