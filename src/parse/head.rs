//! The head: title, own number, addressee. The signature and the list of attachments have files of their own.

use super::line::{first_sentence, slice, trimmed, visible_count};
use super::metadata::Field;
use super::paragraph::{Paragraph, Place};
use super::{attachments, metadata, number, signature};
use crate::model::{OutlineHead, TextRange};

/// Words that close the title of a notice or plan.
pub(super) const TITLE_ENDS: &[&str] = &[
    "通知",
    "意见",
    "函",
    "决定",
    "通报",
    "通告",
    "方案",
    "分工",
    "清单",
    "办法",
    "计划",
    "安排",
    "规划",
    "纲要",
    "措施",
    "分解表",
    "分解书",
    "责任书",
    "分解",
    "分工表",
    "任务书",
    "批复",
    "公告",
    "台账",
    "报告",
    "细则",
    "规定",
    "要点",
];

/// Words of those whom a notice is addressed to.
const ADDRESSEES: &[&str] = &["各", "政府", "部门", "单位", "机构", "委员会", "厅", "局"];

/// How many lines a title may break over, and how many characters it may have.
const MOST_TITLE_LINES: usize = 4;
const LONGEST_TITLE: usize = 120;

/// What the head says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The parts of the head.
    pub(super) parts: OutlineHead,
    /// The title in the metadata of a site.
    named: Option<TextRange>,
    /// The body that the red letterhead names: 辽宁省人民政府文件.
    letterhead: Option<TextRange>,
    /// Where the date stands below which the body signs.
    signed_at: Option<usize>,
    /// A title that is printed once more.
    pub(super) repeated: Option<TextRange>,
    /// Whether the notice is addressed to anybody.
    pub(super) has_addressee: bool,
    /// Titles of attachments.
    pub(super) attachments: Vec<TextRange>,
}

impl Head {
    /// How many paragraphs make up a cover notice before the plan that it issues: all up to its signature, when only
    /// what follows it states responsibility.
    pub(super) fn cover(&self, paragraphs: &[Paragraph]) -> usize {
        let Some(signed) = self.signed_at else {
            return 0;
        };
        let states = |p: &Paragraph| p.place == Place::Body && p.layout.is_some();
        let (before, after) = paragraphs.split_at((signed + 1).min(paragraphs.len()));
        if after.iter().any(states) && !before.iter().any(states) {
            before.len()
        } else {
            0
        }
    }
}

/// Reads the head and marks the paragraphs that belong to it.
pub(super) fn read(text: &str, paragraphs: &mut [Paragraph]) -> Head {
    let mut head = Head {
        attachments: attachments::read(text, paragraphs),
        ..Head::default()
    };
    let zone = zone(text, paragraphs);
    read_zone(text, paragraphs, zone, &mut head);
    if head.parts.title.is_empty() {
        head.parts.title.extend(head.named);
    }
    if let Some(first) = paragraphs.first().filter(|p| zone == 0 && p.is_plain()) {
        read_run_on(text, first.range, &mut head.parts);
    }
    if let Some(paragraph) = paragraphs.get_mut(zone).filter(|p| is_addressee(text, p)) {
        paragraph.place = Place::Head;
        head.has_addressee = true;
    }
    head.signed_at = signature::read(text, paragraphs, zone, &mut head.parts);
    if head.parts.title.is_empty()
        && let Some(signed) = head.signed_at
    {
        head.parts
            .title
            .extend(inner_title(text, paragraphs, signed));
    }
    let titled = head.parts.title.first();
    let titled = titled.and_then(|&line| titled_issuer(text, line));
    head.parts.issuer = head.parts.issuer.or(titled).or(head.letterhead);
    attachments::mark_openings(text, paragraphs, &head.attachments);
    mark_preamble(text, paragraphs);
    head
}

/// How many paragraphs stand before the addressee, or before the body when there is none.
fn zone(text: &str, paragraphs: &[Paragraph]) -> usize {
    let mut before_body = paragraphs.iter().take_while(|p| !p.is_structured()).count();
    // A statement without heading closes the paragraph before it, which is a task.
    if paragraphs
        .get(before_body)
        .is_some_and(|p| p.marker.is_none())
    {
        before_body = before_body.saturating_sub(1);
    }
    let before_body = paragraphs.get(..before_body).unwrap_or_default();
    before_body
        .iter()
        .position(|p| is_addressee(text, p))
        .or_else(|| {
            // 日前，某市印发《方案》。全文如下：is what a site writes above a title.
            let announces = |line: &str| line.ends_with("如下：") || line.ends_with("如下:");
            before_body.iter().enumerate().position(|(at, p)| {
                let line = slice(text, p.range);
                line.contains('。') && !(at == 0 && announces(line))
            })
        })
        .unwrap_or(before_body.len())
}

