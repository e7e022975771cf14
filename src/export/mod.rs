//! Files that open elsewhere: Gephi, `NetworkX`, igraph, UCINET, Pajek, spreadsheets, linked data.
//!
//! [`Export::prepare`] asks the engine which tasks are meant, what is counted of them and everything else that may be
//! refused; [`Export::write`] reads the tasks some at a time and writes them piece by piece, so that a download begins at
//! once and takes little memory however long it is. A task that cannot be read ends the file with an error. Every file
//! carries its [`Manifest`]; formats without a place for it get it beside them.

mod address;
mod chinese;
mod choice;
mod codebook;
mod corrections;
mod dl;
mod evaluation;
mod form;
mod gexf;
mod graphml;
mod jsonl;
mod labels;
mod linked;
mod manifest;
mod markdown;
mod net;
mod pajek;
mod parquet;
mod records;
mod rows;
mod tables;
pub mod words;
mod workbook;

use std::io::{self, Write};

use crate::engine::{MatrixBy, NetworkFilter, QueryError, TaskOrder, View};
use crate::model::YEARS;

pub use codebook::codebook;
pub use form::{CODEBOOK, Format, What};
pub use manifest::Manifest;

use evaluation::Report;
use net::Net;
use records::Records;
use rows::{Rows, Table};

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A word that names nothing to export and no format.
    #[error("“{word}” is none of {known}")]
    UnknownWord {
        /// The word as given.
        word: String,
        /// The words that are known.
        known: String,
    },
    /// The format cannot hold what was asked for.
    #[error("{what} cannot be written as {format}: {known} can")]
    NotTogether {
        /// What was asked for.
        what: &'static str,
        /// The format.
        format: &'static str,
        /// What the format can hold.
        known: String,
    },
    /// The codebook in another format.
    #[error("the codebook is written as csv, not as {format}")]
    Codebook {
        /// The format.
        format: &'static str,
    },
    /// A sheet cannot hold the rows.
    #[error(
        "a sheet of Excel holds {limit} rows, and {rows} are needed: narrow the filter or write csv"
    )]
    TooManyRows {
        /// The most rows of a sheet.
        limit: u32,
        /// The rows that one table may need.
        rows: usize,
    },
    /// An evaluation of no plan or of several.
    #[error("an evaluation is of one plan: name one in `plans`")]
    OnePlan,
    /// An evaluation of a part of a plan.
    #[error("an evaluation is of a whole plan: only `plans` and `year` can be given with it")]
    Whole,
    /// An evaluation of a plan whose period is not known.
    #[error("the plan does not say for which years it is: name one in `year`")]
    NoPeriod,
    /// A year that no plan is of.
    #[error(
        "{year} is no year that can be evaluated: name one from {first} to {last}",
        first = YEARS.start(),
        last = YEARS.end()
    )]
    BadYear {
        /// The year.
        year: u16,
    },
    /// A year for something that is of no year.
    #[error("only an evaluation is of a year: leave `year` out")]
    NoYear,
    /// A search narrows tasks and nothing else.
    #[error("{what} cannot be narrowed by a search: tasks can")]
    NotSearched {
        /// What was asked for.
        what: &'static str,
    },
    /// Chinese words are known for tables of what documents say, in formats for people.
    #[error(
        "{what} has no Chinese headings: tasks, ledger, indicators, responsibility and corrections have, as csv and xlsx"
    )]
    NotWorded {
        /// What was asked for.
        what: &'static str,
    },
    /// A question failed.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The file cannot be written.
    #[error("the export cannot be written")]
    Write(#[from] io::Error),
    /// The Parquet file cannot be made.
    #[error("the Parquet file cannot be made")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The workbook cannot be made.
    #[error("the workbook cannot be made")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// A search whose tasks are exported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The query as typed.
    pub query: String,
    /// Words of it that are to be text, whatever they could mean besides.
    pub keep_as_text: Vec<String>,
}

/// The words of a table's headings and of roles, kinds and other values of the API.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wording {
    /// As the API has them, for programs.
    #[default]
    Api,
    /// In Chinese, for people.
    Chinese,
}

impl Wording {
    /// A table of `what` in these words.
    fn of(self, what: What, rows: Rows<'_>) -> Rows<'_> {
        match self {
            Self::Api => rows,
            Self::Chinese => chinese::in_chinese(what, rows),
        }
    }
}

/// What is to be exported, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What.
    pub what: What,
    /// How.
    pub format: Format,
    /// Which network; its tasks are those of every other export too.
    pub filter: NetworkFilter,
    /// Only tasks that a search finds; `None` for all.
    pub search: Option<Search>,
    /// The order of tasks; `None` for the best first of a search, and for that of the documents without one.
    pub order: Option<TaskOrder>,
    /// What the columns of the responsibility matrix are.
    pub by: MatrixBy,
    /// The year by whose end a plan is evaluated; `None` for the middle of its period.
    pub year: Option<u16>,
    /// Whether comma-separated values begin with a byte order mark, as Excel wants it.
    pub bom: bool,
    /// The words of tables.
    pub wording: Wording,
}

/// A file ready to be written.
pub struct Export {
    request: Request,
    manifest: Manifest,
    content: Content,
}

enum Content {
    Network(Box<Net>),
    Records(Box<Records>),
    Both(Box<Net>, Box<Records>),
    Corrections(Table),
    Evaluation(Box<Report>),
}

