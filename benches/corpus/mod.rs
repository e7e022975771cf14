//! A seeded corpus of notices in the shape of the bundled one: other provinces, cities, numbers and sentences.
//!
//! Every plan has the blocks and statements of the bundled notice, so 1,000 plans hold 148,000 tasks; what stands in
//! them is drawn anew: the province and its prefectures take the place of Liaoning's, sentences change places between
//! tasks, and every figure is drawn within its number of digits.

use std::fmt::Write as _;

use fastrand::Rng;
use plangraph::assets::Assets;
use plangraph::engine::Submission;
use plangraph::gazetteer::{Gazetteer, Tables};

/// Every run draws the same corpus.
const SEED: u64 = 2012;

/// The gazetteer that the binary carries.
#[must_use]
pub(crate) fn gazetteer() -> Gazetteer {
    let assets = Assets::embedded();
    let table = |name| assets.table(name).unwrap();
    Gazetteer::parse(&Tables {
        divisions: &table("divisions"),
        units: &table("units"),
        changes: &table("changes"),
        kinds: &table("kinds"),
        false_friends: &table("false_friends"),
        commitments: &table("commitments"),
        issuers: &table("issuers"),
        offices: &table("offices"),
        reforms: &table("reforms"),
    })
    .unwrap()
}

/// The bundled notice.
#[must_use]
pub(crate) fn bundled() -> Submission {
    let plan = Assets::embedded().bundled_plans().unwrap().remove(0);
    Submission {
        name: plan.name,
        bytes: plan.bytes.into(),
        manifest: plan.manifest,
    }
}

/// The corpus drawn from the bundled notice.
#[must_use]
pub(crate) fn drawn() -> Corpus {
    let notice = String::from_utf8(bundled().bytes).unwrap();
    let divisions = Assets::embedded().table("divisions").unwrap();
    Corpus::new(&notice, &divisions, SEED)
}

/// What the corpus is drawn from.
pub(crate) struct Corpus {
    lines: Vec<String>,
    sentences: Vec<String>,
    provinces: Vec<Province>,
    seed: u64,
}

struct Province {
    name: String,
    prefectures: Vec<String>,
}

/// Liaoning's prefectures, which are replaced by those of the drawn province.
const PREFECTURES: [&str; 14] = [
    "沈阳",
    "大连",
    "鞍山",
    "抚顺",
    "本溪",
    "丹东",
    "锦州",
    "营口",
    "阜新",
    "辽阳",
    "盘锦",
    "铁岭",
    "朝阳",
    "葫芦岛",
];

impl Corpus {
    /// A corpus drawn from the bundled `notice` and the table of `divisions`.
    #[must_use]
    pub(crate) fn new(notice: &str, divisions: &str, seed: u64) -> Self {
        let lines: Vec<_> = notice
            .replace('\u{e004}', "")
            .lines()
            .map(str::to_owned)
            .collect();
        let sentences = lines
            .iter()
            .filter(|line| is_prose(line))
            .flat_map(|line| line.trim().split_inclusive('。'))
            .filter(|sentence| sentence.chars().count() > 20)
            .map(str::to_owned)
            .collect();
        Self {
            lines,
            sentences,
            provinces: provinces(divisions),
            seed,
        }
    }

    /// The notice of this number, always the same for the same seed.
    #[must_use]
    pub(crate) fn notice(&self, number: u32) -> String {
        let mut rng =
            Rng::with_seed(self.seed ^ u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let province = rng
            .choice(&self.provinces)
            .map_or("辽宁", |province| province.name.as_str());
        let prefectures = self
            .provinces
            .iter()
            .find(|other| other.name == province)
            .map(|province| province.prefectures.clone())
            .unwrap_or_default();
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{province}省人民政府关于落实规划纲要主要目标和任务分工的通知（第{number}号）"
        );
        let _ = writeln!(
            text,
            "{}政发〔2012〕{}号\n",
            province.chars().next().unwrap_or('辽'),
            number + 1
        );
        for line in &self.lines {
            let line = if is_prose(line) {
                self.prose(line, &mut rng)
            } else {
                line.clone()
            };
            let line = line.replace("辽宁", province);
            text.push_str(&places(&line, &prefectures));
            text.push('\n');
        }
        text
    }

    /// A paragraph whose longer sentences are drawn from the whole notice, with figures drawn anew.
    fn prose(&self, line: &str, rng: &mut Rng) -> String {
        let mut drawn = String::from("　　");
        for (index, sentence) in line.trim().split_inclusive('。').enumerate() {
            let is_long = sentence.chars().count() > 20;
            let replacement = rng.choice(&self.sentences).filter(|_| index > 0 && is_long);
            drawn.push_str(replacement.map_or(sentence, String::as_str));
        }
        figures(&drawn, rng)
    }
}

/// Whether a line is task text: long, and neither heading nor statement.
fn is_prose(line: &str) -> bool {
    line.chars().count() > 40 && !line.contains("单位：")
}

/// The text with every digit but a year's drawn anew; no number begins with 0.
fn figures(text: &str, rng: &mut Rng) -> String {
    let mut drawn = String::with_capacity(text.len());
    let mut digits = String::new();
    for character in text.chars().chain(['\n']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if character == '年' || digits.is_empty() {
            drawn.push_str(&digits);
        } else {
            for index in 0..digits.len() {
                let _ = write!(drawn, "{}", rng.u8(u8::from(index == 0)..10));
            }
        }
        digits.clear();
        drawn.push(character);
    }
    drawn.pop();
    drawn
}

/// The text with Liaoning's prefectures replaced one for one.
fn places(line: &str, prefectures: &[String]) -> String {
    let mut text = line.to_owned();
    if prefectures.is_empty() {
        return text;
    }
    for (index, name) in PREFECTURES.iter().enumerate() {
        if let Some(other) = prefectures.get(index % prefectures.len()) {
            text = text.replace(name, &format!("\u{1}{other}"));
        }
    }
    text.replace('\u{1}', "")
}

/// Provinces with their prefecture-level cities, without 省 and 市.
fn provinces(divisions: &str) -> Vec<Province> {
    let rows: Vec<Vec<&str>> = divisions
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    let column =
        |row: &[&str], index: usize| row.get(index).copied().unwrap_or_default().to_owned();
    let named = |row: &[&str], suffix: &str| {
        column(row, 1)
            .strip_suffix(suffix)
            .map(|name| (column(row, 0), name.to_owned()))
    };
    let mut provinces = Vec::new();
    for row in rows.iter().filter(|row| column(row, 2) == "PROVINCE") {
        let Some((code, name)) = named(row, "省") else {
            continue;
        };
        let prefectures = rows
            .iter()
            .filter(|row| column(row, 2) == "PREFECTURE" && column(row, 3) == code)
            .filter_map(|row| named(row, "市").map(|(_, name)| name))
            .collect();
        provinces.push(Province { name, prefectures });
    }
    provinces
}
