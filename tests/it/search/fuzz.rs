//! No query and no text is too odd: `PLANGRAPH_FUZZ=1000000` makes as many pairs, which `make fuzz` does.

use std::sync::LazyLock;

use plangraph::search::{highlight, query::parse};

use super::{corpus, search_in};

/// Pairs that every test run makes.
const PAIRS: usize = 20_000;

/// Every so many pairs the query is also searched.
const SEARCHED: usize = 50;

/// Pieces that queries and texts are put together from, beside characters of the notice.
const PIECES: &[&str] = &[
    " ",
    "　",
    "\n",
    "\t",
    "(",
    ")",
    "（",
    "）",
    "\"",
    "“",
    "”",
    "「",
    "」",
    "『",
    "』",
    "＂",
    "AND",
    "OR",
    "NOT",
    "且",
    "或",
    "非",
    "NEAR",
    "NEAR/3",
    "NEAR/99999999999",
    "-",
    "－",
    "*",
    "＊",
    ":",
    "：",
    "牵头:",
    "单位：",
    "城市:",
    "章:",
    "指标:",
    "lead:",
    "97%",
    "９７％",
    "百分之九十七",
    "百分之",
    "45亿斤",
    "五百万亩",
    "十二",
    "4.5",
    ".",
    ",",
    "0",
    "²",
    "①",
    "㈠",
    "Ⅳ",
    "㎡",
    "…",
    "⼀",
    "⻓",
    "\u{e004}",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "é",
    "ǅ",
    "ß",
    "İ",
    "ü",
    "nv",
    "shenyang",
    "jingjiqu",
    "xi'an",
    "syjjq",
    "gdp",
    "C#",
    "pm2.5",
    "農業",
    "發展",
    "瞭",
    "𠀀",
    "😀",
    "👨‍👩‍👧",
    "省农委",
    "大连",
    "牵头",
    "省农委牵头",
    "第五章",
    "第",
    "章",
    "现代农业",
    "农",
    "业",
    "。",
    "，",
    "；",
    "，，",
    "\u{0}",
    "\u{ffff}",
    "=",
    "\\",
];

fn drawn(random: &mut fastrand::Rng, most: usize) -> String {
    static TEXTS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
        let tasks = corpus().facts.tasks.iter();
        tasks.map(|task| task.text.chars().collect()).collect()
    });
    let mut text = String::new();
    for _ in 0..random.usize(..=most) {
        if random.bool() {
            text.push_str(random.choice(PIECES).unwrap());
        } else {
            let chars = random.choice(&*TEXTS).unwrap();
            let start = random.usize(..chars.len());
            text.extend(chars.iter().skip(start).take(random.usize(1..6)));
        }
    }
    text
}

#[test]
fn no_pair_of_query_and_text_is_too_odd() {
    let asked = std::env::var("PLANGRAPH_FUZZ").ok();
    let pairs = asked.map_or(PAIRS, |pairs| pairs.parse().unwrap());
    let mut random = fastrand::Rng::with_seed(pairs as u64);
    for number in 0..pairs {
        let (query, text) = (drawn(&mut random, 10), drawn(&mut random, 30));
        let Ok(parsed) = parse(&query) else { continue };
        let mut terms: Vec<String> = parsed
            .expression
            .literals()
            .iter()
            .map(|literal| literal.text.clone())
            .collect();
        if number % SEARCHED == 0 {
            let hits = search_in(&corpus().index, &query, &|_| true);
            assert_eq!(hits.total, hits.tasks.len(), "{query}");
            assert!(hits.items.len() <= 20, "{query}");
            terms = hits.terms;
        }
        let length = text.chars().count();
        for fragment in highlight(&text, &terms, 3) {
            assert!(fragment.range.end <= length, "{query} in {text}");
            let mut last = 0;
            for mark in &fragment.marks {
                let fits =
                    mark.start >= last && mark.start < mark.end && mark.end <= fragment.range.len();
                assert!(fits, "{query} in {text}");
                last = mark.end;
            }
        }
    }
}
