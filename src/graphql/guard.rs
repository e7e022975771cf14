//! Refuses documents that would cost too much, before anything is validated or run.
//!
//! A fragment that spreads another one twice, and that one a third, doubles the document with every step: a kilobyte can
//! stand for millions of fields, and validation walks them all. The guard measures each fragment once for each operation and
//! adds measures up, so its own cost is at most the length of the document times the number of its operations.

use std::collections::HashMap;
use std::convert::Infallible;

use apollo_compiler::ast::Type;
use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Value};

use super::contract;
use super::error::{Code, Fault, Result};
use super::limits::Limits;
use super::page::{PAGE_DEFAULT, PAGE_LIMIT};

/// What a document was measured to cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured {
    /// Fields of the answer of the costliest operation when every page is full; lists without pages count as one item.
    pub(crate) complexity: u64,
    /// Whether lists without pages can make the answer larger than is allowed.
    pub(crate) is_counted: bool,
}

/// Items that a list without pages is taken to have, when it is asked whether an answer may grow large.
const LIST: u64 = 100;

/// The same for the lists of a network.
const NETWORK_LIST: u64 = 1_000;

/// The same for what is told of a hit: its texts with what is marked in them, and why it was found.
const HIT_LIST: u64 = 10;

/// Fields that the text of a plan, and that of a part of it, weighs as much as.
const PLAN_TEXT: u64 = 1_000;
const PART_TEXT: u64 = 100;

impl Limits {
    /// Refuses a document by its length, before it is parsed.
    pub(crate) fn check_length(&self, document: &str) -> Result<()> {
        let measured = document.len() as u64;
        within(
            measured,
            self.document_bytes as u64,
            Code::DocumentTooLong,
            "bytes",
        )
    }

    /// Refuses a parsed document that is larger in any respect than allowed.
    pub(crate) fn check(
        &self,
        document: &ExecutableDocument,
        variables: &serde_json::Value,
    ) -> Result<Measured> {
        let (mut complexity, mut likely) = (0, 0);
        let definitions = document.operations.iter().count() + document.fragments.len();
        let definitions = definitions as u64;
        within(
            definitions,
            self.definitions,
            Code::TooManyDefinitions,
            "operations and fragments",
        )?;
        let mut selections: u64 = 0;
        // Looked at after each definition: what is measured already must not cost more than what is allowed.
        let mut select = |more: u64| {
            selections = selections.saturating_add(more);
            within(
                selections,
                self.selections,
                Code::TooManySelections,
                "selections",
            )
        };
        let mut guard = Guard::new(self, document, None, variables);
        for name in document.fragments.keys() {
            select(guard.fragment(name, 0)?.selections)?;
        }
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            let mut guard = Guard::new(self, document, Some(operation), variables);
            let operation = guard.operation(operation)?;
            operation.check(self)?;
            within(
                operation.width,
                self.root_fields,
                Code::TooManyRootFields,
                "fields at the root",
            )?;
            within(
                operation.cost.fixed,
                self.complexity,
                Code::TooComplex,
                "fields with full pages",
            )?;
            select(operation.selections)?;
            complexity = complexity.max(operation.cost.fixed);
            likely = likely.max(operation.likely.fixed);
        }
        Ok(Measured {
            complexity,
            is_counted: likely > self.answer_fields,
        })
    }
}

/// The size of a selection set with all fragments written out.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    selections: u64,
    depth: u64,
    aliases: u64,
    directives: u64,
    /// Most lists of the introspection on one path.
    lists: u64,
    /// Fields of the set itself.
    width: u64,
    /// Its complexity.
    cost: Cost,
    /// The same with lists without pages taken to be long.
    likely: Cost,
}

/// Fields of the answer.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    /// Those that stand once in the answer.
    fixed: u64,
    /// Those that stand in the answer once per item of the page around them.
    per_item: u64,
}

impl Cost {
    /// Adds what stands beside.
    fn merge(&mut self, other: Self) {
        self.fixed = self.fixed.saturating_add(other.fixed);
        self.per_item = self.per_item.saturating_add(other.per_item);
    }

    /// The cost of a field with this within: a page of so many items, in `times` places, `weight` for itself.
    fn around(self, page: u64, times: u64, weight: u64) -> u64 {
        let once = self.per_item.saturating_mul(page);
        let once = once.saturating_add(self.fixed).saturating_add(weight);
        once.saturating_mul(times)
    }

    /// The cost of a field: of an item of the page around it, or of something beside.
    fn of(cost: u64, is_item: bool) -> Self {
        if is_item {
            Self {
                fixed: 0,
                per_item: cost,
            }
        } else {
            Self {
                fixed: cost,
                per_item: 0,
            }
        }
    }
}

