//! The tree of enumerated lines, built from the types of enumerators and never from their numbers.

use std::collections::HashMap;

use super::blocks::Draft;
use super::layout::{Clause, Part};
use super::line::{first_sentence, slice, trimmed, without_final_stop};
use super::marker::{Marker, MarkerKind};
use super::openings::speaks_of_above;
use super::paragraph::{Paragraph, Place};
use super::vocabulary::Slot;
use super::{actors, run_in, statement};
use crate::model::{HeadingText, TextRange};
use crate::text::numeral;

/// An enumerated line with the text below it, up to the next one.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something of its own about a line"
)]
pub(super) struct Node {
    /// Its enumerator.
    pub(super) marker: Marker,
    /// The node above it; `None` at the top.
    pub(super) parent: Option<usize>,
    /// How many nodes stand above it.
    pub(super) depth: usize,
    /// Its own line, then what follows it.
    pub(super) parts: Vec<Part>,
    /// The text of its own line without what the line says of responsibility.
    pub(super) own: TextRange,
    /// The body that it names as responsible for everything below it.
    pub(super) actor: Option<Clause>,
    /// The same, when it names the body itself.
    pub(super) own_actor: Option<Clause>,
    /// Whether it is a heading rather than a numbered paragraph.
    pub(super) is_heading: bool,
    /// Whether a statement stands in it or below it.
    pub(super) has_statement: bool,
    /// Whether nodes stand below it.
    pub(super) has_children: bool,
    /// Whether items stand below it that state nothing themselves, or not who leads where it does.
    pub(super) has_open_items: bool,
    /// Paragraphs below it that remark on a table above them.
    pub(super) remarks: Vec<TextRange>,
    /// Whether it is an item of such a remark.
    pub(super) is_remark: bool,
    /// Everything that it governs, itself included.
    pub(super) body: TextRange,
}

impl Node {
    /// Whether its line is a single sentence.
    pub(super) fn is_bare(&self, text: &str) -> bool {
        first_sentence(text, self.own) == self.own
    }

    /// It as a heading: up to the first 。 of its line.
    pub(super) fn heading(&self, text: &str) -> HeadingText {
        let sentence = first_sentence(text, self.own);
        HeadingText {
            line: TextRange::new(self.marker.range.start, sentence.end),
            title: without_final_stop(text, sentence),
        }
    }

    /// Whether it reads like a heading: something hangs on it.
    fn heads_text(&self, text: &str) -> bool {
        match self.marker.kind {
            MarkerKind::Row => return false,
            MarkerKind::Title(_) | MarkerKind::Category(_) => return true,
            _ => {}
        }
        let is_short = slice(text, self.own).chars().nth(LONGEST_HEADING).is_none();
        let is_followed = matches!(self.parts.get(1), Some(Part::Text(_)));
        self.has_children
            || (is_short && is_followed && self.is_bare(text))
            || self.heads_tasks(text)
            || self.stated_text(text).is_some()
    }

    /// The statement of a title and the paragraphs below that tell what it is about: 一、发展农业（省农委牵头） above
    /// 扩大良种种植面积。
    ///
    /// A sentence with its full stop is a task itself, and what stands below it another.
    pub(super) fn stated_text(&self, text: &str) -> Option<Draft> {
        let is_title = !self.has_children
            && self.is_bare(text)
            && !slice(text, self.own).ends_with('。')
            && slice(text, self.own).chars().nth(LONGEST_HEADING).is_none();
        let below = self.parts.get(1..).filter(|_| is_title)?;
        let clauses: Vec<_> = clauses_of(below).collect();
        let told = below.get(clauses.len()..)?;
        let (first, last) = (told.first()?.range(), told.last()?.range());
        let is_apart = text
            .get(clauses.last()?.range.end..first.start)
            .is_some_and(|between| between.contains('\n'));
        let is_text = told.iter().all(|part| matches!(part, Part::Text(_)))
            && !speaks_of_above(slice(text, first));
        (is_apart && is_text).then(|| Draft {
            text: TextRange::new(first.start, last.end),
            opening: first,
            clauses,
        })
    }

