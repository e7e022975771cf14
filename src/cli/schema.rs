//! `plangraph schema`: the GraphQL schema as SDL.

use super::{Outcome, output};
use crate::graphql;

pub(super) fn run() -> anyhow::Result<Outcome> {
    output::line(graphql::sdl().trim_end())?;
    Ok(Outcome::Done)
}
