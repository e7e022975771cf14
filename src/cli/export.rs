//! `plangraph export`: files that open elsewhere.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context as _;

use super::args::Export as Arguments;
use super::context::Context;
use super::network::filter;
use super::output::OutputClosed;
use super::{Outcome, messages, output};
use crate::engine::TaskOrder;
use crate::export::{CODEBOOK, Export, ExportError, Format, Request, Search, What, codebook};
use crate::graphql::definitions;

pub(super) fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Outcome> {
    let language = context.language();
    let format: Format = arguments.format.parse()?;
    if arguments.what.as_deref() == Some(CODEBOOK) {
        if format != Format::Csv {
            let format = format.word();
            return Err(ExportError::Codebook { format }.into());
        }
        let definitions = definitions();
        written(context, arguments, |out| {
            Ok(codebook(&definitions, arguments.bom, out)?)
        })?;
        return Ok(Outcome::Done);
    }
    let what = match &arguments.what {
        Some(word) => word.parse()?,
        None => default_of(format),
    };
    let view = context.engine()?.view();
    let mut filter = filter(&view, &arguments.choice, language)?;
    if !arguments.choice.basis.is_empty() {
        // As of a download: the tasks are those that have such a part.
        filter
            .tasks
            .units
            .get_or_insert_default()
            .basis
            .clone_from(&filter.basis);
    }
    let request = Request {
        what,
        format,
        filter,
        search: arguments.query.as_ref().map(|query| Search {
            query: query.clone(),
            keep_as_text: Vec::new(),
        }),
        order: arguments.order_by.map(|field| TaskOrder {
            field,
            direction: arguments.direction.unwrap_or_default(),
        }),
        by: arguments.by,
        year: arguments.year,
        bom: arguments.bom,
        wording: arguments.wording,
    };
    let export = Export::prepare(&view, request)?;
    written(context, arguments, |out| export.write(out))?;
    if !format.carries_manifest() {
        match &arguments.output {
            Some(file) => {
                let mut beside = file.clone().into_os_string();
                beside.push(".manifest.json");
                fs::write(&beside, export.manifest().json())
                    .with_context(|| messages::cannot_write(language, beside.display()))?;
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
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), ExportError>,
) -> anyhow::Result<()> {
    let Some(path) = &arguments.output else {
        let mut out = Pipe {
            out: BufWriter::new(io::stdout()),
            is_closed: false,
        };
        return match write(&mut out) {
            Err(_) if out.is_closed => Err(OutputClosed.into()),
            outcome => Ok(outcome?),
        };
    };
    into_place(path, write).map_err(|error| not_written(context, path, error))?;
    output::note(messages::exported(context.language(), path.display()));
    Ok(())
}

/// Why there is no file: with the way out where the place of the file is to blame, and not what was to be in it.
fn not_written(context: &Context, path: &Path, error: ExportError) -> anyhow::Error {
    let language = context.language();
    match error {
        ExportError::Write(error) => {
            anyhow::Error::new(error).context(messages::cannot_write(language, path.display()))
        }
        error => anyhow::Error::new(error).context(path.display().to_string()),
    }
}

/// Standard output, with the memory that nobody reads it any more: not every format passes the reason of a failure on.
struct Pipe<W> {
    out: W,
    is_closed: bool,
}

impl<W> Pipe<W> {
    fn noted<T>(&mut self, outcome: io::Result<T>) -> io::Result<T> {
        let is_closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        self.is_closed |= outcome.as_ref().is_err_and(is_closed);
        outcome
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let outcome = self.out.write(bytes);
        self.noted(outcome)
    }

    fn flush(&mut self) -> io::Result<()> {
        let outcome = self.out.flush();
        self.noted(outcome)
    }
}

/// Lets `write` make a file that appears under its name when it is whole: what had the name stays until then.
fn into_place(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    // Something like /dev/null cannot be put in place of itself.
    let is_plain = fs::metadata(path).map_or(true, |existing| existing.is_file());
    let part = if is_plain {
        path.with_added_extension("part")
    } else {
        path.to_owned()
    };
    let fill = |file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        Ok(out.flush()?)
    };
    let filled = fill(File::create(&part)?);
    if !is_plain {
        return filled;
    }
    let outcome = filled.and_then(|()| Ok(fs::rename(&part, path)?));
    if outcome.is_err() {
        // That it cannot be removed does not matter beside the failure itself.
        let _removed = fs::remove_file(&part);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("网络.gexf");
        let check = |fails: bool, expected: &str| {
            let outcome = into_place(&path, |out| {
                write!(out, "新")?;
                if fails {
                    return Err(io::Error::other("the disk is full").into());
                }
                Ok(())
            });
            assert_eq!(outcome.is_err(), fails);
            assert_eq!(fs::read_to_string(&path).unwrap(), expected);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        };
        fs::write(&path, "旧").unwrap();
        check(true, "旧");
        check(false, "新");
        into_place(Path::new("/dev/null"), |out| Ok(write!(out, "新")?)).unwrap();
        let nowhere = folder.path().join("无此目录/网络.gexf");
        assert!(into_place(&nowhere, |_| Ok(())).is_err());
    }
}
