//! Whether the variables of a request have the types that its operation gives them.
//!
//! As the specification coerces them (“Coercing Variable Values”): before anything runs, so that a wrong one is the fault of
//! the whole request. The executor would notice only where a field reads one, in the middle of an answer.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use async_graphql::Name;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, OperationDefinition, Type, TypeKind, TypeSystemDefinition,
};
use serde_json::{Map, Value};

use super::error::{Code, Fault, Result};
use crate::model::Date;

/// What a type of inputs takes.
enum Input {
    /// One of these words.
    Enum(HashSet<Name>),
    Object(Object),
}

struct Object {
    /// Whether exactly one field must be given.
    is_one_of: bool,
    /// The fields in the order of the schema: the type of each, and whether it may be left out.
    fields: Vec<(Name, Type, bool)>,
}

static INPUTS: LazyLock<HashMap<Name, Input>> = LazyLock::new(|| inputs(&super::sdl()));

/// Reads the types, so that the first request need not wait for it.
pub(crate) fn learn() {
    LazyLock::force(&INPUTS);
}

/// Refuses variables that are missing or of another type than the operation says.
pub(crate) fn check(operation: &OperationDefinition, variables: &Value) -> Result<()> {
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let name = definition.name.node.as_str();
        let of = &definition.var_type.node;
        match variables.get(name) {
            None if of.nullable || definition.default_value.is_some() => {}
            None => return Err(missing(&format!("${name}"))),
            Some(value) => Place::Variable(name).check(of, value)?,
        }
    }
    Ok(())
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place<'a> {
    Variable(&'a str),
    Field(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn check(&self, of: &Type, value: &Value) -> Result<()> {
        if value.is_null() {
            return if of.nullable {
                Ok(())
            } else {
                Err(missing(&self.to_string()))
            };
        }
        match &of.base {
            BaseType::List(of) => match value {
                Value::Array(items) => {
                    let mut items = items.iter().enumerate();
                    items.try_for_each(|(index, item)| Place::Item(self, index).check(of, item))
                }
                // One value is a list of one.
                value => self.check(of, value),
            },
            BaseType::Named(name) => self.check_named(name, value),
        }
    }

    fn check_named(&self, name: &Name, value: &Value) -> Result<()> {
        if name == "Date" && !value.as_str().is_some_and(is_date) {
            let message = format!("the variable `{self}` is no date such as 2012-02-17");
            return Err(Fault::new(Code::BadUserInput, message).at(self.to_string()));
        }
        let fits = match (name.as_str(), INPUTS.get(name)) {
            (_, Some(Input::Object(object))) => match value {
                Value::Object(members) => return self.check_members(name, object, members),
                _ => false,
            },
            (_, Some(Input::Enum(words))) => value.as_str().is_some_and(|it| words.contains(it)),
            ("Int", None) => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
            ("Float", None) => value.is_number(),
            ("String", None) => value.is_string(),
            ("Boolean", None) => value.is_boolean(),
            ("ID", None) => value.is_string() || value.is_i64(),
            (_, None) => true,
        };
        if fits {
            return Ok(());
        }
        Err(self.fault(format!("the variable `{self}` is no {name}")))
    }

    fn check_members(
        &self,
        name: &Name,
        object: &Object,
        members: &Map<String, Value>,
    ) -> Result<()> {
        for (member, value) in members {
            let mut fields = object.fields.iter();
            let Some((_, of, _)) = fields.find(|(field, ..)| field.as_str() == member) else {
                let message =
                    format!("the variable `{self}` has a field `{member}`, which {name} has not");
                return Err(self.fault(message));
            };
            Place::Field(self, member).check(of, value)?;
        }
        for (field, _, may_lack) in &object.fields {
            if !may_lack && !members.contains_key(field.as_str()) {
                return Err(missing(&Place::Field(self, field).to_string()));
            }
        }
        let is_one = members.len() == 1 && members.values().all(|value| !value.is_null());
        if object.is_one_of && !is_one {
            let message = format!(
                "the variable `{self}` is no {name}: exactly one of its fields must have a value"
            );
            return Err(self.fault(message));
        }
        Ok(())
    }

    fn fault(&self, message: String) -> Fault {
        Fault::new(Code::ValidationFailed, message).at(self.to_string())
    }
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "${name}"),
            Self::Field(of, name) => write!(f, "{of}.{name}"),
            Self::Item(of, index) => write!(f, "{of}[{index}]"),
        }
    }
}

fn missing(place: &str) -> Fault {
    let message = format!("the variable `{place}` is required and has no value");
    Fault::new(Code::ValidationFailed, message).at(place)
}

/// Whether a text is a date as the scalar takes it.
pub(crate) fn is_date(text: &str) -> bool {
    text.parse::<Date>().is_ok()
}

/// The types of inputs in a schema; of a text that is no schema none, and then only what is no input object is checked.
fn inputs(sdl: &str) -> HashMap<Name, Input> {
    let definitions = parse_schema(sdl).into_iter().flat_map(|it| it.definitions);
    let inputs = definitions.filter_map(|definition| {
        let TypeSystemDefinition::Type(definition) = definition else {
            return None;
        };
        let definition = definition.node;
        let input = match definition.kind {
            TypeKind::Enum(kind) => {
                let words = kind.values.into_iter().map(|word| word.node.value.node);
                Input::Enum(words.collect())
            }
            TypeKind::InputObject(kind) => {
                let mut directives = definition.directives.iter();
                let fields = kind.fields.into_iter().map(|field| {
                    let field = field.node;
                    let may_lack = field.ty.node.nullable || field.default_value.is_some();
                    (field.name.node, field.ty.node, may_lack)
                });
                Input::Object(Object {
                    is_one_of: directives.any(|it| it.node.name.node == "oneOf"),
                    fields: fields.collect(),
                })
            }
            _ => return None,
        };
        Some((definition.name.node, input))
    });
    inputs.collect()
}
