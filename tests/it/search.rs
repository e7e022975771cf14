//! Tests of `search` on the bundled notice: nothing that stands in it is missed, nothing odd breaks it, and the judged
//! queries find what they should.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use plangraph::model::{Facts, Role, Task};
use plangraph::search::query::parse;
use plangraph::search::{
    Change, Hits, Index, Interrupted, Kind, Names, Ordinals, Passage, PlaceNames, Request,
    SearchError, Settings, SettingsFiles, TantivyIndex, UnitNames,
};
use plangraph::text::normalize::Normalized;

use crate::extract::notice;
use crate::gazetteer::bundled;
use crate::support::repository;

mod complaints;
mod fuzz;
pub(crate) mod judged;
mod narrowing;
mod oracle;
mod telling;
mod wording;

/// The bundled notice, indexed.
struct Corpus {
    facts: Facts,
    index: TantivyIndex,
}

fn corpus() -> &'static Corpus {
    static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
        let (_, facts) = notice();
        let index = filled(settings(""), &facts);
        Corpus { facts, index }
    });
    &CORPUS
}

fn settings(analyzer: &str) -> Settings {
    let read = |name: &str| std::fs::read_to_string(repository("index").join(name)).unwrap();
    let files = SettingsFiles {
        analyzer,
        user_dictionary: &read("userdict.txt"),
        synonyms: &read("synonyms.txt"),
        stopwords: &read("stopwords.txt"),
    };
    Settings::parse(files).unwrap()
}

fn filled(settings: Settings, facts: &Facts) -> TantivyIndex {
    let index = TantivyIndex::in_memory(settings).unwrap();
    let passages = facts
        .tasks
        .iter()
        .map(|task| passage(facts, task))
        .collect();
    commit(&index, 1, vec![Change::Put { group: 1, passages }]);
    index
}

fn commit(index: &TantivyIndex, generation: u64, changes: Vec<Change>) {
    let mut changes = changes.into_iter().map(Ok);
    index.commit(generation, &mut changes).unwrap();
}

fn headings(facts: &Facts, task: &Task) -> Vec<String> {
    let chapter = facts
        .plan
        .chapters
        .iter()
        .find(|chapter| chapter.id == task.chapter)
        .unwrap();
    let section = chapter
        .sections
        .iter()
        .find(|section| Some(section.id) == task.section);
    let titles = [chapter.title.clone()]
        .into_iter()
        .chain(section.map(|section| section.title.clone()));
    titles
        .chain(task.headings.iter().map(|heading| heading.title.clone()))
        .collect()
}

fn passage(facts: &Facts, task: &Task) -> Passage {
    let units = task.assignments.iter().map(|assignment| {
        let unit = facts
            .units
            .iter()
            .find(|unit| unit.id == assignment.unit)
            .unwrap();
        let names = [unit.name.clone()]
            .into_iter()
            .chain(unit.full_name.clone())
            .chain(unit.aliases.clone());
        UnitNames {
            role: assignment.role,
            names: Names::new(names),
        }
    });
    let cities = task
        .cities
        .iter()
        .filter_map(|link| bundled().city(link.city));
    Passage {
        kind: Kind::Task,
        ordinal: task.number,
        text: task.text.clone(),
        label: task.label.clone(),
        headings: headings(facts, task),
        units: units.collect(),
        cities: cities
            .flat_map(|city| [city.name.clone(), city.short_name.clone()])
            .collect(),
        indicators: task
            .indicators
            .iter()
            .map(|indicator| indicator.subject.clone())
            .collect(),
        ..Passage::default()
    }
}

fn search_in(index: &TantivyIndex, query: &str, allowed: &dyn Fn(u32) -> bool) -> Hits {
    let parsed = parse(query).unwrap();
    let request = Request {
        expression: &parsed.expression,
        kind: Kind::Task,
        allowed: &|_, ordinal| allowed(ordinal),
        sets: &[],
        keep_as_text: &[],
        places: &[],
        offset: 0,
        limit: 20,
        is_explained: true,
    };
    index.reader().search(&request).unwrap()
}

fn search(query: &str) -> Hits {
    search_in(&corpus().index, query, &|_| true)
}