impl Export {
    /// Asks everything that the file needs.
    pub fn prepare(view: &View, request: Request) -> Result<Self, ExportError> {
        request.check()?;
        let net = || Net::read(view, &request).map(Box::new);
        let records = || Records::read(view, &request).map(Box::new);
        let content = match (request.what, request.format) {
            (What::Corrections, _) => Content::Corrections(corrections::table(view, &request)),
            (What::Evaluation, _) => Content::Evaluation(Box::new(Report::read(view, &request)?)),
            (What::Network | What::Nodes | What::All, Format::Xlsx) => {
                Content::Both(net()?, records()?)
            }
            (What::Network | What::Nodes, _) => Content::Network(net()?),
            _ => Content::Records(records()?),
        };
        if let Content::Records(records) | Content::Both(_, records) = &content
            && request.format == Format::Xlsx
        {
            let (rows, limit) = (records.most_rows(request.what), workbook::MOST_ROWS);
            if rows >= limit as usize {
                return Err(ExportError::TooManyRows { limit, rows });
            }
        }
        let manifest = Manifest::of(view, &request, &content);
        Ok(Self {
            request,
            manifest,
            content,
        })
    }

    /// What the file holds and where it is from.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// A name for the file.
    #[must_use]
    pub fn file_name(&self) -> String {
        let Request { what, format, .. } = &self.request;
        let what = match format {
            Format::Matrix => "matrix",
            Format::Manifest => "manifest",
            _ => what.word(),
        };
        format!("plangraph-{what}.{}", format.extension())
    }

    /// Writes the file.
    pub fn write(&self, out: &mut (dyn Write + Send)) -> Result<(), ExportError> {
        let Self {
            request,
            manifest,
            content,
        } = self;
        let corrections = |table| request.wording.of(What::Corrections, Rows::from(table));
        let is_table = matches!(request.format, Format::Csv | Format::Matrix);
        if request.bom && is_table {
            out.write_all("\u{feff}".as_bytes())?;
        }
        match (content, request.format) {
            (_, Format::Manifest) => out.write_all(manifest.json().as_bytes())?,
            (Content::Network(net), Format::Gexf) => gexf::write(net, manifest, out)?,
            (Content::Network(net), Format::GraphMl) => graphml::write(net, manifest, out)?,
            (Content::Network(net), Format::Dl) => dl::write(net, out)?,
            (Content::Network(net), Format::Pajek) => pajek::write(net, manifest, out)?,
            (Content::Network(net), Format::Matrix) => tables::adjacency(net, request.bom, out)?,
            (Content::Network(net), Format::Csv) if request.what == What::Nodes => {
                tables::nodes(net, request.bom, out)?;
            }
            (Content::Network(net), Format::Csv) => tables::edges(net, request.bom, out)?,
            (Content::Network(net), Format::JsonLines) => jsonl::network(net, manifest, out)?,
            (Content::Records(records), Format::Csv) => {
                tables::records(records, request, out)?;
            }
            (Content::Records(records), Format::JsonLines) => {
                jsonl::records(records, request.what, manifest, out)?;
            }
            (Content::Records(records), Format::JsonLd) => linked::write(records, manifest, out)?,
            (Content::Records(records), Format::Xlsx) => {
                workbook::write(None, records, request, manifest, out)?;
            }
            (Content::Records(records), Format::Parquet) => {
                parquet::write(request.what, records.rows(request.what), manifest, out)?;
            }
            (Content::Both(net, records), _) => {
                workbook::write(Some(net), records, request, manifest, out)?;
            }
            (Content::Corrections(table), Format::Csv) => {
                tables::table(corrections(table), request.bom, out)?;
            }
            (Content::Corrections(table), Format::JsonLines) => {
                jsonl::table("correction", corrections(table), manifest, out)?;
            }
            (Content::Corrections(table), Format::Xlsx) => {
                workbook::table("更正", corrections(table), manifest, out)?;
            }
            (Content::Evaluation(report), Format::Markdown) => {
                markdown::write(report, manifest, out)?;
            }
            (Content::Evaluation(report), _) => workbook::evaluation(report, manifest, out)?,
            // What `check` has refused already.
            (Content::Network(_) | Content::Records(_) | Content::Corrections(_), _) => {
                return Err(request.not_together());
            }
        }
        out.flush()?;
        Ok(())
    }
}

impl Request {
    fn check(&self) -> Result<(), ExportError> {
        if self.year.is_some() && self.what != What::Evaluation {
            return Err(ExportError::NoYear);
        }
        if let Some(year) = self.year
            && !YEARS.contains(&year)
        {
            return Err(ExportError::BadYear { year });
        }
        let is_worded = !matches!(self.what, What::Network | What::Nodes);
        if self.wording == Wording::Chinese && !is_worded {
            let what = self.what.word();
            return Err(ExportError::NotWorded { what });
        }
        if self.wording == Wording::Chinese && self.format == Format::Parquet {
            let what = self.format.word();
            return Err(ExportError::NotWorded { what });
        }
        if !self.what.can_be(self.format) {
            return Err(self.not_together());
        }
        if self.search.is_some() && self.what != What::Tasks {
            let what = self.what.word();
            return Err(ExportError::NotSearched { what });
        }
        Ok(())
    }

    fn not_together(&self) -> ExportError {
        let can = What::all().filter(|what| what.can_be(self.format));
        ExportError::NotTogether {
            what: self.what.word(),
            format: self.format.word(),
            known: can.map(What::word).collect::<Vec<_>>().join(", "),
        }
    }
}