fn is_addressee(text: &str, paragraph: &Paragraph) -> bool {
    let line = slice(text, paragraph.range);
    paragraph.is_plain()
        && line.ends_with(['：', ':'])
        && !line.contains('。')
        && !line.ends_with("如下：")
        && !line.ends_with("如下:")
        && metadata::read(text, paragraph.range).is_empty()
        && ADDRESSEES.iter().any(|word| line.contains(word))
}

fn read_zone(text: &str, paragraphs: &mut [Paragraph], zone: usize, head: &mut Head) {
    // Lines that may make up a title together.
    let mut pending: Vec<usize> = Vec::new();
    let mut pages = metadata::Pages::default();
    for index in 0..zone {
        let Some(paragraph) = paragraphs.get_mut(index).filter(|p| p.is_plain()) else {
            continue;
        };
        let line = paragraph.range;
        let printed = slice(text, line);
        let fields = metadata::read(text, line);
        if !fields.is_empty() {
            head.repeated = head.repeated.or(pages.repeated(text, line, &fields));
            for (field, value) in fields {
                read_metadata(text, field, value, head);
            }
            paragraph.place = Place::Head;
        } else if let Some(number) = number::whole(text, line) {
            head.parts.document_number.get_or_insert(number);
            paragraph.place = Place::Head;
        } else if let Some(date) = signature::whole_date(text, line) {
            head.parts.issued_on.get_or_insert(date);
            paragraph.place = Place::Head;
        } else if let Some(issuer) = letterhead(text, line) {
            head.letterhead.get_or_insert(issuer);
            paragraph.place = Place::Head;
        } else if !printed.contains(['：', ':']) {
            let after_blank = paragraph.after_blank;
            let range_of = |&index: &usize| paragraphs.get(index).map(|p| slice(text, p.range));
            let bare = |index: &usize| bare_title(text, paragraphs.get(*index)?.range);
            let is_repeated = pending.iter().any(|index| {
                range_of(index) == Some(printed)
                    || bare(index).is_some_and(|title| Some(title) == bare_title(text, line))
            });
            let is_complete = pending.last().and_then(range_of).is_some_and(closes_title);
            let is_numbered = number::opening(text, line).is_some();
            if is_repeated || (is_complete && (after_blank || is_numbered)) {
                read_title(text, paragraphs, &pending, head);
                pending.clear();
            } else if pending.len() == MOST_TITLE_LINES {
                pending.remove(0);
            }
            pending.push(index);
            continue;
        }
        read_title(text, paragraphs, &pending, head);
        pending.clear();
    }
    read_title(text, paragraphs, &pending, head);
}

/// The title of the plan that a notice without a title issues, behind its signature.
fn inner_title(text: &str, paragraphs: &[Paragraph], signed: usize) -> Option<TextRange> {
    let behind = paragraphs.iter().skip(signed + 1);
    let mut head = behind
        .take_while(|p| p.place == Place::Head)
        .map(|p| p.range);
    head.find(|&line| {
        let printed = slice(text, line);
        closes_title(printed) && visible_count(printed) <= LONGEST_TITLE
    })
}

/// What follows the body that issues in a title.
const ABOUT: &[&str] = &["关于", "印发", "转发", "批转"];

/// The body that a title names before it says what it is about: 吉林省人民政府关于….
fn titled_issuer(text: &str, title: TextRange) -> Option<TextRange> {
    let printed = slice(text, title);
    let ends = ABOUT.iter().filter_map(|word| printed.find(word));
    let end = ends.min();
    let name = trimmed(
        text,
        TextRange::new(title.start, title.start + end.unwrap_or(printed.len())),
    );
    let name = signature::first_issuer(text, name);
    signature::is_issuer(slice(text, name)).then_some(name)
}

/// The body that a letterhead names: 辽宁省人民政府文件.
fn letterhead(text: &str, line: TextRange) -> Option<TextRange> {
    let name = slice(text, line).strip_suffix("文件")?.trim_end();
    signature::is_issuer(name).then(|| TextRange::new(line.start, line.start + name.len()))
}

fn read_metadata(text: &str, field: Field, value: TextRange, head: &mut Head) {
    let parts = &mut head.parts;
    match field {
        Field::Title if !value.is_empty() => head.named = head.named.or(Some(value)),
        Field::DocumentNumber => {
            parts.document_number = parts.document_number.or(number::whole(text, value));
        }
        Field::Issuer if may_issue(slice(text, value)) => {
            parts.issuer = parts.issuer.or(Some(value));
        }
        Field::IssuedOn => parts.issued_on = parts.issued_on.or(signature::whole_date(text, value)),
        Field::Issuer | Field::Title | Field::Other => {}
    }
}

/// Whether the value of a field may be the body that issues: not so a number in the wrong place.
fn may_issue(value: &str) -> bool {
    !value.is_empty() && !value.contains(['〔', '《']) && !value.ends_with('号')
}

