//! Field words of a query: 单位:省水利厅, 牵头:省农委、省水利厅, 章:5-7.

use super::tasks::{parts, tied_to};
use super::{Applied, InterpretedTerm, QueryReader, Within, only};
use crate::engine::TaskFilter;
use crate::engine::search::vocabulary::{Mention, Vocabulary};
use crate::model::{NodeId, Role, UnitId};
use crate::search::query::words::JOINING_MARKS;
use crate::search::{Field, Literal};
use crate::text::fold::fold;

impl QueryReader<'_> {
    /// Reads a literal with a field word; it stays text when it names nothing that is known.
    pub(super) fn read_field(
        &mut self,
        literal: &Literal,
        field: Field,
        within: &Within,
        vocabulary: &Vocabulary,
    ) {
        if self.kept.contains(&fold(&literal.text)) {
            return;
        }
        let role = match field {
            Field::Lead => Some(Role::Lead),
            Field::Responsible => Some(Role::Responsible),
            Field::Supporting => Some(Role::Supporting),
            Field::Unit => None,
            Field::City => {
                let cities = each_name(&literal.text).map(|name| self.view.cities_named(name));
                let cities: Result<Vec<_>, _> = cities.collect();
                let cities = cities.unwrap_or_default().concat();
                if !cities.is_empty() {
                    let node = only(&cities).map(NodeId::City);
                    self.add_field(literal, within, tied_to(&cities, None), node, None);
                }
                return;
            }
            Field::Chapter | Field::Indicator => return,
        };
        let mut units = self.bearers(&literal.text, vocabulary);
        if units.is_empty() {
            let each: Vec<_> = each_name(&literal.text)
                .map(|name| self.bearers(name, vocabulary))
                .collect();
            if each.iter().any(Vec::is_empty) {
                return;
            }
            units = each.concat();
        }
        if !units.is_empty() {
            let node = only(&units).map(NodeId::Unit);
            let units: Vec<_> = units.iter().map(ToString::to_string).collect();
            self.understanding.add_led(&units, within);
            self.add_field(literal, within, parts(units, role), node, role);
        }
    }

    fn add_field(
        &mut self,
        literal: &Literal,
        within: &Within,
        filter: TaskFilter,
        node: Option<NodeId>,
        role: Option<Role>,
    ) {
        let understood = &mut self.understanding;
        understood.add(literal.range.clone(), within, filter);
        understood.terms.push(InterpretedTerm {
            range: literal.range.clone(),
            text: literal.text.clone(),
            node,
            role,
            is_negated: within.is_negated,
            applied: Applied::Filter,
        });
    }

    fn bearers(&self, name: &str, vocabulary: &Vocabulary) -> Vec<UnitId> {
        let folded = fold(name);
        let whole = |mention: &Mention<'_>| mention.start == 0 && mention.end == folded.len();
        let named = vocabulary.mentions(&folded).find(whole);
        match named.map(|mention| mention.named) {
            Some(named) if !named.units.is_empty() => named.units.clone(),
            _ => self.view.units_bearing(name).unwrap_or_default(),
        }
    }
}

fn each_name(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split(JOINING_MARKS).map(str::trim);
    names.filter(|name| !name.is_empty())
}
