//! Holds an answer within bounds that only show while it is made.
//!
//! The guard knows how long a page is, but not how long a list without pages: `chapters { plan { chapters … } }` grows with
//! every step by as many as the plan has. What could grow so is counted while it is made, field by field, and breaks off
//! when it has become too large or the time is over. Counting costs time of its own, so the guard says which
//! requests are made without ([`super::guard::Measured::is_counted`]).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo,
};
use async_graphql::{
    PathSegment, QueryPathNode, QueryPathSegment, ServerError, ServerResult, Value,
};

use super::error::{Code, Fault, Result};
use super::limits::Limits;
use super::scope::Scopes;

/// Fields between two looks at the clock.
const STRIDE: u64 = 256;

/// What an answer may still hold.
pub(crate) struct Budget {
    fields: AtomicU64,
    bytes: AtomicU64,
    most_fields: u64,
    most_bytes: u64,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            fields: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            most_fields: limits.answer_fields,
            most_bytes: limits.answer_bytes,
        }
    }

    /// Counts a field or an item before it is made.
    fn begin(&self, scopes: Option<&Scopes>) -> Result<()> {
        let fields = self.fields.fetch_add(1, Ordering::Relaxed);
        if fields >= self.most_fields {
            return Err(too_large(format_args!("{} fields", self.most_fields)));
        }
        match scopes {
            Some(scopes) if fields.is_multiple_of(STRIDE) => scopes.check_time(),
            _ => Ok(()),
        }
    }

    /// Counts a text that was made.
    fn end(&self, made: Option<&Value>) -> Result<()> {
        let Some(Value::String(text)) = made else {
            return Ok(());
        };
        let length = text.len() as u64;
        let bytes = self.bytes.fetch_add(length, Ordering::Relaxed) + length;
        if bytes > self.most_bytes {
            return Err(too_large(format_args!("{} bytes of text", self.most_bytes)));
        }
        Ok(())
    }
}

fn too_large(most: impl fmt::Display) -> Fault {
    let message = format!("the answer has more than {most}: ask for less at a time");
    Fault::new(Code::TooComplex, message)
}

/// Counts what a request with a [`Budget`] answers.
pub(crate) struct Counting;

impl ExtensionFactory for Counting {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Counting {
    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let Some(budget) = context.data_opt::<Budget>() else {
            return next.run(context, info).await;
        };
        let place = info.path_node;
        let begun = budget.begin(context.data_opt());
        begun.map_err(|fault| at(place, fault))?;
        let made = next.run(context, info).await?;
        let ended = budget.end(made.as_ref());
        ended.map_err(|fault| at(place, fault))?;
        Ok(made)
    }
}

/// A fault at its place in the answer.
fn at(place: &QueryPathNode<'_>, fault: Fault) -> ServerError {
    let nodes = std::iter::once(place).chain(place.parents());
    let mut path: Vec<_> = nodes
        .map(|node| match node.segment {
            QueryPathSegment::Index(index) => PathSegment::Index(index),
            QueryPathSegment::Name(name) => PathSegment::Field(name.to_owned()),
        })
        .collect();
    path.reverse();
    ServerError {
        path,
        ..fault.into()
    }
}
