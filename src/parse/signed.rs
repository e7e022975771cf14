//! Where a text without line breaks is signed.

use std::sync::LazyLock;

use regex::Regex;

use super::flat::{ceiling, kind_at};
use super::marker::MarkerKind;
use super::signature;

/// The longest name of a body that signs, in characters.
const LONGEST_ISSUER: usize = 40;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    const NUMBER: &str = "[0-9０-９○〇零一二三四五六七八九十Oo]";
    Regex::new(&format!(
        "(?:[0-9０-９]{{4}}|二[○〇零0ＯOo]{NUMBER}{{2}})\\s*年\\s*{NUMBER}{{1,3}}\\s*月\\s*{NUMBER}{{1,3}}\\s*日"
    ))
    .expect("the pattern of this file is valid")
});

/// Where the body that signs, its date and what follows them begin.
pub(super) fn places(line: &str) -> Vec<usize> {
    let may_hold = ['年', '月', '日'].iter().all(|word| line.contains(*word));
    if !may_hold || signature::is_imprint(line) {
        return Vec::new();
    }
    let titled = titled_issuer(line);
    DATE.find_iter(line)
        .filter_map(|date| {
            let before = line.get(..date.start())?;
            let behind = line.get(date.end()..)?;
            // What the title names signs, whatever stands before it; a date that a heading follows has no body.
            let by_title = || {
                Some(
                    before.trim_end().len()
                        - titled
                            .filter(|name| before.trim_end().ends_with(name))?
                            .len(),
                )
            };
            let alone =
                || (before.ends_with('。') && opens_chapter(behind)).then_some(date.start());
            let issuer = issuer_before(before).or_else(by_title).or_else(alone)?;
            Some([issuer, date.start(), date.end()])
        })
        .flatten()
        .collect()
}

/// The body that the title at the start of a line names: 省政府 in 省政府关于….
fn titled_issuer(line: &str) -> Option<&str> {
    let head = line.get(..ceiling(line, (4 * LONGEST_ISSUER).min(line.len())))?;
    let (name, _) = head.split_once("关于")?;
    Some(name).filter(|name| signature::is_issuer(name))
}

/// Whether a text opens with the number of a chapter.
fn opens_chapter(text: &str) -> bool {
    kind_at(text.trim_start()).is_some_and(|found| found.kind <= MarkerKind::Han)
}

/// Where the name of a body begins that closes `before` and that a sentence or the start of the line precedes.
fn issuer_before(before: &str) -> Option<usize> {
    let named = before.trim_end();
    let start = named
        .char_indices()
        .rev()
        .take(LONGEST_ISSUER)
        .find(|&(_, c)| c.is_ascii_digit() || "。，；：、（）();".contains(c))
        .map(|(at, c)| (at + c.len_utf8(), c));
    let (start, follows) = match start {
        Some((at, mark)) => (at, "。）);".contains(mark)),
        None => (0, named.chars().nth(LONGEST_ISSUER).is_none()),
    };
    let name = named.get(start..)?;
    let padding = name.len() - name.trim_start().len();
    (follows && signature::is_issuer(name.trim_start())).then_some(start + padding)
}
