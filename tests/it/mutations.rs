//! What copies, converters and other offices do to a notice changes nothing in its graph.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use plangraph::extract::extract;
use plangraph::model::{Basis, Facts, PlanManifest};
use plangraph::text::fold::fold;
use plangraph::{parse, source};

use crate::gazetteer::bundled;
use crate::support::repository;

/// The graph of a text as lines: chapters, sections, clauses and tasks with all that hangs on them.
fn graph(text: &str) -> Vec<String> {
    let document = source::read("notice.txt", text.as_bytes()).unwrap();
    let manifest = PlanManifest {
        region: Some("辽宁省".to_owned()),
        issuer: Some("辽宁省人民政府".to_owned()),
        ..PlanManifest::default()
    };
    let facts = extract(&document, &parse::parse(&document), &manifest, bundled());
    let clauses = facts
        .plan
        .clauses
        .iter()
        .map(|clause| format!("{:?} {}", clause.kind, fold(&clause.title)));
    let mut lines: Vec<_> = clauses.collect();
    for chapter in &facts.plan.chapters {
        let sections: Vec<_> = chapter
            .sections
            .iter()
            .map(|section| fold(&section.title))
            .collect();
        lines.push(format!("{} {sections:?}", fold(&chapter.title)));
    }
    lines.extend(tasks(&facts));
    lines
}

fn tasks(facts: &Facts) -> Vec<String> {
    let names: BTreeMap<_, _> = facts
        .units
        .iter()
        .map(|unit| (unit.id.to_string(), fold(&unit.name)))
        .collect();
    let line = |task: &plangraph::model::Task| {
        let mut line = format!(
            "{} [{}]",
            plain(&task.text),
            fold(task.label.as_deref().unwrap_or_default())
        );
        for assignment in &task.assignments {
            let unit = names
                .get(&assignment.unit.to_string())
                .map_or("", String::as_str);
            let basis = if assignment.basis == Basis::Stated {
                ""
            } else {
                "*"
            };
            write!(line, " {:?}{basis} {unit}", assignment.role).unwrap();
        }
        for city in &task.cities {
            write!(line, " {:?} {}", city.via, city.city).unwrap();
        }
        for indicator in &task.indicators {
            write!(
                line,
                " {} {:?} {:?}",
                fold(&indicator.subject),
                indicator.value,
                indicator.unit.as_deref().map(fold)
            )
            .unwrap();
        }
        for deadline in &task.deadlines {
            write!(line, " {:?}", deadline.date).unwrap();
        }
        let end = if task.is_open_list { " 等" } else { "" };
        line + end
    };
    facts.tasks.iter().map(line).collect()
}

fn plain(text: &str) -> String {
    fold(text).replace(' ', "")
}

fn notice() -> String {
    fs::read_to_string(repository("data/plans/liaoning-2012-division.txt")).unwrap()
}

fn check(name: &str, copy: &str) {
    compare(name, &notice(), copy);
}

fn compare(name: &str, original: &str, copy: &str) {
    let (expected, found) = (graph(original), graph(copy));
    for (expected, found) in expected.iter().zip(&found) {
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(found.len(), expected.len(), "{name}");
}

/// The text with its paragraphs cut every `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let lines = text.lines().map(|line| {
        let characters: Vec<char> = line.chars().collect();
        let pieces: Vec<String> = characters.chunks(width).map(String::from_iter).collect();
        pieces.join("\n")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The text in traditional characters: the first that the table of variants gives for each.
fn traditional(text: &str) -> String {
    let table = fs::read_to_string(repository("src/text/variants.txt")).unwrap();
    let mut forms: BTreeMap<char, char> = BTreeMap::new();
    for group in table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
    {
        let mut characters = group.chars();
        if let (Some(plain), Some(other)) = (characters.next(), characters.next()) {
            let is_han = ('\u{4E00}'..='\u{9FFF}').contains(&plain)
                && ('\u{4E00}'..='\u{9FFF}').contains(&other);
            if is_han {
                forms.entry(plain).or_insert(other);
            }
        }
    }
    text.chars()
        .map(|c| forms.get(&c).copied().unwrap_or(c))
        .collect()
}

fn is_label(line: &str) -> bool {
    ["牵头单位：", "责任单位："]
        .iter()
        .any(|label| line.trim_start().starts_with(label))
}

/// A paragraph without what is printed around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{E004}')
}

/// The text with the label lines of each task as one bracket behind it.
fn bracketed(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    let close = |lines: &mut Vec<String>, labels: &mut Vec<&str>| {
        if let Some(last) = lines.last_mut().filter(|_| !labels.is_empty()) {
            write!(last, "（{}）", labels.join("；")).unwrap();
            labels.clear();
        }
    };
    for line in text.lines().filter(|line| !bare(line).is_empty()) {
        if is_label(line) {
            labels.push(bare(line).trim_end_matches('。'));
        } else {
            close(&mut lines, &mut labels);
            lines.push(line.trim_end().trim_end_matches('\u{E004}').to_owned());
        }
    }
    close(&mut lines, &mut labels);
    lines.join("\n")
}