    /// The statement of a title that holds for the items below it, which are the tasks: 一、发展农业（省农委牵头） above
    /// 1.扩大种植面积. A sentence of parts or with a figure is a task itself, and so are its items.
    pub(super) fn stated_for_items(&self, text: &str) -> Option<Vec<Clause>> {
        let title = slice(text, self.own);
        let says_more = |c: char| c == '，' || c.is_ascii_digit();
        // 具体措施： behind the statement announces what the sentence comes to.
        let below = self.parts.iter().skip(1);
        let announced = below.skip_while(|part| matches!(part, Part::Clause(_)));
        let announces = |part: &Part| slice(text, part.range()).ends_with(['：', ':']);
        let is_announced = || announced.clone().next().is_some_and(announces);
        let is_sentence = title.ends_with('。') && (title.contains(says_more) || is_announced());
        let is_title = self.has_children
            && self.is_heading
            && self.is_bare(text)
            && !is_sentence
            && title.chars().nth(LONGEST_HEADING).is_none();
        let below = self.parts.get(1..).filter(|_| is_title)?;
        let clauses: Vec<_> = clauses_of(below).collect();
        // 一、农业（责任领导：李明） names nobody who does something, whatever stands below it.
        let are_persons = clauses.iter().all(|clause| clause.slot == Slot::Persons);
        (!clauses.is_empty() && (self.has_open_items || are_persons)).then_some(clauses)
    }

    /// Further labels below one that heads items: 一、主办单位：省农委 above 会办单位：省财政厅.
    pub(super) fn labels(&self) -> Option<Vec<Clause>> {
        let is_label = matches!(self.parts.first(), Some(Part::Clause(_)));
        let below = self
            .parts
            .get(1..)
            .filter(|_| is_label && self.own_actor.is_some())?;
        let clauses: Vec<_> = clauses_of(below).collect();
        (!clauses.is_empty()).then_some(clauses)
    }

    /// Whether it says who leads.
    fn leads(&self, text: &str) -> bool {
        let clauses = self.parts.iter().filter_map(|part| match part {
            Part::Clause(clause) => Some(*clause),
            Part::Text(_) => None,
        });
        statement::leads(text, &clauses.collect::<Vec<_>>())
    }

    /// Whether its line opens with a run-in heading and holds several tasks.
    fn heads_tasks(&self, text: &str) -> bool {
        let clauses = self.parts.iter().zip(self.parts.iter().skip(1));
        let tasks =
            clauses.filter(|(one, next)| matches!((one, next), (Part::Text(_), Part::Clause(_))));
        tasks.count() > 1
            && !self.is_bare(text)
            && run_in::is_heading(slice(text, first_sentence(text, self.own)))
    }
}

/// The clauses that open `parts`.
fn clauses_of(parts: &[Part]) -> impl Iterator<Item = Clause> {
    parts.iter().map_while(|part| match part {
        Part::Clause(clause) => Some(*clause),
        Part::Text(_) => None,
    })
}

/// A title without the number of items that it announces: （11项）.
pub(super) fn without_count(text: &str, title: TextRange) -> TextRange {
    let printed = slice(text, title);
    let announces = |count: &str| {
        let inner = count
            .trim_matches(['（', '）', '(', ')'])
            .trim_start_matches('共');
        let number = inner.trim_end_matches(['项', '条', '个', '件']);
        number.len() < inner.len() && numeral::integer(number.trim()).is_some()
    };
    let cut = printed
        .rfind(['（', '('])
        .filter(|&at| at > 0 && printed.get(at..).is_some_and(announces))
        .unwrap_or(printed.len());
    trimmed(text, TextRange::new(title.start, title.start + cut))
}

/// The longest line, in characters, that a paragraph below it makes a heading.
const LONGEST_HEADING: usize = 40;

/// Enumerated lines in the order of the document, and what stands before the first.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// What stands before the first enumerated line.
    pub(super) preface: Vec<Part>,
    /// Paragraphs below no heading that remark on a table above them.
    pub(super) remarks: Vec<TextRange>,
    /// The enumerated lines.
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    /// Whether a statement stands anywhere.
    pub(super) fn has_statement(&self) -> bool {
        let in_preface = self
            .preface
            .iter()
            .any(|part| matches!(part, Part::Clause(_)));
        in_preface || self.nodes.iter().any(|node| node.has_statement)
    }
}

/// The tree of the body's paragraphs.
pub(super) fn build(text: &str, paragraphs: &[Paragraph]) -> Tree {
    let mut grower = Grower::default();
    for paragraph in paragraphs {
        grower.add(text, paragraph);
    }
    grower.remark();
    let mut tree = grower.tree;
    gather(&mut tree.nodes);
    actors::mark(text, &mut tree.nodes);
    tell_headings(text, &mut tree.nodes);
    find_open_items(text, &mut tree.nodes);
    tree
}

/// A tree while it is built.
#[derive(Default)]
struct Grower {
    tree: Tree,
    /// The open nodes from the top down. It never grows beyond twice the number of marker types.
    open: Vec<usize>,
    /// How many nodes were open where the table began whose rows are read.
    table: Option<usize>,
    /// Whether a table has ended and no heading or item has followed.
    is_behind_table: bool,
    /// Paragraphs behind a table: a remark on it, unless a statement makes a task of them.
    pending: Vec<TextRange>,
    /// How many nodes are open above the items that a remark announces.
    announced: Option<usize>,
}