/// Whether a line may close a title, a remark in brackets left out: （试行）.
pub(super) fn closes_title(line: &str) -> bool {
    let title = line
        .strip_suffix(['）', ')'])
        .and_then(|inner| inner.rsplit_once(['（', '(']))
        .map_or(line, |(title, _)| title);
    let title = quoted(title).unwrap_or(title);
    TITLE_ENDS.iter().any(|word| title.ends_with(word))
}

/// What stands in the quotation marks around a whole title: 《…的通知》.
fn quoted(title: &str) -> Option<&str> {
    let inner = title.strip_prefix('《')?.strip_suffix('》')?;
    (!inner.contains(['《', '》'])).then_some(inner)
}

/// A whole title in quotation marks without them, its number before it left out: 辽政发〔2012〕5号《…的通知》.
fn bare_title(text: &str, line: TextRange) -> Option<&str> {
    let title = number::opening(text, line).map_or(line, |(title, _)| title);
    quoted(slice(text, title))
}

/// Reads the title that `lines` make up: all up to the last that closes one, its number in brackets left out.
fn read_title(text: &str, paragraphs: &mut [Paragraph], lines: &[usize], head: &mut Head) {
    let mut printed: Vec<_> = lines
        .iter()
        .filter_map(|&index| Some((index, paragraphs.get(index)?.range, None)))
        .collect();
    for (_, range, number) in &mut printed {
        let parted = number::closing(text, *range).or_else(|| number::opening(text, *range));
        if let Some((title, own)) = parted {
            (*range, *number) = (title, Some(own));
        }
    }
    let closing = printed
        .iter()
        .rposition(|&(_, range, _)| closes_title(slice(text, range)));
    printed.truncate(closing.map_or(0, |closing| closing + 1));
    if let [(_, range, _)] = &mut printed[..]
        && let Some(inner) = quoted(slice(text, *range))
    {
        let start = range.start + '《'.len_utf8();
        *range = TextRange::new(start, start + inner.len());
    }
    // What stands apart above 关于 belongs to the title only as the body that issues: not so 返回首页.
    let about = printed
        .iter()
        .position(|&(_, range, _)| slice(text, range).contains("关于"));
    if let Some(about) = about
        && let Some(&(above, name, _)) = about.checked_sub(1).and_then(|above| printed.get(above))
        && paragraphs.get(above + 1).is_some_and(|p| p.after_blank)
        && !signature::is_issuer(slice(text, name))
    {
        printed.drain(..about);
    }
    let joined = |ranges: &[TextRange]| -> String {
        ranges.iter().map(|&range| slice(text, range)).collect()
    };
    let title: Vec<_> = printed.iter().map(|&(_, range, _)| range).collect();
    if title.is_empty() || visible_count(&joined(&title)) > LONGEST_TITLE {
        return;
    }
    if head.parts.title.is_empty() {
        head.parts.title = title;
    } else if joined(&title) == joined(&head.parts.title) {
        head.repeated = title.first().copied();
    }
    for (index, _, number) in printed {
        head.parts.document_number = head.parts.document_number.or(number);
        if let Some(paragraph) = paragraphs.get_mut(index) {
            paragraph.place = Place::Head;
        }
    }
}

/// Reads title and number where they run on into the text, as in notices that lost their line breaks.
fn read_run_on(text: &str, line: TextRange, head: &mut OutlineHead) {
    let sentence = first_sentence(text, line);
    let Some(number) = number::after_title(text, sentence, TITLE_ENDS) else {
        return;
    };
    let title = trimmed(text, TextRange::new(line.start, number.start));
    let printed = slice(text, title);
    if closes_title(printed) && visible_count(printed) <= LONGEST_TITLE {
        head.title = vec![title];
        head.document_number = Some(number);
    }
}

/// Marks what stands between head and first heading. Before a statement without heading, the last paragraph is its task.
fn mark_preamble(text: &str, paragraphs: &mut [Paragraph]) {
    let opens = |p: &Paragraph| p.is_structured() || (p.place == Place::Body && p.marker.is_some());
    let Some(first) = paragraphs.iter().position(opens) else {
        return;
    };
    let opens_with_heading = paragraphs.get(first).is_some_and(|p| p.marker.is_some());
    let before = paragraphs.get_mut(..first).unwrap_or_default();
    let announces = |p: &Paragraph| p.is_plain() && slice(text, p.range).ends_with(['：', ':']);
    let end = if opens_with_heading {
        first
    } else if let Some(last) = before.iter().rposition(announces) {
        last + 1
    } else {
        let last = before.iter().rposition(Paragraph::is_plain);
        // All rows of a table together.
        let is_row = |at: &usize| before.get(*at).is_some_and(|p| p.is_row(text));
        let rows = |last: usize| (0..=last).rev().take_while(is_row).last();
        last.map_or(first, |last| rows(last).unwrap_or(last))
    };
    for paragraph in before.iter_mut().take(end).filter(|p| p.is_plain()) {
        paragraph.place = Place::Preamble;
    }
}
