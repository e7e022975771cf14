//! Texts that lost their line breaks: lines that hold several paragraphs are divided where enumerators, labels and the
//! signature stand.
//!
//! A line is divided only when it shows by headings （一）…（二） or by labels 责任单位：…责任单位： that it holds several
//! paragraphs: enumerations within a sentence stay.

use super::bodies::ends_as_body;
use super::duties::subject;
use super::head::TITLE_ENDS;
use super::line::{CLOSING, OPENING, depth_behind, first_sentence, slice, trimmed};
use super::marker::{self, MarkerKind};
use super::{label, layout, number, run_in, signed, steps};
use crate::model::TextRange;
use crate::text::numeral;

/// Marks behind which a paragraph may begin.
const STOPS: &str = "。；：！？）)”’〕】;:!?";

/// The longest heading without a stop, in characters, that an enumerator may follow at once.
const LONGEST_GLUED: usize = 60;

/// What makes a word of the 一 behind it, which opens nothing then: 城乡统一、城乡互补.
const BEFORE_ONE: &str = "统同唯之第逐不";

/// How much of a line an enumerator or a label is looked for in, in bytes.
const REACH: usize = 120;

/// How many headings and labels a line may hold that kept its breaks.
const MOST_HEADINGS: usize = 1;
const MOST_LABELS: usize = 2;

/// Whether a line holds marks enough for several headings or labels: a cheap look before they are read.
fn may_be_flat(line: &str) -> bool {
    let (mut headings, mut labels, mut previous) = (0, 0, ' ');
    for character in line.chars() {
        match character {
            '：' | ':' => labels += 1,
            '㈠'..='㈩' | '?' | '？' => headings += 1,
            '、' | '．' | '.' | '﹒' | '）' | ')' | '章' | '节' | '篇' | '编' => {
                let is_numeral =
                    numeral::digit(previous).is_some() || marker::is_han_numeral(previous);
                headings += usize::from(is_numeral);
            }
            _ => {}
        }
        previous = character;
    }
    headings > MOST_HEADINGS || labels > MOST_LABELS
}

/// The paragraphs that a line holds: itself, when nothing shows that there are more.
pub(super) fn divide(text: &str, line: TextRange) -> Vec<TextRange> {
    let printed = slice(text, line);
    let signatures = signed::places(printed);
    let mut cuts = if may_be_flat(printed) {
        Cuts::of(printed, &signatures)
    } else {
        Cuts::default()
    };
    let is_flat =
        cuts.headings > MOST_HEADINGS || cuts.labels > MOST_LABELS || cuts.items_behind_lists > 0;
    if !is_flat {
        cuts.at.clear();
    }
    cuts.at.extend(signatures);
    let mut pieces: Vec<TextRange> = Vec::new();
    cuts.at.sort_unstable();
    cuts.at.dedup();
    let mut start = 0;
    for end in cuts.at.into_iter().chain([printed.len()]) {
        let piece = trimmed(text, TextRange::new(start, end).shifted(line.start));
        if !piece.is_empty() {
            pieces.push(piece);
        }
        start = end;
    }
    if !is_flat {
        return pieces;
    }
    let head = pieces
        .first()
        .copied()
        .map_or(Vec::new(), |first| head(text, first));
    head.into_iter()
        .chain(pieces.into_iter().skip(1))
        .flat_map(|piece| heading(text, piece))
        .collect()
}

/// Title, number, addressee and what follows them, where they run on into each other.
fn head(text: &str, piece: TextRange) -> Vec<TextRange> {
    let Some(number) = number::after_title(text, piece, TITLE_ENDS) else {
        return vec![piece];
    };
    if slice(text, TextRange::new(piece.start, number.start)).contains('。') {
        return vec![piece];
    }
    let rest = slice(text, TextRange::new(number.end, piece.end));
    let addressee = rest
        .find(['：', ':'])
        .filter(|&at| !rest.get(..at).unwrap_or_default().contains('。'))
        .map_or(number.end, |at| {
            let colon = rest.get(at..).and_then(|rest| rest.chars().next());
            number.end + at + colon.map_or(0, char::len_utf8)
        });
    [
        TextRange::new(piece.start, number.start),
        number,
        TextRange::new(number.end, addressee),
        TextRange::new(addressee, piece.end),
    ]
    .into_iter()
    .map(|part| trimmed(text, part))
    .filter(|part| !part.is_empty())
    .collect()
}

