//! What a query means beside its words: units with their roles, divisions, chapters.
//!
//! A name becomes a filter only with a role word (省农委牵头) or a field word (单位:省水利厅) beside it; otherwise it stays
//! text, and the fields of the index that hold names lift what it belongs to. What all of the query must hold narrows the
//! request; under OR, NOT and parentheses the tasks meant stand in the expression as a set.

mod chapters;
mod fields;
mod tasks;

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use super::roles::{Beside, Folded, beside, beside_roles, only_asks, shared};
use super::vocabulary::{Mention, Named, Vocabulary};
use crate::engine::{QueryError, TaskFilter, View};
use crate::model::{NodeId, Role, UnitKind, Via};
use crate::search::{Expression, Field, Form, Literal, Meaning, ParsedQuery, PlaceNames};
use crate::text::fold::fold;
use tasks::{in_chapters, parts, standing, tied_to, without};

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
    /// Whether it is ruled out: 非省农委牵头.
    pub is_negated: bool,
    /// What became of it.
    pub applied: Applied,
}

/// Everything that was understood of a query.
#[derive(Debug, Default)]
pub(super) struct Understanding {
    pub(super) terms: Vec<InterpretedTerm>,
    /// Stretches of the query that mean tasks.
    pub(super) meanings: Vec<Meaning>,
    /// The tasks that stretches under operators mean.
    pub(super) sets: Vec<TaskFilter>,
    /// Places that stay text, with those that they stand for besides.
    pub(super) places: Vec<PlaceNames>,
    /// Divisions that no plan names: they are names where they are words of the query, which the index tells.
    pub(super) small: Vec<InterpretedTerm>,
    filters: Vec<TaskFilter>,
    /// The tasks that the units lead whose tasks are meant, whatever part was typed.
    pub(super) led: Vec<TaskFilter>,
    /// Chapters asked for side by side: a task is in one of them.
    chapters: Vec<u32>,
}

impl Understanding {
    /// The filter of a request narrowed by what was understood.
    pub(super) fn narrowed(&self, filter: &TaskFilter) -> TaskFilter {
        let mut filters = self.filters.clone();
        if !self.chapters.is_empty() {
            filters.push(in_chapters(self.chapters.clone()));
        }
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

    /// Adds the divisions that no plan names to what was recognised, those that words of the query name.
    pub(super) fn name_places(&mut self, named: &[String]) {
        let small = std::mem::take(&mut self.small).into_iter();
        let small = small.filter(|term| {
            let apart = |known: &InterpretedTerm| {
                known.range.end <= term.range.start || term.range.end <= known.range.start
            };
            named.contains(&term.text) && self.terms.iter().all(apart)
        });
        let small: Vec<_> = small.collect();
        self.terms.extend(small);
        self.terms
            .sort_by_key(|term| (term.range.start, term.range.end));
    }

    /// Whether something narrows all that is found.
    fn is_narrowed(&self) -> bool {
        !self.filters.is_empty() || !self.chapters.is_empty()
    }

    /// Says that a stretch means the tasks of a filter. `within` is the literal that it stands in.
    fn add(&mut self, range: Range<usize>, within: &Within, filter: TaskFilter) {
        let is_whole = range.start <= within.range.start && within.range.end <= range.end;
        let set = match within.standing {
            Standing::Required => {
                self.filters.push(filter);
                None
            }
            Standing::Denied if is_whole => {
                self.filters.push(without(filter));
                None
            }
            Standing::Denied | Standing::Nested => {
                self.sets.push(filter);
                Some(self.sets.len() - 1)
            }
        };
        self.meanings.push(Meaning { range, set });
    }

    /// Says that the tasks of units are meant, of which those that they lead come first.
    fn add_led(&mut self, units: &[String], within: &Within) {
        if within.standing == Standing::Required {
            self.led.push(parts(units.to_vec(), Some(Role::Lead)));
        }
    }

    /// The same for chapters.
    fn add_chapters(&mut self, range: Range<usize>, within: &Within, numbers: Vec<u32>) {
        if within.standing != Standing::Required {
            return self.add(range, within, in_chapters(numbers));
        }
        self.chapters.extend(numbers);
        self.meanings.push(Meaning { range, set: None });
    }
}

/// How a literal stands in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// All that is found must hold it.
    Required,
    /// It alone is ruled out of all that is found.
    Denied,
    /// Under other operators.
    Nested,
}

/// A literal of the query, in which names stand.
#[derive(Debug, Clone)]
struct Within {
    range: Range<usize>,
    standing: Standing,
    /// Whether an odd number of NOTs stands over it.
    is_negated: bool,
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
            words: Vec::new(),
            understanding: Understanding::default(),
        };
        reader.read_fields(&query.expression, Standing::Required, false, &vocabulary)?;
        reader.read_names(&vocabulary)?;
        reader.read_chapters()?;
        reader.pass_over_asking();
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
        let mut kept = kept();
        // A view of an earlier state keeps its own to itself.
        if kept.0 < generation {
            *kept = (generation, Arc::clone(&vocabulary));
        }
        vocabulary
    }
}

