//! Whether the variables of a request have the types that its operation gives them.
//!
//! As the specification coerces them (“Coercing Variable Values”): before anything runs, so that a wrong one is the fault of
//! the whole request. The executor would notice only where a field reads one, in the middle of an answer.

use apollo_compiler::Name;
use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use async_graphql::parser::types::{self, BaseType, OperationDefinition};
use serde_json::{Map, Value};

use super::contract;
use super::error::{Code, Fault, Result};
use crate::model::Date;

/// Refuses variables that are missing or of another type than the operation says.
pub(crate) fn check(operation: &OperationDefinition, variables: &Value) -> Result<()> {
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let name = definition.name.node.as_str();
        let of = &definition.var_type.node;
        match variables.get(name) {
            None if of.nullable || definition.default_value.is_some() => {}
            None => return Err(missing(&format!("${name}"))),
            Some(value) => Place::Variable(name).check(&type_of(of), value)?,
        }
    }
    Ok(())
}

/// A type as the schema spells it.
fn type_of(of: &types::Type) -> Type {
    let kind = match &of.base {
        BaseType::Named(name) => Type::Named(Name::new_unchecked(name)),
        BaseType::List(item) => type_of(item).list(),
    };
    if of.nullable { kind } else { kind.non_null() }
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
            return if of.is_non_null() {
                Err(missing(&self.to_string()))
            } else {
                Ok(())
            };
        }
        match (of, value) {
            (Type::List(of) | Type::NonNullList(of), Value::Array(items)) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(index, item)| Place::Item(self, index).check(of, item))
            }
            // One value is a list of one.
            (Type::List(of) | Type::NonNullList(of), value) => self.check(of, value),
            (Type::Named(name) | Type::NonNullNamed(name), value) => self.check_named(name, value),
        }
    }

    fn check_named(&self, name: &Name, value: &Value) -> Result<()> {
        if name == "Date" && !value.as_str().is_some_and(is_date) {
            let message = format!("the variable `{self}` is no date such as 2012-02-17");
            return Err(Fault::new(Code::BadUserInput, message).at(self.to_string()));
        }
        let fits = match (name.as_str(), contract::definition(name)) {
            (_, Some(ExtendedType::InputObject(object))) => match value {
                Value::Object(members) => return self.check_members(object, members),
                _ => false,
            },
            (_, Some(ExtendedType::Enum(choice))) => value
                .as_str()
                .is_some_and(|it| choice.values.contains_key(it)),
            ("Int", _) => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
            ("Float", _) => value.is_number(),
            ("String", _) => value.is_string(),
            ("Boolean", _) => value.is_boolean(),
            ("ID", _) => value.is_string() || value.is_i64(),
            _ => true,
        };
        if fits {
            return Ok(());
        }
        Err(self.fault(format!("the variable `{self}` is no {name}")))
    }

    fn check_members(&self, object: &InputObjectType, members: &Map<String, Value>) -> Result<()> {
        let name = &object.name;
        for (member, value) in members {
            let Some(field) = object.fields.get(member.as_str()) else {
                let message =
                    format!("the variable `{self}` has a field `{member}`, which {name} has not");
                return Err(self.fault(message));
            };
            Place::Field(self, member).check(&field.ty, value)?;
        }
        for (field, definition) in &object.fields {
            if definition.is_required() && !members.contains_key(field.as_str()) {
                return Err(missing(&Place::Field(self, field).to_string()));
            }
        }
        let is_one = members.len() == 1 && members.values().all(|value| !value.is_null());
        if object.directives.has("oneOf") && !is_one {
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