impl Measure {
    fn check(&self, limits: &Limits) -> Result<()> {
        within(
            self.selections,
            limits.selections,
            Code::TooManySelections,
            "selections",
        )?;
        within(
            self.depth,
            limits.depth,
            Code::TooDeep,
            "nested selection sets",
        )?;
        within(
            self.aliases,
            limits.aliases,
            Code::TooManyAliases,
            "aliases",
        )?;
        within(
            self.directives,
            limits.directives,
            Code::TooManyDirectives,
            "directives",
        )?;
        let allowed = limits.introspection_lists;
        within(
            self.lists,
            allowed,
            Code::IntrospectionTooDeep,
            "nested lists of the introspection",
        )
    }

    /// Adds what stands beside.
    fn merge(&mut self, other: &Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.depth = self.depth.max(other.depth);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.lists = self.lists.max(other.lists);
        self.width = self.width.saturating_add(other.width);
        self.cost.merge(other.cost);
        self.likely.merge(other.likely);
    }
}

/// Measures one operation: what a fragment costs depends on the variables of the operation that spreads it.
struct Guard<'a> {
    limits: &'a Limits,
    document: &'a ExecutableDocument,
    /// Whose variables are meant; `None` for fragments by themselves, in which a variable has no value.
    operation: Option<&'a OperationDefinition>,
    variables: &'a serde_json::Value,
    /// Fragments measured so far; `None` while one is being measured.
    fragments: HashMap<&'a Name, Option<Measure>>,
}

impl<'a> Guard<'a> {
    fn new(
        limits: &'a Limits,
        document: &'a ExecutableDocument,
        operation: Option<&'a OperationDefinition>,
        variables: &'a serde_json::Value,
    ) -> Self {
        Self {
            limits,
            document,
            operation,
            variables,
            fragments: HashMap::new(),
        }
    }

    fn operation(&mut self, operation: &'a OperationDefinition) -> Result<Measure> {
        let root = contract::root(operation.ty);
        let mut measure = self.set(Some(root), &operation.selection_set.node, 0)?;
        let of_variables = operation
            .variable_definitions
            .iter()
            .map(|it| it.node.directives.len());
        measure.directives += (operation.directives.len() + of_variables.sum::<usize>()) as u64;
        Ok(measure)
    }