impl Grower {
    fn add(&mut self, text: &str, paragraph: &Paragraph) {
        match paragraph.place {
            Place::Body => {}
            // A frame interrupts nothing; a signature or the title of an attachment does.
            Place::Frame | Place::Preamble => return,
            Place::Head | Place::Attachment | Place::Unread => {
                self.remark();
                self.open.clear();
                (self.table, self.announced, self.is_behind_table) = (None, None, false);
                return;
            }
        }
        self.cross_table(paragraph);
        if let Some(marker) = paragraph.marker {
            let announces = self
                .pending
                .last()
                .is_some_and(|&remark| slice(text, remark).ends_with(['：', ':']));
            self.remark();
            self.announced = announces.then_some(self.open.len()).or(self.announced);
            self.is_behind_table = false;
            self.open_node(text, paragraph, marker);
        } else if self.is_behind_table {
            let ranges = paragraph.parts.iter().map(|part| part.range());
            match (paragraph.layout, paragraph.parts.first()) {
                (None, _) => return self.pending.extend(ranges),
                // What a note says of others is no task: 注：未列入的任务由各部门自行推进。
                _ if is_note(slice(text, paragraph.range)) => {
                    return self.pending.push(paragraph.range);
                }
                (Some(_), Some(Part::Clause(_))) => {
                    let task = std::mem::take(&mut self.pending);
                    self.stand_alone(text, paragraph, task.first().copied());
                    self.hang(task.into_iter().map(Part::Text));
                }
                (Some(_), _) => {
                    self.remark();
                    self.stand_alone(text, paragraph, None);
                }
            }
        }
        self.hang(paragraph.parts.iter().copied());
        if let Some(node) = self.last() {
            node.has_statement |= paragraph.layout.is_some();
            node.body.end = paragraph.range.end;
        }
    }

    /// Notes where tables begin, and closes what their rows opened where they end: a chapter row governs rows alone.
    fn cross_table(&mut self, paragraph: &Paragraph) {
        match self.table {
            None if paragraph.is_of_table => {
                self.remark();
                self.table = Some(self.open.len());
                self.announced = None;
            }
            Some(depth) if !paragraph.is_of_table => {
                self.open.truncate(depth);
                self.table = None;
                self.is_behind_table = true;
            }
            _ => {}
        }
    }

    fn open_node(&mut self, text: &str, paragraph: &Paragraph, marker: Marker) {
        close_for(text, &self.tree.nodes, &mut self.open, marker);
        let is_below =
            |&depth: &usize| marker.kind >= MarkerKind::Arabic && self.open.len() >= depth;
        self.announced = self.announced.filter(is_below);
        let parent = self.open.last().copied();
        self.open.push(self.tree.nodes.len());
        self.tree.nodes.push(Node {
            marker,
            parent,
            depth: self.open.len() - 1,
            parts: Vec::new(),
            own: own(paragraph, marker),
            actor: None,
            own_actor: None,
            is_heading: false,
            has_statement: false,
            has_children: false,
            has_open_items: false,
            remarks: Vec::new(),
            is_remark: self.announced.is_some(),
            body: paragraph.range,
        });
    }

    /// Opens a node for a task behind a table that stands below no heading; `task` is what stands before its statement.
    fn stand_alone(&mut self, text: &str, paragraph: &Paragraph, task: Option<TextRange>) {
        if self.open.is_empty() {
            let content = task.unwrap_or(paragraph.range);
            let marker = Marker {
                kind: MarkerKind::Row,
                range: TextRange::new(content.start, content.start),
                content,
            };
            self.open_node(text, paragraph, marker);
            if let Some(node) = self.last() {
                node.body.start = content.start;
            }
        }
    }

    fn last(&mut self) -> Option<&mut Node> {
        let last = self.open.last().copied();
        last.and_then(|last| self.tree.nodes.get_mut(last))
    }

    fn hang(&mut self, parts: impl Iterator<Item = Part>) {
        match self.last() {
            Some(node) => node.parts.extend(parts),
            None => self.tree.preface.extend(parts),
        }
    }

    /// Makes a remark of what waits behind a table.
    fn remark(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let end = pending.last().map_or(0, |remark| remark.end);
        match self.last() {
            Some(node) => {
                node.body.end = node.body.end.max(end);
                node.remarks.extend(pending);
            }
            None => self.tree.remarks.extend(pending),
        }
    }
}

/// Whether a paragraph says itself that it is a note, and is not about who does what stands above it.
fn is_note(text: &str) -> bool {
    let words = ["注", "备注", "说明"];
    let label = text.trim_start().split_once(['：', ':']);
    label.is_some_and(|(label, said)| {
        words.contains(&label.trim()) && !speaks_of_above(said.trim_start())
    })
}

