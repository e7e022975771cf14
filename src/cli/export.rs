//! `plangraph export`: files that open elsewhere.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use anyhow::Context as _;

use super::args::Export as Arguments;
use super::context::Context;
use super::network::filter;
use super::output::OutputClosed;
use super::{Outcome, messages, output};
use crate::export::{Export, ExportError, Format, Request, What, Wording, codebook};
use crate::graphql::sdl;

/// The codebook is no export of data: it needs no store.
const CODEBOOK: &str = "codebook";

pub(super) fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Outcome> {
    let language = context.language();
    if arguments.what.as_deref() == Some(CODEBOOK) {
        if arguments.format != "csv" {
            let message = messages::no_such_export(language, &arguments.format);
            return Err(anyhow::Error::msg(message));
        }
        let sdl = sdl();
        written(context, arguments, |out| {
            Ok(codebook(&sdl, arguments.bom, out)?)
        })?;
        return Ok(Outcome::Done);
    }
    let format: Format = arguments.format.parse()?;
    let what = match &arguments.what {
        Some(word) => word.parse()?,
        None => default_of(format),
    };
    let view = context.engine()?.view();
    let request = Request {
        what,
        format,
        filter: filter(&view, &arguments.choice, language)?,
        search: None,
        order: None,
        by: arguments.by,
        year: arguments.year,
        bom: arguments.bom,
        wording: Wording::Api,
        query: std::env::args().skip(1).collect::<Vec<_>>().join(" "),
    };
    let export = Export::prepare(&view, request)?;
    written(context, arguments, |out| export.write(out))?;
    if !format.carries_manifest() {
        match &arguments.output {
            Some(file) => {
                let mut beside = file.clone().into_os_string();
                beside.push(".manifest.json");
                std::fs::write(&beside, export.manifest().json())
                    .with_context(|| beside.display().to_string())?;
                output::note(messages::exported(language, beside.display()));
            }
            None => output::note(export.manifest().json()),
        }
    }
    Ok(Outcome::Done)
}

/// What a format is for when nobody says.
fn default_of(format: Format) -> What {
    match format {
        Format::JsonLines | Format::JsonLd => What::All,
        Format::Xlsx => What::Ledger,
        Format::Markdown => What::Evaluation,
        _ => What::Network,
    }
}

/// Lets `write` write to the file asked for, or to standard output.
fn written(
    context: &Context,
    arguments: &Arguments,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> anyhow::Result<()> {
    let Some(path) = &arguments.output else {
        let mut out = BufWriter::new(io::stdout().lock());
        return match write(&mut out) {
            Err(ExportError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                Err(OutputClosed.into())
            }
            outcome => Ok(outcome?),
        };
    };
    let file = File::create(path).with_context(|| path.display().to_string())?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush().with_context(|| path.display().to_string())?;
    output::note(messages::exported(context.language(), path.display()));
    Ok(())
}
