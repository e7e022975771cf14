//! One clause: its quantities in order, each with its subject, lists distributed.

use super::draft::Draft;
use super::judge::{Order, SIZED, Sight};
use super::lead::Lead;
use super::phrase;
use super::quantity::{self, Quantity};
use super::subject::{self, ENUMERATION, SEPARATORS};
use super::unit::Class;
use super::words::Words;
use crate::model::{Comparator, DiagnosticCode, IndicatorKind, Measure, TextRange, Told};

/// Receives what is worth a look, with its place in the clause.
pub(super) type Notice<'n> = dyn FnMut(DiagnosticCode, Told, TextRange) + 'n;

/// Words that make a clause a hope.
static ASPIRES: Words = Words::new("力争 力求");

/// What stands for a count that is not given: 一批.
static SOME: Words = Words::new("一批 若干");

/// Reads `clause`; `last_name` is the last name of the sentence, for a clause that names nothing.
pub(super) fn read(clause: &str, last_name: &mut String, notice: &mut Notice<'_>) -> Vec<Draft> {
    let mut quantities = quantity::scan(clause);
    quantities.retain(|quantity| {
        // 百亿元 and 一乡 are names, 超百亿元 and 至少一乡 are not.
        let may_be_name = quantity.is_bare || (quantity.is_han && quantity.class == Class::Place);
        let before = clause.get(..quantity.range.start).unwrap_or_default();
        !may_be_name || Lead::of(before).comparator.is_some()
    });
    let mut reader = Reader {
        clause,
        quantities: &quantities,
        last_name,
        notice,
        drafts: Vec::new(),
    };
    reader.run();
    if reader.drafts.is_empty() {
        // 推动国有企业改革，年内完成30户: the next clause may measure what this one names.
        subject::opening(clause).rest.clone_into(reader.last_name);
    }
    reader.drafts
}

/// The two that one word names: 城乡居民收入分别增长5%和6%.
fn town_and_country(name: &str, count: usize) -> Option<Vec<String>> {
    let places = ["城镇", "农村"].map(|place| name.replacen("城乡", place, 1));
    (count == places.len() && name.contains("城乡")).then(|| places.to_vec())
}

struct Reader<'r, 'n> {
    clause: &'r str,
    quantities: &'r [Quantity],
    last_name: &'r mut String,
    notice: &'r mut Notice<'n>,
    drafts: Vec<Draft>,
}

/// How far the reader got.
struct Step {
    /// The next quantity to read.
    next: usize,
    /// The byte behind what was read.
    cursor: usize,
}