/// A paragraph and the run-in heading that stood on a line of its own before the breaks were lost.
fn heading(text: &str, piece: TextRange) -> Vec<TextRange> {
    let Some(marker) = marker::read(text, piece) else {
        let title = TextRange::new(
            piece.start,
            piece.start + title_of(slice(text, piece)).len(),
        );
        let rest = TextRange::new(title.end, piece.end);
        let is_title = !rest.is_empty() && marker::read(text, title).is_some();
        return if is_title {
            vec![title, rest]
        } else {
            vec![piece]
        };
    };
    let sentence = first_sentence(text, marker.content);
    let rest = trimmed(text, TextRange::new(sentence.end, piece.end));
    let opens_statement = label::opening(slice(text, rest)).is_some()
        || layout::bodies(text, rest).is_some()
        || slice(text, rest).starts_with(['（', '(', '〔']);
    if matches!(marker.kind, MarkerKind::Han | MarkerKind::Chapter)
        && let Some(at) = subject(slice(text, sentence))
    {
        let start = marker.content.start + at;
        return vec![
            TextRange::new(piece.start, start),
            TextRange::new(start, piece.end),
        ];
    }
    if rest.is_empty() || opens_statement || !run_in::is_heading_of_item(slice(text, sentence)) {
        return vec![piece];
    }
    vec![TextRange::new(piece.start, sentence.end), rest]
}

/// Where a line is cut, and what shows that it should be.
#[derive(Default)]
struct Cuts {
    at: Vec<usize>,
    headings: usize,
    labels: usize,
    /// How often an item follows at once where a label's list ends: 责任单位：省农委。2.建站.
    items_behind_lists: usize,
    /// Where the list of a label ended last.
    list_end: usize,
    /// Where the piece begins that is open, whether it is a label and its list, and whether it opens with an enumerator.
    open: usize,
    is_label: bool,
    is_item: bool,
    /// Whether it opens with 一、.
    is_chapter: bool,
    /// The numbers last seen of 一、 and of 1.
    han: u64,
    arabic: u64,
}

/// Whether a list of bodies that nothing marks ends at `at`: 森林覆盖率达到45%。省林业厅|2.种粮.
fn closes_with_bodies(line: &str, open: usize, at: usize) -> bool {
    const LONGEST_LIST: usize = 100;
    let list = line.get(open..at).and_then(|piece| piece.rsplit_once('。'));
    list.is_some_and(|(_, list)| {
        let range = TextRange::new(at - list.len(), at);
        list.chars().nth(LONGEST_LIST).is_none()
            && ends_as_body(list)
            && layout::bodies(line, range).is_some()
    })
}

/// Whether the first bracket behind `at` is one that closes.
fn closes_soon(line: &str, at: usize) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    let near = rest.get(..ceiling(rest, REACH.min(rest.len())));
    let bracket = |c: &char| OPENING.contains(c) || CLOSING.contains(c);
    let first = near.and_then(|near| near.chars().find(bracket));
    first.is_some_and(|first| CLOSING.contains(&first))
}

impl Cuts {
    /// The cuts of a line with `signatures`, behind which a new paragraph begins.
    fn of(line: &str, signatures: &[usize]) -> Self {
        let mut cuts = Self::default();
        if let Some(kind) = kind_at(line) {
            cuts.note(0, &kind, line);
            cuts.at.clear();
        }
        steps::count(line.len());
        let mut depth = 0_usize;
        let mut previous = ' ';
        let mut signatures = signatures.iter().copied().peekable();
        for (at, character) in line.char_indices() {
            while let Some(signed) = signatures.next_if(|&signed| signed <= at) {
                cuts.open = signed;
                (cuts.is_label, cuts.is_item) = (false, false);
            }
            let may_open = matches!(character, '（' | '(' | '第' | '专' | '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩')
                || character.is_ascii_digit()
                || ('０'..='９').contains(&character)
                || numeral::digit(character).is_some()
                || character == '十';
            if at > 0 && depth == 0 && may_open {
                cuts.enumerator(line, at, previous);
            }
            match character {
                '《' => depth += 1,
                '》' => depth = depth.saturating_sub(1),
                '：' | ':' if depth == 0 => cuts.label(line, at),
                '。' if depth == 0 && cuts.is_label => {
                    cuts.cut(at + character.len_utf8());
                    cuts.list_end = cuts.open;
                    cuts.is_label = false;
                    cuts.is_item = false;
                }
                // What no bracket closes ends with its sentence.
                '。' if !closes_soon(line, at) => depth = 0,
                _ => depth = depth_behind(depth, character),
            }
            if !character.is_whitespace() {
                previous = character;
            }
        }
        cuts
    }

