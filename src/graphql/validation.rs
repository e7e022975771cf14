//! Whether a document fits the schema, by the rules of the specification.
//!
//! The executor's own rules (7.2.1) pass what stands under `__typename`, fields of one name that cannot be merged, variables
//! that are looser than their place and several fields at the root of a subscription, refuse variables that only directives
//! use, and are gone through anew whenever a document is run. So a document is held against the schema by another validator,
//! once, when it is not known yet, and the executor validates nothing.

use std::collections::HashSet;

use apollo_compiler::ast::{InputValueDefinition, Type, Value, VariableDefinition};
use apollo_compiler::diagnostic::ToCliReport as _;
use apollo_compiler::executable::{Selection, SelectionSet};
use apollo_compiler::parser::{Parser, SourceMap, SourceSpan};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::DiagnosticList;
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};
use async_graphql::{Pos, ServerError};

use super::contract;
use super::error::{Code, Fault};
use super::variables::is_date;

/// What is wrong with a document that was found to be of measure.
pub(crate) fn faults(text: &str) -> Vec<ServerError> {
    let Some(schema) = contract::schema() else {
        let cause = "the schema that documents are validated with cannot be read";
        return vec![Fault::internal(cause).into()];
    };
    let document = match Parser::new().parse_ast(text, "document.graphql") {
        Ok(document) => document,
        Err(broken) => return told(Code::ParseFailed, &broken.errors),
    };
    match document.to_executable_validate(schema) {
        Ok(valid) => Inputs::faults(schema, &valid),
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
    let places = place.and_then(|place| position(place, sources)).into_iter();
    ServerError {
        locations: places.collect(),
        ..Fault::new(code, message).into()
    }
}

/// Line and column in characters, both from 1; the validator's own columns are bytes (1.33.1).
fn position(place: SourceSpan, sources: &SourceMap) -> Option<Pos> {
    let text = sources.get(&place.file_id())?.source_text();
    let before = text.get(..place.offset())?;
    let line = before.rsplit('\n').next()?;
    Some(Pos {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    })
}

/// What the validator does not look for in the inputs of a document (1.33.1): variables within lists and objects that do not
/// fit their place, fields that stand twice in one object, whether an object gives exactly one field where its type asks
/// for that, and dates that are none. An operation is gone through with the fragments that it reaches, for its variables hold there.
struct Inputs<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
    variables: &'a [Node<VariableDefinition>],
    reached: HashSet<&'a Name>,
    /// The names of argument and fields that lead to the value looked at.
    path: Vec<String>,
    faults: Vec<ServerError>,
}

/// Where a value stands: the type that is wanted, and whether there is one for a value left out.
#[derive(Clone, Copy)]
struct Place<'a> {
    of: &'a Type,
    has_default: bool,
}

impl<'a> Place<'a> {
    fn of(definition: &'a InputValueDefinition) -> Self {
        Self {
            of: &definition.ty,
            has_default: definition.default_value.is_some(),
        }
    }

    /// The place of an item of a list.
    fn item(self) -> Self {
        Self {
            of: self.of.item_type(),
            has_default: false,
        }
    }

    /// “All Variable Usages Are Allowed” of the specification.
    fn takes(self, variable: &VariableDefinition) -> bool {
        let default = variable.default_value.as_ref();
        let is_never_null = self.has_default || default.is_some_and(|value| !value.is_null());
        if self.of.is_non_null() && !variable.ty.is_non_null() && is_never_null {
            return variable.ty.is_assignable_to(&self.of.clone().nullable());
        }
        variable.ty.is_assignable_to(self.of)
    }
}

impl<'a> Inputs<'a> {
    fn faults(schema: &'a Schema, document: &'a ExecutableDocument) -> Vec<ServerError> {
        let mut faults = Vec::new();
        for operation in document.operations.iter() {
            let mut inputs = Self {
                schema,
                document,
                variables: &operation.variables,
                reached: HashSet::new(),
                path: Vec::new(),
                faults,
            };
            for variable in &operation.variables {
                if let Some(value) = &variable.default_value {
                    let place = Place {
                        of: &variable.ty,
                        has_default: false,
                    };
                    inputs.named(format!("${}", variable.name), place, value);
                }
            }
            inputs.selections(&operation.selection_set);
            faults = inputs.faults;
        }
        faults
    }

    fn selections(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    for argument in &field.arguments {
                        let definition = field.definition.argument_by_name(&argument.name);
                        if let Some(definition) = definition {
                            let place = Place::of(definition);
                            self.named(argument.name.to_string(), place, &argument.value);
                        }
                    }
                    self.selections(&field.selection_set);
                }
                Selection::InlineFragment(fragment) => self.selections(&fragment.selection_set),
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.fragment_name);
                    if let Some(fragment) = fragment
                        && self.reached.insert(&spread.fragment_name)
                    {
                        self.selections(&fragment.selection_set);
                    }
                }
            }
        }
    }

    fn named(&mut self, name: String, place: Place<'_>, value: &Node<Value>) {
        self.path.push(name);
        self.value(place, value);
        self.path.pop();
    }

    fn value(&mut self, place: Place<'_>, value: &Node<Value>) {
        match &**value {
            Value::Variable(name) => {
                let mut variables = self.variables.iter();
                let variable = variables.find(|variable| variable.name == *name);
                if let Some(variable) = variable
                    && !place.takes(variable)
                {
                    let (has, wanted) = (&variable.ty, place.of);
                    let message =
                        format!("variable `${name}` of type `{has}` cannot be used for `{wanted}`");
                    self.fault(message, value.location());
                }
            }
            Value::List(items) => {
                for item in items {
                    self.value(place.item(), item);
                }
            }
            Value::Object(fields) => self.object(place.of.inner_named_type(), fields, value),
            Value::Null => {}
            other
                if place.of.inner_named_type() == "Date"
                    && !other.as_str().is_some_and(is_date) =>
            {
                self.no_date(value);
            }
            _ => {}
        }
    }

    fn object(&mut self, of: &Name, fields: &[(Name, Node<Value>)], value: &Node<Value>) {
        let Some(ExtendedType::InputObject(object)) = self.schema.types.get(of) else {
            return;
        };
        let is_one = matches!(fields, [(_, value)] if !value.is_null());
        if object.directives.has("oneOf") && !is_one {
            let message = format!("exactly one field of `{of}` must have a value");
            self.fault(message, value.location());
        }
        let mut seen = HashSet::new();
        for (name, value) in fields {
            if !seen.insert(name) {
                let message = format!("the input field `{name}` stands twice in one object");
                self.fault(message, name.location());
            }
            if let Some(field) = object.fields.get(name) {
                self.named(name.to_string(), Place::of(field), value);
            }
        }
    }

    fn no_date(&mut self, value: &Node<Value>) {
        let message = format!("{value} is no date such as 2012-02-17");
        let fault = Fault::new(Code::BadUserInput, message).at(self.path.join("."));
        let sources = &self.document.sources;
        let places = value.location().and_then(|it| position(it, sources));
        self.faults.push(ServerError {
            locations: places.into_iter().collect(),
            ..fault.into()
        });
    }

    fn fault(&mut self, message: String, place: Option<SourceSpan>) {
        let sources = &self.document.sources;
        let fault = fault(Code::ValidationFailed, message, place, sources);
        self.faults.push(fault);
    }
}
