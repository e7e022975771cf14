//! No notice is too odd: every test run makes 20,000 of pieces of notices, `PLANGRAPH_FUZZ=1000000`, which `make fuzz` sets,
//! as many.

use std::sync::LazyLock;

use plangraph::extract::extract;
use plangraph::model::{Facts, PlanManifest, TextSpan};
use plangraph::source;

use super::properties::{LINES, read};
use crate::gazetteer::bundled;
use crate::support::repository;

/// Notices that every test run makes.
const NOTICES: usize = 20_000;

/// The most lines of one.
const MOST_LINES: usize = 6;

/// What is put where nobody expects it.
const ODD: &[&str] = &[
    "、",
    "，",
    "；",
    "。",
    "：",
    ":",
    "（",
    "）",
    "(",
    ")",
    "〔",
    "《",
    "》",
    "“",
    "”",
    "|",
    "\t",
    "　",
    "\n",
    "\r\n",
    "等",
    "和",
    "会同",
    "负责",
    "牵头",
    "配合",
    "由",
    "分别",
    "一、",
    "（一）",
    "1.",
    "⑴",
    "第一章",
    "附件",
    "%",
    "2031年",
    "第二万个五年规划",
    "“13118五”",
    "百分之",
    "至",
    "\u{e004}",
    "\u{e010}",
    "\u{200b}",
    "\u{301}",
    "𠀀",
    "😀",
    "—",
    "〃",
    "#",
    "*",
    "@@",
    "<b>",
    "&nbsp;",
    "責任單位：",
    "㈠",
];

/// The lines of the bundled notice and those of every layout, by characters.
static LISTED: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let bytes = std::fs::read(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let bundled = source::read("any", &bytes).unwrap();
    let lines = bundled.source().lines().chain(LINES.iter().copied());
    lines.map(|line| line.chars().collect()).collect()
});

/// Some lines, each as it stands, cut short, run into the next or with something odd in it.
fn drawn(random: &mut fastrand::Rng) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(..=MOST_LINES) {
        let mut line = random.choice(&*LISTED).unwrap().clone();
        match random.u8(..6) {
            0 => line.truncate(random.usize(..=line.len())),
            1 => drop(line.drain(..random.usize(..=line.len()))),
            2 => {
                let at = random.usize(..=line.len());
                line.splice(at..at, random.choice(ODD).unwrap().chars());
            }
            _ => {}
        }
        text.extend(line);
        if random.u8(..8) > 0 {
            text.push('\n');
        }
    }
    text
}

/// Every span that stands with a fact of a task.
fn spans(facts: &Facts) -> impl Iterator<Item = &TextSpan> {
    facts.tasks.iter().flat_map(|task| {
        let assignments = task.assignments.iter().map(|one| &one.span);
        let indicators = task.indicators.iter().map(|one| &one.span);
        let cities = task.cities.iter().map(|one| &one.span);
        let deadlines = task.deadlines.iter().map(|one| &one.span);
        let all = assignments.chain(indicators).chain(cities);
        all.chain(deadlines).chain([&task.span])
    })
}

#[test]
fn no_notice_is_too_odd() {
    let asked = std::env::var("PLANGRAPH_FUZZ").ok();
    let notices = asked.map_or(NOTICES, |notices| notices.parse().unwrap());
    let mut random = fastrand::Rng::with_seed(notices as u64);
    for _ in 0..notices {
        let text = drawn(&mut random);
        let Some((document, outline)) = read(&text) else {
            continue;
        };
        let facts = extract(&document, &outline, &PlanManifest::default(), bundled());
        for span in spans(&facts) {
            assert_eq!(document.quote(span.range), span.quote, "{text}");
        }
    }
}
