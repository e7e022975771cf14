//! Sample notices, one per layout, each with what must be read from it (`tests/fixtures/samples`).
//!
//! `SAMPLES=folder cargo test --test it samples -- --nocapture` scores the notices of another folder.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use plangraph::extract::extract;
use plangraph::model::{
    Basis, Comparator, Deadline, DiagnosticCode, Facts, HeadField, Indicator, IndicatorKind,
    PlanManifest, Role, Task,
};
use plangraph::text::fold::fold;
use plangraph::{parse, source};
use serde_json::Value;

use crate::gazetteer::bundled;
use crate::support::repository;

/// What was found of one kind: right ones, false ones, missed ones.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    right: usize,
    extra: usize,
    missed: usize,
}

impl Count {
    fn add(&mut self, expected: &BTreeSet<String>, found: &BTreeSet<String>) {
        self.right += expected.intersection(found).count();
        self.extra += found.difference(expected).count();
        self.missed += expected.difference(found).count();
    }
}

/// The score of a document, and what is wrong in it.
#[derive(Debug, Default)]
struct Score {
    tasks: Count,
    roles: Count,
    faults: Vec<String>,
}

impl Score {
    fn check<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, expected: &T, found: &T) {
        if expected != found {
            self.faults
                .push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }
}

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str().map(fold)).collect()
}

