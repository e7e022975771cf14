//! Paragraphs: lines with what they open and what they hold.

use std::sync::LazyLock;

use regex::Regex;

use super::layout::{self, Part};
use super::line::{self, Line, slice};
use super::marker::{self, Marker, MarkerKind};
use super::{actors, alone, flat, label, signature, table};
use crate::model::{FigureRow, Layout, TextRange};

/// What a paragraph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The head: title, number, addressee, signature, inner title.
    Head,
    /// What stands between head and first heading.
    Preamble,
    /// A list of attachments.
    Attachment,
    /// Headings, tasks, clauses.
    Body,
    /// What frames tasks without saying anything: the head of a table, page marks, site chrome.
    Frame,
    /// What nothing explains.
    Unread,
}

/// A line with what it opens and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    /// The line.
    pub(super) range: TextRange,
    /// Whether a blank line precedes it.
    pub(super) after_blank: bool,
    /// What it belongs to.
    pub(super) place: Place,
    /// The enumerator that opens it.
    pub(super) marker: Option<Marker>,
    /// The layout of its responsibility clauses, when it has any.
    pub(super) layout: Option<Layout>,
    /// What it holds, enumerator excluded.
    pub(super) parts: Vec<Part>,
    /// What it says as a row of a table of indicators.
    pub(super) figures: Option<FigureRow>,
    /// Whether it stands in a table.
    pub(super) is_of_table: bool,
}

/// The paragraphs of a text in order: tables read as such, lines that lost their breaks divided.
pub(super) fn all(text: &str) -> Vec<Paragraph> {
    let lines = line::lines(text);
    let mut paragraphs = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        if let Some((rows, taken)) = table::read(text, lines.get(at..).unwrap_or_default()) {
            let rows = rows.into_iter();
            paragraphs.extend(rows.map(|row| Paragraph {
                is_of_table: true,
                ..row
            }));
            at += taken.max(1);
            continue;
        }
        if let Some((labelled, taken)) = alone::read(text, lines.get(at..).unwrap_or_default()) {
            paragraphs.push(labelled);
            at += taken;
            continue;
        }
        let below = lines.get(at..).unwrap_or_default();
        let above = paragraphs.last();
        let further =
            alone::further(text, above, below).or_else(|| alone::unlabelled(text, above, below));
        if let Some(labelled) = further.or_else(|| alone::row(text, &line)) {
            paragraphs.push(labelled);
            at += 1;
            continue;
        }
        let mut after_blank = line.after_blank;
        let filled = without_empty_cells(text, line.range);
        for range in flat::divide(text, filled) {
            paragraphs.push(Paragraph::read(
                text,
                Line {
                    range,
                    after_blank,
                    ..line
                },
            ));
            after_blank = false;
        }
        at += 1;
    }
    paragraphs
}

/// A line without the empty cells that a program saved behind its only one: 2024年任务分解表,,,,
fn without_empty_cells(text: &str, line: TextRange) -> TextRange {
    let printed = slice(text, line);
    let filled = printed.trim_end_matches(',');
    let are_cells = printed.len() - filled.len() > 1 && !filled.is_empty();
    let empty = if are_cells {
        printed.len() - filled.len()
    } else {
        0
    };
    TextRange::new(line.start, line.end - empty)
}

impl Paragraph {
    /// Reads a line.
    fn read(text: &str, line: Line) -> Self {
        let enumerator = marker::read(text, line.range);
        let marker = enumerator.or((line.level > 0).then_some(Marker {
            kind: MarkerKind::Title(line.level),
            range: TextRange::new(line.range.start, line.range.start),
            content: line.range,
        }));
        let content = marker.map_or(line.range, |marker| marker.content);
        let duties = || layout::duties(text, content).map(|parts| (Layout::Prose, parts));
        let read = layout::read(text, content);
        let is_prose = matches!(read, None | Some((Layout::Prose, _)));
        let own = enumerator.filter(|_| is_prose).and_then(|_| duties());
        let (layout, parts) = own
            .or(read)
            // 一、省农委牵头工作 speaks of what stands below it.
            .filter(|(layout, _)| {
                let may_head = *layout == Layout::Prose && enumerator.is_some();
                !(may_head && actors::names_tasks(text, content))
            })
            .map_or((None, vec![Part::Text(content)]), |(layout, parts)| {
                (Some(layout), parts)
            });
        // （1）牵头单位：省农委 counts the labels of a task and opens none.
        let counts_labels = layout == Some(Layout::LabelLines)
            && parts.iter().all(|part| matches!(part, Part::Clause(_)));
        let marker = marker.filter(|marker| {
            let is_low = matches!(
                marker.kind,
                MarkerKind::ArabicBracketed | MarkerKind::Circled
            );
            !(is_low && counts_labels)
        });
        let place = if is_chrome(slice(text, line.range)) {
            Place::Frame
        } else {
            Place::Body
        };
        Self {
            range: line.range,
            after_blank: line.after_blank,
            place,
            marker,
            layout,
            parts,
            figures: None,
            is_of_table: false,
        }
    }