/// The text with its tasks as rows of tables below their headings.
fn tabulated(text: &str, row: impl Fn(&[&str]) -> String, rule: &str, joint: &str) -> String {
    let head = row(&["序号", "工作任务", "牵头单位", "责任单位"]);
    let mut copy = String::new();
    let mut pending: Vec<&str> = Vec::new();
    let lines: Vec<&str> = text
        .lines()
        .map(bare)
        .filter(|line| !line.is_empty())
        .collect();
    let (mut number, mut in_table) = (0, false);
    for (at, line) in lines.iter().enumerate() {
        let next_is_label = lines.get(at + 1).is_some_and(|next| is_label(next));
        if let Some(responsible) = line.strip_prefix("责任单位：") {
            let lead = pending
                .pop_if(|line| line.starts_with("牵头单位："))
                .unwrap_or_default();
            if !in_table {
                writeln!(copy, "{head}{rule}").unwrap();
            }
            in_table = true;
            number += 1;
            let lead = lead.trim_start_matches("牵头单位：").trim_end_matches('。');
            let text = pending.join(joint);
            copy.push_str(&row(&[
                &number.to_string(),
                &text,
                lead,
                responsible.trim_end_matches('。'),
            ]));
            copy.push('\n');
            pending.clear();
        } else {
            // Text that no label closes before the next heading stays a paragraph.
            let is_heading = !is_label(line)
                && !next_is_label
                && opens_item(line)
                && line.ends_with('。')
                && !line.trim_end_matches('。').contains('。');
            if is_heading || !closes_below(&lines, at) {
                for line in pending.drain(..) {
                    writeln!(copy, "{line}").unwrap();
                }
                if in_table {
                    copy.push('\n');
                }
                in_table = false;
                writeln!(copy, "{line}").unwrap();
            } else {
                pending.push(line);
            }
        }
    }
    copy
}

fn opens_item(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with('（')
}

/// Whether a label line closes the paragraphs from `at` on before the next heading.
fn closes_below(lines: &[&str], at: usize) -> bool {
    let below = lines.get(at + 1..).unwrap_or_default();
    below
        .iter()
        .find(|line| is_label(line) || opens_item(line))
        .is_some_and(|line| is_label(line))
}

#[test]
fn what_copies_do_changes_nothing() {
    let original = notice();
    let half_width = [
        ("：", ":"),
        ("，", ","),
        ("；", ";"),
        ("（", "("),
        ("）", ")"),
        ("％", "%"),
    ];
    let half_width = replaced(&original, &half_width);
    let head = "辽宁省人民政府关于落实主要目标和任务分工的通知\n辽政发〔2031〕901号\n\n";
    for (name, copy) in [
        ("half-width punctuation", half_width),
        ("no marks of private use", original.replace('\u{E004}', "")),
        ("other line ends", original.replace('\n', "\r\n")),
        ("blank lines", original.replace('\n', "\n\n")),
        ("no blank lines", original.replace("\n\n", "\n")),
        ("no indentation", original.replace("　　", "")),
        ("wrapped at 40 characters", wrapped(&original, 40)),
        ("wrapped at 20 characters", wrapped(&original, 20)),
        (
            "wrapped without indentation",
            wrapped(&original.replace("　　", ""), 40),
        ),
        (
            "an Arabic date",
            original.replace("二○一二年二月十七日", "辽宁省人民政府\n2012年2月17日"),
        ),
        ("a title and a number", [head, &original].concat()),
    ] {
        check(name, &copy);
    }
}

#[test]
fn lost_line_breaks_change_nothing() {
    // One heading of the notice has its text on its own line: without line breaks it looks like the others.
    let heading = "全面实施工业“五项工程”。";
    let original = notice().replace(heading, &format!("{heading}\n　　"));
    compare("no line breaks", &original, &original.replace('\n', ""));
    let tight = original.replace(['\n', '　', ' ', '\u{E004}'], "");
    compare("no white space", &original, &tight);
}

#[test]
fn traditional_characters_change_nothing() {
    check("traditional", &traditional(&notice()));
}

#[test]
fn other_layouts_change_nothing() {
    check("brackets", &bracketed(&notice()));
}

#[test]
fn prefix_elision_changes_nothing() {
    let copy: Vec<String> = notice()
        .lines()
        .map(|line| {
            if !is_label(line) {
                return line.to_owned();
            }
            // The first name of a list keeps its prefix.
            let (first, rest) = line.split_once('、').unwrap_or((line, ""));
            let names: Vec<String> = rest
                .split('、')
                .map(|name| {
                    let base = name.trim_end_matches(['\u{E004}', '。', '等']);
                    let is_department = base.ends_with(['厅', '局']) || base.ends_with("委员会");
                    let short = name.strip_prefix('省').filter(|_| is_department);
                    short.unwrap_or(name).to_owned()
                })
                .collect();
            if rest.is_empty() {
                first.to_owned()
            } else {
                format!("{first}、{}", names.join("、"))
            }
        })
        .collect();
    check("prefix elision", &copy.join("\n"));
}

/// The tasks of a text that have a statement of their own.
fn stated(text: &str) -> Vec<String> {
    let lines = graph(text);
    let has_units = |line: &&String| {
        line.contains(" Lead ") || line.contains(" Responsible ") || line.contains(" Supporting ")
    };
    let strip = |line: &String| {
        let at = line.find(" [").unwrap_or_default();
        let end = line
            .get(at..)
            .and_then(|rest| rest.find(']'))
            .unwrap_or_default();
        [
            line.get(..at).unwrap_or_default(),
            line.get(at + end..).unwrap_or_default(),
        ]
        .concat()
    };
    lines
        .iter()
        .filter(has_units)
        .filter(|line| !line.contains("* "))
        .map(strip)
        .collect()
}

#[test]
fn tables_change_nothing_in_tasks_and_units() {
    let original = notice();
    let piped = |cells: &[&str]| format!("| {} |", cells.join(" | "));
    let tabbed = |cells: &[&str]| cells.join("\t");
    for (name, copy) in [
        (
            "pipes",
            tabulated(&original, piped, "\n|---|---|---|---|", "<br>"),
        ),
        ("tabs", tabulated(&original, tabbed, "", " ")),
    ] {
        let (expected, found) = (stated(&original), stated(&copy));
        for (expected, found) in expected.iter().zip(&found) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{name}");
    }
}
