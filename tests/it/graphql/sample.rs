//! An engine over hand-made plans, and requests to it.

use std::sync::Arc;
use std::time::Duration;

use plangraph::assets::{Assets, BundledPlan};
use plangraph::engine::{Engine, IngestOptions, Submission};
use plangraph::graphql::{Limits, Request, Response, Schema, execute, schema};
use plangraph::journal::Journal;
use plangraph::model::{
    Assignment, AssignmentId, Basis, Chapter, ChapterId, CityId, CityLink, CityLinkId, Comparator,
    Encoding, Facts, Format, Indicator, IndicatorId, IndicatorKind, Layout, Measure, Plan, PlanId,
    Role, Section, SectionId, SourceRange, Task, TaskId, TextSpan, Unit, UnitKind, Via,
};
use plangraph::search::Index;
use plangraph::store::{Change, MemoryStore, Store};
use serde_json::Value;
use tempfile::TempDir;

use crate::memory_index::MemoryIndex;
use crate::support::gazetteer;

/// An engine, the schema, and the folder that the journal lies in.
pub(crate) struct Sample {
    pub(crate) engine: Arc<Engine>,
    pub(crate) schema: Schema,
    _folder: TempDir,
}

impl Sample {
    /// An engine that holds `plans`.
    pub(crate) fn of(plans: Vec<Facts>) -> Self {
        let store = MemoryStore::new();
        let changes = plans
            .into_iter()
            .map(|facts| Change::Put(Box::new(facts)))
            .collect();
        store.commit(0, 0, changes).unwrap();
        Self::over(store)
    }

    /// An engine over a store.
    pub(crate) fn over(store: impl Store + 'static) -> Self {
        Self::sharing(Arc::new(store))
    }

    /// An engine over a store that somebody else holds too.
    pub(crate) fn sharing(store: Arc<dyn Store>) -> Self {
        Self::with_index(store, MemoryIndex::default())
    }

    /// An engine over a store and an index.
    pub(crate) fn with_index(store: Arc<dyn Store>, index: impl Index + 'static) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(folder.path()).unwrap();
        let index = Arc::new(index);
        let engine = Engine::open(journal, store, index, gazetteer(), &mut |_| {}).unwrap();
        Self {
            engine: Arc::new(engine),
            schema: schema(),
            _folder: folder,
        }
    }

    /// An engine that holds the bundled plans.
    pub(crate) fn bundled() -> Self {
        Self::of(Vec::new()).with_bundled()
    }

    /// The same with the bundled plans.
    pub(crate) fn with_bundled(self) -> Self {
        let plans = Assets::embedded().bundled_plans().unwrap();
        let submission = |plan: BundledPlan| Submission {
            name: plan.name,
            bytes: plan.bytes.into_owned(),
            manifest: plan.manifest,
        };
        let submissions: Vec<_> = plans.into_iter().map(submission).collect();
        let reports = self
            .engine
            .ingest(&submissions, IngestOptions::default(), &mut |_| {});
        assert!(reports.iter().all(Result::is_ok), "{reports:?}");
        self
    }

    pub(crate) fn execute(&self, query: &str, variables: Value) -> Response {
        let request = Request {
            query: query.to_owned(),
            variables,
            ..Request::default()
        };
        // A busy machine makes no test fail: those of the time limit set their own.
        let limits = Limits {
            time: Duration::from_hours(1),
            ..Limits::default()
        };
        self.execute_within(&limits, request)
    }

    pub(crate) fn execute_within(&self, limits: &Limits, request: Request) -> Response {
        execute(&self.schema, &self.engine.view(), limits, request)
    }

    /// The whole answer.
    pub(crate) fn answer(&self, query: &str, variables: Value) -> Value {
        serde_json::from_str(&self.execute(query, variables).body).unwrap()
    }

    /// The data of an answer without errors.
    pub(crate) fn data(&self, query: &str) -> Value {
        let mut answer = self.answer(query, Value::Null);
        assert_eq!(answer.get("errors"), None, "{query}");
        answer["data"].take()
    }

    /// Code, argument and the rest of the extensions of an answer's only error.
    pub(crate) fn error(&self, query: &str) -> Value {
        let mut answer = self.answer(query, Value::Null);
        assert_eq!(
            answer["errors"].as_array().map(Vec::len),
            Some(1),
            "{query}: {answer}"
        );
        answer["errors"][0]["extensions"].take()
    }
}

