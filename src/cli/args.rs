//! What the command line may say. What it means is settled in [`super::context`] and in each command.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{self, Language, Layer};
use crate::engine::{Direction, MatrixBy, Projection, TaskOrderField, Weighting};
use crate::export::Wording;
use crate::export::words::{
    self, BASES, DIRECTIONS, KINDS, MATRIX_BY, ORDERS, PROJECTIONS, ROLES, WEIGHTINGS, WORDINGS,
    Words,
};
use crate::model::{Basis, KeyRole, Role, UnitKind};

/// Plan division notices as a knowledge graph, every fact proved by the sentence it came from.
#[derive(Debug, Parser)]
#[command(
    name = "plangraph",
    version,
    arg_required_else_help = true,
    after_help = "Exit status: 0 done, 1 failed, 2 wrong use.",
    max_term_width = 100
)]
pub(super) struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub(super) globals: Globals,
    /// The command.
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "For every command")]
pub(super) struct Globals {
    /// Folder of journal, store and search index [default: var]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Folder that is read in place of the bundled plan, gazetteer and index settings
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_root: Option<PathBuf>,
    /// Settings file [default: plangraph.toml, if there]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Language of messages: en or zh [default: that of LANG]
    #[arg(long, global = true, value_name = "LANG")]
    pub(super) lang: Option<Language>,
    /// Print results as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Answer over HTTP; an empty data folder is filled with the bundled plan first
    Serve(Serve),
    /// Read documents and keep them
    Ingest(Ingest),
    /// Search the tasks; any text will do
    Search(Search),
    /// Answer a question in Chinese, with the quotes that prove the answer
    Ask(Ask),
    /// Show one plan, unit, city or task with its links
    Show(Show),
    /// Hold one plan against another: tasks kept, dropped, new or changed, and how work has shifted
    Compare(Compare),
    /// Count what is kept
    Stats,
    /// Show the network of units with its measures
    Network(Network),
    /// Write files for Gephi, NetworkX, UCINET, Pajek, Excel and others
    Export(Export),
    /// Prove that every quote equals its span and that journal, store and search index agree
    Check,
    /// Measure search quality with judged queries
    Eval(Eval),
    /// Make the search index anew from the store
    Reindex,
    /// Make store and search index anew from the journal
    Rebuild,
    /// Print the GraphQL schema
    Schema,
    /// Write everything accepted into one file, also beside a running server
    Backup(Backup),
    /// Fill an empty data folder from a backup
    Restore(Restore),
    /// API keys: who may write, and what
    Key(Key),
}

