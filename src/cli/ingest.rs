//! `plangraph ingest`: files, folders, archives or standard input, read and kept.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::args::Ingest;
use super::context::Context;
use super::progress::Bar;
use super::{Outcome, messages, output, report};
use crate::assets;
use crate::config::Language;
use crate::engine::{
    Beside, Engine, IngestError, IngestOptions, IngestReport, Progress, Submission, Unpacked,
    read_plan, unpack,
};
use crate::gazetteer::Gazetteer;

/// How many documents are held in memory at once.
const PORTION: usize = 64;

/// How many bytes of documents are held in memory at once, one document more or less.
const PORTION_BYTES: usize = 64 << 20;

pub(super) fn run(context: &Context, arguments: &Ingest) -> anyhow::Result<Outcome> {
    let paths = files(&arguments.paths)?;
    let reader = if arguments.dry_run {
        Reader::Dry(Box::new(context.gazetteer()?))
    } else {
        let options = IngestOptions {
            replace: arguments.replace,
            seen: None,
        };
        Reader::Keeping(Box::new(context.engine_or_new()?), options)
    };
    let bar = Bar::new(messages::ingesting(context.language()));
    let mut intake = Intake::new(context, &reader, arguments.dry_run);
    for (done, path) in (1..).zip(&paths) {
        match submission(context.language(), path) {
            Ok(submission) => intake.take(submission)?,
            Err(error) => {
                let name = path.display().to_string();
                intake.refuse(&name, "UNREADABLE", &error)?;
            }
        }
        bar.show(Progress {
            done,
            total: paths.len() as u64,
        });
    }
    intake.read()?;
    let Intake {
        accepted, refused, ..
    } = intake;
    drop(bar);
    output::note(messages::ingested(context.language(), accepted, refused));
    Ok(if refused == 0 {
        Outcome::Done
    } else {
        Outcome::Faulty
    })
}

/// Documents on their way in, and what became of those before.
struct Intake<'c> {
    context: &'c Context,
    reader: &'c Reader,
    is_dry_run: bool,
    pending: Vec<Submission>,
    accepted: u64,
    refused: u64,
}

impl<'c> Intake<'c> {
    fn new(context: &'c Context, reader: &'c Reader, is_dry_run: bool) -> Self {
        Self {
            context,
            reader,
            is_dry_run,
            pending: Vec::new(),
            accepted: 0,
            refused: 0,
        }
    }

    /// Takes a file, or the files of an archive, and reads what waits when it has become much.
    fn take(&mut self, submission: Submission) -> anyhow::Result<()> {
        for document in unpack(submission, assets::MANIFEST) {
            match document {
                Ok(document) => match described(document) {
                    Ok(document) => self.pending.push(document),
                    Err((name, error)) => self.refuse(&name, "UNREADABLE", &error)?,
                },
                Err((name, error)) => self.refuse(&name, report::code_of(&error), &error.into())?,
            }
            let bytes: usize = self
                .pending
                .iter()
                .map(|document| document.bytes.len())
                .sum();
            if self.pending.len() >= PORTION || bytes >= PORTION_BYTES {
                self.read()?;
            }
        }
        Ok(())
    }

    fn refuse(&mut self, name: &str, code: &str, error: &anyhow::Error) -> anyhow::Result<()> {
        self.refused += 1;
        report::refused(self.context, name, code, error)
    }

    /// Reads and reports what waits.
    fn read(&mut self) -> anyhow::Result<()> {
        let submissions = std::mem::take(&mut self.pending);
        let outcomes = self.reader.read(&submissions);
        for (submission, outcome) in submissions.iter().zip(outcomes) {
            match outcome {
                Ok(read) => {
                    self.accepted += 1;
                    report::accepted(self.context, &read, self.is_dry_run)?;
                }
                Err(error) => {
                    let code = report::code_of(&error);
                    self.refuse(&submission.name, code, &error.into())?;
                }
            }
        }
        Ok(())
    }
}

/// A document with what the manifest beside it in an archive says of it.
fn described(document: Unpacked) -> Result<Submission, (String, anyhow::Error)> {
    let Unpacked {
        mut submission,
        beside,
    } = document;
    if let Some(beside) = beside {
        let Beside { path, bytes } = &*beside;
        let file = submission.name.rsplit('/').next().unwrap_or_default();
        match assets::manifest_of(path, bytes, file) {
            Ok(manifest) => submission.manifest = manifest.unwrap_or_default(),
            Err(error) => return Err((submission.name, error.into())),
        }
    }
    Ok(submission)
}

/// What documents are given to.
enum Reader {
    /// Reads and keeps nothing.
    Dry(Box<Gazetteer>),
    /// Keeps what it reads.
    Keeping(Box<Engine>, IngestOptions),
}

impl Reader {
    fn read(&self, submissions: &[Submission]) -> Vec<Result<IngestReport, IngestError>> {
        match self {
            Self::Dry(gazetteer) => submissions
                .iter()
                .map(|submission| {
                    let facts = read_plan(submission, gazetteer)?;
                    Ok(IngestReport::of(&submission.name, &facts, false))
                })
                .collect(),
            Self::Keeping(engine, options) => engine.ingest(submissions, *options, &mut |_| {}),
        }
    }
}

/// The files that `paths` mean: a folder stands for all files within, by name, hidden ones left out.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            files_within(path, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn files_within(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let unreadable = || format!("cannot read the folder {}", folder.display());
    let mut entries = fs::read_dir(folder)
        .with_context(unreadable)?
        .collect::<io::Result<Vec<_>>>()
        .with_context(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        if is_hidden || name == OsStr::new(assets::MANIFEST) {
            continue;
        }
        let path = entry.path();
        if entry.file_type().with_context(unreadable)?.is_dir() {
            files_within(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// A file's bytes, with what the manifest of its folder says of it.
fn submission(language: Language, path: &Path) -> anyhow::Result<Submission> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .with_context(|| messages::input_unreadable(language))?;
        return Ok(Submission {
            name: "-".to_owned(),
            bytes,
            manifest: crate::model::PlanManifest::default(),
        });
    }
    let bytes = fs::read(path).with_context(|| messages::file_unreadable(language))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Submission {
        name: name.into_owned(),
        bytes,
        manifest: assets::manifest_beside(path)?.unwrap_or_default(),
    })
}
