//! What a task takes over from elsewhere: who does it and when it is due, from a sentence that speaks of all above it or
//! from the next section.

use std::collections::BTreeMap;

use super::line::slice;
use super::openings::speaks_of_above;
use crate::model::{Block, TextRange};

/// What stands above a statement that speaks of it takes it over, up to the next one that has its own: 以上任务由省农委负责.
pub(super) fn state(text: &str, blocks: &mut [Block]) {
    let mut below: Option<(usize, usize, Option<usize>, Option<TextRange>)> = None;
    for index in (0..blocks.len()).rev() {
        let Some(block) = blocks.get_mut(index) else {
            continue;
        };
        let place = (block.chapter, block.section);
        if let Some(statement) = &block.statement {
            let is_of_above = speaks_of_above(slice(text, statement.range));
            below = is_of_above.then_some((index, place.0, place.1, statement.deadline));
        } else if let Some((from, chapter, section, due)) = below {
            if (chapter, section) == place && block.inherits.is_none() {
                (block.inherits, block.due) = (Some(from), due);
            } else {
                below = None;
            }
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