#[derive(Debug, Args)]
pub(super) struct Key {
    #[command(subcommand)]
    pub(super) command: KeyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Make a key; it is printed once and kept as a digest. Wants the server stopped
    Create(KeyCreate),
    /// List the valid keys, also beside a running server
    List,
    /// Make a key invalid. Wants the server stopped
    Revoke {
        /// The key's id, as `key list` prints it
        #[arg(value_name = "ID")]
        id: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct KeyCreate {
    /// What the key allows; each role allows what the ones before it allow
    #[arg(long, value_name = "ROLE", ignore_case = true)]
    pub(super) role: KeyRoleWord,
    /// Who bears it: the author of what is written with it [default: the role]
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// A unit that a key of role report reports for, by id, name or alias; give it once per unit
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Vec<String>,
}

/// What a key allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KeyRoleWord {
    /// Reading, where reading needs a key
    Read,
    /// Reporting for own units
    Report,
    /// Accepting and correcting documents, reporting for any unit
    Curate,
    /// Deleting
    Admin,
}

impl From<KeyRoleWord> for KeyRole {
    fn from(word: KeyRoleWord) -> Self {
        match word {
            KeyRoleWord::Read => Self::Read,
            KeyRoleWord::Report => Self::Report,
            KeyRoleWord::Curate => Self::Curate,
            KeyRoleWord::Admin => Self::Admin,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address and port; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", value_parser = config::address)]
    pub(super) bind: Option<SocketAddr>,
    /// Print the settings in force and stop
    #[arg(long)]
    pub(super) print_config: bool,
}

#[derive(Debug, Args)]
pub(super) struct Ingest {
    /// Files, folders or zip archives of these; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Read and report, keep nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Let a new version of a known plan take its place
    #[arg(long)]
    pub(super) replace: bool,
}

#[derive(Debug, Args)]
pub(super) struct Search {
    /// What is looked for: 粮食; “一县一业”; 省农委牵头 粮食; 单位:省水利厅 灌区
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) query: String,
    /// Only tasks in which this unit has a part, by id, name or alias
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Option<String>,
    /// Only parts of this role count; without --unit, of any unit
    #[arg(long, value_name = "ROLE", value_parser = one_of(ROLES))]
    pub(super) role: Option<Role>,
    /// Only tasks tied to this city, by id, code or name
    #[arg(long, value_name = "CITY")]
    pub(super) city: Option<String>,
    /// Only tasks of chapters with this number
    #[arg(long, value_name = "NUMBER")]
    pub(super) chapter: Option<u32>,
    /// Only tasks of this plan, by id, document number or title
    #[arg(long, value_name = "PLAN")]
    pub(super) plan: Option<String>,
    /// The most hits
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    pub(super) limit: usize,
}

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// The question: 省农委牵头的任务有哪些; 谁负责公立医院改革; 森林覆盖率的目标是多少
    #[arg(value_name = "QUESTION")]
    pub(super) question: String,
    /// Only this plan, by id, document number or title
    #[arg(long, value_name = "PLAN")]
    pub(super) plan: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Eval {
    /// A query with its judgements per line: query, kind, filter, relevant, ignore
    #[arg(value_name = "QUERIES.jsonl")]
    pub(super) queries: PathBuf,
    /// Only tasks of this plan, by id, document number or title
    #[arg(long, value_name = "PLAN")]
    pub(super) plan: Option<String>,
}

/// Which network, and of which tasks.
#[derive(Debug, Args)]
pub(super) struct NetworkChoice {
    /// Which units an edge joins: those with a part in the same task (共同负责), or who leads with who is responsible (牵头→责任)
    #[arg(long, value_name = "PROJECTION", default_value = "co-responsible", value_parser = one_of(PROJECTIONS))]
    pub(super) projection: Projection,
    /// What the weight of an edge is: shared tasks (共同任务数), each shared task by 1/(k−1), or a similarity
    #[arg(long, value_name = "WEIGHTING", default_value = "count", value_parser = one_of(WEIGHTINGS))]
    pub(super) weighting: Weighting,
    /// Only units of these kinds (单位类别) [default: all but local-government and placeholder]
    #[arg(long, value_name = "KIND", value_parser = one_of(KINDS))]
    pub(super) kind: Vec<UnitKind>,
    /// Only parts on one of these grounds (依据) [default: stated, rule, corrected]
    #[arg(long, value_name = "BASIS", value_parser = one_of(BASES))]
    pub(super) basis: Vec<Basis>,
    /// Only parts of these roles (角色) [default: any]
    #[arg(long, value_name = "ROLE", value_parser = one_of(ROLES))]
    pub(super) role: Vec<Role>,
    /// Only tasks of these plans, by id, document number or title
    #[arg(long, value_name = "PLAN")]
    pub(super) plan: Vec<String>,
    /// Only tasks of chapters with these numbers
    #[arg(long, value_name = "NUMBER")]
    pub(super) chapter: Vec<u32>,
    /// Only tasks in which one of these units has a part, by id, name or alias
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Vec<String>,
    /// Only tasks tied to one of these cities, by id, code or name
    #[arg(long, value_name = "CITY")]
    pub(super) city: Vec<String>,
    /// Only tasks with this stretch of text
    #[arg(long, value_name = "TEXT")]
    pub(super) text: Option<String>,
    /// The least weight of an edge
    #[arg(long, value_name = "WEIGHT", value_parser = weight)]
    pub(super) min_weight: Option<f64>,
}

/// Reads a number that others can be compared with.
fn weight(text: &str) -> Result<f64, &'static str> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or("no number")
}

/// Reads one of `words`.
fn one_of<T: Copy + Send + Sync + 'static>(words: Words<T>) -> impl TypedValueParser<Value = T> {
    let known = PossibleValuesParser::new(words.iter().map(|(word, _)| *word));
    known.try_map(move |word| words::meaning(words, &word).ok_or("no such word"))
}