    fn fragment(&mut self, name: &'a Name, level: u64) -> Result<Measure> {
        match self.fragments.get(name) {
            Some(Some(measure)) => return Ok(*measure),
            Some(None) => {
                let message = format!("the fragment `{name}` contains itself");
                return Err(Fault::new(Code::FragmentCycle, message));
            }
            None => {}
        }
        // What is not defined is for the validator to name.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Measure::default());
        };
        self.fragments.insert(name, None);
        let fragment_on = fragment.node.type_condition.node.on.node.as_str();
        let set = &fragment.node.selection_set.node;
        let mut measure = self.set(Some(fragment_on), set, level)?;
        measure.directives += fragment.node.directives.len() as u64;
        self.fragments.insert(name, Some(measure));
        Ok(measure)
    }

    /// Measures a set of an object of type `of` that stands inside `level` others, which bounds how deep this function calls
    /// itself.
    fn set(&mut self, of: Option<&str>, set: &'a SelectionSet, level: u64) -> Result<Measure> {
        within(
            level,
            self.limits.depth,
            Code::TooDeep,
            "nested selection sets",
        )?;
        let mut measure = Measure::default();
        for selection in &set.items {
            measure.directives += selection.node.directives().len() as u64;
            let part = match &selection.node {
                Selection::Field(field) => self.field(of, &field.node, level)?,
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node, level + 1)?
                }
                Selection::InlineFragment(inline) => {
                    let inline = &inline.node;
                    let condition = inline.type_condition.as_ref();
                    let of = condition.map_or(of, |condition| Some(&condition.node.on.node));
                    self.set(of, &inline.selection_set.node, level + 1)?
                }
            };
            measure.merge(&part);
        }
        measure.depth += 1;
        measure.check(self.limits)?;
        Ok(measure)
    }

    fn field(&mut self, of: Option<&str>, field: &'a Field, level: u64) -> Result<Measure> {
        let name = field.name.node.as_str();
        if !self.limits.introspection && matches!(name, "__schema" | "__type") {
            let message = "this server does not describe itself: ask its operator for the schema";
            return Err(Fault::new(Code::IntrospectionDisabled, message));
        }
        let has_parts = !field.selection_set.node.items.is_empty();
        let kind = of
            .filter(|_| has_parts)
            .and_then(|of| contract::type_of(of, name));
        let inner = if has_parts {
            let within = kind.map(|kind| kind.inner_named_type().as_str());
            self.set(within, &field.selection_set.node, level + 1)?
        } else {
            Measure::default()
        };
        let (page, ids) = (self.page_size(field), self.id_count(field));
        let cost = inner.cost.around(page, ids.unwrap_or(1), 1);
        let is_item = matches!(name, "nodes" | "edges") && field.arguments.is_empty();
        // A network names its lists as a page does.
        let is_network = of == Some("UnitNetwork");
        let is_of_hit = matches!(of, Some("SearchEdge" | "Highlight"));
        let times = match ids {
            None if kind.is_some_and(Type::is_list) && is_network => NETWORK_LIST,
            None if kind.is_some_and(Type::is_list) && is_of_hit => HIT_LIST,
            None if kind.is_some_and(Type::is_list) && !is_item => LIST,
            ids => ids.unwrap_or(1),
        };
        let likely = inner.likely.around(page, times, weight(name));
        let is_list = matches!(
            name,
            "fields" | "interfaces" | "possibleTypes" | "inputFields"
        );
        Ok(Measure {
            selections: inner.selections.saturating_add(1),
            depth: inner.depth,
            aliases: inner.aliases + u64::from(field.alias.is_some()),
            directives: inner.directives,
            lists: inner.lists + u64::from(is_list),
            width: 1,
            cost: Cost::of(cost, is_item),
            likely: Cost::of(likely, is_item && !is_network),
        })
    }

    /// Items of a page of `field`; a size above the limit is refused later, and what is no number counts as full.
    fn page_size(&self, field: &Field) -> u64 {
        let sizes = ["first", "last"].into_iter().filter_map(|argument| {
            match self.argument(field, argument) {
                Size::None => None,
                Size::Number(number) => number,
                Size::List(_) | Size::Other => Some(u64::MAX),
            }
        });
        sizes
            .max()
            .unwrap_or(PAGE_DEFAULT as u64)
            .min(PAGE_LIMIT as u64)
    }

    /// How many things `field` asks for by id, at least one; `None` for a field without ids.
    fn id_count(&self, field: &Field) -> Option<u64> {
        match self.argument(field, "ids") {
            Size::List(length) => Some((length.min(PAGE_LIMIT) as u64).max(1)),
            _ => None,
        }
    }

    /// What an argument says of sizes. Of a variable nothing is copied: it may be long, and stand in thousands of places.
    fn argument(&self, field: &Field, name: &str) -> Size {
        let Some(given) = field.get_argument(name) else {
            return Size::None;
        };
        let mut sent = None;
        let literal = given.node.clone().into_const_with(|variable| {
            sent = Some(self.variable(&variable));
            Ok::<_, Infallible>(Value::Null)
        });
        let Ok(literal) = literal;
        match (literal, sent) {
            (Value::Null, Some(variable)) => variable,
            (literal, _) => Size::of(&literal),
        }
    }

    /// The same of a variable; nothing when it is left out and has no default.
    fn variable(&self, name: &Name) -> Size {
        if let Some(value) = self.variables.get(name.as_str()) {
            return match value {
                serde_json::Value::Null => Size::None,
                serde_json::Value::Number(number) => Size::Number(number.as_u64()),
                serde_json::Value::Array(items) => Size::List(items.len()),
                _ => Size::Other,
            };
        }
        let operation = self.operation.into_iter();
        let mut definitions = operation.flat_map(|operation| &operation.variable_definitions);
        let defined = definitions.find(|definition| definition.node.name.node == *name);
        let default = defined.and_then(|definition| definition.node.default_value.as_ref());
        default.map_or(Size::None, |default| Size::of(&default.node))
    }
}

/// What a value says of sizes.
enum Size {
    /// Nothing: it is null or left out.
    None,
    /// A number; `None` when it is negative or has decimals, which is refused later.
    Number(Option<u64>),
    /// A list of so many items.
    List(usize),
    /// Something else.
    Other,
}

impl Size {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::None,
            Value::Number(number) => Self::Number(number.as_u64()),
            Value::List(items) => Self::List(items.len()),
            _ => Self::Other,
        }
    }
}

/// Fields that a field without parts weighs as much as, by the length of its text.
fn weight(name: &str) -> u64 {
    match name {
        "sourceText" => PLAN_TEXT,
        "bodySpan" => PART_TEXT,
        _ => 1,
    }
}

fn within(measured: u64, allowed: u64, code: Code, what: &str) -> Result<()> {
    if measured <= allowed {
        return Ok(());
    }
    let message = format!("the document has {measured} {what}, at most {allowed} are allowed");
    Err(Fault::new(code, message))
}
