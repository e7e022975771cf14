//! Names as they are typed in Latin letters: their readings, the syllables of what is typed, and sounds taken for another.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pinyin::ToPinyinMulti;

/// One way to read a name: syllables without tones, ü as v; a Latin word or a number is one syllable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reading {
    syllables: Vec<String>,
}

impl Reading {
    /// The syllables, in the order of the name.
    #[must_use]
    pub fn syllables(&self) -> &[String] {
        &self.syllables
    }

    /// The syllables apart: `shen yang`.
    #[must_use]
    pub fn full(&self) -> String {
        self.syllables.join(" ")
    }

    /// The syllables together, as they are typed: `shenyang`.
    #[must_use]
    pub fn joined(&self) -> String {
        self.syllables.concat()
    }

    /// The first letters: `sy`.
    #[must_use]
    pub fn initials(&self) -> String {
        self.syllables
            .iter()
            .filter_map(|syllable| syllable.chars().next())
            .collect()
    }
}

/// The readings of `name`, in normal form, the usual one first: the others differ from it in one character.
///
/// A long name has its usual reading only: nobody types it otherwise. Empty when nothing in the name is read.
#[must_use]
pub fn readings(name: &str) -> Vec<Reading> {
    let parts = parts(name);
    let usual: Vec<String> = parts
        .iter()
        .filter_map(|readings| readings.first().cloned())
        .collect();
    if usual.is_empty() {
        return Vec::new();
    }
    let mut readings = vec![Reading {
        syllables: usual.clone(),
    }];
    if parts.len() <= SHORT_NAME {
        for (place, part) in parts.iter().enumerate() {
            for other in part.iter().skip(1) {
                let mut syllables = usual.clone();
                if let Some(syllable) = syllables.get_mut(place) {
                    syllable.clone_from(other);
                }
                readings.push(Reading { syllables });
            }
        }
    }
    readings.truncate(MAX_READINGS);
    readings
}

/// The ways to divide what was typed into syllables, fewest syllables first: `xian` is 县 or 西安.
///
/// White space and apostrophes divide too. Empty when the letters make no pinyin, or are too many.
#[must_use]
pub fn segment(typed: &str) -> Vec<Vec<String>> {
    if typed.len() > MAX_TYPED {
        return Vec::new();
    }
    let typed = typed.to_lowercase().replace('ü', "v");
    let mut divided: Vec<Vec<String>> = vec![Vec::new()];
    let is_border = |character: char| character.is_whitespace() || matches!(character, '\'' | '’');
    for word in typed.split(is_border).filter(|word| !word.is_empty()) {
        let ways = segment_word(word);
        divided = divided
            .iter()
            .flat_map(|before| {
                ways.iter()
                    .map(move |way| [before.as_slice(), way].concat())
            })
            .collect();
        divided.sort_by_key(Vec::len);
        divided.truncate(MAX_READINGS);
    }
    divided.retain(|syllables| !syllables.is_empty());
    divided
}

/// Letters without the marks of tones: `shěnyáng` is `shenyang`, `nǚ` is `nü`. What has no such mark stays.
#[must_use]
pub fn toneless(typed: &str) -> String {
    let mut letters = String::with_capacity(typed.len());
    // A mark may stand behind its letter.
    for (at, character) in typed.chars().enumerate() {
        match character {
            '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}' if at > 0 => {}
            '\u{308}' if letters.ends_with('u') => {
                letters.pop();
                letters.push('ü');
            }
            _ => letters.push(without_tone(character)),
        }
    }
    letters
}

/// A letter without the mark of its tone.
fn without_tone(letter: char) -> char {
    let plain = TONED
        .iter()
        .find(|(_, toned)| toned.contains(letter))
        .map(|(plain, _)| *plain);
    plain.unwrap_or(letter)
}

/// Whether a character is one that pinyin is written with, marks of tones and what divides syllables among them.
#[must_use]
pub fn is_spelt(character: char) -> bool {
    let is_mark = matches!(
        character,
        '\u{300}' | '\u{301}' | '\u{304}' | '\u{308}' | '\u{30c}'
    );
    without_tone(character).is_ascii_alphabetic()
        || "'’üÜ".contains(without_tone(character))
        || is_mark
}

