//! Whether a document fits the schema, by the rules of the specification.
//!
//! The executor's own rules (7.2.1) pass what stands under `__typename`, fields of one name that cannot be merged, variables
//! that are looser than their place and several fields at the root of a subscription, refuse variables that only directives
//! use, and are gone through anew whenever a document is run. So a document is held against the schema by another validator,
//! once, when it is not known yet, and the executor validates nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

use apollo_compiler::ast::Value;
use apollo_compiler::diagnostic::ToCliReport as _;
use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::parser::{Parser, SourceMap, SourceSpan};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};
use async_graphql::{Pos, ServerError};

use super::error::{Code, Fault};

/// What the executor tells of types and the validator has not heard of (1.33.1).
const INTROSPECTION: &str = "extend type __Type { isOneOf: Boolean }";

/// The schema; `None` when it cannot be read, and then every document is refused. A test holds that it can.
static SCHEMA: LazyLock<Option<Valid<Schema>>> = LazyLock::new(|| {
    let sdl = format!("{}\n{INTROSPECTION}\n", super::sdl());
    Schema::parse_and_validate(sdl, "schema.graphql").ok()
});

/// Reads the schema, so that the first document need not wait for it.
pub(crate) fn learn() {
    LazyLock::force(&SCHEMA);
}

/// What is wrong with a document that was found to be of measure.
pub(crate) fn faults(text: &str) -> Vec<ServerError> {
    let Some(schema) = SCHEMA.as_ref() else {
        let cause = "the schema that documents are validated with cannot be read";
        return vec![Fault::internal(cause).into()];
    };
    let document = match Parser::new().parse_ast(text, "document.graphql") {
        Ok(document) => document,
        Err(broken) => return told(Code::ParseFailed, &broken.errors),
    };
    match document.to_executable_validate(schema) {
        Ok(valid) => Inputs::of(schema, &valid).faults,
        Err(invalid) => told(Code::ValidationFailed, &invalid.errors),
    }
}

fn told(code: Code, diagnostics: &DiagnosticList) -> Vec<ServerError> {
    let told = diagnostics.iter().map(|diagnostic| {
        let message = diagnostic.error.to_string();
        fault(
            code,
            message,
            diagnostic.error.location(),
            diagnostic.sources,
        )
    });
    told.collect()
}

fn fault(
    code: Code,
    message: String,
    place: Option<SourceSpan>,
    sources: &SourceMap,
) -> ServerError {
    let place = place.and_then(|place| place.line_column(sources));
    let places = place.into_iter().map(|place| Pos {
        line: place.line,
        column: place.column,
    });
    ServerError {
        locations: places.collect(),
        ..Fault::new(code, message).into()
    }
}

/// What the validator does not look for in the inputs of a document (1.33.1): fields that stand twice in one object,
/// and whether an object gives exactly one field where its type asks for that.
struct Inputs<'a> {
    schema: &'a Schema,
    sources: &'a SourceMap,
    faults: Vec<ServerError>,
}

impl<'a> Inputs<'a> {
    fn of(schema: &'a Schema, document: &'a ExecutableDocument) -> Self {
        let mut inputs = Self {
            schema,
            sources: &document.sources,
            faults: Vec::new(),
        };
        for operation in document.operations.iter() {
            for variable in &operation.variables {
                if let Some(value) = &variable.default_value {
                    inputs.value(variable.ty.inner_named_type(), value);
                }
            }
            inputs.selections(&operation.selection_set);
        }
        for fragment in document.fragments.values() {
            inputs.selections(&fragment.selection_set);
        }
        inputs
    }

    fn selections(&mut self, set: &SelectionSet) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    for argument in &field.arguments {
                        if let Some(definition) = field.definition.argument_by_name(&argument.name)
                        {
                            self.value(definition.ty.inner_named_type(), &argument.value);
                        }
                    }
                    self.selections(&field.selection_set);
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.selection_set),
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn value(&mut self, of: &Name, value: &Node<Value>) {
        match &**value {
            Value::List(items) => items.iter().for_each(|item| self.value(of, item)),
            Value::Object(fields) => {
                let Some(ExtendedType::InputObject(object)) = self.schema.types.get(of) else {
                    return;
                };
                let is_one = matches!(fields.as_slice(), [(_, value)] if !value.is_null());
                if object.directives.has("oneOf") && !is_one {
                    let message = format!("exactly one field of `{of}` must have a value");
                    self.fault(message, value.location());
                }
                let mut seen = HashSet::new();
                for (name, value) in fields {
                    if !seen.insert(name) {
                        let message =
                            format!("the input field `{name}` stands twice in one object");
                        self.fault(message, name.location());
                    }
                    if let Some(field) = object.fields.get(name) {
                        self.value(field.ty.inner_named_type(), value);
                    }
                }
            }
            _ => {}
        }
    }

    fn fault(&mut self, message: String, place: Option<SourceSpan>) {
        let fault = fault(Code::ValidationFailed, message, place, self.sources);
        self.faults.push(fault);
    }
}