/// Tasks that hold `stretch` in text, label or headings, in normal form.
fn containing(stretch: &str) -> Vec<u32> {
    let stretch = Normalized::of(stretch).into_text();
    let tasks = corpus().facts.tasks.iter().filter(|task| {
        let mut parts = headings(&corpus().facts, task);
        parts.push(task.text.clone());
        parts.extend(task.label.clone());
        parts
            .iter()
            .any(|part| Normalized::of(part).text().contains(&stretch))
    });
    tasks.map(|task| task.number).collect()
}

#[test]
fn one_thing_is_found_however_it_is_typed() {
    let check = |one: &str, other: &str| {
        assert_eq!(search(one).tasks, search(other).tasks, "{one} {other}");
    };
    check("現代農業", "现代农业");
    check("⼀县⼀业", "一县一业");
    check("９７％", "97%");
    check("百分之九十七", "97%");
    check("４５亿斤", "45亿斤");
    check("ＧＤＰ", "gdp");
    check("现代　农业", "现代 农业");
    check("“十二五”", "「十二五」");
    // What prints nothing asks for nothing: not for every unit.
    check("现代农业 \u{200B}", "现代农业");
}

#[test]
fn the_odd_and_the_short_are_found() {
    let check = |query: &str, stretch: &str| {
        let found: BTreeSet<u32> = search(query).tasks.iter().collect();
        let expected = containing(stretch);
        assert!(
            !expected.is_empty(),
            "{stretch} does not stand in the notice"
        );
        assert!(expected.iter().all(|task| found.contains(task)), "{query}");
    };
    for stretch in [
        "现代农业",
        "一县一业",
        "林",
        "县",
        "97%",
        "4.5%",
        "45亿斤",
        "十二五",
    ] {
        check(stretch, stretch);
    }
    check("现代农*", "现代农业");
}

#[test]
fn operators_take_away_and_bring_together() {
    let set = |query: &str| -> BTreeSet<u32> { search(query).tasks.iter().collect() };
    let (farming, fishing) = (set("“农业”"), set("“渔业”"));
    assert_eq!(set("“农业” 且 “渔业”"), &farming & &fishing);
    assert_eq!(set("“农业” 或 “渔业”"), &farming | &fishing);
    assert_eq!(set("“农业” -“渔业”"), &farming - &fishing);
    assert_eq!(
        set("-“农业”").len(),
        corpus().facts.tasks.len() - farming.len()
    );
}

#[test]
fn units_and_places_are_found_by_field() {
    let facts = &corpus().facts;
    let named = |name: &str, role: Option<Role>| -> Ordinals {
        let unit = facts
            .units
            .iter()
            .find(|unit| unit.name == name)
            .unwrap()
            .id;
        let has = |task: &&Task| {
            task.assignments
                .iter()
                .any(|one| one.unit == unit && role.is_none_or(|role| one.role == role))
        };
        facts
            .tasks
            .iter()
            .filter(has)
            .map(|task| task.number)
            .collect()
    };
    assert_eq!(
        search("牵头:省农委").tasks,
        named("省农委", Some(Role::Lead))
    );
    assert_eq!(search("单位：省农委").tasks, named("省农委", None));
    assert!(!search("城市:大连").tasks.is_empty());
}

#[test]
fn a_slip_is_put_right_and_said() {
    let check = |typed: &str, meant: &str| {
        let hits = search(typed);
        let corrected: Vec<_> = hits.corrections.iter().map(|one| &*one.to).collect();
        assert!(
            corrected.iter().any(|to| meant.contains(to)),
            "{typed}: {corrected:?}"
        );
        let found: BTreeSet<u32> = hits.tasks.iter().collect();
        assert!(
            containing(meant).iter().all(|task| found.contains(task)),
            "{typed}"
        );
    };
    check("现带农业", "现代农业");
    check("高速铁録路", "高速铁路");
    // A word, but not the one that goes with its neighbours.
    check("农业计数", "农业技术");
    // Nobody types a page of characters that no plan has side by side: there only so much is compared.
    let page: String = ('一'..='龥').step_by(50).take(300).collect();
    assert!(search(&format!("{page}现带农业")).corrections.is_empty());
    assert!(search("现代农业").corrections.is_empty());
    assert!(search("大连 渔业").corrections.is_empty());
}