    /// A line that belongs to no task.
    pub(super) fn aside(range: TextRange, after_blank: bool, place: Place) -> Self {
        Self {
            range,
            after_blank,
            place,
            marker: None,
            layout: None,
            parts: vec![Part::Text(range)],
            figures: None,
            is_of_table: false,
        }
    }

    /// What it holds beside its parts: all of it when it belongs to no task, else enumerator, marks and other cells.
    pub(super) fn asides(&self, text: &str) -> Vec<TextRange> {
        if self.place != Place::Body {
            return vec![self.range];
        }
        let mut parts: Vec<TextRange> = self.parts.iter().map(|part| part.range()).collect();
        parts.sort_unstable();
        let mut asides = Vec::new();
        let mut from = self.range.start;
        let end = TextRange::new(self.range.end, self.range.end);
        for part in parts.into_iter().chain([end]) {
            if part.start > from {
                let aside =
                    line::trimmed(text, TextRange::new(from, part.start.min(self.range.end)));
                asides.extend(Some(aside).filter(|aside| !aside.is_empty()));
            }
            from = from.max(part.end);
        }
        asides
    }

    /// Whether it opens with an enumerator or holds responsibility.
    pub(super) fn is_structured(&self) -> bool {
        let is_item = |marker: Marker| !matches!(marker.kind, MarkerKind::Title(_));
        self.place == Place::Body && (self.marker.is_some_and(is_item) || self.layout.is_some())
    }

    /// Whether it is a row of cells.
    pub(super) fn is_row(&self, text: &str) -> bool {
        slice(text, self.range).contains('\t')
    }

    /// Whether it is text without enumerator or responsibility.
    pub(super) fn is_plain(&self) -> bool {
        self.place == Place::Body && !self.is_structured()
    }
}

/// What the pages of official sites print around a notice.
const CHROME: &[&str] = &[
    "分享到",
    "【字体",
    "字体：",
    "【打印】",
    "打印本页",
    "关闭窗口",
    "扫一扫",
    "浏览次数",
    "浏览量：",
    "浏览量:",
    "点击量：",
    "点击量:",
    "阅读次数",
    "（此件公开发布）",
    "微信扫码",
];

/// Lines that are links of a site and nothing else.
const LINKS: &[&str] = &[
    "首页",
    "网站首页",
    "返回首页",
    "设为首页",
    "加入收藏",
    "无障碍阅读",
    "无障碍浏览",
    "长者版",
    "长者模式",
    "关怀版",
    "手机版",
    "返回顶部",
];

/// What opens the line that says where on a site a page stands.
const TRAILS: &[&str] = &[
    "首页",
    "网站首页",
    "当前位置",
    "您当前的位置",
    "您的位置",
    "所在位置",
    "您现在所在的位置",
];

/// Whether a line says where on a site a page stands: 首页 > 政务公开 > 通知.
fn is_trail(line: &str) -> bool {
    TRAILS.iter().any(|word| line.starts_with(word)) && line.contains(['>', '＞', '»', '›'])
}

/// Whether a line is a page mark, the imprint or site chrome.
pub(super) fn is_chrome(line: &str) -> bool {
    is_page_mark(line)
        || signature::is_imprint(line)
        || is_continuation(line)
        || LINKS.contains(&line)
        || is_trail(line)
        || (line.contains(['：', ':']) && label::is_contact(line))
        || (!line.contains('。') && CHROME.iter().any(|word| line.contains(word)))
}

/// （续表）, 续表1: what follows is the table above.
pub(super) fn is_continuation(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| "（）()".contains(c) || c.is_ascii_digit());
    matches!(bare.trim(), "续表" | "接上表" | "续上表")
}

/// —1—, - 3 -, 第 1 页 共 2 页, 1/12
pub(super) fn is_page_mark(line: &str) -> bool {
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:第\s*\d{1,3}\s*页\W*(?:共\s*\d{1,3}\s*页)?|\d{1,3}\s*[/／]\s*\d{1,3})\W*$")
            .expect("the pattern of this file is valid")
    });
    if COUNTED.is_match(line) {
        return true;
    }
    let dashes = ['—', '-', '－', '–', '―', '─'];
    line.starts_with(dashes)
        && line.ends_with(dashes)
        && line.chars().all(|character| {
            dashes.contains(&character) || character.is_whitespace() || character.is_numeric()
        })
        && line.chars().any(char::is_numeric)
}