/// Letters, and the same with marks of tones.
const TONED: &[(char, &str)] = &[
    ('a', "āáǎàĀÁǍÀ"),
    ('e', "ēéěèĒÉĚÈ"),
    ('i', "īíǐìĪÍǏÌ"),
    ('o', "ōóǒòŌÓǑÒ"),
    ('u', "ūúǔùŪÚǓÙ"),
    ('ü', "ǖǘǚǜǕǗǙǛ"),
    ('n', "ńňǹ"),
    ('m', "ḿ"),
];

/// Characters of a name up to which all its readings are given.
const SHORT_NAME: usize = 8;

/// Readings of a name, and divisions of what was typed, that are given at most.
const MAX_READINGS: usize = 16;

/// Bytes of typed text that are divided into syllables at most: longer ones are no name.
const MAX_TYPED: usize = 96;

/// Letters of the longest syllable: zhuang.
const LONGEST_SYLLABLE: usize = 6;

/// The readings of each part of `name`, the usual one first.
fn parts(name: &str) -> Vec<Vec<String>> {
    let characters: Vec<char> = name.chars().collect();
    let mut parts = Vec::new();
    let mut rest = characters.as_slice();
    while let Some(&first) = rest.first() {
        let used = if let Some((length, syllables)) = known_word(rest) {
            parts.extend(
                syllables
                    .iter()
                    .map(|syllable| vec![(*syllable).to_owned()]),
            );
            length
        } else if first.is_ascii_alphanumeric() {
            let word = rest.iter().take_while(|next| next.is_ascii_alphanumeric());
            let word: String = word.collect();
            parts.push(vec![word.to_ascii_lowercase()]);
            word.len()
        } else {
            let readings = character_readings(first);
            if !readings.is_empty() {
                parts.push(readings);
            }
            1
        };
        rest = rest.get(used..).unwrap_or_default();
    }
    parts
}

/// The longest word of two characters or more of [`WORDS`] that `characters` begin with, and its length.
fn known_word(characters: &[char]) -> Option<(usize, &'static [&'static str])> {
    (2..=LONGEST_WORD).rev().find_map(|length| {
        let word: String = characters.get(..length)?.iter().collect();
        Some((length, WORDS.get(word.as_str())?.as_slice()))
    })
}

/// All readings of a character, the usual one first; empty for what is not read.
fn character_readings(character: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    let usual = WORDS.get(character.to_string().as_str());
    let usual = usual.into_iter().flatten().map(|usual| (*usual).to_owned());
    let all = character.to_pinyin_multi().into_iter().flatten();
    for reading in usual.chain(all.map(|reading| typed(reading.plain()))) {
        if !readings.contains(&reading) && SYLLABLES.contains(reading.as_str()) {
            readings.push(reading);
        }
    }
    readings
}

/// A syllable as people type it: lü is lv, but lüe is lue.
fn typed(syllable: &str) -> String {
    match syllable {
        "lü" => "lv".to_owned(),
        "nü" => "nv".to_owned(),
        _ => syllable.replace('ü', "u"),
    }
}

/// What many speakers hear in a syllable: the sounds that they do not tell apart are one.
#[must_use]
pub fn sound(syllable: &str) -> String {
    let mut sound = syllable.to_owned();
    for (retroflex, flat) in [("zh", "z"), ("ch", "c"), ("sh", "s")] {
        if let Some(rest) = sound.strip_prefix(retroflex) {
            sound = format!("{flat}{rest}");
        }
    }
    if let Some(rest) = sound.strip_prefix('n') {
        sound = format!("l{rest}");
    }
    if let Some(rest) = sound.strip_suffix("ng") {
        sound = format!("{rest}n");
    }
    sound
}

/// The divisions of letters without a border, fewest syllables first.
fn segment_word(word: &str) -> Vec<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    // For each place the divisions of what precedes it.
    let mut ways: Vec<Vec<Vec<String>>> = vec![vec![Vec::new()]];
    for end in 1..=letters.len() {
        let mut here: Vec<Vec<String>> = Vec::new();
        for start in end.saturating_sub(LONGEST_SYLLABLE)..end {
            let syllable: String = letters.get(start..end).into_iter().flatten().collect();
            if !SYLLABLES.contains(syllable.as_str()) {
                continue;
            }
            for before in ways.get(start).into_iter().flatten() {
                let mut way = before.clone();
                way.push(syllable.clone());
                here.push(way);
            }
        }
        here.sort_by_key(Vec::len);
        here.truncate(MAX_READINGS);
        ways.push(here);
    }
    ways.pop().unwrap_or_default()
}

