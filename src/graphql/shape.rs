//! The shape that the specification gives an answer, where the executor gives it another one.
//!
//! async-graphql leaves out the key of a field that failed, and an object without any field is null to it (7.2.1,
//! `resolver_utils/container.rs`). So what may come out empty is asked for a mark, which is taken out again, and a field
//! that failed becomes null, up to the nearest place that may be null. An answer without errors to a document without
//! conditions passes as it is.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use apollo_compiler::ast::Type;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Name, PathSegment, Pos, Positioned, Response, Value, value};

use super::contract::{is_choice, root, type_of};

/// The key of the mark: no alias that a document can have.
const MARK: &str = "∅";

/// The document with a mark in every object that may come out empty; `None` when there is no such object.
pub(crate) fn marked(document: &ExecutableDocument) -> Option<ExecutableDocument> {
    let mut marker = Marker {
        filling: filling_fragments(document),
        marks: 0,
    };
    let mut marked = document.clone();
    for fragment in marked.fragments.values_mut() {
        let fragment = &mut fragment.node;
        let of = fragment.type_condition.node.on.node.clone();
        marker.mark(Some(&of), &mut fragment.selection_set.node);
    }
    match &mut marked.operations {
        DocumentOperations::Single(operation) => marker.operation(&mut operation.node),
        DocumentOperations::Multiple(operations) => operations
            .values_mut()
            .for_each(|operation| marker.operation(&mut operation.node)),
    }
    (marker.marks > 0).then_some(marked)
}

/// Takes the marks out of an answer.
pub(crate) fn unmark(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.shift_remove(MARK);
            members.values_mut().for_each(unmark);
        }
        Value::List(items) => items.iter_mut().for_each(unmark),
        _ => {}
    }
}

/// Makes null what failed, up to the nearest place that may be null.
pub(crate) fn mend(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    response: &mut Response,
) {
    let Response { data, errors, .. } = response;
    // The items of a list fail alike: a shape of path is looked up once.
    let mut depths: HashMap<Vec<&str>, Option<usize>> = HashMap::new();
    let mut failed: Vec<_> = errors
        .iter()
        .filter(|error| !error.path.is_empty())
        .filter_map(|error| {
            let path = error.path.as_slice();
            let shape = path.iter().map(|step| match step {
                PathSegment::Field(key) => key.as_str(),
                PathSegment::Index(_) => "",
            });
            let depth = depths.entry(shape.collect());
            let depth = *depth.or_insert_with(|| null_depth(document, operation, path));
            Some((path, depth?))
        })
        .collect();
    // What stands deeper is put right first, for what is null further up takes it along.
    failed.sort_by_key(|(_, depth)| Reverse(*depth));
    for (path, depth) in failed {
        // An error that is told beside a value leaves the value as it is.
        if !stands(data, path) {
            clear(data, path.get(..depth).unwrap_or_default());
        }
    }
}

/// Whether there is a value at the end of a path.
fn stands(data: &Value, path: &[PathSegment]) -> bool {
    let end = path
        .iter()
        .try_fold(data, |place, step| match (place, step) {
            (Value::Object(members), PathSegment::Field(key)) => members.get(key.as_str()),
            (Value::List(items), PathSegment::Index(index)) => items.get(*index),
            _ => None,
        });
    end.is_some_and(|value| *value != Value::Null)
}

/// Makes null what is at the end of a path; an object that lost all its fields on the way is there again.
fn clear(data: &mut Value, path: &[PathSegment]) {
    let end = path.iter().try_fold(data, |place, step| match step {
        PathSegment::Field(key) => {
            if *place == Value::Null {
                *place = value!({});
            }
            let Value::Object(members) = place else {
                return None;
            };
            Some(members.entry(Name::new(key)).or_default())
        }
        PathSegment::Index(index) => match place {
            Value::List(items) => items.get_mut(*index),
            _ => None,
        },
    });
    if let Some(end) = end {
        *end = Value::Null;
    }
}

/// How many steps of a path lead to the last place on it that may be null; `None` for a path that the schema does not know.
fn null_depth(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    path: &[PathSegment],
) -> Option<usize> {
    let mut sets = vec![(root(operation.ty), &operation.selection_set.node)];
    let mut kind: Option<&Type> = None;
    let step = |step: &PathSegment| {
        let next = match step {
            PathSegment::Field(key) => {
                let mut found = Vec::new();
                for (of, set) in &sets {
                    select(document, of, set, key, &mut found);
                }
                let (first, _) = *found.first()?;
                let within = found.iter();
                sets = within.map(|(kind, set)| (name(kind), *set)).collect();
                first
            }
            PathSegment::Index(_) => kind.filter(|kind| kind.is_list())?.item_type(),
        };
        kind = Some(next);
        Some(!next.is_non_null())
    };
    let nullable: Vec<bool> = path.iter().map(step).collect::<Option<_>>()?;
    let last = nullable.iter().rposition(|nullable| *nullable);
    Some(last.map_or(0, |last| last + 1))
}

