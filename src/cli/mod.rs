//! The command line: one file per command.
//!
//! [`run`] is the whole program. Results go to standard output, everything for people to standard error; the exit
//! status is 0 when the command did what it was asked, 1 when it failed, 2 when it was asked wrongly.

mod args;
mod ask;
mod backup;
mod card;
mod check;
mod compare;
mod context;
mod derived;
mod eval;
mod export;
mod ingest;
mod key;
mod messages;
mod network;
mod output;
mod plans;
mod progress;
mod rebuild;
mod refusals;
mod reindex;
mod report;
mod restore;
mod schema;
mod search;
mod serve;
mod show;
mod stats;
mod usage;

use std::process::ExitCode;

use args::Command;
use context::Context;

use crate::config::Language;
use crate::export::ExportError;
use crate::telemetry;

/// What a command came to, when nothing stopped it.
enum Outcome {
    /// It did what it was asked.
    Done,
    /// It found something wrong, and has said what.
    Faulty,
}

/// A command was asked for what it could not do whatever is kept, in words for people.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongUse(String);

/// Runs the program with the arguments of this process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match usage::arguments() {
        Ok(arguments) => arguments,
        Err(status) => return exit_code(status),
    };
    let (language, outcome) = match Context::settle(&arguments) {
        Ok(context) => (context.language(), start(&context, &arguments.command)),
        Err(error) => (context::language_asked_for(&arguments), Err(error)),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Faulty) => ExitCode::FAILURE,
        Err(error) if error.is::<output::OutputClosed>() => ExitCode::SUCCESS,
        Err(error) => {
            tell(language, &error);
            if is_wrong_use(&error) {
                exit_code(usage::WRONG)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

/// Whether a command was asked for what it could not do whatever is kept.
fn is_wrong_use(error: &anyhow::Error) -> bool {
    error.is::<WrongUse>()
        || matches!(
            error.downcast_ref(),
            Some(
                ExportError::UnknownWord { .. }
                    | ExportError::NotTogether { .. }
                    | ExportError::Codebook { .. }
                    | ExportError::Whole
                    | ExportError::BadYear { .. }
                    | ExportError::NoYear
                    | ExportError::NotSearched { .. }
                    | ExportError::NotWorded { .. }
            )
        )
}

fn start(context: &Context, command: &Command) -> anyhow::Result<Outcome> {
    // Dropped when the command ends: then the last spans are delivered.
    let _delivery = telemetry::init(&context.config)?;
    match command {
        Command::Serve(arguments) => serve::run(context, arguments),
        Command::Ingest(arguments) => ingest::run(context, arguments),
        Command::Search(arguments) => search::run(context, arguments),
        Command::Ask(arguments) => ask::run(context, arguments),
        Command::Show(arguments) => show::run(context, arguments),
        Command::Compare(arguments) => compare::run(context, arguments),
        Command::Stats => stats::run(context),
        Command::Network(arguments) => network::run(context, arguments),
        Command::Export(arguments) => export::run(context, arguments),
        Command::Check => check::run(context),
        Command::Eval(arguments) => eval::run(context, arguments),
        Command::Reindex => reindex::run(context),
        Command::Rebuild => rebuild::run(context),
        Command::Schema => schema::run(),
        Command::Backup(arguments) => backup::run(context, arguments),
        Command::Restore(arguments) => restore::run(context, arguments),
        Command::Key(arguments) => key::run(context, arguments),
    }
}

/// Says what went wrong, and each cause on a line of its own.
fn tell(language: Language, error: &anyhow::Error) {
    let mut chain = error.chain();
    if let Some(error) = chain.next() {
        output::note(messages::failed(
            language,
            messages::explain(language, error),
        ));
    }
    for cause in chain {
        output::note(messages::because(
            language,
            messages::explain(language, cause),
        ));
    }
}

fn exit_code(code: i32) -> ExitCode {
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}
