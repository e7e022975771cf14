//! Where the phrase of an indicator begins and ends, and what lies between two numbers.

use super::subject::{self, SEPARATORS};
use super::words::Words;

/// Connectives that open a clause and belong to no phrase.
static CONNECTIVES: Words = Words::new("并 且 以及 及 和 、 同时");

/// Verbs and adverbs before a count that belong to no phrase.
static LIGHT: Words = Words::new(
    "实施 开展 推进 支持 抓好 加快 做好 继续 全面 重点 加强 着力 组织 启动 落实 加快推进 深入",
);

/// What a light verb becomes when its object is longer: 依托现有机构布局15个.
const LIGHT_ALONE: &str = "依托";

/// What closes or continues a list behind a unit, so that no noun follows.
static NO_NOUN: Words = Words::new("、 ， （ ( / ； ; 。 ” ） 和 及 与 以及 或 并");

/// The text behind a unit as far as it can be a noun: empty before a separator, a bracket or the end.
pub(super) fn noun(after: &str) -> &str {
    let after = after.trim();
    match NO_NOUN.beginning(after) {
        Some(_) => "",
        None => after,
    }
}

/// Where the phrase of a number behind its name begins in `before`.
pub(super) fn start_of_named(before: &str) -> usize {
    before.len() - without(before.trim_start(), &CONNECTIVES).len()
}

/// Where the phrase of a number before its noun begins in `before`: without 实施, and with the list before 等.
pub(super) fn start_of_counted(before: &str) -> usize {
    let mut rest = before.trim_start();
    loop {
        let shorter = without(without(rest, &CONNECTIVES), &LIGHT);
        if shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    if rest == LIGHT_ALONE {
        rest = "";
    }
    let listed = rest
        .strip_suffix('等')
        .filter(|listed| !listed.contains('、'));
    let conjunction = listed.and_then(|names| names.rfind('及'));
    if let Some(at) = conjunction {
        rest = rest.get(at + '及'.len_utf8()..).unwrap_or(rest);
    }
    before.len() - rest.len()
}

fn without<'t>(text: &'t str, words: &Words) -> &'t str {
    let mut rest = text;
    while let Some(shorter) = words
        .beginning(rest)
        .and_then(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    rest
}

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Between<'t> {
    /// The noun of the first number.
    pub(super) noun: &'t str,
    /// Bytes of the separator behind it; 0 when the second number is no new item.
    pub(super) separator: usize,
    /// Verbs that open the second item.
    pub(super) verbs: &'t str,
}

/// Splits the text between two numbers where a list goes on.
pub(super) fn between(text: &str) -> Between<'_> {
    let split = text.char_indices().find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let separator = SEPARATORS.beginning(rest)?;
        let verbs = rest.strip_prefix(separator)?;
        let opens_item = !subject::has_object(verbs);
        opens_item.then_some(Between {
            noun: text.get(..at)?,
            separator: separator.len(),
            verbs,
        })
    });
    split.unwrap_or(Between {
        noun: text,
        separator: 0,
        verbs: "",
    })
}

/// The last noun of a clause without the bracket that leaves the figure to the state.
pub(super) fn without_state_bracket(after: &str) -> &str {
    after
        .find(['（', '('])
        .filter(|_| after.contains("系国家"))
        .and_then(|at| after.get(..at))
        .unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_begin_behind_light_verbs() {
        for (before, expected) in [
            ("继续实施", ""),
            ("加快昌图等", "昌图等"),
            ("实施辽河干流及浑河等", "浑河等"),
            ("依托", ""),
            ("依托现有机构布局", "依托现有机构布局"),
            ("以及", ""),
            ("力争形成", "力争形成"),
        ] {
            assert_eq!(
                before.get(start_of_counted(before)..),
                Some(expected),
                "{before}"
            );
        }
    }

    #[test]
    fn lists_go_on_behind_separators() {
        for (text, noun, separator, verbs) in [
            ("大型灌区、", "大型灌区", 3, ""),
            ("园区以及", "园区", 6, ""),
            ("园区、新建", "园区", 3, "新建"),
            ("省辖市空气质量达到", "省辖市空气质量达到", 0, ""),
        ] {
            let expected = Between {
                noun,
                separator,
                verbs,
            };
            assert_eq!(between(text), expected, "{text}");
        }
    }
}