/// Names of the units of a task in a role, as stated or by a rule.
fn units(facts: &Facts, task: &Task, role: Role) -> Vec<String> {
    let mut names = Vec::new();
    for assignment in &task.assignments {
        let counts = matches!(assignment.basis, Basis::Stated | Basis::Rule);
        let unit = facts.units.iter().find(|unit| unit.id == assignment.unit);
        let name = unit.map(|unit| fold(&unit.name)).unwrap_or_default();
        if counts && assignment.role == role && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn due(deadlines: &[Deadline]) -> Option<String> {
    let deadline = deadlines.first()?;
    Some(match (deadline.date, &deadline.recurrence) {
        (Some(date), _) => date.to_string(),
        (None, Some(_)) => "recurring".to_owned(),
        (None, None) => "ongoing".to_owned(),
    })
}

/// Value, unit, comparator and kind of an indicator; a kind that the samples do not tell is a level.
fn quantity(indicator: &Indicator) -> String {
    let comparator = match indicator.comparator {
        Comparator::Equal => "",
        Comparator::AtLeast => ">=",
        Comparator::AtMost => "<=",
        Comparator::About => "~",
    };
    format!(
        "{} {}{comparator}",
        indicator.value.unwrap_or_default(),
        fold(indicator.unit.as_deref().unwrap_or_default())
    )
}

fn expected_quantity(indicator: &Value) -> String {
    format!(
        "{} {}{}",
        indicator["value"].as_f64().unwrap_or_default(),
        fold(indicator["unit"].as_str().unwrap_or_default()),
        indicator["op"].as_str().unwrap_or_default()
    )
}

fn task(facts: &Facts, task: &Task, gold: &Value, score: &mut Score) {
    let name = gold["text_contains"].as_str().unwrap_or_default();
    let roles = [
        ("lead", Role::Lead),
        ("responsible", Role::Responsible),
        ("supporting", Role::Supporting),
    ];
    for (key, role) in roles {
        let (expected, found) = (texts(&gold[key]), units(facts, task, role));
        let pairs = |names: &[String]| names.iter().map(|name| format!("{key} {name}")).collect();
        score.roles.add(&pairs(&expected), &pairs(&found));
        score.check(&format!("{name}: {key}"), &expected, &found);
    }
    let expected = gold["deadline"].as_str().map(str::to_owned);
    score.check(
        &format!("{name}: deadline"),
        &expected,
        &due(&task.deadlines),
    );
    let mut expected: Vec<_> = gold["indicators"]
        .as_array()
        .into_iter()
        .flatten()
        .map(expected_quantity)
        .collect();
    // The samples tell states and amounts of work; what a number otherwise says may stand beside them.
    let mut found = Vec::new();
    for indicator in task
        .indicators
        .iter()
        .filter(|indicator| indicator.value.is_some())
    {
        let told = quantity(indicator);
        let is_work = matches!(
            indicator.kind,
            IndicatorKind::Outcome | IndicatorKind::Output
        );
        if is_work || expected.contains(&told) {
            found.push(told);
        }
    }
    expected.sort();
    found.sort();
    score.check(&format!("{name}: indicators"), &expected, &found);
    let is_open = gold["open_list"].as_bool().unwrap_or_default();
    score.check(&format!("{name}: open list"), &is_open, &task.is_open_list);
    let chapters = &facts.plan.chapters;
    let chapter = chapters.iter().find(|chapter| chapter.id == task.chapter);
    let found = chapter
        .map(|chapter| fold(&chapter.title))
        .unwrap_or_default();
    let expected = gold["chapter"].as_str().map(fold).unwrap_or_default();
    score.check(&format!("{name}: chapter"), &expected, &found);
}

fn head(facts: &Facts, gold: &Value, score: &mut Score) {
    let plan = &facts.plan;
    let text = |key: &str| gold[key].as_str().map(fold);
    // The body that signs as it signs; a task may have named it shorter before.
    let issuer = plan
        .head
        .iter()
        .find(|fact| fact.field == HeadField::Issuer);
    score.check("title", &text("title"), &Some(fold(&plan.title)));
    score.check(
        "number",
        &text("document_number"),
        &plan.document_number.as_deref().map(fold),
    );
    score.check(
        "issuer",
        &text("issuer"),
        &issuer.map(|fact| fold(&fact.value)),
    );
    score.check(
        "date",
        &text("issued_on"),
        &plan.issued_on.map(|date| date.to_string()),
    );
}

fn structure(facts: &Facts, gold: &Value, score: &mut Score) {
    let chapters: Vec<_> = facts
        .plan
        .chapters
        .iter()
        .map(|c| fold(&c.title))
        .filter(|c| !c.is_empty())
        .collect();
    let expected = texts(&gold["chapters"]);
    let fits = chapters.len() == expected.len()
        && expected.iter().zip(&chapters).all(|(expected, found)| {
            expected == found
                || (gold["chapter_note"].is_string() && found.starts_with(expected.as_str()))
        });
    if !fits {
        score.check("chapters", &expected, &chapters);
    }
    let sections = facts
        .plan
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.sections)
        .map(|s| fold(&s.title));
    let labels = facts
        .tasks
        .iter()
        .filter_map(|task| task.label.as_deref())
        .map(fold);
    let headings = facts
        .tasks
        .iter()
        .flat_map(|task| &task.headings)
        .map(|heading| fold(&heading.title));
    let known: BTreeSet<_> = sections.chain(labels).chain(headings).collect();
    for section in texts(&gold["sections"]) {
        if !known.contains(&section) {
            score.faults.push(format!("section {section} is missing"));
        }
    }
    let attachments: Vec<_> = facts
        .plan
        .attachments
        .iter()
        .map(|a| fold(&a.title))
        .collect();
    score.check("attachments", &texts(&gold["attachments"]), &attachments);
    let implicit: Vec<_> = facts
        .plan
        .implicit_units
        .iter()
        .filter_map(|implicit| facts.units.iter().find(|unit| unit.id == implicit.unit))
        .map(|unit| fold(&unit.name))
        .collect();
    score.check("implicit units", &texts(&gold["implicit_units"]), &implicit);
}

/// Scores a document against what must be read from it.
fn score(file: &Path, gold: &Value) -> Score {
    let mut score = Score::default();
    let bytes = fs::read(file).unwrap();
    let name = file.file_name().unwrap().to_string_lossy();
    let expected: Vec<String> = gold["diagnostics_expected"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|code| code.as_str().map(str::to_uppercase))
        .collect();
    let document = match source::read(&name, &bytes) {
        Ok(document) => document,
        Err(refusal) => {
            score.check(
                "refusal",
                &expected,
                &vec![refusal.problem.code().word().to_owned()],
            );
            return score;
        }
    };
    let outline = parse::parse(&document);
    let facts = extract(&document, &outline, &PlanManifest::default(), bundled());
    let codes: BTreeSet<_> = facts.diagnostics().map(|found| found.code.word()).collect();
    for code in &expected {
        if !codes.contains(code.as_str()) {
            score.faults.push(format!("diagnostic {code} is missing"));
        }
    }
    if !gold["title"].is_string() && facts.tasks.is_empty() {
        score.check("number", &None, &facts.plan.document_number);
        return score;
    }
    let is_flagged = codes.contains(DiagnosticCode::NoResponsibility.word());
    let is_expected = expected.iter().any(|code| code == "NO_RESPONSIBILITY");
    score.check("no responsibility", &is_expected, &is_flagged);
    head(&facts, gold, &mut score);
    structure(&facts, gold, &mut score);
    let mut free: Vec<&Task> = facts.tasks.iter().collect();
    for expected in gold["tasks"].as_array().into_iter().flatten() {
        let words = fold(expected["text_contains"].as_str().unwrap_or_default());
        let place = free
            .iter()
            .position(|task| fold(&task.text).contains(&words));
        if let Some(at) = place {
            let found = free.remove(at);
            score.tasks.right += 1;
            task(&facts, found, expected, &mut score);
        } else {
            score.tasks.missed += 1;
            score.roles.missed += ["lead", "responsible", "supporting"]
                .iter()
                .map(|key| texts(&expected[*key]).len())
                .sum::<usize>();
            score.faults.push(format!("task {words} is missing"));
        }
    }
    for extra in free {
        score.tasks.extra += 1;
        score.roles.extra += extra.assignments.len();
        score.faults.push(format!("no task: {}", extra.text));
    }
    score
}

/// The documents of a folder with what must be read from them.
fn samples(folder: &Path) -> Vec<(PathBuf, Value)> {
    let mut golds: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    golds.sort();
    golds
        .into_iter()
        .map(|path| {
            let gold: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let file = folder.join(gold["source_file"].as_str().unwrap());
            (file, gold)
        })
        .collect()
}

#[test]
fn every_sample_is_read_as_expected() {
    let folder = std::env::var_os("SAMPLES")
        .map_or_else(|| repository("tests/fixtures/samples"), PathBuf::from);
    let (mut tasks, mut roles) = (Count::default(), Count::default());
    let mut faults = String::new();
    for (file, gold) in samples(&folder) {
        let score = score(&file, &gold);
        for (sum, one) in [(&mut tasks, score.tasks), (&mut roles, score.roles)] {
            sum.right += one.right;
            sum.extra += one.extra;
            sum.missed += one.missed;
        }
        for fault in score.faults {
            let name = file.file_name().unwrap().to_string_lossy();
            writeln!(faults, "{name}: {fault}").unwrap();
        }
    }
    assert!(
        faults.is_empty(),
        "{faults}tasks: {tasks:?}\nroles: {roles:?}"
    );
}
