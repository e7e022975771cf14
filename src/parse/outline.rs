//! Chapters, sections, blocks and clauses out of the tree.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::blocks::{Draft, divide};
use super::layout::{Clause, Part};
use super::line::slice;
use super::marker::MarkerKind;
use super::openings::{due_of_above, speaks_of_above};
use super::tree::{Node, Tree};
use super::{above, clauses, run_in, statement};
use crate::model::{
    Block, ClauseBlock, ClauseKind, Heading, HeadingText, OutlineChapter, OutlineSection,
    RuleSentence, TextRange,
};

/// What the tree says.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Chapters in order.
    pub(super) chapters: Vec<OutlineChapter>,
    /// Blocks in order.
    pub(super) blocks: Vec<Block>,
    /// Clauses in order.
    pub(super) clauses: Vec<ClauseBlock>,
    /// Headings above the chapters.
    pub(super) asides: Vec<TextRange>,
}

/// Bytes around a rule sentence that are nothing but brackets and a full stop.
const LONGEST_AROUND: usize = 12;

/// Where a node stands.
#[derive(Debug, Clone, Default)]
struct Place {
    /// The heading nearest above the chapters, or the chapter's own.
    heading: Option<Heading>,
    chapter: Option<usize>,
    section: Option<usize>,
    headings: Vec<HeadingText>,
    /// The body that a heading names for all that stands below it.
    actor: Option<Clause>,
    /// The statement of the nearest title that holds for the items below it: 一、农业（责任单位：省农委）.
    statement: Rc<[Clause]>,
    /// The block of the nearest heading that a statement closes and that is a task itself.
    stated: Option<usize>,
    /// Whether the chapter, or what stands above chapters, has a statement.
    has_tasks: bool,
    /// What the paragraphs are that are no tasks; `None` when no heading tells.
    kind: Option<ClauseKind>,
}

impl Place {
    fn clause_kind(&self) -> ClauseKind {
        self.kind.unwrap_or(ClauseKind::Other)
    }
}

/// What decides on a block's run-in heading once all blocks are known.
struct Opening {
    paragraph: TextRange,
    /// The heading that the paragraph stands below; `None` for a numbered paragraph, which is its own place.
    below: Option<TextRange>,
    /// Whether the paragraph is a heading itself.
    is_heading: bool,
}

struct Builder<'a> {
    text: &'a str,
    rules: &'a [RuleSentence],
    body: Body,
    openings: Vec<Opening>,
    /// Where the body ends.
    end: usize,
    /// Chapters made for blocks above the level of chapters, by the heading line that they stand below.
    above: BTreeMap<Option<TextRange>, usize>,
    /// When what stands above is due, by sentences that say nothing else: 以上任务年底前完成.
    dues: Vec<TextRange>,
}

/// Reads the tree. `is_cover`: the tasks stand in an attachment, so that all paragraphs are requirements.
pub(super) fn read(text: &str, tree: &Tree, rules: &[RuleSentence], is_cover: bool) -> Body {
    let mut builder = Builder {
        text,
        rules,
        body: Body::default(),
        openings: Vec::new(),
        end: tree
            .nodes
            .iter()
            .map(|node| node.body.end)
            .max()
            .unwrap_or_default(),
        above: BTreeMap::new(),
        dues: Vec::new(),
    };
    let has_statements = tree.nodes.iter().any(|node| node.has_statement);
    let chapter_depth = chapter_depth(tree, has_statements).filter(|_| !is_cover);
    let nowhere = TextRange::new(0, 0);
    builder.drafts(
        divide(&tree.preface, None),
        &Place::default(),
        Some(nowhere),
    );
    builder.remarks(&tree.remarks, &Place::default());
    let mut places: Vec<Place> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let above = node.parent.and_then(|parent| places.get(parent));
        let mut place = above.cloned().unwrap_or(Place {
            has_tasks: node.has_statement,
            kind: is_cover.then_some(ClauseKind::Requirement),
            ..Place::default()
        });
        place.actor = node.actor;
        if node.is_remark {
            place.kind = place.kind.or(Some(ClauseKind::Requirement));
        }
        // Chapters without tasks count where others of the same parent have some.
        let is_chapter = node.is_heading
            && Some(node.depth) == chapter_depth
            && above.is_none_or(|above| above.has_tasks || !has_statements);
        builder.node(node, &mut place, is_chapter);
        places.push(place);
    }
    builder.label();
    builder.body.clauses.sort_by_key(|clause| clause.text);
    above::state(text, &mut builder.body.blocks);
    builder.dues.sort_unstable();
    above::limit(&mut builder.body.blocks, &builder.dues);
    above::inherit(&mut builder.body.blocks);
    builder.body
}

