//! What a query means beside its words: units with their roles, divisions, chapters.
//!
//! A name becomes a filter only with a role word (省农委牵头) or a field word (单位:省水利厅) beside it; otherwise it stays
//! text, and the fields of the index that hold names lift what it belongs to.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use super::roles::{Folded, beside, beside_roles, shared};
use super::vocabulary::{Mention, Named, Vocabulary};
use crate::engine::{CityMatch, QueryError, TaskFilter, UnitMatch, View};
use crate::model::{CityId, NodeId, Role, UnitKind, Via};
use crate::search::{Expression, Field, Form, Literal, ParsedQuery, PlaceNames};
use crate::text::{fold::fold, numeral};

/// What becomes of a recognised name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Applied {
    /// It narrows what is found, and is no text any more.
    Filter,
    /// It stays text, and lifts what belongs to what it names.
    Boost,
    /// It is text and nothing else.
    None,
}

/// A name recognised in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterpretedTerm {
    /// Where it stands in the query, in characters, with the role word that goes with it.
    pub range: Range<usize>,
    /// The name as typed.
    pub text: String,
    /// What it names; `None` when several things bear the name, or the same chapter of several plans.
    pub node: Option<NodeId>,
    /// The role that was typed beside it.
    pub role: Option<Role>,
    /// What became of it.
    pub applied: Applied,
}

/// Everything that was understood of a query.
#[derive(Debug, Default)]
pub(super) struct Understanding {
    pub(super) terms: Vec<InterpretedTerm>,
    /// Stretches of the query that are filters now.
    pub(super) consumed: Vec<Range<usize>>,
    /// Places that stay text, with those that they stand for besides.
    pub(super) places: Vec<PlaceNames>,
    filters: Vec<TaskFilter>,
}

impl Understanding {
    /// The filter of a request narrowed by what was understood.
    pub(super) fn narrowed(&self, filter: &TaskFilter) -> TaskFilter {
        let mut filters = self.filters.clone();
        if filters.is_empty() {
            return filter.clone();
        }
        if *filter != TaskFilter::default() {
            filters.push(filter.clone());
        }
        TaskFilter {
            and: Some(filters),
            ..TaskFilter::default()
        }
    }

    fn add_filter(&mut self, consumed: Range<usize>, filter: TaskFilter) {
        self.consumed.push(consumed);
        self.filters.push(filter);
    }
}

impl View {
    /// Understands a query; names among `keep_as_text` stay text.
    pub(super) fn understand(
        &self,
        query: &ParsedQuery,
        keep_as_text: &[String],
    ) -> Result<Understanding, QueryError> {
        let vocabulary = self.vocabulary();
        let kept: Vec<_> = keep_as_text.iter().map(|text| fold(text)).collect();
        let mut reader = QueryReader {
            view: self,
            kept: &kept,
            folded: Folded::of(&query.text),
            required: Vec::new(),
            understanding: Understanding::default(),
        };
        let mut words = Vec::new();
        reader.read_fields(&query.expression, &vocabulary, &mut words)?;
        reader.required = words;
        reader.read_names(&vocabulary);
        reader.read_chapter_numbers()?;
        reader
            .understanding
            .terms
            .sort_by_key(|term| (term.range.start, term.range.end));
        Ok(reader.understanding)
    }

    /// The names of this state, kept for the next view of it.
    pub(in crate::engine) fn vocabulary(&self) -> Arc<Vocabulary> {
        let kept = || {
            let kept = self.shared().vocabulary.lock();
            kept.unwrap_or_else(PoisonError::into_inner)
        };
        let generation = self.snapshot().generation();
        let (known, vocabulary) = kept().clone();
        if known == generation {
            return vocabulary;
        }
        let vocabulary = Vocabulary::of(self, &vocabulary);
        *kept() = (generation, Arc::clone(&vocabulary));
        vocabulary
    }
}

struct QueryReader<'a> {
    view: &'a View,
    kept: &'a [String],
    folded: Folded,
    /// Stretches of the query that are plain words which must all be met; only these can turn into filters.
    required: Vec<Range<usize>>,
    understanding: Understanding,
}