/// The fields of a set that answer under `key`, with their types; all of them have the same shape, as validation holds.
fn select<'a>(
    document: &'a ExecutableDocument,
    of: &str,
    set: &'a SelectionSet,
    key: &str,
    found: &mut Vec<(&'static Type, &'a SelectionSet)>,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) if field.node.response_key().node == key => {
                let kind = type_of(of, &field.node.name.node);
                found.extend(kind.map(|kind| (kind, &field.node.selection_set.node)));
            }
            Selection::Field(_) => {}
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    let fragment = &fragment.node;
                    let of = &fragment.type_condition.node.on.node;
                    select(document, of, &fragment.selection_set.node, key, found);
                }
            }
            Selection::InlineFragment(inline) => {
                let condition = inline.node.type_condition.as_ref();
                let of = condition.map_or(of, |condition| &condition.node.on.node);
                select(document, of, &inline.node.selection_set.node, key, found);
            }
        }
    }
}

/// Puts marks into a document.
struct Marker {
    filling: HashSet<Name>,
    marks: usize,
}

impl Marker {
    fn operation(&mut self, operation: &mut OperationDefinition) {
        let set = &mut operation.selection_set.node;
        let of = Some(root(operation.ty));
        match operation.ty {
            OperationType::Query | OperationType::Mutation => self.object(of, set),
            // Its root is no object of the answer.
            OperationType::Subscription => self.mark(of, set),
        }
    }

    /// Marks the objects within a set of an object of type `of`, and the object itself when it may come out empty.
    fn object(&mut self, of: Option<&str>, set: &mut SelectionSet) {
        self.mark(of, set);
        if !fills(of, set, &self.filling) {
            self.marks += 1;
            set.items.push(mark());
        }
    }

    /// Marks the objects within a set.
    fn mark(&mut self, of: Option<&str>, set: &mut SelectionSet) {
        for selection in &mut set.items {
            match &mut selection.node {
                Selection::Field(field) if field.node.selection_set.node.items.is_empty() => {}
                Selection::Field(field) => {
                    let kind = of.and_then(|of| type_of(of, &field.node.name.node));
                    self.object(kind.map(name), &mut field.node.selection_set.node);
                }
                Selection::InlineFragment(inline) => {
                    let inline = &mut inline.node;
                    let condition = inline.type_condition.as_ref();
                    let of = condition.map_or(of, |condition| Some(&condition.node.on.node));
                    self.mark(of, &mut inline.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}

fn mark() -> Positioned<Selection> {
    let place = Pos::default();
    let field = Field {
        alias: Some(Positioned::new(Name::new(MARK), place)),
        name: Positioned::new(Name::new("__typename"), place),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: Positioned::default(),
    };
    Positioned::new(Selection::Field(Positioned::new(field, place)), place)
}

/// The fragments that leave no object of their type empty.
fn filling_fragments(document: &ExecutableDocument) -> HashSet<Name> {
    let mut filling = HashSet::new();
    loop {
        let known = filling.len();
        for (name, fragment) in &document.fragments {
            let of = fragment.node.type_condition.node.on.node.as_str();
            if fills(Some(of), &fragment.node.selection_set.node, &filling) {
                filling.insert(name.clone());
            }
        }
        if filling.len() == known {
            return filling;
        }
    }
}

/// Whether a set leaves no object of type `of` empty, whatever the variables say and whatever the object is.
fn fills(of: Option<&str>, set: &SelectionSet, filling: &HashSet<Name>) -> bool {
    set.items.iter().any(|selection| {
        let selection = &selection.node;
        selection.directives().is_empty()
            && match selection {
                Selection::Field(_) => true,
                // Where it may be spread at all, a fragment applies to every object of a type that is no choice.
                Selection::FragmentSpread(spread) => {
                    of.is_none_or(|of| !is_choice(of))
                        && filling.contains(&spread.node.fragment_name.node)
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let on = condition.map(|condition| condition.node.on.node.as_str());
                    let applies = on.is_none() || on == of || of.is_none_or(|of| !is_choice(of));
                    applies && fills(on.or(of), &inline.node.selection_set.node, filling)
                }
            }
    })
}

/// The name of a type, or of the items of a list.
fn name(kind: &Type) -> &str {
    kind.inner_named_type()
}
