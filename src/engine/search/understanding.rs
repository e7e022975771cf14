//! What a query means beside its words: units with their roles, divisions, chapters.
//!
//! A name becomes a filter only with a role word (省农委牵头) or a field word (单位:省水利厅) beside it; otherwise it stays
//! text, and the fields of the index that hold names lift what it belongs to.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use super::vocabulary::{Mention, Named, Vocabulary};
use crate::engine::{CityMatch, QueryError, TaskFilter, UnitMatch, View};
use crate::model::{NodeId, Role};
use crate::search::{Expression, Field, Form, Literal, ParsedQuery};
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
    filters: Vec<TaskFilter>,
}

/// Role words behind a name, longest first where one begins another; with what must not follow them.
const BEHIND: &[(&str, Role, &[char])] = &[
    ("牵头负责", Role::Lead, &['人']),
    ("牵头", Role::Lead, &['人']),
    ("主办", Role::Lead, &['方']),
    ("负责", Role::Responsible, &['人', '制', '同']),
    ("承担", Role::Responsible, &['者']),
    ("协办", Role::Supporting, &['方']),
    ("协助", Role::Supporting, &[]),
    ("配合", Role::Supporting, &['饲', '比']),
    ("参与", Role::Supporting, &['者']),
];

/// Role words before a name.
const BEFORE: &[(&str, Role)] = &[
    ("牵头单位", Role::Lead),
    ("主办单位", Role::Lead),
    ("牵头", Role::Lead),
    ("责任单位", Role::Responsible),
    ("负责单位", Role::Responsible),
    ("协办单位", Role::Supporting),
    ("配合单位", Role::Supporting),
    ("参与单位", Role::Supporting),
];

/// Words that go with a role word and say nothing of their own.
const TAILS: &[&str] = &["的任务", "的工作", "的事项", "单位", "任务", "的"];

/// Words that go before a name with a role word behind it.
const HEADS: &[&str] = &["由"];

/// What joins the names of units that share a role word.
const JOINERS: &[char] = &['、', ',', '和', '与', '及'];

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

    /// The names of this state; made once for a state and kept for the next view of it.
    pub(super) fn vocabulary(&self) -> Arc<Vocabulary> {
        let kept = || {
            let kept = self.shared().vocabulary.lock();
            kept.unwrap_or_else(PoisonError::into_inner)
        };
        let known = Arc::clone(&kept());
        if known.generation() == self.snapshot().generation() {
            return known;
        }
        let made = Arc::new(Vocabulary::of(self));
        *kept() = Arc::clone(&made);
        made
    }
}

/// A query in the form in which names are compared, with the way back.
struct Folded {
    text: String,
    /// For each byte of the text, and its end, the character of the query that it is from.
    characters: Vec<usize>,
}

impl Folded {
    fn of(query: &str) -> Self {
        let (mut text, mut characters) = (String::new(), Vec::new());
        let mut length = 0;
        for character in query.chars() {
            let folded = match fold(character.encode_utf8(&mut [0; 4])) {
                empty if empty.is_empty() => " ".to_owned(),
                folded => folded,
            };
            characters.extend(std::iter::repeat_n(length, folded.len()));
            text.push_str(&folded);
            length += 1;
        }
        characters.push(length);
        Self { text, characters }
    }

