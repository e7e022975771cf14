//! Names that stand for one thing each within a file: whoever groups by such a column, or reads a network whose nodes have
//! nothing but a label, must not take bodies of several provinces for one.

use std::collections::HashMap;

use crate::engine::{QueryError, View};
use crate::model::NodeId;

/// The distinct names of things. What several of them bear has its plan behind it, as a body that only one plan knows, or else
/// its id.
pub(super) fn labels(
    view: &View,
    nodes: impl IntoIterator<Item = NodeId>,
) -> Result<HashMap<NodeId, String>, QueryError> {
    let mut labels = HashMap::new();
    for node in nodes {
        let name = view.distinct_name(node)?;
        labels.insert(node, name.unwrap_or_else(|| node.to_string()));
    }
    tell_apart(&mut labels, |node| match node {
        NodeId::Unit(id) => match view.unit(id).and_then(|unit| unit.plan) {
            Some(plan) => view.plan_mark(plan),
            None => Ok(String::new()),
        },
        _ => Ok(String::new()),
    })?;
    tell_apart(&mut labels, |node| Ok(format!(" {node}")))?;
    Ok(labels)
}

/// Puts something behind each label that is not the only one of its kind.
fn tell_apart(
    labels: &mut HashMap<NodeId, String>,
    behind: impl Fn(NodeId) -> Result<String, QueryError>,
) -> Result<(), QueryError> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for label in labels.values() {
        *counts.entry(label.clone()).or_default() += 1;
    }
    for (node, label) in labels {
        if counts.get(label.as_str()) > Some(&1) {
            label.push_str(&behind(*node)?);
        }
    }
    Ok(())
}
