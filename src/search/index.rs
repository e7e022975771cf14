//! The index on tantivy: what is written, and how a state of it is pinned.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::merge_policy::{LogMergePolicy, NoMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyError, Term};

use super::analyzer::Analyzer;
use super::fields::Fields;
use super::guarded::Guarded;
use super::reader::TantivyReader;
use super::scoring::Boards;
use super::{Change, Changes, Index, Interrupted, Reader, SearchError, Settings};
use super::{titles, tokens};

/// Bytes that are gathered before a segment is written.
const WRITE_BUFFER: usize = 64 << 20;

/// Segments of like size that are merged into one. A query looks every term up in each segment, so there are to be few; the
/// fewer, the oftener a document is written again.
const MERGED: usize = 4;

/// The share of deleted documents from which on a segment is written anew.
const MOST_DELETED: f32 = 0.3;

/// An [`Index`] on tantivy.
pub struct TantivyIndex {
    analyzer: Analyzer,
    fields: Fields,
    /// One writer at a time; tantivy's own thread merges segments behind it.
    writer: Mutex<IndexWriter>,
    source: IndexReader,
    current: RwLock<Arc<TantivyReader>>,
    boards: Arc<Boards>,
}

impl TantivyIndex {
    /// Opens the index in `folder`, or makes a new one there; one made with other settings is thrown away.
    pub fn open(folder: &Path, settings: Settings) -> Result<Self, SearchError> {
        let fields = Fields::new();
        fs::create_dir_all(folder).map_err(|fault| engine("make its folder", fault))?;
        let open = || {
            let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
            tantivy::Index::open_or_create(directory, fields.schema.clone())
        };
        let found = open();
        let is_ours = found.as_ref().is_ok_and(|index| {
            index.load_metas().is_ok_and(|metas| {
                metas
                    .payload
                    .is_none_or(|payload| payload_of(&payload, settings.fingerprint).is_some())
            })
        });
        let index = if is_ours {
            found
        } else {
            drop(found);
            fs::remove_dir_all(folder).map_err(|fault| engine("remove what is outdated", fault))?;
            fs::create_dir_all(folder).map_err(|fault| engine("make its folder", fault))?;
            open()
        };
        Self::new(
            &index.map_err(|fault| engine("open its folder", fault))?,
            fields,
            settings,
        )
    }

    /// An index that lives no longer than the process.
    pub fn in_memory(settings: Settings) -> Result<Self, SearchError> {
        let fields = Fields::new();
        Self::new(
            &tantivy::Index::create_in_ram(fields.schema.clone()),
            fields,
            settings,
        )
    }

    fn new(
        index: &tantivy::Index,
        fields: Fields,
        settings: Settings,
    ) -> Result<Self, SearchError> {
        let opening = |fault| engine("open its segments", fault);
        tokens::register(index.tokenizers());
        let analyzer = Analyzer::new(settings);
        let writer = index
            .writer_with_num_threads(1, WRITE_BUFFER)
            .map_err(opening)?;
        writer.set_merge_policy(Box::new(merge_policy()));
        let source = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(opening)?;
        let metas = index.load_metas().map_err(opening)?;
        let generation = metas
            .payload
            .and_then(|payload| payload_of(&payload, analyzer.settings.fingerprint));
        let boards = Arc::default();
        let reader = TantivyReader::new(&source, &fields, &analyzer, generation, &boards);
        Ok(Self {
            current: RwLock::new(Arc::new(reader)),
            writer: Mutex::new(writer),
            analyzer,
            fields,
            source,
            boards,
        })
    }

    fn current(&self) -> Arc<TantivyReader> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }

    fn write(
        &self,
        writer: &mut IndexWriter,
        generation: u64,
        changes: Changes<'_>,
    ) -> Result<(), SearchError> {
        let failing = |fault| engine("commit", fault);
        let mut is_anew = false;
        for change in changes {
            match change.map_err(|Interrupted| SearchError::Interrupted)? {
                Change::Put { group, passages } => {
                    writer.delete_term(Term::from_field_u64(self.fields.group, group));
                    let (mut called, mut title) = (&[][..], String::new());
                    for passage in &passages {
                        // Those that have titles have those of one plan.
                        if !passage.titles.is_empty() && passage.titles != called {
                            called = &passage.titles;
                            title = titles::names(&self.analyzer, called);
                        }
                        let document =
                            (self.fields).document(&self.analyzer, group, passage, &title);
                        writer.add_document(document).map_err(failing)?;
                    }
                }
                Change::Delete(group) => {
                    writer.delete_term(Term::from_field_u64(self.fields.group, group));
                }
                Change::Clear => {
                    is_anew = true;
                    writer.set_merge_policy(Box::new(NoMergePolicy));
                    writer.delete_all_documents().map_err(failing)?;
                }
            }
        }
        let mut commit = writer.prepare_commit().map_err(failing)?;
        commit.set_payload(&payload(generation, self.analyzer.settings.fingerprint));
        commit.commit().map_err(failing)?;
        if is_anew {
            merge(writer).map_err(failing)?;
        }
        self.source.reload().map_err(failing)
    }
}

/// Makes one segment of all that an index made anew consists of: merged once, not level by level.
fn merge(writer: &mut IndexWriter) -> Result<(), TantivyError> {
    writer.set_merge_policy(Box::new(merge_policy()));
    let segments = writer.index().searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    Ok(())
}

/// When segments are merged in the background.
fn merge_policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(MERGED);
    policy.set_del_docs_ratio_before_merge(MOST_DELETED);
    policy
}

impl Index for TantivyIndex {
    fn generation(&self) -> Option<u64> {
        self.reader().generation()
    }

    fn commit(&self, generation: u64, changes: Changes<'_>) -> Result<(), SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(fault) = self.write(&mut writer, generation, changes) {
            // What was taken in so far must not ride along with the next commit.
            writer
                .rollback()
                .map_err(|fault| engine("take back a failed commit", fault))?;
            // A writer that went back is a new one.
            writer.set_merge_policy(Box::new(merge_policy()));
            return Err(fault);
        }
        let reader = TantivyReader::new(
            &self.source,
            &self.fields,
            &self.analyzer,
            Some(generation),
            &self.boards,
        );
        // Whoever types goes on typing: what the last state made for them is made before they see this one.
        if self.current().is_spoken_to() {
            reader.lexicon();
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(reader);
        Ok(())
    }

    fn reader(&self) -> Arc<dyn Reader> {
        Arc::new(Guarded(self.current()))
    }

    fn damaged(&self) -> Result<Vec<String>, SearchError> {
        let index = self.source.searcher().index().clone();
        let damaged = index.validate_checksum();
        let damaged = damaged.map_err(|fault| engine("read its files", fault))?;
        let mut names: Vec<_> = (damaged.iter().map(|path| path.display().to_string())).collect();
        names.sort();
        Ok(names)
    }
}

/// What a commit says of itself.
fn payload(generation: u64, fingerprint: u64) -> String {
    format!("{generation} {fingerprint:016x}")
}

/// The generation of a commit; `None` when it was made with other settings.
fn payload_of(text: &str, fingerprint: u64) -> Option<u64> {
    let (generation, other) = text.split_once(' ')?;
    (other == format!("{fingerprint:016x}")).then(|| generation.parse().ok())?
}

pub(super) fn engine(
    action: &'static str,
    fault: impl std::error::Error + Send + Sync + 'static,
) -> SearchError {
    SearchError::Engine {
        action,
        source: Box::new(fault),
    }
}