    /// The characters of the query that a stretch of bytes is from.
    fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let character = |byte| self.characters.get(byte).copied().unwrap_or_default();
        let end = match bytes.end.checked_sub(1) {
            Some(last) if last >= bytes.start => character(last) + 1,
            _ => character(bytes.start),
        };
        character(bytes.start)..end
    }

    fn from(&self, byte: usize) -> &str {
        self.text.get(byte..).unwrap_or_default()
    }

    fn up_to(&self, byte: usize) -> &str {
        self.text.get(..byte).unwrap_or_default()
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
                let filter = TaskFilter {
                    cities: Some(CityMatch {
                        any: Some(cities.iter().map(ToString::to_string).collect()),
                        ..CityMatch::default()
                    }),
                    ..TaskFilter::default()
                };
                return Ok(Some((filter, term(node, None))));
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
        let mut mentions: Vec<_> = vocabulary
            .mentions(&folded.text)
            .filter(|mention| self.is_required(&folded.range(mention.start..mention.end)))
            .collect();
        let name = |mention: &Mention<'_>| folded.text.get(mention.start..mention.end);
        mentions.retain(|mention| {
            let denied = |name| gazetteer.is_false_friend(&folded.text, mention.start, name);
            !mention.named.units.is_empty() || !name(mention).is_some_and(denied)
        });
        let mut read = 0;
        for (index, mention) in mentions.iter().enumerate() {
            let kept = name(mention).is_some_and(|name| self.kept.iter().any(|kept| kept == name));
            let found = if kept || mention.named.units.is_empty() {
                None
            } else {
                beside(&folded, mention, read).or_else(|| shared(&folded, &mentions, index))
            };
            let whole = mention.start..mention.end;
            let stretch = found.as_ref().map_or(whole, |(_, stretch)| stretch.clone());
            let role = found.map(|(role, _)| role);
            if role.is_some() {
                read = stretch.end;
            }
            self.add(&folded, mention, role, stretch, kept);
        }
        self.folded = folded;
    }

    fn add(
        &mut self,
        folded: &Folded,
        mention: &Mention<'_>,
        role: Option<Role>,
        stretch: Range<usize>,
        kept: bool,
    ) {
        let Named { units, cities } = mention.named;
        let node = match role {
            None if !cities.is_empty() => only(cities).map(NodeId::City),
            _ => only(units).map(NodeId::Unit),
        };
        let range = folded.range(stretch);
        let applied = match role {
            Some(_) => Applied::Filter,
            None if kept => Applied::None,
            None => Applied::Boost,
        };
        if role.is_some() {
            let units = units.iter().map(ToString::to_string).collect();
            self.understanding
                .add_filter(range.clone(), parts(units, role));
        }
        let text = folded.text.get(mention.start..mention.end);
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

/// The role word beside a name, with the stretch of both; nothing before byte `read` is looked at again.
fn beside(folded: &Folded, mention: &Mention<'_>, read: usize) -> Option<(Role, Range<usize>)> {
    let behind = folded.from(mention.end).trim_start();
    let found = BEHIND.iter().find_map(|(word, role, not_before)| {
        let rest = behind.strip_prefix(word)?;
        (!rest.starts_with(*not_before)).then_some((*role, rest))
    });
    if let Some((role, rest)) = found {
        let tail = TAILS.iter().find_map(|tail| rest.strip_prefix(tail));
        let end = folded.text.len() - tail.unwrap_or(rest).len();
        let before = folded.up_to(mention.start);
        let head = HEADS.iter().find_map(|head| before.strip_suffix(head));
        let start = head.map_or(mention.start, str::len).max(read);
        return Some((role, start..end));
    }
    let before = folded.up_to(mention.start).trim_end();
    let (word, role) = BEFORE.iter().find(|(word, _)| before.ends_with(word))?;
    let start = before.len() - word.len();
    (start >= read).then_some((*role, start..mention.end))
}

/// The role word of the names that follow, when only joiners stand between: 省农委、省水利厅牵头.
fn shared(folded: &Folded, mentions: &[Mention<'_>], index: usize) -> Option<(Role, Range<usize>)> {
    let mention = mentions.get(index)?;
    let next = mentions.get(index + 1)?;
    let between = folded.text.get(mention.end..next.start)?;
    let mut characters = between.chars();
    let is_joiner = characters.next().is_some_and(|one| JOINERS.contains(&one));
    if !is_joiner || characters.next().is_some() || next.named.units.is_empty() {
        return None;
    }
    let (role, _) =
        beside(folded, next, mention.end).or_else(|| shared(folded, mentions, index + 1))?;
    Some((role, mention.start..next.start))
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
