//! What a task takes over from elsewhere: who does it and when it is due, from a sentence that speaks of all above it or
//! from the next section.

use std::collections::BTreeMap;

use super::line::slice;
use super::openings::speaks_of_above;
use crate::model::{Block, NameMention, Statement, TextRange};

/// A statement that speaks of all above it: 以上任务由省农委负责.
struct Shared {
    /// The block that it closes.
    from: usize,
    place: (usize, Option<usize>),
    mentions: Vec<NameMention>,
    /// The sentence that it stands in.
    range: TextRange,
    due: Option<TextRange>,
    /// Whether the block has no statement of its own beside it.
    is_whole: bool,
}

impl Shared {
    fn of(text: &str, block: &Block, from: usize) -> Option<Self> {
        let statement = block.statement.as_ref()?;
        let speaks = |mention: &&NameMention| speaks_of_above(slice(text, mention.clause));
        let mentions: Vec<_> = statement.mentions.iter().filter(speaks).cloned().collect();
        let range = mentions.first()?.clause;
        // 改厕3万户；改水5处。以上任务由省农委负责: of the parts of its own item.
        let between = text.get(block.text.end..range.start).unwrap_or_default();
        if slice(text, block.text).contains('；') && !between.contains('\n') {
            return None;
        }
        let is_within = |due: &TextRange| range.contains(*due);
        Some(Self {
            from,
            place: (block.chapter, block.section),
            is_whole: mentions.len() == statement.mentions.len(),
            mentions,
            range,
            due: statement.deadline.filter(is_within),
        })
    }

    /// Gives a statement the bodies of the roles that it gives to nobody.
    fn complete(&self, statement: &mut Statement) {
        let has = |statement: &Statement, role| statement.mentions.iter().any(|m| m.role == role);
        let lacking: Vec<_> = self
            .mentions
            .iter()
            .filter(|mention| !has(statement, mention.role))
            .cloned()
            .collect();
        statement.mentions.extend(lacking);
        statement.deadline = statement.deadline.or(self.due);
    }
}

/// What stands above a statement that speaks of it takes it over. A task with bodies of its own keeps them, and takes over
/// the roles that it gives to nobody.
pub(super) fn state(text: &str, blocks: &mut [Block]) {
    let mut below: Option<Shared> = None;
    for index in (0..blocks.len()).rev() {
        let Some(block) = blocks.get_mut(index) else {
            continue;
        };
        below = Shared::of(text, block, index).or(below);
        let place = (block.chapter, block.section);
        let Some(shared) = below.as_ref().filter(|shared| shared.from != index) else {
            continue;
        };
        if shared.place != place {
            below = None;
        } else if let Some(statement) = &mut block.statement {
            shared.complete(statement);
        } else if shared.is_whole && block.inherits.is_none() {
            (block.inherits, block.due) = (Some(shared.from), shared.due);
        } else if block.inherits.is_none() {
            block.statement = Some(Statement {
                range: shared.range,
                mentions: shared.mentions.clone(),
                is_open_list: false,
                deadline: shared.due,
            });
        }
    }
}

/// What stands above a sentence that says by when it is due is due then, up to the sentence before that one or the next
/// heading, unless it says so itself: 以上任务年底前完成.
pub(super) fn limit(blocks: &mut [Block], dues: &[TextRange]) {
    let mut from = 0;
    for &due in dues {
        let end = blocks.partition_point(|block| block.text.start < due.start);
        let above = blocks.get_mut(from..end).unwrap_or_default();
        let place = above.last().map(|last| (last.chapter, last.section));
        let is_here = |block: &&mut Block| Some((block.chapter, block.section)) == place;
        for block in above.iter_mut().rev().take_while(is_here) {
            block.due = block.due.or(Some(due));
        }
        from = end.max(from);
    }
}

/// Sections without any statement take over the first statement of the next section of their chapter that has one.
pub(super) fn inherit(blocks: &mut [Block]) {
    let mut first: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        if let (Some(section), Some(_)) = (block.section, &block.statement) {
            first.entry((block.chapter, section)).or_insert(index);
        }
    }
    for block in blocks.iter_mut().filter(|block| block.inherits.is_none()) {
        let Some(section) = block.section else {
            continue;
        };
        if !first.contains_key(&(block.chapter, section)) {
            let later = (block.chapter, section)..=(block.chapter, usize::MAX);
            block.inherits = first.range(later).next().map(|(_, &index)| index);
        }
    }
}
