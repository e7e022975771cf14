//! Nothing that stands in the notice is missed, and what is marked is what was looked for.

use std::collections::BTreeSet;

use plangraph::search::{Form, highlight, query::parse};
use plangraph::text::normalize::Normalized;

use super::{containing, corpus, search};

/// Random stretches of 1 to 8 Han characters of texts and titles.
fn stretches(count: usize, seed: u64) -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(seed);
    let facts = &corpus().facts;
    let mut texts: Vec<String> = facts.tasks.iter().map(|task| task.text.clone()).collect();
    for chapter in &facts.plan.chapters {
        texts.push(chapter.title.clone());
        texts.extend(chapter.sections.iter().map(|section| section.title.clone()));
    }
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut found = Vec::new();
    while found.len() < count {
        let chars: Vec<char> = random.choice(&texts).unwrap().chars().collect();
        let start = random.usize(..chars.len());
        let stretch: String = chars.iter().skip(start).take(random.usize(1..=8)).collect();
        if stretch.chars().all(is_han) {
            found.push(stretch);
        }
    }
    found
}

#[test]
fn a_quoted_stretch_finds_the_tasks_that_hold_it_and_no_other() {
    for stretch in stretches(1_000, 12) {
        assert_eq!(
            search(&format!("“{stretch}”")).tasks,
            containing(&stretch).into_iter().collect(),
            "{stretch}"
        );
    }
}

#[test]
fn an_unquoted_stretch_misses_no_task_that_holds_it() {
    for stretch in stretches(1_000, 13) {
        // 且 and 或 alone are operators; what they join is not there.
        if parse(&stretch).unwrap().expression.literals().is_empty() {
            continue;
        }
        let found: BTreeSet<u32> = search(&stretch).tasks.iter().collect();
        let missed: Vec<u32> = containing(&stretch)
            .into_iter()
            .filter(|task| !found.contains(task))
            .collect();
        assert!(missed.is_empty(), "{stretch}: {missed:?}");
    }
}

#[test]
fn a_bare_quoted_name_searches_no_statement() {
    // 省地震局 stands in a statement only.
    assert!(search("“省地震局”").tasks.is_empty());
    assert!(!search("省地震局").tasks.is_empty());
    let parsed = parse("“省地震局”").unwrap();
    assert_eq!(parsed.expression.literals()[0].form, Form::Phrase);
}

/// How text is printed elsewhere: each stands for the same normal form.
fn printed(text: &str, random: &mut fastrand::Rng) -> String {
    const TRADITIONAL: &[(char, char)] = &[
        ('发', '發'),
        ('业', '業'),
        ('农', '農'),
        ('产', '產'),
        ('设', '設'),
        ('区', '區'),
        ('经', '經'),
        ('济', '濟'),
        ('国', '國'),
        ('达', '達'),
        ('实', '實'),
        ('现', '現'),
        ('设', '設'),
        ('进', '進'),
        ('强', '強'),
        ('环', '環'),
    ];
    const RADICALS: &[(char, char)] = &[
        ('一', '⼀'),
        ('人', '⼈'),
        ('大', '⼤'),
        ('水', '⽔'),
        ('工', '⼯'),
        ('力', '⼒'),
        ('生', '⽣'),
        ('土', '⼟'),
        ('长', '⻓'),
        ('民', '⺠'),
        ('小', '⼩'),
        ('山', '⼭'),
        ('文', '⽂'),
        ('方', '⽅'),
        ('日', '⽇'),
        ('金', '⾦'),
    ];
    let mut printed = String::new();
    for character in text.chars() {
        let among = |table: &[(char, char)]| {
            let found = table.iter().find(|(plain, _)| *plain == character);
            found.map(|(_, other)| *other)
        };
        let full_width = character
            .is_ascii_graphic()
            .then(|| char::from_u32(u32::from(character) + 0xfee0))
            .flatten();
        let other = match random.u8(..4) {
            0 => among(TRADITIONAL),
            1 => among(RADICALS),
            2 => full_width,
            _ => None,
        };
        printed.push(other.unwrap_or(character));
        if random.u8(..8) == 0 {
            printed.push(
                *random
                    .choice(&['\u{e004}', '\u{e010}', '\u{200b}'])
                    .unwrap(),
            );
        }
    }
    printed
}

#[test]
fn what_is_marked_is_what_was_looked_for_however_it_is_printed() {
    let mut random = fastrand::Rng::with_seed(14);
    let tasks = &corpus().facts.tasks;
    for _ in 0..2_000 {
        let text = &random.choice(tasks).unwrap().text;
        let chars: Vec<char> = text.chars().collect();
        let start = random.usize(..chars.len());
        let term: String = chars.iter().skip(start).take(random.usize(1..=8)).collect();
        let normal = Normalized::of(&term).into_text();
        let is_whole = |c: char| c.is_ascii_alphanumeric() || c == '.';
        if normal.trim().is_empty() || normal.chars().any(is_whole) {
            continue;
        }
        let shown = printed(text, &mut random);
        let fragments = highlight(&shown, std::slice::from_ref(&term), 100);
        assert!(!fragments.is_empty(), "{term} in {shown}");
        for fragment in fragments {
            let stretch: String = shown
                .chars()
                .skip(fragment.range.start)
                .take(fragment.range.len())
                .collect();
            assert_eq!(fragment.text, stretch);
            for mark in &fragment.marks {
                let marked: String = fragment
                    .text
                    .chars()
                    .skip(mark.start)
                    .take(mark.len())
                    .collect();
                let marked = Normalized::of(&marked).into_text();
                // Marks that touch are one: it is then made of the term alone.
                assert!(
                    !marked.is_empty() && marked.contains(normal.trim()),
                    "{term}: {marked}"
                );
            }
        }
    }
}

#[test]
fn quantities_are_marked_in_any_width() {
    let check = |text: &str, term: &str, expected: &str| {
        let fragments = highlight(text, &[term.to_owned()], 3);
        let mark = fragments[0].marks[0].clone();
        let marked: String = fragments[0]
            .text
            .chars()
            .skip(mark.start)
            .take(mark.len())
            .collect();
        assert_eq!(marked, expected, "{text}");
    };
    check("覆盖面达到８０％以上", "80%", "８０％");
    check("新增４５亿斤粮食", "45亿斤", "４５亿斤");
}