/// A plan of Liaoning with this many tasks, in chapters of ten and sections of five; 省发展改革委 leads each, one of nine
/// other units is responsible, and each has a city and an indicator.
pub(crate) fn plan(digest: u64, tasks: u32) -> Facts {
    let gazetteer = gazetteer();
    let plan = PlanId { digest };
    let liaoning = gazetteer.cities_named("辽宁省")[0];
    let dalian = gazetteer.cities_named("大连市")[0];
    let unit = |name: &str| Unit {
        id: gazetteer.unit_id(Some(liaoning), name),
        name: name.to_owned(),
        full_name: None,
        aliases: Vec::new(),
        kind: UnitKind::Department,
        jurisdiction: Some(liaoning),
        city: None,
        plan: None,
    };
    let units: Vec<_> = [
        "省发展改革委",
        "省财政厅",
        "省教育厅",
        "省农委",
        "省水利厅",
        "省科技厅",
        "省商务厅",
        "省民政厅",
        "省司法厅",
        "省公安厅",
    ]
    .into_iter()
    .map(unit)
    .collect();
    let tasks: Vec<_> = (1..=tasks)
        .map(|number| task(plan, number, &units, dalian))
        .collect();
    let section = |chapter: u64, number: u32| Section {
        id: SectionId {
            plan,
            digest: chapter * 10 + u64::from(number),
        },
        number,
        title: format!("第{number}节"),
        span: span("节"),
        body: range(0, 3),
    };
    let chapters = (0..tasks.len().div_ceil(10) as u64).map(|chapter| Chapter {
        id: ChapterId {
            plan,
            digest: chapter,
        },
        number: u32::try_from(chapter).unwrap() + 1,
        title: format!("第{}章", chapter + 1),
        span: span("章"),
        body: range(0, 4),
        sections: vec![section(chapter, 1), section(chapter, 2)],
    });
    Facts {
        plan: Plan {
            id: plan,
            title: "任务分工".to_owned(),
            document_number: None,
            issuer: None,
            issued_on: None,
            period_start: Some(2011),
            period_end: Some(2015),
            region: Some(liaoning),
            head: Vec::new(),
            name: "样本.txt".to_owned(),
            format: Format::Text,
            encoding: Encoding::Utf8,
            source_sha256: [u8::try_from(digest).unwrap(); 32],
            layouts: vec![Layout::LabelLines],
            chapters: chapters.collect(),
            clauses: Vec::new(),
            attachments: Vec::new(),
            implicit_units: Vec::new(),
            indicators: vec![indicator(plan, 0, 2)],
            diagnostics: Vec::new(),
            coverage: 1.0,
        },
        source_text: "全省任务分工".to_owned(),
        tasks,
        units,
        corrections: Vec::new(),
    }
}

fn task(plan: PlanId, number: u32, units: &[Unit], city: CityId) -> Task {
    let digest = u64::from(number);
    let id = TaskId { plan, digest };
    let index = u64::from(number - 1);
    let assignment = |unit: &Unit, role, digest: u64| Assignment {
        id: AssignmentId {
            plan,
            owner: id.digest,
            digest,
        },
        unit: unit.id,
        role,
        basis: Basis::Stated,
        position: 1,
        name_as_written: unit.name.clone(),
        qualifier: None,
        span: span(&unit.name),
        statement_span: span(&unit.name),
        rule_span: None,
    };
    let other = &units[1 + number as usize % (units.len() - 1)];
    Task {
        id,
        number,
        chapter: ChapterId {
            plan,
            digest: index / 10,
        },
        section: Some(SectionId {
            plan,
            digest: index / 10 * 10 + index % 10 / 5 + 1,
        }),
        headings: Vec::new(),
        label: None,
        text: format!("任务{number}"),
        span: span("任务"),
        assignments: vec![
            assignment(&units[0], Role::Lead, 1),
            assignment(other, Role::Responsible, 2),
        ],
        is_open_list: false,
        cities: vec![CityLink {
            id: CityLinkId {
                plan,
                owner: id.digest,
                digest: 3,
            },
            city,
            via: Via::Mentioned,
            span: span("大连"),
        }],
        indicators: vec![indicator(plan, id.digest, 4)],
        deadlines: Vec::new(),
        commitments: Vec::new(),
    }
}

fn indicator(plan: PlanId, owner: u64, digest: u64) -> Indicator {
    Indicator {
        id: IndicatorId {
            plan,
            owner,
            digest,
        },
        kind: IndicatorKind::Outcome,
        subject: "覆盖率".to_owned(),
        phrase: "覆盖率97%".to_owned(),
        value: Some(97.0),
        value_max: None,
        unit: Some("%".to_owned()),
        normalized_value: Some(97.0),
        normalized_value_max: None,
        normalized_unit: Some("%".to_owned()),
        comparator: Comparator::Equal,
        measure: Measure::Level,
        is_aspirational: false,
        is_binding: false,
        is_assigned_by_state: false,
        period_start: Some(2011),
        period_end: Some(2015),
        period_basis: Basis::Inferred,
        span: span("97%"),
    }
}

fn span(quote: &str) -> TextSpan {
    let length = u32::try_from(quote.chars().count()).unwrap();
    TextSpan {
        range: range(0, length),
        quote: quote.to_owned(),
    }
}

fn range(start: u32, end: u32) -> SourceRange {
    SourceRange {
        start,
        end,
        line: 1,
        page: None,
    }
}