impl<'r> Reader<'r, '_> {
    fn run(&mut self) {
        let (mut index, mut cursor) = (0, 0);
        while let Some(sight) = self.sight(index, cursor) {
            let order = sight.order();
            let step = if sight.lead.is_respective {
                self.respective(index, cursor, &sight)
            } else if !sight.is_indicator(order) {
                None
            } else {
                match order {
                    Order::NameFirst => self.named(index, cursor, &sight),
                    Order::NumberFirst => self.counted(index, cursor, &sight),
                    Order::Selects => Some(self.selecting(index, cursor, &sight)),
                }
            };
            // A figure in a name stays part of the text before the next one.
            match step {
                Some(step) => (index, cursor) = (step.next, step.cursor),
                None => index += 1,
            }
        }
    }

    fn text(&self, start: usize, end: usize) -> &'r str {
        self.clause.get(start..end).unwrap_or_default()
    }

    /// The quantity at `index` with the text around it, from `cursor` on.
    fn sight(&self, index: usize, cursor: usize) -> Option<Sight<'r>> {
        let quantity = self.quantities.get(index)?;
        let before = self.text(cursor, quantity.range.start);
        let previous = index
            .checked_sub(1)
            .and_then(|index| self.quantities.get(index));
        let follows_count = previous.is_some_and(|count| {
            let gap = self.text(count.range.end, quantity.range.start);
            count.class == Class::Count && Lead::of(gap).name.is_empty()
        });
        let noun = self.after(index);
        let next = self.quantities.get(index + 1);
        let precedes_count = next.is_some_and(|next| next.class == Class::Count)
            && SIZED.beginning(noun).is_some()
            && SEPARATORS.inside(noun).is_none();
        // 1所二级医院: a figure right behind the unit opens the noun.
        let after = match noun {
            "" if self.is_of_same(index) => "",
            "" => self.text(quantity.range.end, self.clause.len()),
            after => after,
        };
        Some(Sight {
            quantity,
            before,
            after,
            said: self.text(0, quantity.range.start),
            lead: Lead::of(before),
            follows_count,
            precedes_count,
        })
    }

    /// Whether the next quantity measures the same and closes the phrase: 搬迁2136户9417人, but not 1户1人就业.
    fn is_of_same(&self, index: usize) -> bool {
        let is_thing = |quantity: &Quantity| {
            matches!(quantity.class, Class::Count | Class::People) && quantity.value > 1.0
        };
        let (quantity, next) = (self.quantities.get(index), self.quantities.get(index + 1));
        quantity.is_some_and(is_thing)
            && next.is_some_and(is_thing)
            && phrase::noun(self.after(index + 1)).is_empty()
    }

    /// The text between a quantity and the next one, or the end of the clause.
    fn after(&self, index: usize) -> &'r str {
        let start = self.end_of(index);
        let next = self.quantities.get(index + 1);
        self.text(
            start,
            next.map_or(self.clause.len(), |quantity| quantity.range.start),
        )
    }

    fn end_of(&self, index: usize) -> usize {
        self.quantities
            .get(index)
            .map_or(0, |quantity| quantity.range.end)
    }

    /// 森林覆盖率提高到42%.
    fn named(&mut self, index: usize, cursor: usize, sight: &Sight<'_>) -> Option<Step> {
        let mut sight = *sight;
        sight.lead = sight
            .reached_grade()
            .filter(|_| sight.quantity.class == Class::Grade)
            .unwrap_or(sight.lead);
        let name = subject::name(sight.lead.name);
        let says_something = sight.lead.says_something();
        let names = if sight.lead.is_each {
            let is_thing = sight.counts_things();
            let list = if is_thing {
                subject::opening(name).rest
            } else {
                name
            };
            subject::listed(&subject::parts(list, &SEPARATORS))
        } else if name.is_empty() || (!subject::has_object(name) && !self.last_name.is_empty()) {
            vec![self.last_name.clone()]
        } else {
            vec![subject::named(
                sight.lead.name,
                sight.quantity.class,
                says_something,
            )]
        };
        if names.iter().all(String::is_empty) && !says_something {
            return None;
        }
        let tail = sight.grade_length();
        let end = sight.quantity.range.end + tail;
        let range = TextRange::new(cursor + phrase::start_of_named(sight.before), end);
        let kind = sight.kind_of_named(name);
        for name in names {
            self.last_name.clone_from(&name);
            self.push(sight.quantity, &sight, kind, name, range);
        }
        let rest = sight.after.get(tail..).unwrap_or_default();
        let separator = SEPARATORS.beginning(rest).map_or(0, str::len);
        Some(Step {
            next: index + 1,
            cursor: end + separator,
        })
    }

    /// 分别: one number per name.
    fn respective(&mut self, index: usize, cursor: usize, sight: &Sight<'_>) -> Option<Step> {
        let mut last = index;
        while last + 1 < self.quantities.len() && SEPARATORS.hold(self.after(last).trim()) {
            last += 1;
        }
        let quantities = self.quantities.get(index..=last)?;
        let end = self.end_of(last);
        let range = TextRange::new(cursor + phrase::start_of_named(sight.before), end);
        let listed = subject::name(sight.lead.name);
        let names = [&SEPARATORS, &ENUMERATION]
            .into_iter()
            .map(|separators| subject::parts(listed, separators))
            .find(|names| names.len() == quantities.len());
        let names = names.map(|names| subject::listed(&names));
        let names = names.or_else(|| town_and_country(listed, quantities.len()));
        let names = names.unwrap_or_else(|| {
            let count = quantities.len();
            let message = Told::new(
                format!("{count} figures stand behind 分别 for “{listed}”"),
                format!("“{listed}”之后的“分别”带有 {count} 个数值"),
            );
            (self.notice)(DiagnosticCode::CountMismatch, message, range);
            vec![listed.to_owned(); count]
        });
        for (quantity, name) in quantities.iter().zip(names) {
            self.push(quantity, sight, IndicatorKind::Outcome, name, range);
        }
        Some(Step {
            next: last + 1,
            cursor: end,
        })
    }

    /// 年销售收入超百亿元的产业集群: a limit that selects.
    fn selecting(&mut self, index: usize, cursor: usize, sight: &Sight<'_>) -> Step {
        let between = phrase::between(sight.after);
        let end = sight.quantity.range.end + between.noun.len();
        let noun = between.noun.trim_start_matches('的');
        let name = subject::opening(subject::name(sight.lead.name)).rest;
        let some = SOME.beginning(name).unwrap_or_default();
        let name = name.strip_prefix(some).unwrap_or_default();
        let range = TextRange::new(cursor + phrase::start_of_named(sight.before), end);
        let subject = format!("{noun}{name}");
        // 龙头企业5家 may count what the limit selects.
        noun.clone_into(self.last_name);
        self.push(
            sight.quantity,
            sight,
            IndicatorKind::Threshold,
            subject,
            range,
        );
        Step {
            next: index + 1,
            cursor: end + between.separator,
        }
    }

    /// 143条重点中小河流治理, alone or as a list of numbers before their nouns.
    fn counted(&mut self, index: usize, cursor: usize, sight: &Sight<'_>) -> Option<Step> {
        let mut last = index;
        let mut nouns = Vec::new();
        let end = loop {
            let between = phrase::between(self.after(last));
            let is_last = last + 1 == self.quantities.len();
            if !is_last && between.separator > 0 && between.verbs.is_empty() {
                nouns.push(between.noun);
                last += 1;
                continue;
            }
            let (noun, end) = self.last_noun(last, sight)?;
            nouns.push(noun);
            break end;
        };
        let chain = self.quantities.get(index..=last)?;
        let range = TextRange::new(cursor + phrase::start_of_counted(sight.before), end);
        let continues = sight.before.trim().is_empty() && index > 0;
        let counts = |draft: &&Draft| draft.measure == Measure::Count;
        let kind = match self.drafts.iter().rev().find(counts) {
            Some(draft) if continues => draft.kind,
            _ => sight.kind_of_counted(nouns.last()?),
        };
        self.check_count(sight, range);
        let governor = match sight.per_place() {
            Some(scope) => scope,
            None if sight.lead.comparator.is_some() => sight.lead.name,
            None => sight.before,
        };
        for (quantity, noun) in chain.iter().zip(subject::shared(&nouns)) {
            let subject = subject::counted(governor, &noun, quantity.class);
            self.push(quantity, sight, kind, subject, range);
        }
        let between = phrase::between(self.after(last));
        let goes_on = between.separator > 0;
        Some(Step {
            next: last + 1,
            cursor: self.end_of(last)
                + if goes_on {
                    between.noun.len() + between.separator
                } else {
                    0
                },
        })
    }

    /// The noun of the last number of a list, and the end of the phrase.
    fn last_noun(&self, last: usize, sight: &Sight<'_>) -> Option<(&'r str, usize)> {
        let end = self.end_of(last);
        let after = self.after(last);
        let Some(next) = self.sight(last + 1, end) else {
            let noun = phrase::without_state_bracket(after);
            return Some((noun, end + noun.len()));
        };
        let between = phrase::between(after);
        if between.separator > 0 {
            return Some((between.noun, end + between.noun.len()));
        }
        // 一个年销售收入超百亿元的产业集群: the noun stands behind the limit.
        if next.order() == Order::Selects {
            let noun = phrase::between(next.after).noun;
            let end = next.quantity.range.end + noun.len();
            return Some((noun.trim_start_matches('的'), end));
        }
        // 1所二级甲等医院: the next figure is part of the noun.
        if sight.quantity.class == Class::Share || !next.is_indicator(next.order()) {
            return Some((self.text(end, self.clause.len()), self.clause.len()));
        }
        // 36个断面达标率达到80%: without a verb the count belongs to the name of the next number.
        (subject::has_verb(sight.before) || sight.quantity.is_han).then_some((next.lead.name, end))
    }

    /// Notices a printed count that is smaller than the list before it.
    fn check_count(&mut self, sight: &Sight<'_>, range: TextRange) {
        let Some(list) = sight.before.trim_end().strip_suffix('等') else {
            return;
        };
        let listed = list.split('、').count();
        let count = sight.quantity.value;
        let is_longer = u32::try_from(listed).is_ok_and(|listed| f64::from(listed) > count);
        if is_longer {
            let message = Told::new(
                format!("{listed} names stand before a count of {count}"),
                format!("所列名称 {listed} 个，所写数目为 {count}"),
            );
            (self.notice)(DiagnosticCode::CountMismatch, message, range);
        }
    }

    fn push(
        &mut self,
        quantity: &Quantity,
        sight: &Sight<'_>,
        kind: IndicatorKind,
        subject: String,
        range: TextRange,
    ) {
        // 压缩至1个工作日内; behind other numbers 内 opens a noun.
        let is_within = quantity.class == Class::Time && sight.after.starts_with('内');
        let comparator = quantity
            .comparator
            .or(sight.lead.comparator)
            .or(is_within.then_some(Comparator::AtMost));
        self.drafts.push(Draft {
            range,
            subject,
            figures: quantity.into(),
            kind,
            comparator: comparator.unwrap_or(Comparator::Equal),
            measure: sight.measure(),
            is_aspirational: sight.lead.is_aspirational
                || ASPIRES.inside(sight.said).is_some()
                || sight.said.starts_with("争取"),
        });
    }
}