/// Characters of the longest word of `readings.txt`.
const LONGEST_WORD: usize = 4;

/// The words of `readings.txt` and their syllables.
static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("readings.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(word, syllables)| (word, syllables.split(' ').collect()))
        .collect()
});

/// The syllables of the standard language as they are typed.
static SYLLABLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu \
     ca cai can cang cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chuai chuan chuang \
     chui chun chuo ci cong cou cu cuan cui cun cuo \
     da dai dan dang dao de dei deng di dian diao die ding diu dong dou du duan dui dun duo e en er \
     fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun \
     guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo \
     ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua \
     kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu \
     luan lue lun luo lv ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu \
     na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nu nuan nue nuo nv o ou \
     pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong \
     qiu qu quan que qun ran rang rao re ren reng ri rong rou ru ruan rui run ruo \
     sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan \
     shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong \
     tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu \
     xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha \
     zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu \
     zuan zui zun zuo"
        .split(' ')
        .collect()
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_read_as_people_say_it() {
        let check = |name: &str, expected: &str| {
            let first = readings(name).first().map(Reading::full);
            assert_eq!(first.unwrap_or_default(), expected, "{name}");
        };
        check("重庆", "chong qing");
        check("长江", "chang jiang");
        check("人民银行", "ren min yin hang");
        check("朝阳市", "chao yang shi");
        check("结构调整", "jie gou tiao zheng");
        check("森林覆盖率", "sen lin fu gai lv");
        check("GDP增长", "gdp zeng zhang");
        check("县（市）", "xian shi");
        check("（）", "");
    }

    #[test]
    fn a_reading_is_typed_in_three_forms() {
        let reading = readings("沈阳经济区").remove(0);
        assert_eq!(reading.joined(), "shenyangjingjiqu");
        assert_eq!(reading.initials(), "syjjq");
    }

    #[test]
    fn a_short_name_has_the_other_readings_too() {
        let all: Vec<String> = readings("长行").iter().map(Reading::joined).collect();
        for reading in ["changxing", "zhangxing", "changhang"] {
            assert!(all.contains(&reading.to_owned()), "{reading}: {all:?}");
        }
        assert_eq!(readings("推进大中小城市和小城镇长足发展").len(), 1);
    }

    #[test]
    fn typed_letters_are_divided_into_syllables() {
        let check = |typed: &str, expected: &[&str]| {
            let ways: Vec<String> = segment(typed).iter().map(|way| way.join(" ")).collect();
            for way in expected {
                assert!(ways.contains(&(*way).to_owned()), "{typed}: {ways:?}");
            }
            assert_eq!(ways.is_empty(), expected.is_empty(), "{typed}: {ways:?}");
        };
        check("shenyang jingjiqu", &["shen yang jing ji qu"]);
        check("xian", &["xian", "xi an"]);
        check("xi'an", &["xi an"]);
        check("nüfulv", &["nv fu lv"]);
        check(&toneless("shěnyáng"), &["shen yang"]);
        check(&toneless("lu\u{308}\u{300}se\u{300}"), &["lv se"]);
        check(&toneless("nǚ’ér"), &["nv er"]);
        check("gdp", &[]);
        check("", &[]);
    }

    #[test]
    fn sounds_that_are_confused_are_one() {
        for (one, other, are_one) in [
            ("sen", "shen", true),
            ("yan", "yang", true),
            ("niao", "liao", true),
            ("ning", "ling", true),
            ("xu", "qu", false),
            ("lian", "tong", false),
        ] {
            assert_eq!(sound(one) == sound(other), are_one, "{one} {other}");
        }
    }

    #[test]
    fn every_word_of_the_table_has_a_syllable_for_each_character() {
        for (word, syllables) in WORDS.iter() {
            assert_eq!(word.chars().count(), syllables.len(), "{word}");
            assert!(word.chars().count() <= LONGEST_WORD, "{word}");
            for syllable in syllables {
                assert!(SYLLABLES.contains(syllable), "{word}: {syllable}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_read_can_be_divided_again(name in "[沈阳大连省财政厅经济区重长行]{1,8}") {
            for reading in readings(&name) {
                prop_assert!(!segment(&reading.full()).is_empty());
                prop_assert_eq!(reading.initials().len(), name.chars().count());
            }
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,60}") {
            let _ = readings(&text);
            let _ = segment(&text);
        }
    }
}