struct QueryReader<'a> {
    view: &'a View,
    kept: &'a [String],
    folded: Folded,
    /// The literals that are plain words: only in these names are recognised.
    words: Vec<Within>,
    understanding: Understanding,
}

impl QueryReader<'_> {
    /// Turns field words into filters and sets, and takes down the plain words beside them. `is_negated` tells of NOTs above.
    fn read_fields(
        &mut self,
        expression: &Expression,
        standing: Standing,
        is_negated: bool,
        vocabulary: &Vocabulary,
    ) -> Result<(), QueryError> {
        // Side by side below a NOT parts are not ruled out each by itself.
        let (parts, standing) = match expression {
            Expression::Together(parts) | Expression::All(parts) => match standing {
                Standing::Denied => (parts, Standing::Nested),
                standing => (parts, standing),
            },
            Expression::Any(parts) => (parts, Standing::Nested),
            Expression::Not(inner) => {
                let standing = match standing {
                    Standing::Required => Standing::Denied,
                    _ => Standing::Nested,
                };
                return self.read_fields(inner, standing, !is_negated, vocabulary);
            }
            Expression::Literal(literal) => {
                let within = Within {
                    range: literal.range.clone(),
                    standing,
                    is_negated,
                };
                return self.read_literal(literal, within, vocabulary);
            }
            Expression::Near { .. } | Expression::Nothing | Expression::Among(_) => return Ok(()),
        };
        for part in parts {
            self.read_fields(part, standing, is_negated, vocabulary)?;
        }
        Ok(())
    }

    fn read_literal(
        &mut self,
        literal: &Literal,
        within: Within,
        vocabulary: &Vocabulary,
    ) -> Result<(), QueryError> {
        match literal.field {
            Some(Field::Chapter) => self.read_chapter_field(literal, &within)?,
            Some(field) => self.read_field(literal, field, &within, vocabulary),
            None if literal.form == Form::Words => self.words.push(within),
            None => {}
        }
        Ok(())
    }

    /// The literal of plain words that a stretch stands in.
    fn around(&self, range: &Range<usize>) -> Option<&Within> {
        (self.words.iter())
            .find(|words| words.range.start <= range.start && range.start < words.range.end)
    }

    /// Beside a name that says which tasks are meant, words that only ask are passed over: 省农委牵头哪些任务.
    fn pass_over_asking(&mut self) {
        if !self.understanding.is_narrowed() {
            return;
        }
        let meanings = &self.understanding.meanings;
        let is_meant = |place: usize| meanings.iter().any(|one| one.range.contains(&place));
        let required = self.words.iter();
        let required = required.filter(|words| words.standing == Standing::Required);
        let asking = required.filter(|words| {
            let rest = words.range.clone().map(|place| {
                if is_meant(place) {
                    " "
                } else {
                    self.folded.character(place)
                }
            });
            only_asks(&rest.collect::<String>())
        });
        let asking: Vec<_> = asking
            .map(|words| Meaning {
                range: words.range.clone(),
                set: None,
            })
            .collect();
        self.understanding.meanings.extend(asking);
    }

    /// Recognises names among the plain words, and turns those with a role word beside them into filters or sets.
    fn read_names(&mut self, vocabulary: &Vocabulary) -> Result<(), QueryError> {
        let gazetteer = self.view.gazetteer();
        let folded = std::mem::replace(&mut self.folded, Folded::of(""));
        let mut mentions: Vec<_> = vocabulary.mentions(&folded.text).collect();
        let called = self.called(&folded, &mentions);
        mentions.extend(called.iter().map(|(stretch, named)| Mention {
            start: stretch.start,
            end: stretch.end,
            named,
        }));
        mentions.retain(|mention| {
            let range = folded.range(mention.start..mention.end);
            self.around(&range)
                .is_some_and(|words| range.end <= words.range.end)
        });
        mentions.sort_unstable_by_key(|mention| mention.start);
        let name = |mention: &Mention<'_>| folded.text.get(mention.start..mention.end);
        mentions.retain(|mention| {
            let denied = |name| gazetteer.is_false_friend(&folded.text, mention.start, name);
            !mention.named.units.is_empty() || !name(mention).is_some_and(denied)
        });
        let (mut read, mut is_negated) = (0, false);
        for (index, mention) in mentions.iter().enumerate() {
            let is_kept =
                |text: Option<&str>| text.is_some_and(|it| self.kept.iter().any(|kept| kept == it));
            let found =
                beside(&folded, mention, read).or_else(|| shared(&folded, &mentions, index));
            let said = found
                .as_ref()
                .and_then(|said| folded.text.get(said.stretch.clone()));
            let kept = is_kept(name(mention)) || is_kept(said);
            let found = found.filter(|_| !kept);
            // A place has tasks to answer for, and no other part in them.
            let is_place = mention.named.units.is_empty();
            let found = found.filter(|said| !is_place || said.role == Some(Role::Responsible));
            // 不由省农委、省水利厅牵头 denies both.
            let goes_on = is_negated && read == mention.start;
            let found = found.map(|said| Beside {
                is_negated: said.is_negated || goes_on,
                ..said
            });
            if let Some(said) = &found {
                (read, is_negated) = (said.stretch.end, said.is_negated);
            }
            self.add(vocabulary, &folded, mention, found, kept)?;
        }
        self.read_small_places(vocabulary, &folded);
        self.folded = folded;
        Ok(())
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

    /// Counties and districts that no plan names: whoever asks for one may find what is done in the prefecture around it.
    fn read_small_places(&mut self, vocabulary: &Vocabulary, folded: &Folded) {
        let gazetteer = self.view.gazetteer();
        let (text, known) = (&folded.text, &vocabulary.cities);
        for (start, _) in text.char_indices() {
            let rest = text.get(start..).unwrap_or_default();
            let names = gazetteer.division_names_starting(rest);
            let Some(name) = names.max_by_key(|name| name.len()) else {
                continue;
            };
            let is_kept = self.kept.iter().any(|kept| kept == name);
            if is_kept || gazetteer.is_false_friend(text, start, name) {
                continue;
            }
            let mut near = gazetteer.cities_named(name);
            near.retain(|city| {
                let mut around = gazetteer.ancestors(*city);
                around.any(|around| known.contains(&around)) && !known.contains(city)
            });
            let places = near
                .iter()
                .map(|city| vocabulary.place(name, *city, gazetteer));
            self.understanding.places.extend(places);
            let range = folded.range(start..start + name.len());
            let within = self.around(&range).filter(|_| !near.is_empty());
            let Some(within) = within else { continue };
            let term = InterpretedTerm {
                text: name.to_owned(),
                node: standing(&near, gazetteer).map(NodeId::City),
                role: None,
                is_negated: within.is_negated,
                applied: Applied::Boost,
                range,
            };
            self.understanding.small.push(term);
        }
    }

    fn add(
        &mut self,
        vocabulary: &Vocabulary,
        folded: &Folded,
        mention: &Mention<'_>,
        mut said: Option<Beside>,
        kept: bool,
    ) -> Result<(), QueryError> {
        let Named { units, cities } = mention.named;
        let is_place = units.is_empty() || (said.is_none() && !cities.is_empty());
        let node = if is_place {
            only(cities).map(NodeId::City)
        } else {
            only(units).map(NodeId::Unit)
        };
        let stretch = said.as_ref().map(|said| said.stretch.clone());
        let range = folded.range(stretch.unwrap_or(mention.start..mention.end));
        let applied = match said {
            Some(_) => Applied::Filter,
            None if kept => Applied::None,
            None => Applied::Boost,
        };
        let name = folded.range(mention.start..mention.end);
        if let (Some(said), Some(within)) = (&mut said, self.around(&name).cloned()) {
            let filter = if units.is_empty() {
                tied_to(cities, Some(Via::Assigned))
            } else {
                let names: Vec<_> = units.iter().map(ToString::to_string).collect();
                if !said.is_negated {
                    self.understanding.add_led(&names, &within);
                }
                let (role, filter) = self.view.played(names, said)?;
                said.role = role;
                filter
            };
            let filter = if said.is_negated {
                without(filter)
            } else {
                filter
            };
            self.understanding.add(range.clone(), &within, filter);
        }
        let text = folded.text.get(mention.start..mention.end);
        if let (Applied::Boost, Some(name)) = (applied, text) {
            let gazetteer = self.view.gazetteer();
            let places = cities
                .iter()
                .map(|city| vocabulary.place(name, *city, gazetteer));
            self.understanding.places.extend(places);
        }
        let is_under_not = self.around(&name).is_some_and(|words| words.is_negated);
        let is_negated = said.as_ref().is_some_and(|said| said.is_negated);
        self.understanding.terms.push(InterpretedTerm {
            range,
            text: text.unwrap_or_default().to_owned(),
            node,
            role: said.and_then(|said| said.role),
            is_negated: is_negated != is_under_not,
            applied,
        });
        Ok(())
    }
}

fn only<T: Copy>(items: &[T]) -> Option<T> {
    match items {
        [item] => Some(*item),
        _ => None,
    }
}
