//! The engine over a folder, as the program has it, and the drawn corpus in it.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use plangraph::assets::Assets;
use plangraph::engine::{Engine, IngestOptions, Submission};
use plangraph::journal::Journal;
use plangraph::model::PlanManifest;
use plangraph::search::{Index, Settings, SettingsFiles, TantivyIndex};
use plangraph::store::SledStore;

use crate::corpus;

/// Documents that are drawn and ingested at a time.
const PORTION: u32 = 32;

/// Memory that the store may use for its pages, as the server has it.
const CACHE_BYTES: u64 = 64 << 20;

/// An engine over what a folder holds.
pub(crate) fn open(folder: &Path) -> Engine {
    let index = TantivyIndex::open(&folder.join("index"), index_settings()).unwrap();
    open_with(folder, Arc::new(index))
}

/// The same with another index.
pub(crate) fn open_with(folder: &Path, index: Arc<dyn Index>) -> Engine {
    let (journal, _) = Journal::open(folder).unwrap();
    let (store, _) = SledStore::open(&folder.join("store"), CACHE_BYTES).unwrap();
    let gazetteer = corpus::gazetteer();
    Engine::open(journal, Arc::new(store), index, gazetteer, &mut |_| {}).unwrap()
}

/// The settings of the search index that the binary carries.
fn index_settings() -> Settings {
    let assets = Assets::embedded();
    let file = |name| assets.index_file(name).unwrap();
    Settings::parse(SettingsFiles {
        analyzer: &file("analyzer.toml"),
        user_dictionary: &file("userdict.txt"),
        synonyms: &file("synonyms.txt"),
        stopwords: &file("stopwords.txt"),
    })
    .unwrap()
}

/// Ingests so many drawn plans. How many seconds that took, the drawing not counted.
pub(crate) fn ingest(engine: &Engine, plans: u32) -> f64 {
    let corpus = corpus::drawn();
    let submission = |number| Submission {
        name: format!("plan-{number}.txt"),
        bytes: corpus.notice(number).into_bytes(),
        manifest: PlanManifest::default(),
    };
    let mut seconds = 0.0;
    for first in (0..plans).step_by(PORTION as usize) {
        let last = (first + PORTION).min(plans);
        let portion: Vec<_> = (first..last).map(submission).collect();
        let start = Instant::now();
        let results = engine.ingest(&portion, IngestOptions::default(), &mut |_| {});
        seconds += start.elapsed().as_secs_f64();
        for result in results {
            result.unwrap();
        }
    }
    seconds
}
