//! What the slots of a question mean to the engine: a filter, a query, and what was not understood.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexer::Question;
use super::reading::Reading;
use super::words::Part;
use crate::engine::search::{Applied, InterpretedTerm};
use crate::engine::{QueryError, TaskFilter, View};
use crate::model::{NodeId, PlanId, UnitId};

/// A question with every slot looked up.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Which tasks are meant, apart from `query`.
    pub(super) filter: TaskFilter,
    /// What the tasks, or the indicators asked for, must speak of.
    pub(super) query: Option<String>,
    /// What stands in what `query` finds: of each of these, one word.
    pub(super) words: Vec<Vec<String>>,
    /// The subjects of a list, which `words` are the words of together: 二氧化硫和氮氧化物排放.
    pub(super) listed: Vec<String>,
    /// Whether `query` finds what comes near it rather than the thing itself.
    pub(super) is_near: bool,
    pub(super) understood: Vec<InterpretedTerm>,
    pub(super) not_understood: Vec<Range<usize>>,
    /// The conditions in words: 省农委牵头、涉及大连市.
    pub(super) conditions: Vec<String>,
    /// The bodies that each of the names stands for, in the order of the reading.
    pub(super) bodies: Vec<Vec<UnitId>>,
    /// What is asked of the tasks when it is asked whether it is so.
    pub(super) claim: Option<Claim>,
    /// What is clearly a slip, in characters of the question, and what is meant.
    pub(super) slips: Vec<(Range<usize>, String)>,
    /// Bodies that an answer about bodies leaves out.
    pub(super) left_out: Vec<UnitId>,
    /// Why something was not understood: 没有第16章，方案共 15 章.
    pub(super) remarks: Vec<String>,
}

/// Where the conditions in words, and their filters, stand that are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) words: Range<usize>,
    pub(super) filters: Range<usize>,
    /// Whether it is asked of all tasks: 所有任务都有牵头单位.
    pub(super) is_of_all: bool,
}

/// Of each group of alternatives the filters and the words so far.
type Alternatives = BTreeMap<usize, (Vec<TaskFilter>, Vec<String>)>;

impl Asked {
    pub(super) fn of(
        view: &View,
        question: &Question,
        reading: &Reading,
        plans: Option<&[PlanId]>,
    ) -> Result<Self, QueryError> {
        let mut finder = Finder {
            view,
            question,
            reading,
            plans,
            asked: Self::default(),
            alternatives: Alternatives::new(),
        };
        let taken = finder.topics()?;
        finder.plan_of_number();
        finder.claim(|finder| {
            finder.units(&taken);
            finder.narrow_to_alternatives(true);
        });
        finder.claim(|finder| finder.cities(&taken));
        finder.narrow_to_alternatives(false);
        finder.documents();
        finder.chapters()?;
        finder.claim(Finder::flags);
        finder.settle_claim();
        let beyond = reading.beyond.iter().map(|bytes| question.range(bytes));
        finder.asked.not_understood.extend(beyond);
        let remarks = reading.remarks.iter().map(|remark| (*remark).to_owned());
        finder.asked.remarks.extend(remarks);
        finder.tell_kept()?;
        let mut asked = finder.asked;
        if let Some(plans) = plans {
            asked.narrow_to(plans);
        }
        asked
            .understood
            .sort_by_key(|term| (term.range.start, term.range.end));
        asked
            .not_understood
            .sort_by_key(|range| (range.start, range.end));
        Ok(asked)
    }

    /// Adds a condition that must hold beside the others.
    pub(super) fn narrow(&mut self, filter: TaskFilter) {
        self.filter.and.get_or_insert_default().push(filter);
    }

    /// Only these plans; those that the question itself means stay a condition beside them.
    fn narrow_to(&mut self, plans: &[PlanId]) {
        let meant = self.filter.plans.replace(plans.to_vec());
        if meant.is_some() {
            self.narrow(TaskFilter {
                plans: meant,
                ..TaskFilter::default()
            });
        }
    }

    /// A filter of one condition stands for itself.
    pub(super) fn filter(&self) -> TaskFilter {
        simple(self.filter.clone())
    }