/// The highest level with two or more headings that have tasks, or with one when no level has two.
///
/// A heading that stands alone above them is a part, whose headings are chapters with sections of their own. Where they
/// have none, it is the chapter and they are its sections: 二、重点任务 above （一）发展物流 above 1.建设冷库, a task.
/// A document without any statement is read by its headings alone.
fn chapter_depth(tree: &Tree, has_statements: bool) -> Option<usize> {
    let counts = tree
        .nodes
        .iter()
        .filter(|node| node.is_heading && node.has_statement == has_statements)
        .fold(BTreeMap::new(), |mut counts: BTreeMap<_, usize>, node| {
            *counts.entry(node.depth).or_default() += 1;
            counts
        });
    let with_two = counts.iter().find(|&(_, &count)| count > 1);
    let depth = *with_two.or(counts.iter().next())?.0;
    let is_lowest = counts.range(depth..).nth(1).is_none();
    let above = counts.range(..depth).next_back().map(|(&above, _)| above);
    above.filter(|_| is_lowest).or(Some(depth))
}

impl Builder<'_> {
    fn node(&mut self, node: &Node, place: &mut Place, is_chapter: bool) {
        let heading = Heading {
            text: node.heading(self.text),
            body: node.body,
        };
        if node.is_heading {
            let title = slice(self.text, heading.text.title);
            place.kind = place.kind.or_else(|| clauses::kind_below(title));
            if is_chapter {
                place.heading = Some(heading);
                place.has_tasks = node.has_statement;
                place.chapter = Some(self.chapter(heading));
            } else if let Some(chapter) = place.chapter {
                self.below_chapter(chapter, heading, place);
            } else {
                place.heading = Some(heading);
                place.has_tasks = node.has_statement;
                self.body.asides.push(heading.text.line);
            }
        }
        if place.has_tasks && (node.has_statement || !node.is_remark) {
            let first = self.body.blocks.len();
            if let Some(clauses) = node.stated_for_items(self.text).or_else(|| node.labels()) {
                // The tasks hold it, but there may be none: 具体任务如下：
                let ranges = clauses.iter().map(|clause| clause.range);
                self.body.asides.extend(ranges);
                (place.statement, place.stated) = (clauses.into(), None);
            }
            self.tasks(node, place, heading);
            let is_own = |block: &Block| {
                block.statement.is_some() && node.is_heading && block.text.start == node.own.start
            };
            if self.body.blocks.get(first).is_some_and(is_own) {
                (place.statement, place.stated) = (Rc::default(), Some(first));
            }
        } else {
            let clauses = clauses::read(self.text, node, is_chapter, place.clause_kind());
            self.body.clauses.extend(clauses);
        }
        self.remarks(&node.remarks, place);
    }

    /// Adds remarks on a whole table.
    fn remarks(&mut self, remarks: &[TextRange], place: &Place) {
        let dues = remarks
            .iter()
            .filter_map(|&remark| due_of_above(self.text, remark));
        self.dues.extend(dues);
        let kind = place.kind.unwrap_or(ClauseKind::Requirement);
        let clauses = remarks.iter().map(|&remark| clauses::plain(kind, remark));
        self.body.clauses.extend(clauses);
    }

    fn chapter(&mut self, heading: Heading) -> usize {
        self.body.chapters.push(OutlineChapter {
            heading,
            sections: Vec::new(),
        });
        self.body.chapters.len() - 1
    }

    /// Adds a heading below a chapter: a section, or a heading below one.
    fn below_chapter(&mut self, chapter: usize, heading: Heading, place: &mut Place) {
        let sections = self
            .body
            .chapters
            .get_mut(chapter)
            .map(|chapter| &mut chapter.sections);
        if let (None, Some(sections)) = (place.section, sections) {
            sections.push(OutlineSection { heading });
            place.section = Some(sections.len() - 1);
        } else {
            place.headings.push(heading.text);
            // Its blocks hold it; it may have none.
            self.body.asides.push(heading.text.line);
        }
    }

    fn tasks(&mut self, node: &Node, place: &Place, heading: Heading) {
        if !node.is_heading {
            let drafts = self.without_remarks(node, divide(&node.parts, None), place);
            self.drafts(drafts, place, None);
        } else if self.is_closed_by_duties(node) {
            let (own, duties) = node.parts.split_at(1);
            let duties: Vec<_> = duties.iter().map(|part| part.range()).collect();
            self.remarks(&duties, place);
            self.drafts(divide(own, None), place, Some(heading.text.line));
        } else if node.is_bare(self.text) {
            let below = node.parts.get(1..).unwrap_or_default();
            let own = node.own;
            // Below a heading that names a body every paragraph is a task of its own.
            let stated = node.stated_for_items(self.text).or_else(|| node.labels());
            let mut drafts = if let Some(clauses) = stated {
                divide(below.get(clauses.len()..).unwrap_or_default(), None)
            } else if place.actor.is_some() {
                below
                    .iter()
                    .flat_map(|part| divide(&[*part], None))
                    .collect()
            } else if let Some(stated) = node.stated_text(self.text) {
                vec![stated]
            } else {
                divide(below, Some(own))
            };
            let is_below_chapters = place.section.is_some();
            if drafts.is_empty() && !node.has_children && is_below_chapters {
                drafts = divide(&node.parts, None);
            }
            let drafts = self.without_remarks(node, drafts, place);
            self.drafts(drafts, place, Some(heading.text.line));
        } else {
            let drafts = self.without_remarks(node, divide(&node.parts, None), place);
            self.drafts(drafts, place, Some(heading.text.line));
        }
    }

    /// Whether nothing stands below an item but what closes the document for all: 各责任单位要抓紧落实。
    fn is_closed_by_duties(&self, node: &Node) -> bool {
        let below = node.parts.get(1..).unwrap_or_default();
        let is_last = below
            .last()
            .is_some_and(|part| part.range().end == self.end);
        let is_duty = |part: &Part| match part {
            Part::Text(text) => binds_all(slice(self.text, *text)),
            Part::Clause(_) => false,
        };
        let is_of_heading = node.actor.is_some() && node.own_actor.is_none();
        is_of_heading && is_last && below.iter().all(is_duty)
    }

    /// Whether a text is a rule sentence and nothing else.
    fn is_rule(&self, text: TextRange) -> bool {
        self.rules.iter().any(|rule| {
            let around = (text.end - text.start).checked_sub(rule.range.end - rule.range.start);
            text.contains(rule.range) && around.is_some_and(|bytes| bytes <= LONGEST_AROUND)
        })
    }

    /// The tasks of an item. What follows a row of a table, or all statements at the end of the document, is a remark
    /// on the whole: 各牵头单位要于4月15日前报送方案。
    fn without_remarks(
        &mut self,
        node: &Node,
        mut drafts: Vec<Draft>,
        place: &Place,
    ) -> Vec<Draft> {
        let is_remark = |draft: &Draft| {
            draft.clauses.is_empty()
                && (node.marker.kind == MarkerKind::Row || draft.text.end == self.end)
        };
        let mut remarks = Vec::new();
        let states = |draft: &Draft| !draft.clauses.is_empty();
        let is_rule = drafts.last().is_some_and(|draft| self.is_rule(draft.text));
        while drafts.len() > 1
            && !is_rule
            && drafts.iter().any(states)
            && let Some(draft) = drafts.pop_if(|draft| is_remark(draft))
        {
            remarks.push(draft.text);
        }
        remarks.reverse();
        self.remarks(&remarks, place);
        drafts
    }

    /// Adds blocks. `below`: the heading line that they stand below; `None` for a numbered paragraph.
    fn drafts(&mut self, drafts: Vec<Draft>, place: &Place, below: Option<TextRange>) {
        for mut draft in drafts {
            let is_led = place.actor.is_some() || !place.statement.is_empty();
            let lacks_doer = is_led && statement::lacks_doer(self.text, &draft.clauses);
            draft.clauses.extend(place.actor.filter(|_| lacks_doer));
            // Above the chapters, or announcing what follows, text without a statement is no task.
            let is_introduction = slice(self.text, draft.text).ends_with(['：', ':'])
                || (place.chapter.is_none() && below.is_some());
            let is_rule = self.is_rule(draft.text);
            let is_of_above = speaks_of_above(slice(self.text, draft.text));
            if draft.clauses.is_empty() && (is_introduction || is_rule || is_of_above) {
                self.dues.extend(due_of_above(self.text, draft.text));
                let clause = clauses::plain(place.clause_kind(), draft.text);
                self.body.clauses.push(clause);
                continue;
            }
            if lacks_doer {
                draft.clauses.extend(place.statement.iter());
            } else if !place.statement.is_empty() && !statement::leads(self.text, &draft.clauses) {
                // 一、农业（省农委牵头） above 1.种粮。（责任单位：省财政厅）
                let leads = |clause: &&Clause| statement::leads(self.text, &[**clause]);
                draft.clauses.extend(place.statement.iter().filter(leads));
            }
            let chapter = match place.chapter {
                Some(chapter) => chapter,
                None => self.chapter_above(place, draft.text.start),
            };
            self.openings.push(Opening {
                paragraph: draft.opening,
                below,
                is_heading: below.is_some_and(|line| {
                    line.end > draft.opening.start && line.start <= draft.opening.start
                }),
            });
            let has_statement = !draft.clauses.is_empty();
            self.body.blocks.push(Block {
                chapter,
                section: place.section,
                headings: place.headings.clone(),
                label: None,
                text: draft.text,
                statement: statement::read(self.text, &draft.clauses, self.rules),
                inherits: place.stated.filter(|_| !has_statement),
                due: None,
            });
        }
    }

    /// The chapter of a block above the level of chapters: the heading that it stands below, or one without title.
    fn chapter_above(&mut self, place: &Place, start: usize) -> usize {
        let key = place.heading.map(|heading| heading.text.line);
        if let Some(&chapter) = self.above.get(&key) {
            return chapter;
        }
        let nowhere = TextRange::new(start, start);
        let chapter = self.chapter(place.heading.unwrap_or(Heading {
            text: HeadingText {
                line: nowhere,
                title: nowhere,
            },
            body: nowhere,
        }));
        self.above.insert(key, chapter);
        chapter
    }

    /// Gives blocks their run-in headings.
    fn label(&mut self) {
        let mut counts: BTreeMap<TextRange, usize> = BTreeMap::new();
        for below in self.openings.iter().filter_map(|opening| opening.below) {
            *counts.entry(below).or_default() += 1;
        }
        for (block, opening) in self.body.blocks.iter_mut().zip(&self.openings) {
            let is_alone = opening
                .below
                .is_some_and(|below| counts.get(&below) == Some(&1));
            if !opening.is_heading {
                block.label = run_in::read(self.text, opening.paragraph, is_alone);
            }
        }
    }
}

/// Whether a sentence tells all bodies what they have to do: 各责任单位要将任务分解到人, 请各部门抓紧落实.
fn binds_all(sentence: &str) -> bool {
    const FIRST_WORDS: usize = 20;
    let said = sentence.strip_prefix('请').unwrap_or(sentence);
    let duty = said.chars().take(FIRST_WORDS);
    let is_asked = said.len() < sentence.len();
    said.starts_with('各')
        && (is_asked || duty.into_iter().any(|c| matches!(c, '要' | '应' | '须')))
}