#[test]
fn a_word_of_the_language_is_no_slip_because_no_plan_has_it() {
    let check = |typed: &str| {
        let corrections = search(typed).corrections;
        assert!(
            corrections.iter().all(|one| !one.is_applied),
            "{typed}: {corrections:?}"
        );
    };
    check("假药");
    check("怎么防止企业污染");
    // A short form, and no slip for 水果工程.
    check("水保工程");
    // It sounds like 休渔, which no plan has either.
    check("岫玉");
    // 地收入 sounds like 低收入.
    check("卖地收入");
    // 喝上 sounds like 和尚, of whom no plan speaks.
    check("喝上干净的水");
}

#[test]
fn a_word_that_stands_nowhere_is_found_as_a_short_form_and_by_its_characters() {
    // Without the vocabulary, which may know any word tomorrow.
    let index = filled(settings("synonyms = false"), &corpus().facts);
    let check = |typed: &str, meant: &str| {
        let hits = search_in(&index, typed, &|_| true);
        let found: BTreeSet<u32> = hits.tasks.iter().collect();
        let expected = containing(meant);
        assert!(
            !expected.is_empty() && containing(typed).is_empty(),
            "{typed}"
        );
        assert!(expected.iter().all(|task| found.contains(task)), "{typed}");
        assert_eq!(hits.close, 0, "{typed}");
    };
    check("普高", "普通高中");
    check("水保", "水土保持");
    check("假药", "药品");
    assert_eq!(search_in(&index, "饕餮", &|_| true).total, 0);
}

#[test]
fn what_means_the_same_is_found_by_its_words_where_it_stands_nowhere() {
    // 食品药品安全 does not stand in the notice.
    let settings = Settings::parse(SettingsFiles {
        synonyms: "饕餮 => 食品药品安全",
        ..SettingsFiles::default()
    });
    let index = filled(settings.unwrap(), &corpus().facts);
    let hits = search_in(&index, "饕餮", &|_| true);
    let found: BTreeSet<u32> = hits.tasks.iter().collect();
    assert!(containing("食品药品安全").is_empty());
    assert!(
        containing("饮食用药安全")
            .iter()
            .all(|task| found.contains(task))
    );
    // Marked where they stand together, and not wherever one of them does.
    let words: Vec<&String> = hits.joint.iter().flatten().collect();
    assert!(words.iter().any(|word| *word == "药品"), "{words:?}");
    assert!(!hits.terms.contains(&"药品".to_owned()), "{:?}", hits.terms);
}

#[test]
fn what_stands_nowhere_is_followed_one_step_further() {
    let check = |synonyms, is_followed: bool| {
        let settings = Settings::parse(SettingsFiles {
            synonyms,
            ..SettingsFiles::default()
        });
        let index = filled(settings.unwrap(), &corpus().facts);
        let hits = search_in(&index, "饕餮", &|_| true);
        let found: BTreeSet<u32> = hits.tasks.iter().collect();
        let expected = containing("二氧化硫");
        let is_found = expected.iter().all(|task| found.contains(task));
        assert!(!expected.is_empty());
        assert_eq!(is_found, is_followed, "{synonyms}");
    };
    check("饕餮 => 魑魅\n魑魅 => 二氧化硫", true);
    // What stands there itself is not left for what it is led to.
    check("饕餮 => 渔业\n渔业 => 二氧化硫", false);
    // One step, and no further.
    check("饕餮 => 魑魅\n魑魅 => 魍魉\n魍魉 => 二氧化硫", false);
}

