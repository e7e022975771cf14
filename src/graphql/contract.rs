//! The schema as clients are given it, read once: what it says of its types.

use std::sync::LazyLock;

use apollo_compiler::ast::Type;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::Schema;
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