#[derive(Debug, Args)]
pub(super) struct Network {
    #[command(flatten)]
    pub(super) choice: NetworkChoice,
    /// Show what this unit has more of than chance gives, and its partners
    #[arg(long, value_name = "UNIT")]
    pub(super) of: Option<String>,
    /// The most units
    #[arg(long, value_name = "NUMBER")]
    pub(super) limit: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) choice: NetworkChoice,
    /// gexf, graphml, csv, jsonl, jsonld, xlsx, parquet, md, matrix, dl, pajek or manifest
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: String,
    /// network, nodes, tasks, ledger, indicators, responsibility, corrections, evaluation, all or codebook [default: what the format is for]
    #[arg(long, value_name = "WHAT")]
    pub(super) what: Option<String>,
    /// What the columns of the responsibility matrix are (责任矩阵的列)
    #[arg(long, value_name = "COLUMNS", default_value = "chapter", value_parser = one_of(MATRIX_BY))]
    pub(super) by: MatrixBy,
    /// Only tasks that this search finds, the best first (检索词)
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// What tasks are sorted by (排序)
    #[arg(long, value_name = "ORDER", value_parser = one_of(ORDERS))]
    pub(super) order_by: Option<TaskOrderField>,
    /// Which way they run (方向) [default: asc]
    #[arg(long, value_name = "WAY", value_parser = one_of(DIRECTIONS), requires = "order_by")]
    pub(super) direction: Option<Direction>,
    /// The words of tables: en as in the API, zh in Chinese (表头用语)
    #[arg(long, value_name = "WORDS", default_value = "en", value_parser = one_of(WORDINGS))]
    pub(super) wording: Wording,
    /// The year by whose end a plan is evaluated [default: the middle of its period]
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<u16>,
    /// The file to write [default: standard output]
    #[arg(short = 'o', long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Begin a CSV file with a byte order mark, as Excel wants it
    #[arg(long)]
    pub(super) bom: bool,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// An id, a unit's or city's name, a document number or a plan's title
    #[arg(value_name = "PLAN|UNIT|CITY|TASK")]
    pub(super) name: String,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// The earlier or higher plan, by id, document number or title
    #[arg(value_name = "BASE")]
    pub(super) base: String,
    /// The plan that is held against it
    #[arg(value_name = "TARGET")]
    pub(super) target: String,
}

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write; it must not be there yet
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The file that `backup` wrote
    pub(super) file: PathBuf,
}

impl Arguments {
    /// The settings that flags give.
    pub(super) fn layer(&self) -> Layer {
        Layer {
            bind: match &self.command {
                Command::Serve(serve) => serve.bind,
                _ => None,
            },
            data_dir: self.globals.data_dir.clone(),
            data_root: self.globals.data_root.clone(),
            lang: self.globals.lang,
            ..Layer::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn global_flags_stand_before_or_after_the_command() {
        for line in [
            "plangraph --data-dir d --json --lang zh stats",
            "plangraph stats --data-dir d --json --lang zh",
        ] {
            let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
            assert!(arguments.globals.json, "{line}");
            assert_eq!(arguments.layer().data_dir, Some(PathBuf::from("d")));
            assert_eq!(arguments.layer().lang, Some(Language::Zh));
        }
    }

    #[test]
    fn wrong_use_is_told_from_asking_for_help() {
        for (line, code) in [
            ("plangraph", 2),
            ("plangraph nonsense", 2),
            ("plangraph ingest", 2),
            ("plangraph stats --nonsense", 2),
            ("plangraph serve --bind nonsense", 2),
            ("plangraph stats --lang fr", 2),
            ("plangraph network --min-weight NaN", 2),
            ("plangraph network --min-weight inf", 2),
            ("plangraph --help", 0),
            ("plangraph --version", 0),
        ] {
            let error = Arguments::try_parse_from(line.split(' ')).unwrap_err();
            assert_eq!(error.exit_code(), code, "{line}");
        }
    }
}