    fn cut(&mut self, at: usize) {
        self.at.push(at);
        self.open = at;
    }

    /// Cuts before the label whose colon stands at `at`.
    fn label(&mut self, line: &str, at: usize) {
        let from = floor(line, at.saturating_sub(REACH)).max(self.open);
        let Some((start, _)) = line.get(from..at).and_then(label::closing) else {
            return;
        };
        self.labels += 1;
        // The mark of a list stands before it: ◆责任单位：
        let before = line.get(self.open..from + start).unwrap_or_default();
        let before = before.trim_end_matches(layout::BULLETS);
        if !before.is_empty() {
            self.cut(self.open + before.len());
        }
        self.is_label = true;
        self.is_item = false;
    }

    /// Cuts before an enumerator at `at`.
    fn enumerator(&mut self, line: &str, at: usize, previous: char) {
        let is_numeral =
            |c: char| numeral::digit(c).is_some() || matches!(c, '十' | '百' | '.' | '．');
        let opens_numeral = line
            .get(at..)
            .is_some_and(|rest| rest.starts_with(is_numeral));
        // The second digit of 11. opens nothing.
        let Some(kind) = line
            .get(at..)
            .filter(|_| !(opens_numeral && is_numeral(previous)))
            .and_then(kind_at)
            .filter(|kind| kind.kind != MarkerKind::Han || !BEFORE_ONE.contains(previous))
        else {
            return;
        };
        let end = ceiling(line, (self.open + 4 * LONGEST_GLUED).min(at));
        // A chapter's heading may hold a comma; the first section follows it.
        let heads_sections =
            self.is_chapter && kind.kind == MarkerKind::HanBracketed && previous != '第';
        let is_short = end == at
            && line.get(self.open..at).is_some_and(|open| {
                open.chars().nth(LONGEST_GLUED).is_none()
                    && !open.contains(['。', '；'])
                    && (heads_sections || !open.contains('，'))
            });
        let is_glued = is_short
            && self.is_item
            && (kind.kind == MarkerKind::HanBracketed
                || kind.number < 2
                || (kind.kind == MarkerKind::Arabic && kind.number == self.arabic + 1));
        let is_first =
            is_short && !self.is_item && kind.kind == MarkerKind::Han && kind.number == 1;
        let follows = STOPS.contains(previous)
            || self.is_label
            || is_glued
            || is_first
            || closes_with_bodies(line, self.open, at);
        let is_next = match kind.kind {
            MarkerKind::Han => kind.number == 1 || kind.number == self.han + 1,
            MarkerKind::Arabic => kind.number == 1 || kind.number == self.arabic + 1,
            _ => true,
        };
        if follows && is_next {
            self.note(at, &kind, line);
        }
    }

    fn note(&mut self, at: usize, found: &Found, line: &str) {
        match found.kind {
            MarkerKind::Han => self.han = found.number,
            MarkerKind::Arabic => self.arabic = found.number,
            _ => {}
        }
        let is_heading = matches!(
            found.kind,
            MarkerKind::Han
                | MarkerKind::HanBracketed
                | MarkerKind::Chapter
                | MarkerKind::Section
                | MarkerKind::Box
        );
        self.headings += usize::from(is_heading && line.len() > at);
        self.items_behind_lists += usize::from(at > 0 && at == self.list_end);
        self.is_chapter = found.kind == MarkerKind::Han;
        self.cut(at);
        self.is_label = false;
        self.is_item = true;
    }
}

/// An enumerator: its kind, and its number where that matters.
pub(super) struct Found {
    pub(super) kind: MarkerKind,
    number: u64,
}

/// The enumerator that opens `text`.
pub(super) fn kind_at(text: &str) -> Option<Found> {
    steps::count(1);
    let near = text.get(..ceiling(text, REACH.min(text.len())))?;
    let marker = marker::read(near, TextRange::new(0, near.len()))
        .or_else(|| marker::read(near, TextRange::new(0, title_of(near).len())))?;
    let printed = slice(near, marker.range);
    let digits: String = printed
        .chars()
        .filter(|&c| numeral::digit(c).is_some() || c == '十' || c == '百')
        .collect();
    Some(Found {
        kind: marker.kind,
        number: numeral::integer(&digits).unwrap_or_default(),
    })
}

