//! Refuses documents that would cost too much, before anything is validated or run.
//!
//! A fragment that spreads another one twice, and that one a third, doubles the document with every step: a kilobyte can
//! stand for millions of fields, and validation walks them all. The guard measures each fragment once for each operation and
//! adds measures up, so its own cost is at most the length of the document times the number of its operations.

use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;

use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Value};

use super::error::{Code, Fault, Result};
use super::page::{PAGE_DEFAULT, PAGE_LIMIT};

/// What a request may cost. The defaults let the usual introspection pass, and 100 tasks with all links and spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub document_bytes: usize,
    /// Operations and fragments defined.
    pub definitions: u64,
    /// Fields selected by all definitions together, fragments written out.
    pub selections: u64,
    /// Selection sets and fragments inside each other.
    pub depth: u64,
    /// Aliased fields of one operation, fragments written out.
    pub aliases: u64,
    /// Directives of one operation, fragments written out.
    pub directives: u64,
    /// Fields at the root of one operation.
    pub root_fields: u64,
    /// Lists of the introspection (`fields`, `interfaces`, `possibleTypes`, `inputFields`) inside each other.
    pub introspection_lists: u64,
    /// Fields of the answer when every page is full; lists without pages count as one item.
    pub complexity: u64,
    /// Whether the schema may be asked for.
    pub introspection: bool,
    /// Time for one request.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes: 64 * 1024,
            definitions: 100,
            selections: 4_000,
            depth: 32,
            aliases: 50,
            directives: 50,
            root_fields: 20,
            introspection_lists: 2,
            complexity: 25_000,
            introspection: true,
            time: Duration::from_secs(10),
        }
    }
}

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

    /// Refuses a parsed document that is larger in any respect than allowed; returns the complexity of its costliest
    /// operation.
    pub(crate) fn check(
        &self,
        document: &ExecutableDocument,
        variables: &serde_json::Value,
    ) -> Result<u64> {
        let mut complexity = 0;
        let definitions = document.operations.iter().count() + document.fragments.len();
        let definitions = definitions as u64;
        within(
            definitions,
            self.definitions,
            Code::TooManyDefinitions,
            "operations and fragments",
        )?;
        let mut selections: u64 = 0;
        let mut guard = Guard::new(self, document, None, variables);
        for name in document.fragments.keys() {
            selections = selections.saturating_add(guard.fragment(name, 0)?.selections);
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
                operation.fixed,
                self.complexity,
                Code::TooComplex,
                "fields with full pages",
            )?;
            selections = selections.saturating_add(operation.selections);
            complexity = complexity.max(operation.fixed);
        }
        within(
            selections,
            self.selections,
            Code::TooManySelections,
            "selections",
        )?;
        Ok(complexity)
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
    /// Complexity of what stands once in the answer.
    fixed: u64,
    /// Complexity of what stands in the answer once per item of the page around it.
    per_item: u64,
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
        self.fixed = self.fixed.saturating_add(other.fixed);
        self.per_item = self.per_item.saturating_add(other.per_item);
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
        let mut measure = self.set(&operation.selection_set.node, 0)?;
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
        let mut measure = self.set(&fragment.node.selection_set.node, level)?;
        measure.directives += fragment.node.directives.len() as u64;
        self.fragments.insert(name, Some(measure));
        Ok(measure)
    }

    /// Measures a set that stands inside `level` others, which bounds how deep this function calls itself.
    fn set(&mut self, set: &'a SelectionSet, level: u64) -> Result<Measure> {
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
                Selection::Field(field) => self.field(&field.node, level)?,
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node, level + 1)?
                }
                Selection::InlineFragment(inline) => {
                    self.set(&inline.node.selection_set.node, level + 1)?
                }
            };
            measure.merge(&part);
        }
        measure.depth += 1;
        measure.check(self.limits)?;
        Ok(measure)
    }

    fn field(&mut self, field: &'a Field, level: u64) -> Result<Measure> {
        let inner = if field.selection_set.node.items.is_empty() {
            Measure::default()
        } else {
            self.set(&field.selection_set.node, level + 1)?
        };
        let name = field.name.node.as_str();
        if !self.limits.introspection && matches!(name, "__schema" | "__type") {
            let message = "this server does not describe itself: ask its operator for the schema";
            return Err(Fault::new(Code::IntrospectionDisabled, message));
        }
        let once = inner
            .per_item
            .saturating_mul(self.page_size(field))
            .saturating_add(inner.fixed)
            .saturating_add(1);
        let cost = once.saturating_mul(self.id_count(field));
        let is_item = matches!(name, "nodes" | "edges") && field.arguments.is_empty();
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
            fixed: if is_item { 0 } else { cost },
            per_item: if is_item { cost } else { 0 },
        })
    }

    /// Items of a page of `field`; a size above the limit is refused later, and what is no number counts as full.
    fn page_size(&self, field: &Field) -> u64 {
        let sizes = ["first", "last"].into_iter().filter_map(|argument| {
            match self.argument(field, argument) {
                Value::Null => None,
                Value::Number(number) => number.as_u64(),
                _ => Some(u64::MAX),
            }
        });
        sizes
            .max()
            .unwrap_or(PAGE_DEFAULT as u64)
            .min(PAGE_LIMIT as u64)
    }

    /// How many things `field` asks for by id, 1 for a field without ids.
    fn id_count(&self, field: &Field) -> u64 {
        match self.argument(field, "ids") {
            Value::List(ids) => (ids.len().min(PAGE_LIMIT) as u64).max(1),
            _ => 1,
        }
    }

    /// An argument with its variables filled in; null when it is left out.
    fn argument(&self, field: &Field, name: &str) -> Value {
        let argument = field.get_argument(name).map(|value| value.node.clone());
        let filled = argument.map(|value| {
            value.into_const_with(|variable| Ok::<_, Infallible>(self.variable(&variable)))
        });
        match filled {
            Some(Ok(value)) => value,
            None => Value::Null,
        }
    }

    /// The value of a variable; null when it is left out and has no default.
    fn variable(&self, name: &Name) -> Value {
        if let Some(value) = self.variables.get(name.as_str()) {
            return Value::from_json(value.clone()).unwrap_or_default();
        }
        let operation = self.operation.into_iter();
        let mut definitions = operation.flat_map(|operation| &operation.variable_definitions);
        let defined = definitions.find(|definition| definition.node.name.node == *name);
        let default = defined.and_then(|definition| definition.node.default_value.as_ref());
        default
            .map(|default| default.node.clone())
            .unwrap_or_default()
    }
}

fn within(measured: u64, allowed: u64, code: Code, what: &str) -> Result<()> {
    if measured <= allowed {
        return Ok(());
    }
    let message = format!("the document has {measured} {what}, at most {allowed} are allowed");
    Err(Fault::new(code, message))
}