#[test]
fn a_place_finds_the_regions_around_it_behind_itself() {
    let parsed = parse("抚顺").unwrap();
    let place = PlaceNames {
        name: "抚顺".to_owned(),
        ..PlaceNames::default()
    };
    let request = Request {
        expression: &parsed.expression,
        kind: Kind::Task,
        allowed: &|_, _| true,
        sets: &[],
        keep_as_text: &[],
        places: &[place],
        offset: 0,
        limit: 30,
        is_explained: false,
    };
    let hits = corpus().index.reader().search(&request).unwrap();
    let place_of = |task: &u32| hits.items.iter().position(|hit| hit.ordinal == *task);
    let named: Vec<_> = containing("抚顺")
        .iter()
        .map(|task| place_of(task).unwrap())
        .collect();
    for region in containing("沈阳经济区") {
        let place = place_of(&region).unwrap();
        assert!(
            named.contains(&place) || named.iter().all(|named| *named < place),
            "{region}"
        );
    }
}

#[test]
fn what_says_nothing_is_not_marked() {
    let hits = search("城市的道路和桥梁");
    assert!(hits.terms.contains(&"桥梁".to_owned()), "{:?}", hits.terms);
    assert!(
        !hits
            .terms
            .iter()
            .any(|term| ["的", "和"].contains(&&**term)),
        "{:?}",
        hits.terms
    );
}

#[test]
fn pages_follow_each_other_and_every_hit_is_explained() {
    let parsed = parse("农业").unwrap();
    let page = |offset, limit| {
        let request = Request {
            expression: &parsed.expression,
            kind: Kind::Task,
            allowed: &|_, _| true,
            sets: &[],
            keep_as_text: &[],
            places: &[],
            offset,
            limit,
            is_explained: true,
        };
        corpus().index.reader().search(&request).unwrap()
    };
    let all = page(0, 1_000);
    assert_eq!(all.total, all.items.len() as u64);
    assert_eq!(all.total, all.tasks.len());
    assert!(all.items.iter().all(|hit| !hit.matches.is_empty()));
    let mut paged = Vec::new();
    for offset in (0..all.items.len()).step_by(7) {
        paged.extend(page(offset, 7).items);
    }
    assert_eq!(paged, all.items);
}

#[test]
fn an_index_on_disk_keeps_its_generation_and_forgets_it_with_other_settings() {
    let folder = tempfile::tempdir().unwrap();
    let passage = Passage {
        ordinal: 7,
        text: "发展现代农业".to_owned(),
        ..Passage::default()
    };
    let open = |analyzer| TantivyIndex::open(folder.path(), settings(analyzer)).unwrap();
    {
        let index = open("");
        assert_eq!(index.generation(), None);
        let pinned = index.reader();
        let passages = vec![passage.clone()];
        commit(&index, 3, vec![Change::Put { group: 1, passages }]);
        assert_eq!((pinned.generation(), index.generation()), (None, Some(3)));
    }
    {
        let index = open("");
        assert_eq!(index.generation(), Some(3));
        assert_eq!(search_in(&index, "农业", &|_| true).items[0].ordinal, 7);
        // What breaks off leaves everything as it was, also for the commits that follow.
        let passages = vec![passage.clone(), passage];
        let put = Change::Put { group: 2, passages };
        let broken = [Ok(Change::Clear), Ok(put), Err(Interrupted)];
        let refused = index.commit(9, &mut broken.into_iter()).unwrap_err();
        assert!(matches!(refused, SearchError::Interrupted));
        assert_eq!(index.generation(), Some(3));
        assert_eq!(search_in(&index, "农业", &|_| true).total, 1);
        commit(&index, 4, vec![Change::Delete(8)]);
        assert_eq!(search_in(&index, "农业", &|_| true).total, 1);
        commit(&index, 5, vec![Change::Delete(1)]);
        assert_eq!(search_in(&index, "农业", &|_| true).total, 0);
    }
    assert_eq!(open("user_dictionary = false").generation(), None);
}

#[test]
fn a_fault_of_the_settings_is_told_with_its_line() {
    for (analyzer, expected) in [("a = ]", 1), ("a = 1\n]", 2), ("a = 1\n\n  ]\nb = 2", 3)] {
        let parsed = Settings::parse(SettingsFiles {
            analyzer,
            user_dictionary: "",
            synonyms: "",
            stopwords: "",
        });
        match parsed {
            Err(SearchError::Settings { line, .. }) => assert_eq!(line, expected, "{analyzer}"),
            other => panic!("{analyzer}: {other:?}"),
        }
    }
}