    /// The filter and the words of the conditions, without what is asked about.
    pub(super) fn without_claim(&self) -> (TaskFilter, Vec<String>) {
        let (mut filter, mut words) = (self.filter.clone(), self.conditions.clone());
        if let Some(claim) = &self.claim {
            words.drain(claim.words.clone());
            if let Some(all) = &mut filter.and {
                all.drain(claim.filters.clone());
            }
            filter.and = filter.and.filter(|all| !all.is_empty());
        }
        (simple(filter), words)
    }
}

fn simple(mut filter: TaskFilter) -> TaskFilter {
    let alone = TaskFilter {
        and: None,
        ..filter.clone()
    } == TaskFilter::default();
    if let Some(all) = &mut filter.and
        && all.len() == 1
        && alone
        && let Some(only) = all.pop()
    {
        return only;
    }
    filter
}

/// Looks up what the slots of a question stand for.
pub(super) struct Finder<'a> {
    pub(super) view: &'a View,
    pub(super) question: &'a Question,
    pub(super) reading: &'a Reading,
    /// The plans that are asked; `None` for all.
    pub(super) plans: Option<&'a [PlanId]>,
    pub(super) asked: Asked,
    alternatives: Alternatives,
}

impl Finder<'_> {
    /// Fills some slots; the first that are conditions of tasks are what is asked about.
    fn claim(&mut self, fill: impl FnOnce(&mut Self)) {
        let (words, filters) = self.places();
        fill(self);
        let (words_now, filters_now) = self.places();
        if self.reading.asks_whether() && self.asked.claim.is_none() && words_now > words {
            self.asked.claim = Some(Claim {
                words: words..words_now,
                filters: filters..filters_now,
                is_of_all: self.question.says_all(),
            });
        }
    }

    /// 省农委牵头的任务有没有指标 asks whether there are any; whether all are so (都), of which tasks is not told from the rest.
    fn settle_claim(&mut self) {
        let reading = self.reading;
        if !reading.asks_whether() {
            return;
        }
        let flagged: Vec<_> = (reading.flagged())
            .map(|bytes| self.question.range(bytes))
            .collect();
        let bodies = reading.units.iter();
        let bodies = bodies.filter(|slot| reading.alternative(slot.bytes.start).is_none());
        let is_flagged = !reading.units.is_empty() && !flagged.is_empty();
        let bodies = bodies.count() + usize::from(is_flagged);
        // 所有约束性指标都有牵头单位: which is said of the tasks and which is asked is not told.
        if self.question.says_all() && flagged.len() > 1 {
            self.asked.not_understood.extend(flagged);
        }
        if bodies < 2 {
            return;
        }
        self.asked.claim = None;
        if let (true, Some(slot)) = (self.question.says_all(), reading.units.first()) {
            self.not_understood(&slot.bytes);
        }
    }

    fn places(&self) -> (usize, usize) {
        let filters = self.asked.filter.and.as_ref();
        (self.asked.conditions.len(), filters.map_or(0, Vec::len))
    }

    pub(super) fn term(
        &self,
        bytes: &Range<usize>,
        node: Option<NodeId>,
        part: Part,
    ) -> InterpretedTerm {
        InterpretedTerm {
            range: self.question.range(bytes),
            text: self.question.text(bytes).to_owned(),
            node,
            role: part.role(),
            is_negated: false,
            applied: Applied::Filter,
        }
    }

    pub(super) fn not_understood(&mut self, bytes: &Range<usize>) {
        self.asked.not_understood.push(self.question.range(bytes));
    }

    /// Adds a condition to those of which one must hold.
    pub(super) fn alternate(&mut self, alternative: usize, filter: TaskFilter, words: String) {
        let (filters, names) = self.alternatives.entry(alternative).or_default();
        filters.push(filter);
        names.push(words);
    }

    /// Adds that of alternatives one must hold, places among them or of bodies alone.
    fn narrow_to_alternatives(&mut self, of_bodies: bool) {
        let all = std::mem::take(&mut self.alternatives);
        for (group, (any, names)) in all {
            let reading = self.reading;
            let mut places = reading.cities.iter().map(|slot| slot.bytes.start);
            if of_bodies && places.any(|start| reading.alternative(start) == Some(group)) {
                self.alternatives.insert(group, (any, names));
                continue;
            }
            self.asked.conditions.push(names.join("或"));
            self.asked.narrow(TaskFilter {
                or: Some(any),
                ..TaskFilter::default()
            });
        }
    }
}

pub(super) fn only<T: Copy>(items: &[T]) -> Option<T> {
    match items {
        [item] => Some(*item),
        _ => None,
    }
}
