//! Who asks, and what that allows.

use std::sync::Arc;

use async_graphql::Context;

use super::error::{Code, Fault, Result};
use crate::engine::{Access, Caller, Engine};
use crate::model::KeyRole;

/// Where a request may write, and who sends it.
pub(crate) struct Writer {
    pub(crate) engine: Arc<Engine>,
    pub(crate) access: Access,
}

/// The engine and the caller of a request, whose key must allow what `least` allows.
pub(crate) fn writer<'a>(
    context: &Context<'a>,
    least: KeyRole,
) -> Result<(&'a Arc<Engine>, &'a Caller)> {
    let Some(writer) = context.data_opt::<Writer>() else {
        return Err(read_only());
    };
    Ok((&writer.engine, check(&writer.access, least)?))
}

/// The caller, if the key allows what `least` allows.
pub(crate) fn check(access: &Access, least: KeyRole) -> Result<&Caller> {
    match access {
        Access::ReadOnly => Err(read_only()),
        Access::Anonymous => {
            let message = "a key is needed: send `Authorization: Bearer` with one";
            Err(Fault::new(Code::Unauthenticated, message))
        }
        Access::Unknown => {
            let message = "the key is none of this server's, or was revoked";
            Err(Fault::new(Code::Unauthenticated, message))
        }
        Access::Known(caller) if caller.role >= least => Ok(caller),
        Access::Known(caller) => {
            let role = caller.role;
            let message = format!("a key of role {role} does not allow this: {least} does");
            Err(Fault::new(Code::Forbidden, message))
        }
    }
}

fn read_only() -> Fault {
    let message = "this server takes no changes: its operator has made no key";
    Fault::new(Code::ReadOnly, message)
}