impl QueryReader<'_> {
    /// Turns field words at the top of the query into filters, and takes down the plain words beside them.
    fn read_fields(
        &mut self,
        expression: &Expression,
        vocabulary: &Vocabulary,
        words: &mut Vec<Range<usize>>,
    ) -> Result<(), QueryError> {
        match expression {
            Expression::Together(parts) | Expression::All(parts) => {
                for part in parts {
                    self.read_fields(part, vocabulary, words)?;
                }
            }
            Expression::Literal(literal) => match literal.field {
                Some(field) => {
                    if let Some((filter, term)) = self.field_filter(literal, field, vocabulary)? {
                        let understood = &mut self.understanding;
                        understood.add_filter(literal.range.clone(), filter);
                        understood.terms.push(term);
                    }
                }
                None if literal.form == Form::Words => words.push(literal.range.clone()),
                None => {}
            },
            Expression::Not(inner) => {
                if let Expression::Literal(literal) = inner.as_ref()
                    && let Some(field) = literal.field
                    && let Some((filter, term)) = self.field_filter(literal, field, vocabulary)?
                {
                    let filter = TaskFilter {
                        not: Some(Box::new(filter)),
                        ..TaskFilter::default()
                    };
                    let understood = &mut self.understanding;
                    understood.add_filter(literal.range.clone(), filter);
                    understood.terms.push(term);
                }
            }
            Expression::Any(_) | Expression::Near { .. } | Expression::Nothing => {}
        }
        Ok(())
    }

    /// The filter that a literal with a field word stands for; `None` when it names nothing that is known.
    fn field_filter(
        &self,
        literal: &Literal,
        field: Field,
        vocabulary: &Vocabulary,
    ) -> Result<Option<(TaskFilter, InterpretedTerm)>, QueryError> {
        let folded = fold(&literal.text);
        if self.kept.contains(&folded) {
            return Ok(None);
        }
        let term = |node, role| InterpretedTerm {
            range: literal.range.clone(),
            text: literal.text.clone(),
            node,
            role,
            applied: Applied::Filter,
        };
        let named = || {
            let whole = |mention: &Mention<'_>| mention.start == 0 && mention.end == folded.len();
            let mut mentions = vocabulary.mentions(&folded);
            mentions.find(whole).map(|mention| mention.named.clone())
        };
        let role = match field {
            Field::Lead => Some(Role::Lead),
            Field::Responsible => Some(Role::Responsible),
            Field::Unit => None,
            Field::City => {
                let Ok(cities) = self.view.cities_named(&literal.text) else {
                    return Ok(None);
                };
                let node = only(&cities).map(NodeId::City);
                return Ok(Some((tied_to(&cities, None), term(node, None))));
            }
            Field::Chapter => {
                let digits = folded.trim_start_matches('第').trim_end_matches('章');
                let Some(number) = chapter_number(digits) else {
                    return Ok(None);
                };
                let node = self.chapter(number)?;
                return Ok(Some((chapters(number), term(node, None))));
            }
            Field::Indicator => return Ok(None),
        };
        let units = match named() {
            Some(named) if !named.units.is_empty() => named.units,
            _ => self.view.units_bearing(&literal.text).unwrap_or_default(),
        };
        if units.is_empty() {
            return Ok(None);
        }
        let node = only(&units).map(NodeId::Unit);
        let units = units.iter().map(ToString::to_string).collect();
        Ok(Some((parts(units, role), term(node, role))))
    }

    /// Recognises names among the plain words, and turns those with a role word beside them into filters.
    fn read_names(&mut self, vocabulary: &Vocabulary) {
        let gazetteer = self.view.gazetteer();
        let folded = std::mem::replace(&mut self.folded, Folded::of(""));
        let mut mentions: Vec<_> = vocabulary.mentions(&folded.text).collect();
        let called = self.called(&folded, &mentions);
        mentions.extend(called.iter().map(|(stretch, named)| Mention {
            start: stretch.start,
            end: stretch.end,
            named,
        }));
        mentions.retain(|mention| self.is_required(&folded.range(mention.start..mention.end)));
        mentions.sort_unstable_by_key(|mention| mention.start);
        let name = |mention: &Mention<'_>| folded.text.get(mention.start..mention.end);
        mentions.retain(|mention| {
            let denied = |name| gazetteer.is_false_friend(&folded.text, mention.start, name);
            !mention.named.units.is_empty() || !name(mention).is_some_and(denied)
        });
        let mut read = 0;
        for (index, mention) in mentions.iter().enumerate() {
            let kept = name(mention).is_some_and(|name| self.kept.iter().any(|kept| kept == name));
            let found = if kept {
                None
            } else {
                beside(&folded, mention, read).or_else(|| shared(&folded, &mentions, index))
            };
            // A place has tasks to answer for, and no other part in them.
            let is_place = mention.named.units.is_empty();
            let found = found.filter(|(role, _)| !is_place || *role == Role::Responsible);
            let whole = mention.start..mention.end;
            let stretch = found.as_ref().map_or(whole, |(_, stretch)| stretch.clone());
            let role = found.map(|(role, _)| role);
            if role.is_some() {
                read = stretch.end;
            }
            self.add(vocabulary, &folded, mention, role, stretch, kept);
        }
        self.read_small_places(vocabulary, &folded.text);
        self.folded = folded;
    }

    /// Bodies beside role words whose names only the gazetteer knows, and what they are in the plans: 省建设厅牵头.
    fn called(&self, folded: &Folded, known: &[Mention<'_>]) -> Vec<(Range<usize>, Named)> {
        let mut stretches = beside_roles(folded);
        stretches.retain(|stretch| {
            let apart = |mention: &Mention<'_>| {
                mention.end <= stretch.start || stretch.end <= mention.start
            };
            known.iter().all(apart)
        });
        let gazetteer = self.view.gazetteer();
        let bearers = stretches.into_iter().filter_map(|stretch| {
            let name = folded.text.get(stretch.clone())?;
            let is_body = gazetteer.kind_of(name) != UnitKind::Other;
            let units = is_body
                .then(|| self.view.units_bearing(name).ok())
                .flatten()?;
            let named = Named {
                units,
                cities: Vec::new(),
            };
            (!named.units.is_empty()).then_some((stretch, named))
        });
        bearers.collect()
    }

    /// Counties that no plan names: whoever asks for one may find what is done in the prefecture around it.
    fn read_small_places(&mut self, vocabulary: &Vocabulary, text: &str) {
        let gazetteer = self.view.gazetteer();
        let known = &vocabulary.cities;
        for (start, _) in text.char_indices() {
            let rest = text.get(start..).unwrap_or_default();
            let names = gazetteer.division_names_starting(rest);
            let Some(name) = names.max_by_key(|name| name.len()) else {
                continue;
            };
            if gazetteer.is_false_friend(text, start, name) {
                continue;
            }
            for city in gazetteer.cities_named(name) {
                let is_near = gazetteer
                    .ancestors(city)
                    .any(|around| known.contains(&around));
                if is_near && !known.contains(&city) {
                    let place = vocabulary.place(name, city, gazetteer);
                    self.understanding.places.push(place);
                }
            }
        }
    }

    fn add(
        &mut self,
        vocabulary: &Vocabulary,
        folded: &Folded,
        mention: &Mention<'_>,
        role: Option<Role>,
        stretch: Range<usize>,
        kept: bool,
    ) {
        let Named { units, cities } = mention.named;
        let is_place = units.is_empty() || (role.is_none() && !cities.is_empty());
        let node = if is_place {
            only(cities).map(NodeId::City)
        } else {
            only(units).map(NodeId::Unit)
        };
        let range = folded.range(stretch);
        let applied = match role {
            Some(_) => Applied::Filter,
            None if kept => Applied::None,
            None => Applied::Boost,
        };
        if role.is_some() {
            let filter = if units.is_empty() {
                tied_to(cities, Some(Via::Assigned))
            } else {
                parts(units.iter().map(ToString::to_string).collect(), role)
            };
            self.understanding.add_filter(range.clone(), filter);
        }
        let text = folded.text.get(mention.start..mention.end);
        if let (Applied::Boost, Some(name)) = (applied, text) {
            let gazetteer = self.view.gazetteer();
            let places = cities
                .iter()
                .map(|city| vocabulary.place(name, *city, gazetteer));
            self.understanding.places.extend(places);
        }
        self.understanding.terms.push(InterpretedTerm {
            range,
            text: text.unwrap_or_default().to_owned(),
            node,
            role,
            applied,
        });
    }

    /// 第五章: the word 章 is a field word of its own.
    fn read_chapter_numbers(&mut self) -> Result<(), QueryError> {
        let mut found = Vec::new();
        for (start, _) in self.folded.text.match_indices('第') {
            let rest = self.folded.from(start + '第'.len_utf8());
            let Some((digits, _)) = rest.split_once('章') else {
                continue;
            };
            if let Some(number) = chapter_number(digits) {
                let length = '第'.len_utf8() + digits.len() + '章'.len_utf8();
                found.push((start..start + length, number));
            }
        }
        for (bytes, number) in found {
            let text = self.folded.text.get(bytes.clone()).unwrap_or_default();
            let text = text.to_owned();
            let range = self.folded.range(bytes);
            if !self.is_required(&range) || self.kept.contains(&text) {
                continue;
            }
            let node = self.chapter(number)?;
            self.understanding
                .add_filter(range.clone(), chapters(number));
            self.understanding.terms.push(InterpretedTerm {
                range,
                text,
                node,
                role: None,
                applied: Applied::Filter,
            });
        }
        Ok(())
    }

    fn is_required(&self, range: &Range<usize>) -> bool {
        self.required
            .iter()
            .any(|words| words.start <= range.start && range.end <= words.end)
    }

    /// The chapter of that number, when there is only one plan.
    fn chapter(&self, number: u32) -> Result<Option<NodeId>, QueryError> {
        let mut plans = self.view.snapshot().plans();
        let (Some(entry), None) = (plans.next(), plans.next()) else {
            return Ok(None);
        };
        let plan = self.view.plan(entry.id)?;
        let mut chapters = plan.iter().flat_map(|plan| &plan.chapters);
        let chapter = chapters.find(|chapter| chapter.number == number);
        Ok(chapter.map(|chapter| NodeId::Chapter(chapter.id)))
    }
}