/// The title of 第一章 that opens `text`, up to the item or the sentence that it runs into: 第一章总则1.种粮, 第三章保障各地要落实.
fn title_of(text: &str) -> &str {
    if !text.starts_with('第') {
        return text;
    }
    let opens_item = |&(at, character): &(usize, char)| {
        let next = text.get(at + character.len_utf8()..).unwrap_or_default();
        let is_counted = numeral::digit(character).is_some() && next.starts_with('、');
        let is_mark = matches!(character, '（' | '(' | '第' | '①'..='⑳');
        is_mark || is_counted || character.is_ascii_digit() || ('０'..='９').contains(&character)
    };
    let mut inner = text.char_indices().skip(1);
    let item = inner.find(opens_item).map(|(at, _)| at);
    let end = item.into_iter().chain(subject(text)).min();
    end.and_then(|at| text.get(..at)).unwrap_or(text)
}

/// The last place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default()
}

/// The first place at or behind `at` where a character begins.
pub(super) fn ceiling(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = divide(text, TextRange::new(0, text.len()));
        let found: Vec<_> = found.into_iter().map(|range| slice(text, range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_without_breaks_is_divided_at_enumerators() {
        check(
            "吉林省人民政府关于补短板的意见吉政发〔2031〕90号各市人民政府：现提出意见。一、产业（一）壮大茶产业。改造茶园2.5万亩。\
             （省农委牵头）（二）培育旅游。建景区。（省旅游委负责）具体措施：1．编制导则。（省旅游委负责）2．建成2.5万公里线路。\
             二、设施省政府要通报。吉林省人民政府2031年10月8日",
            &[
                "吉林省人民政府关于补短板的意见",
                "吉政发〔2031〕90号",
                "各市人民政府：",
                "现提出意见。",
                "一、产业",
                "（一）壮大茶产业。",
                "改造茶园2.5万亩。（省农委牵头）",
                "（二）培育旅游。",
                "建景区。（省旅游委负责）具体措施：",
                "1．编制导则。（省旅游委负责）",
                "2．建成2.5万公里线路。",
                "二、设施省政府要通报。",
                "吉林省人民政府",
                "2031年10月8日",
            ],
        );
    }

    #[test]
    fn a_line_without_breaks_is_divided_at_labels() {
        check(
            "一、民生（一）教育。1.巩固率达到97%。责任单位：省教育厅。2.建学校。牵头单位：省教育厅责任单位：省教育厅、省财政厅等。\
             办好高中。责任单位：省教育厅。",
            &[
                "一、民生",
                "（一）教育。",
                "1.巩固率达到97%。",
                "责任单位：省教育厅。",
                "2.建学校。",
                "牵头单位：省教育厅",
                "责任单位：省教育厅、省财政厅等。",
                "办好高中。",
                "责任单位：省教育厅。",
            ],
        );
    }

    #[test]
    fn a_heading_runs_into_what_somebody_has_to_do_alone() {
        let next = "（一）建所。";
        let own = "一、推进各地区自主创新。";
        check(&[own, next].concat(), &[own, next]);
        let (heading, duty) = ("一、监督考核", "各地区要抓好落实。");
        check(&[heading, duty, next].concat(), &[heading, duty, next]);
    }

    #[test]
    fn items_follow_the_lists_of_labels() {
        check(
            "现提出以下意见。1.引进5名人才。责任单位：市人社局。2.建厂房。责任单位：市工信局。",
            &[
                "现提出以下意见。",
                "1.引进5名人才。",
                "责任单位：市人社局。",
                "2.建厂房。",
                "责任单位：市工信局。",
            ],
        );
    }

    #[test]
    fn the_heading_of_a_chapter_may_hold_a_comma() {
        check(
            "一、优化环境，提高效率（一）简化审批。（省政务局负责）（二）减税。（省税务局负责）",
            &[
                "一、优化环境，提高效率",
                "（一）简化审批。（省政务局负责）",
                "（二）减税。（省税务局负责）",
            ],
        );
    }

    #[test]
    fn enumerations_within_a_paragraph_stay() {
        for text in [
            "（一）完善标准体系。主要包括：1.产品标准；2.方法标准。（省农委牵头）",
            "推进一、二、三产业融合。一、二级公路2.6万公里。",
            "按照第（一）项和第（二）项的规定办理。",
            "（四）巩固城乡统一、重在农村的机制。（教育部负责）",
        ] {
            check(text, &[text]);
        }
    }
}
