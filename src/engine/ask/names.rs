//! Which bodies the names of a question stand for, and what is said of each.

use super::lexer::Kind;
use super::reading::{CitySlot, Focus, UnitSlot};
use super::slots::{Finder, only};
use super::words::Part;
use crate::engine::search::InterpretedTerm;
use crate::engine::{TaskFilter, UnitMatch, View};
use crate::model::{NodeId, UnitId};
use crate::text::fold::fold;

impl Focus {
    /// Whether it asks about bodies one by one, and not about the tasks of whoever bears a name.
    fn needs_one_body(self) -> bool {
        matches!(
            self,
            Self::Compare { .. }
                | Self::Partners
                | Self::Roles
                | Self::Successors
                | Self::Predecessors
                | Self::Names
                | Self::Path
        )
    }
}

impl Finder<'_> {
    pub(super) fn units(&mut self, taken: &[usize]) {
        let units = self.reading.units.iter();
        for slot in units.filter(|slot| !taken.contains(&slot.bytes.start)) {
            let Some(units) = self.meant(slot) else {
                self.not_understood(&slot.bytes);
                continue;
            };
            let term = self.term(&slot.bytes, only(&units).map(NodeId::Unit), slot.part);
            self.asked.understood.push(InterpretedTerm {
                is_negated: slot.is_negated,
                ..term
            });
            self.asked.bodies.push(units.clone());
            self.body(slot, units);
        }
    }

    /// The bodies that a name stands for; `None`, with the reason as a remark, when the answer cannot be about them.
    fn meant(&mut self, slot: &UnitSlot) -> Option<Vec<UnitId>> {
        let focus = self.reading.focus;
        let text = self.question.text(&slot.bytes);
        let units = self.within_jurisdiction(slot);
        if focus == Some(Focus::Predecessors)
            && let Some(later) = self.later_body(text, &units)
        {
            return Some(vec![later]);
        }
        if let Some(division) = focus.and_then(|focus| self.compared_division(focus, slot)) {
            self.asked.remarks.push(division);
            return None;
        }
        let mut before = self.question.tokens.iter();
        let elsewhere = before
            .find(|it| it.kind == Kind::Elsewhere && it.bytes.end == slot.bytes.start)
            .map(|token| token.bytes.start);
        if units.is_empty() || elsewhere.is_some() {
            let division = self.division_before(slot);
            let division = division.map(|division| division.bytes.start);
            let name = elsewhere.or(division);
            let name = name.map(|start| self.question.text(&(start..slot.bytes.end)));
            let remark = name.map(|name| format!("没有名为“{name}”的单位"));
            self.asked.remarks.extend(remark);
            return None;
        }
        if units.len() > 1 && focus.is_some_and(Focus::needs_one_body) {
            let remark = format!("{}不是一个单位", self.name_of(&units, text));
            self.asked.remarks.push(remark);
            return None;
        }
        Some(units)
    }

    /// What a named body has to do with what is asked for: it is asked about itself, left out, or a condition of the tasks.
    fn body(&mut self, slot: &UnitSlot, units: Vec<UnitId>) {
        let focus = self.reading.focus;
        let lists_bodies = matches!(focus, Some(Focus::Units(_)));
        // A part of the one whose partners are asked for narrows the tasks that it shares.
        let is_condition = focus == Some(Focus::Partners) && slot.part != Part::Any;
        if focus.is_some_and(Focus::needs_one_body) && !is_condition {
            return;
        }
        if slot.is_excepted && lists_bodies {
            self.asked.left_out.extend(units);
            return;
        }
        let text = self.question.text(&slot.bytes);
        let filter = self.having(&units, text, slot.part);
        let name = self.name_of(&units, text);
        if slot.is_negated {
            self.asked.conditions.push(slot.part.denied(&name));
            self.asked.narrow(TaskFilter {
                not: Some(Box::new(filter)),
                ..TaskFilter::default()
            });
        } else {
            let words = format!("{name}{}", slot.part.verb());
            if let Some(alternative) = self.reading.alternative(slot.bytes.start) {
                self.alternate(alternative, filter, words);
            } else {
                self.asked.conditions.push(words);
                self.asked.narrow(filter);
            }
        }
        if self.reading.asks_others && lists_bodies {
            self.asked.left_out.extend(units);
        }
    }

    /// The later body that a text names, of which the plans name what it was before: 省自然资源厅.
    fn later_body(&self, text: &str, units: &[UnitId]) -> Option<UnitId> {
        let changes = units.iter().flat_map(|unit| self.view.successors(*unit));
        let mut later: Vec<_> = changes.map(|change| change.to).collect();
        later.retain(|unit| self.bears(*unit, text));
        later.sort_unstable();
        later.dedup();
        only(&later)
    }

    /// Whether a text is a name of a body itself, and not of what it was or will be.
    fn bears(&self, unit: UnitId, text: &str) -> bool {
        let Some(unit) = self.view.unit(unit) else {
            return false;
        };
        let mut names = std::iter::once(&unit.name).chain(&unit.aliases);
        names.any(|name| fold(name).ends_with(text))
    }

    /// The bearers of a name; of those of several divisions the ones whose division is named right before: 辽宁省财政厅.
    fn within_jurisdiction(&self, slot: &UnitSlot) -> Vec<UnitId> {
        let division = self.division_before(slot);
        let within = |unit: &UnitId| match (&division, self.view.unit(*unit)) {
            (Some(city), Some(unit)) => {
                unit.jurisdiction.is_none_or(|of| city.cities.contains(&of))
            }
            _ => true,
        };
        let units: Vec<_> = slot.units.iter().copied().filter(within).collect();
        // What a body is called comes before what others were or will be called: 省司法厅 took over 省政府法制办.
        let text = self.question.text(&slot.bytes);
        let is_own = |unit: &UnitId| {
            let unit = self.view.unit(*unit);
            unit.is_some_and(|unit| fold(&unit.name).ends_with(text))
        };
        let own: Vec<_> = units.iter().copied().filter(is_own).collect();
        if own.is_empty() { units } else { own }
    }

    /// Why a division is not compared: its plans are not what its government does.
    fn compared_division(&self, focus: Focus, slot: &UnitSlot) -> Option<String> {
        let text = self.question.text(&slot.bytes);
        let divisions = self.view.gazetteer().cities_named(text);
        let is_asked = matches!(focus, Focus::Compare { .. }) && slot.part == Part::Any;
        (is_asked && !self.plans_of(&divisions).is_empty())
            .then(|| format!("“{text}”是文件所属的地区"))
    }

    fn division_before(&self, slot: &UnitSlot) -> Option<&CitySlot> {
        (self.reading.cities.iter()).find(|city| city.bytes.end == slot.bytes.start)
    }

    /// Tasks in which one of these units has that part; by name when the name stands for just these.
    fn having(&self, units: &[UnitId], name: &str, part: Part) -> TaskFilter {
        having(&self.view.references(units, name), part)
    }

    /// A name, with what it stands for where that is several bodies or called otherwise: 扶贫办 is 省农委.
    fn name_of(&self, units: &[UnitId], text: &str) -> String {
        let words: Vec<_> = (units.iter())
            .map(|unit| self.view.unit_words(*unit))
            .collect();
        match words.as_slice() {
            [only] if is_short_for(text, only) => only.clone(),
            several => format!("{text}（即{}）", several.join("、")),
        }
    }
}