/// The tasks in which one of these units has a part of a role. Who leads is responsible too.
fn parts(units: Vec<String>, role: Option<Role>) -> TaskFilter {
    let in_role = |role, units| TaskFilter {
        units: Some(UnitMatch {
            any: Some(units),
            role,
            ..UnitMatch::default()
        }),
        ..TaskFilter::default()
    };
    match role {
        Some(Role::Responsible) => TaskFilter {
            or: Some(vec![
                in_role(Some(Role::Lead), units.clone()),
                in_role(role, units),
            ]),
            ..TaskFilter::default()
        },
        _ => in_role(role, units),
    }
}

/// The tasks that are tied to one of these places.
fn tied_to(cities: &[CityId], via: Option<Via>) -> TaskFilter {
    TaskFilter {
        cities: Some(CityMatch {
            any: Some(cities.iter().map(ToString::to_string).collect()),
            via,
            ..CityMatch::default()
        }),
        ..TaskFilter::default()
    }
}

fn chapters(number: u32) -> TaskFilter {
    TaskFilter {
        chapters: Some(vec![number]),
        ..TaskFilter::default()
    }
}

fn chapter_number(digits: &str) -> Option<u32> {
    u32::try_from(numeral::integer(digits)?).ok()
}

fn only<T: Copy>(items: &[T]) -> Option<T> {
    match items {
        [item] => Some(*item),
        _ => None,
    }
}
