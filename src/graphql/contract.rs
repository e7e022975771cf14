//! The schema as clients are given it, read once: what it says of its types.

use std::sync::LazyLock;

use apollo_compiler::ast::{EnumValueDefinition, FieldDefinition, InputValueDefinition, Type};
use apollo_compiler::schema::{Component, ExtendedType};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Node, Schema};
use async_graphql::parser::types::OperationType;

/// What the executor tells of types and the validator has not heard of (1.33.1).
const INTROSPECTION: &str = "extend type __Type { isOneOf: Boolean }";

/// `None` when it cannot be read, and then every document is refused. A test holds that it can.
static SCHEMA: LazyLock<Option<Valid<Schema>>> = LazyLock::new(|| {
    let sdl = format!("{}\n{INTROSPECTION}\n", super::sdl());
    Schema::parse_and_validate(sdl, "schema.graphql").ok()
});

/// The schema; read when first asked for.
pub(crate) fn schema() -> Option<&'static Valid<Schema>> {
    SCHEMA.as_ref()
}

/// The definition of a type of ours; `None` for one of the introspection.
pub(crate) fn definition(of: &str) -> Option<&'static ExtendedType> {
    let definition = schema()?.types.get(of);
    definition.filter(|definition| !definition.is_built_in())
}

/// The type of a field of type `of`; `None` when it has no such field, and for fields of the introspection.
pub(crate) fn type_of(of: &str, field: &str) -> Option<&'static Type> {
    let fields = match definition(of)? {
        ExtendedType::Object(object) => &object.fields,
        ExtendedType::Interface(interface) => &interface.fields,
        _ => return None,
    };
    fields.get(field).map(|field| &field.ty)
}

/// Whether an object of this type may be one of several.
pub(crate) fn is_choice(of: &str) -> bool {
    matches!(
        definition(of),
        Some(ExtendedType::Interface(_) | ExtendedType::Union(_))
    )
}

/// The type at the root of operations.
pub(crate) fn root(operation: OperationType) -> &'static str {
    match operation {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    }
}

/// What the schema defines, a row each: what it is a part of, its name, what it is, its type, and its description.
#[must_use]
pub fn definitions() -> Vec<[String; 5]> {
    let types = schema().into_iter().flat_map(|schema| &schema.types);
    let ours = types.filter(|(_, definition)| !definition.is_built_in());
    ours.flat_map(|(name, definition)| rows_of(name, definition))
        .collect()
}

fn rows_of(of: &str, definition: &ExtendedType) -> Vec<[String; 5]> {
    let (kind, parts) = match definition {
        ExtendedType::Scalar(_) => ("scalar", Vec::new()),
        ExtendedType::Union(_) => ("union", Vec::new()),
        ExtendedType::Object(object) => ("type", rows_of_fields(of, object.fields.values())),
        ExtendedType::Interface(interface) => {
            ("interface", rows_of_fields(of, interface.fields.values()))
        }
        ExtendedType::Enum(choice) => {
            let values = choice.values.values();
            let value = |it: &Component<EnumValueDefinition>| {
                row(of, &it.value, "value", "", it.description.as_ref())
            };
            ("enum", values.map(value).collect())
        }
        ExtendedType::InputObject(object) => {
            let fields = object.fields.values();
            let rows = fields.map(|field| row_of_input(of, "input field", field));
            ("input", rows.collect())
        }
    };
    let mut rows = vec![row("", of, kind, "", definition.description())];
    rows.extend(parts);
    rows
}

/// Each field, followed by its arguments.
fn rows_of_fields<'a>(
    of: &str,
    fields: impl Iterator<Item = &'a Component<FieldDefinition>>,
) -> Vec<[String; 5]> {
    let mut rows = Vec::new();
    for field in fields {
        let about = field.description.as_ref();
        rows.push(row(of, &field.name, "field", &field.ty.to_string(), about));
        let within = format!("{of}.{}", field.name);
        let arguments = field.arguments.iter();
        rows.extend(arguments.map(|argument| row_of_input(&within, "argument", argument)));
    }
    rows
}

/// An input with its default.
fn row_of_input(of: &str, kind: &str, input: &InputValueDefinition) -> [String; 5] {
    let default = input.default_value.as_ref();
    let default = default.map(|default| default.serialize().no_indent());
    let default = default.map_or_else(String::new, |default| format!(" = {default}"));
    let own = format!("{}{default}", input.ty);
    row(of, &input.name, kind, &own, input.description.as_ref())
}

fn row(
    of: &str,
    name: &str,
    kind: &str,
    own: &str,
    description: Option<&Node<str>>,
) -> [String; 5] {
    let description = description.map_or_else(String::new, |text| text.replace('\n', " "));
    [of, name, kind, own, &description].map(str::to_owned)
}
