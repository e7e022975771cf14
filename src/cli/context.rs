//! What every command starts from: the settings in force, and the engine over the data folder.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use super::args::Arguments;
use super::derived::Derived;
use super::progress::Bar;
use super::{messages, output};
use crate::assets::Assets;
use crate::config::{self, Config, FILE_NAME, Language, Layer};
use crate::engine::Engine;
use crate::gazetteer::{Gazetteer, Tables};
use crate::journal::{self, Journal};
use crate::search::{Settings, SettingsFiles, TantivyIndex};
use crate::store::SledStore;

/// The settings of one run.
pub(super) struct Context {
    pub(super) config: Config,
    /// Whether results are for machines.
    pub(super) json: bool,
}

impl Context {
    /// Settles defaults, file, environment and flags.
    pub(super) fn settle(arguments: &Arguments) -> anyhow::Result<Self> {
        let base = Config {
            lang: language_of_environment(),
            ..Config::default()
        };
        let file = match &arguments.globals.config {
            Some(path) => Layer::from_file(path, true)?,
            None => Layer::from_file(Path::new(FILE_NAME), false)?,
        };
        // A variable that is not Unicode is none of ours.
        let variables = env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        let environment = Layer::from_environment(variables)?;
        let config = arguments.layer().over(environment.over(file.over(base)));
        Ok(Self {
            config,
            json: arguments.globals.json,
        })
    }

    pub(super) fn language(&self) -> Language {
        self.config.lang
    }

    pub(super) fn store_folder(&self) -> Derived {
        Derived::store(&self.config.data_dir)
    }

    pub(super) fn index_folder(&self) -> Derived {
        Derived::index(&self.config.data_dir)
    }

    /// Removes what is derived from the journal. Who calls this holds the journal, so that nobody is using it.
    pub(super) fn remove_derived(&self) -> anyhow::Result<()> {
        self.store_folder().remove()?;
        self.index_folder().remove()
    }

    pub(super) fn assets(&self) -> Assets {
        match &self.config.data_root {
            Some(root) => Assets::at(root.clone()),
            None => Assets::embedded(),
        }
    }

    pub(super) fn gazetteer(&self) -> anyhow::Result<Gazetteer> {
        let assets = self.assets();
        let tables = Tables {
            divisions: &assets.table("divisions")?,
            units: &assets.table("units")?,
            changes: &assets.table("changes")?,
            kinds: &assets.table("kinds")?,
            false_friends: &assets.table("false_friends")?,
            commitments: &assets.table("commitments")?,
            issuers: &assets.table("issuers")?,
            offices: &assets.table("offices")?,
            reforms: &assets.table("reforms")?,
        };
        Gazetteer::parse(&tables).context("the gazetteer cannot be used")
    }

    /// Takes the data folder for this process and tells what its journal had to be spared.
    pub(super) fn journal(&self) -> anyhow::Result<Journal> {
        let (journal, opened) = Journal::open(&self.config.data_dir)?;
        for damage in &opened.damages {
            output::note(messages::warning(self.language(), damage));
        }
        if let Some(torn) = &opened.torn {
            let kept_in = torn.kept_in.display();
            output::note(messages::journal_torn(self.language(), torn.bytes, kept_in));
        }
        Ok(journal)
    }

    /// The engine over the data folder, for a command that reads: after it has caught up with the journal, which must be there.
    pub(super) fn engine(&self) -> anyhow::Result<Engine> {
        self.check_loaded()?;
        self.engine_or_new()
    }

    /// The same, for a command that may be the first one in the folder.
    pub(super) fn engine_or_new(&self) -> anyhow::Result<Engine> {
        self.engine_over(self.journal()?)
    }

    /// Fails where nothing was ever accepted: a folder that was mistyped is not to be made, nor to be taken for an empty one.
    pub(super) fn check_loaded(&self) -> anyhow::Result<()> {
        let folder = &self.config.data_dir;
        if journal::is_missing(folder) {
            anyhow::bail!(messages::no_data(self.language(), folder.display()));
        }
        Ok(())
    }

    pub(super) fn engine_over(&self, journal: Journal) -> anyhow::Result<Engine> {
        let cache_bytes = u64::from(self.config.store_cache_mib) << 20;
        let (store, opened) = SledStore::open(self.store_folder().ours()?, cache_bytes)?;
        if let Some(set_aside) = &opened.set_aside {
            output::note(messages::warning(self.language(), set_aside));
        }
        let bar = Bar::new(messages::catching_up(self.language()));
        let gazetteer = self.gazetteer()?;
        let index = TantivyIndex::open(self.index_folder().ours()?, self.index_settings()?)?;
        let engine = Engine::open(
            journal,
            Arc::new(store),
            Arc::new(index),
            gazetteer,
            &mut |progress| bar.show(progress),
        )?;
        Ok(engine)
    }

    fn index_settings(&self) -> anyhow::Result<Settings> {
        let assets = self.assets();
        let files = SettingsFiles {
            analyzer: &assets.index_file("analyzer.toml")?,
            user_dictionary: &assets.index_file("userdict.txt")?,
            synonyms: &assets.index_file("synonyms.txt")?,
            stopwords: &assets.index_file("stopwords.txt")?,
        };
        Settings::parse(files).context("the settings of the search index cannot be used")
    }
}

/// The language that is asked for where the settings as a whole cannot be used: that of the flag, the variable or the file, in
/// the order in which they hold otherwise.
pub(super) fn language_asked_for(arguments: &Arguments) -> Language {
    let globals = &arguments.globals;
    let in_file = || {
        let file = globals.config.as_deref().unwrap_or(Path::new(FILE_NAME));
        config::language_of(&fs::read_to_string(file).ok()?)
    };
    globals
        .lang
        .or_else(language_of_variable)
        .or_else(in_file)
        .unwrap_or_else(language_of_environment)
}

/// The language that our own variable names.
pub(super) fn language_of_variable() -> Option<Language> {
    env::var("PLANGRAPH_LANG").ok()?.parse().ok()
}

/// The language that the environment asks for.
pub(super) fn language_of_environment() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(env::var_os)
        .find(|locale| !locale.is_empty())
        .unwrap_or_default();
    Language::of_locale(&locale.to_string_lossy())
}
