//! Which operation a request means.

use async_graphql::Name;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};

use super::error::{Code, Fault, Result};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// It reads.
    Query,
    /// It writes.
    Mutation,
    /// It listens.
    Subscription,
}

/// The operation that a request means.
pub(crate) struct Meant<'a> {
    pub(crate) name: Option<&'a Name>,
    pub(crate) operation: &'a OperationDefinition,
}

impl Meant<'_> {
    pub(crate) fn kind(&self) -> OperationKind {
        match self.operation.ty {
            OperationType::Query => OperationKind::Query,
            OperationType::Mutation => OperationKind::Mutation,
            OperationType::Subscription => OperationKind::Subscription,
        }
    }
}

/// The operation that a request means.
pub(crate) fn find<'a>(document: &'a ExecutableDocument, name: Option<&str>) -> Result<Meant<'a>> {
    let fault = |message: String| Fault::new(Code::OperationNotFound, message).at("operationName");
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(Meant {
            name: None,
            operation: &operation.node,
        }),
        (DocumentOperations::Single(_), Some(name)) => Err(fault(format!(
            "the document has no operation `{name}`, only one without a name"
        ))),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get_key_value(name)
            .map(|(name, operation)| Meant {
                name: Some(name),
                operation: &operation.node,
            })
            .ok_or_else(|| fault(format!("the document has no operation `{name}`"))),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.iter();
            match (all.next(), all.next()) {
                (Some((name, only)), None) => Ok(Meant {
                    name: Some(name),
                    operation: &only.node,
                }),
                _ => Err(fault(
                    "the document has several operations: name one".to_owned(),
                )),
            }
        }
    }
}