impl View {
    /// How a filter names these units: by the name when it stands for just them, else by their ids.
    pub(super) fn references(&self, units: &[UnitId], name: &str) -> Vec<String> {
        let same = |name: &str| {
            self.units_bearing(name).is_ok_and(|mut bearers| {
                let mut units = units.to_vec();
                bearers.sort_unstable();
                units.sort_unstable();
                bearers == units
            })
        };
        let own = only(units).and_then(|unit| self.unit(unit));
        let own = own.map_or_else(|| fold(name), |unit| unit.name.clone());
        if same(&own) {
            return vec![own];
        }
        units.iter().map(ToString::to_string).collect()
    }
}

/// Tasks in which one of these units has that part.
pub(super) fn having(units: &[String], part: Part) -> TaskFilter {
    let matching = |role| TaskFilter {
        units: Some(UnitMatch {
            any: Some(units.to_vec()),
            role,
            ..UnitMatch::default()
        }),
        ..TaskFilter::default()
    };
    match part.roles() {
        [] => matching(None),
        [only] => matching(Some(*only)),
        roles => TaskFilter {
            or: Some(roles.iter().map(|role| matching(Some(*role))).collect()),
            ..TaskFilter::default()
        },
    }
}

/// Whether a name has the characters of a short form in their order: 发改委 of 省发展改革委.
fn is_short_for(short: &str, name: &str) -> bool {
    let name = fold(name);
    let mut left = name.chars();
    short
        .chars()
        .all(|wanted| left.any(|character| character == wanted))
}