/// The text of an enumerated paragraph before its first clause.
fn own(paragraph: &Paragraph, marker: Marker) -> TextRange {
    match paragraph.parts.first() {
        Some(&Part::Text(text)) => text,
        _ => marker.content,
    }
}

/// Closes what a new line with `marker` ends.
fn close_for(text: &str, nodes: &[Node], open: &mut Vec<usize>, marker: Marker) {
    let kind_of = |&index: &usize| nodes.get(index).map(|node| node.marker.kind);
    if let Some(at) = goes_on(text, nodes, open, marker) {
        open.truncate(at);
        return;
    }
    // What a box stands within goes on behind it.
    if marker.kind == MarkerKind::Box {
        return;
    }
    // A new type right below a heading opens a level, whatever its usual rank: 1. may stand above （一）.
    let follows_heading = open
        .last()
        .and_then(|&last| nodes.get(last))
        .is_some_and(|node| node.parts.len() == 1 && !node.has_statement);
    let is_lower = |kind: MarkerKind| kind > marker.kind;
    while !follows_heading && open.last().and_then(kind_of).is_some_and(is_lower) {
        open.pop();
    }
}

/// Which of the open lines a line of the same type goes on with. In a box 1. begins a count of its own, and what goes on
/// with the count outside closes the box.
fn goes_on(text: &str, nodes: &[Node], open: &[usize], marker: Marker) -> Option<usize> {
    let node = |at: usize| open.get(at).and_then(|&index| nodes.get(index));
    let last_of = |kind: MarkerKind, end: usize| {
        (0..end)
            .rev()
            .find(|&at| node(at).is_some_and(|node| node.marker.kind == kind))
    };
    let number = |marker: Marker| {
        let printed = slice(text, marker.range);
        numeral::integer(printed.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let last = last_of(marker.kind, open.len())?;
    let follows = |at: usize| {
        let before = node(at).and_then(|node| number(node.marker));
        before.is_some_and(|before| number(marker) == before.checked_add(1))
    };
    match last_of(MarkerKind::Box, open.len()) {
        Some(boxed) if last < boxed && number(marker) == Some(1) => None,
        Some(boxed) if last > boxed && !follows(last) => {
            let outer = last_of(marker.kind, boxed).filter(|&outer| follows(outer));
            outer.or(Some(last))
        }
        _ => Some(last),
    }
}

/// Hands what is below a node up to it.
fn gather(nodes: &mut [Node]) {
    for index in (0..nodes.len()).rev() {
        let Some(node) = nodes.get(index) else {
            continue;
        };
        let (has_statement, end) = (node.has_statement, node.body.end);
        let is_box = node.marker.kind == MarkerKind::Box;
        let parent = node.parent.and_then(|parent| nodes.get_mut(parent));
        if let Some(parent) = parent {
            parent.has_children |= !is_box;
            parent.has_statement |= has_statement;
            parent.body.end = parent.body.end.max(end);
        }
    }
}

/// Tells the nodes above items that state nothing.
fn find_open_items(text: &str, nodes: &mut [Node]) {
    // Whether the statement of a title says who leads; few titles have one.
    let leads: Vec<bool> = nodes
        .iter()
        .map(|node| {
            let below = node.parts.get(1..).filter(|_| node.has_children);
            let clauses: Vec<_> = clauses_of(below.unwrap_or_default()).collect();
            !clauses.is_empty() && statement::leads(text, &clauses)
        })
        .collect();
    for index in (0..nodes.len()).rev() {
        let open = nodes.get(index).filter(|node| {
            let is_led = || node.parent.and_then(|parent| leads.get(parent)) == Some(&true);
            let states_all = || node.has_statement && (!is_led() || node.leads(text));
            let is_open_item = !node.has_children && !node.is_remark && !states_all();
            // What a box lists is no item of what it stands within.
            node.marker.kind != MarkerKind::Box && (node.has_open_items || is_open_item)
        });
        let parent = open.and_then(|node| node.parent);
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.has_open_items = true;
        }
    }
}

/// Lines of one type below one heading are all headings or all paragraphs: one that heads text makes all headings.
fn tell_headings(text: &str, nodes: &mut [Node]) {
    let mut head: HashMap<(Option<usize>, MarkerKind), bool> = HashMap::new();
    for node in nodes.iter() {
        *head.entry((node.parent, node.marker.kind)).or_default() |=
            node.heads_text(text) || node.own_actor.is_some();
    }
    for node in nodes.iter_mut() {
        node.is_heading = head.get(&(node.parent, node.marker.kind)) == Some(&true);
    }
}
