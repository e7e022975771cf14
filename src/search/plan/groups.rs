//! What one word or name of a query is looked for as: itself, what means the same, the places that it stands for.

use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

use super::{Group, LONG_WORD, Leaf, Planner, Way, leaf};
use crate::search::analyzer::{Word, WordKind};
use crate::search::fields::{EVERY_TITLE, whole};
use crate::search::settings::{Bond, Synonym};
use crate::search::tokens::WHOLE;
use crate::search::{Expansion, MatchKind, Part, lists};
use crate::text::fold::fold;

/// Characters that tell the level of a body.
const LEVELS: &[char] = &['省', '市', '县', '区'];

/// What a name tells of what another word does that is said as seldom: where, or who, but not what.
const TELLING_NAME: f32 = 0.5;

/// What a part of a word must tell of what the most telling part of it does.
const TELLING_PART: f32 = 0.75;

impl Way {
    /// Any of these leaves.
    pub(super) fn of(leaves: Vec<Leaf>, lead: f32) -> Self {
        Self { leaves, lead }
    }
}

impl Group {
    /// A group that is met in one way.
    pub(super) fn of(leaves: Vec<Leaf>, tie: f32) -> Self {
        Self {
            ways: vec![Way::of(leaves, 0.0)],
            loose: Vec::new(),
            tie,
            telling: 1.0,
            is_topic: false,
            is_known: true,
            is_said: true,
        }
    }
}

impl Planner<'_> {
    /// A word or name with everything that it is looked for as.
    pub(super) fn group(&mut self, word: &Word, chars: &[char]) -> Group {
        self.show(word, chars);
        let mut own = self.word(&word.text, MatchKind::Word, 1.0);
        if word.kind == WordKind::Number {
            own = self.word(&word.value, MatchKind::Number, 1.0);
            self.terms.push(word.text.clone());
            let parts = [Part::Label, Part::Heading, Part::Indicator, Part::Name];
            let among = self.weights().filter(|(part, _)| parts.contains(part));
            own.extend(
                among.filter_map(|(part, weight)| {
                    self.phrase(chars, part, MatchKind::Number, weight)
                }),
            );
        } else {
            own.extend(self.everywhere(chars, MatchKind::Phrase, 1.0));
            own.extend(self.names(chars));
            own.extend(self.region(&word.text, chars));
        }
        let across = self.across(chars, &mut own);
        let ranking = self.ranking().clone();
        let mut group = Group::of(own, ranking.tie);
        if let Some(own) = group.ways.first_mut() {
            own.lead = ranking.literal;
        }
        group.ways.extend(across);
        if self.is_literal || (self.is_kept)(chars) {
            return group;
        }
        let is_name = (self.is_name)(chars);
        group.is_topic = word.kind != WordKind::Number && !is_name;
        let is_named = is_name || self.is_place(&word.text);
        let share = if is_named { TELLING_NAME } else { 1.0 };
        group.telling = share * self.analyzer.rareness(chars);
        let is_divisible = word.kind == WordKind::Han && !is_name;
        // What is only meant as well comes behind where the word itself is found.
        let is_found = is_name
            || self.is_region(&word.text)
            || ((self.holds)(chars) && !self.is_only_across(chars))
            || (is_divisible && self.add_turned(chars, &mut group));
        let synonyms = self.synonyms(&word.text, chars, is_divisible, is_found);
        group.is_known = is_found || word.kind != WordKind::Han;
        group.is_said = group.is_known;
        if !is_found && is_divisible {
            self.add_together(chars, 1.0, &mut group);
        }
        let mut further = Vec::new();
        for synonym in &synonyms {
            let (weight, lead) = match synonym.bond {
                Bond::Equal => (ranking.synonym, ranking.equal),
                Bond::Broader | Bond::Sibling => (ranking.broader, 0.0),
            };
            let chars: Vec<char> = synonym.text.chars().collect();
            let mut leaves = self.said(&synonym.text, &chars, weight);
            if synonym.bond == Bond::Equal {
                // What only looks like it was not meant.
                let _across = self.across(&chars, &mut leaves);
            }
            if synonym.bond == Bond::Equal && is_found {
                group.ways.push(self.titled(&chars));
            }
            leaves.extend(self.names(&chars));
            self.terms.push(synonym.text.clone());
            let way = Way::of(leaves, lead);
            if !is_found {
                if (self.holds)(&chars) {
                    group.is_known = true;
                    group.is_said |= synonym.bond == Bond::Equal;
                } else {
                    let (terms, ways) = self.led_further(&synonym.text, &synonyms);
                    further.extend(terms);
                    group.loose.extend(ways);
                    let is_met = self.add_together(&chars, weight, &mut group);
                    group.is_said |= is_met && synonym.bond == Bond::Equal;
                }
            }
            match synonym.bond {
                Bond::Broader if is_found => group.loose.push(way),
                Bond::Equal | Bond::Broader => group.ways.push(way),
                Bond::Sibling => group.loose.push(way),
            }
        }
        self.expand(word, synonyms, further);
        if let Some(way) = self.titled_so(chars).filter(|_| !is_named) {
            if is_found {
                group.loose.push(way);
            } else {
                group.ways.push(way);
            }
            group.is_known = true;
        }
        if self.add_places(&word.text, &mut group) {
            self.named.push(word.text.clone());
            // Whoever knows the place looks neither for its characters nor for a longer word.
            group.is_known = true;
        }
        self.add_parts(word, chars, &mut group);
        if !group.is_known {
            group.loose.extend(self.longer(chars));
        }
        group
    }

    /// Has a word marked as texts may print it.
    fn show(&mut self, word: &Word, chars: &[char]) {
        self.terms.push(chars.iter().collect());
        if self.is_listed(chars) {
            match &self.analyzer.split(word, chars)[..] {
                [] | [_] => self.terms.push(lists::listed(chars)),
                words => self
                    .joint
                    .push(words.iter().map(|it| it.text.clone()).collect()),
            }
        }
    }

    /// Tells what a word is looked for as too, and what that led further to.
    fn expand(&mut self, word: &Word, synonyms: Vec<Synonym>, further: Vec<String>) {
        if !synonyms.is_empty() {
            let mut to: Vec<String> = synonyms.into_iter().map(|it| it.text).collect();
            for term in further {
                if !to.contains(&term) {
                    to.push(term.clone());
                    self.terms.push(term);
                }
            }
            self.expansions.push(Expansion {
                term: word.text.clone(),
                to,
            });
        }
    }

    /// Adds what is done to something as it is said the other way round; whether it is said so.
    fn add_turned(&mut self, chars: &[char], group: &mut Group) -> bool {
        let (Some(leaf), Some(own)) = (self.turned(chars), group.ways.first_mut()) else {
            return false;
        };
        own.leaves.push(leaf);
        let words = self.words_of(chars).into_iter().map(|word| word.text);
        self.joint.push(words.collect());
        true
    }

    /// Adds the words of what the vocabulary knows as one term and the corpus only so, 金融改革; whether it has all of them.
    fn add_together(&mut self, chars: &[char], weight: f32, group: &mut Group) -> bool {
        let words = self.words_of(chars);
        let Some(way) = self.together(&words, chars, weight) else {
            return false;
        };
        group.is_known = true;
        group.loose.push(way);
        let words = words.into_iter().map(|word| word.text);
        self.joint.push(words.collect());
        true
    }

    /// The words within a long word, in case that it is found too seldom: 人口 in 流动人口; but not what is said everywhere
    /// beside what tells most, 改造 in 棚户区改造.
    fn add_parts(&self, word: &Word, chars: &[char], group: &mut Group) {
        if word.kind != WordKind::Han || chars.len() < LONG_WORD {
            return;
        }
        let ranking = self.ranking();
        let mut parts = self.analyzer.words_within(chars);
        let rareness = |part: &String| {
            let chars: Vec<char> = part.chars().collect();
            self.analyzer.rareness(&chars)
        };
        let rarest = parts.iter().map(rareness).fold(0.0, f32::max);
        parts.retain(|part| rareness(part) >= TELLING_PART * rarest);
        for part in parts {
            let chars: Vec<char> = part.chars().collect();
            let mut leaves = self.word(&part, MatchKind::Word, ranking.part);
            let among = self.weights().filter(|(part, _)| *part != Part::Text);
            leaves.extend(among.filter_map(|(part, weight)| {
                self.phrase(&chars, part, MatchKind::Phrase, ranking.part * weight)
            }));
            group.loose.push(Way::of(leaves, 0.0));
        }
    }

    /// Adds the places that a name stands for, those within it and, when they find too little, what is around it; whether it
    /// stands for any.
    fn add_places(&self, text: &str, group: &mut Group) -> bool {
        let Some(place) = self.place(text) else {
            return false;
        };
        if !self.parts.contains(&Part::City) {
            return true;
        }
        let way = |names: &[String]| -> Way {
            let leaves = names.iter().map(|name| {
                let chars: Vec<char> = fold(name).chars().collect();
                let query =
                    TermQuery::new(whole(self.fields.city, &chars), IndexRecordOption::Basic);
                let weight = self.ranking().within;
                leaf(
                    name.clone(),
                    Part::City,
                    MatchKind::Alias,
                    Box::new(query),
                    weight,
                )
            });
            Way::of(leaves.collect(), 0.0)
        };
        if !place.within.is_empty() {
            group.ways.push(way(&place.within));
        }
        if !place.around.is_empty() {
            group.loose.push(way(&place.around));
        }
        // A region that the vocabulary knows to be made of places is around them: 沈阳经济区 around 抚顺.
        for region in self
            .analyzer
            .settings
            .wholes
            .get(text)
            .into_iter()
            .flatten()
        {
            let chars: Vec<char> = region.chars().collect();
            let leaves = self.everywhere(&chars, MatchKind::Synonym, self.ranking().within);
            group.loose.push(Way::of(leaves, 0.0));
        }
        true
    }

    /// What a word finds too. What a body does is what it is known for, whatever its level: 省纪委 means what 纪委 does.
    fn synonyms(
        &self,
        text: &str,
        chars: &[char],
        is_divisible: bool,
        is_found: bool,
    ) -> Vec<Synonym> {
        let known = &self.analyzer.settings.synonyms;
        let level = chars
            .split_first()
            .filter(|(first, rest)| LEVELS.contains(first) && rest.len() > 1);
        let body = level.map(|(_, rest)| rest.iter().collect::<String>());
        let body = body.filter(|_| is_divisible);
        let mut synonyms = match (known.get(text), body.and_then(|body| known.get(&body))) {
            (Some(synonyms), _) | (None, Some(synonyms)) => synonyms.clone(),
            // 120 means 急救, but not in 6120万亩.
            _ if is_divisible => self.said_in_part(chars, is_found),
            _ => Vec::new(),
        };
        // Words that mean the same third thing say something where that stands nowhere: who asks for 打篮球 does not ask for
        // 乒乓球 where a plan speaks of 体育.
        let is_led = synonyms.iter().any(|other| {
            other.bond != Bond::Sibling && (self.holds)(&other.text.chars().collect::<Vec<_>>())
        });
        synonyms.retain(|other| !is_led || other.bond != Bond::Sibling);
        synonyms
    }

    /// A word that nothing is known of with a part of it said otherwise, where that stands somewhere, for most of it would be
    /// nonsense (河流 in 辽河流域); or else what the longest end of it means: 打篮球 what 篮球 does.
    fn said_in_part(&self, chars: &[char], is_found: bool) -> Vec<Synonym> {
        let known = &self.analyzer.settings.synonyms;
        let mut found: Vec<Synonym> = Vec::new();
        let mut longest: &[char] = &[];
        for start in 0..chars.len() {
            for end in start + 2..=chars.len() {
                let part = chars.get(start..end).unwrap_or_default();
                let is_at_edge = (start == 0 || end == chars.len()) && !is_found;
                let is_tail = end == chars.len() && !is_found;
                let synonyms = known.get(&part.iter().collect::<String>());
                if is_tail && synonyms.is_some() && part.len() >= longest.len() {
                    longest = part;
                }
                for synonym in synonyms.into_iter().flatten() {
                    let (before, after) = (chars.iter().take(start), chars.iter().skip(end));
                    let said = before.copied().chain(synonym.text.chars());
                    let said: Vec<char> = said.chain(after.copied()).collect();
                    let stands = (self.holds)(&said)
                        || (is_at_edge
                            && self.together(&self.words_of(&said), &said, 1.0).is_some());
                    if stands {
                        found.push(Synonym {
                            text: said.into_iter().collect(),
                            bond: synonym.bond,
                        });
                    }
                }
            }
        }
        if found.is_empty() {
            let meant = known.get(&longest.iter().collect::<String>());
            found.extend(meant.into_iter().flatten().map(|synonym| Synonym {
                text: synonym.text.clone(),
                bond: synonym.bond.max(Bond::Broader),
            }));
        }
        found
    }

    /// What a synonym that stands in no plan is led to itself, but for what the word was led to already: 雾霾 means 大气污染,
    /// and that 二氧化硫.
    fn led_further(&self, synonym: &str, led: &[Synonym]) -> (Vec<String>, Vec<Way>) {
        let settings = &self.analyzer.settings;
        let further = settings.synonyms.get(synonym).into_iter().flatten();
        let is_new = |one: &&Synonym| {
            one.bond == Bond::Broader && led.iter().all(|other| other.text != one.text)
        };
        let further: Vec<String> = further.filter(is_new).map(|one| one.text.clone()).collect();
        // Twice led is further.
        let weight = self.ranking().broader.powi(2);
        let ways = further.iter().map(|term| {
            let chars: Vec<char> = term.chars().collect();
            Way::of(self.said(term, &chars, weight), 0.0)
        });
        let ways = ways.collect();
        (further, ways)
    }

    /// What means the same, as a word and as a stretch.
    fn said(&self, text: &str, chars: &[char], weight: f32) -> Vec<Leaf> {
        let mut leaves = self.word(text, MatchKind::Synonym, weight);
        leaves.extend(self.everywhere(chars, MatchKind::Synonym, weight));
        leaves
    }

    /// What is about something that means the same, as its titles say: before what only mentions the word itself.
    fn titled(&self, chars: &[char]) -> Way {
        let titles = self
            .weights()
            .filter(|(part, _)| matches!(part, Part::Label | Part::Heading));
        let weight = self.ranking().title;
        let leaves =
            titles.filter_map(|(part, _)| self.phrase(chars, part, MatchKind::Synonym, weight));
        Way::of(leaves.collect(), self.ranking().literal)
    }

    /// What the plans say that are made for a division of this name, where there are others.
    fn region(&self, text: &str, chars: &[char]) -> Option<Leaf> {
        let weight = self.ranking().alias;
        (self.is_region(text)).then(|| self.named(chars, Part::Region, weight))
    }

    /// What the plans say whose titles have a word that others have not.
    fn titled_so(&self, chars: &[char]) -> Option<Way> {
        let count = |name: &[char]| (self.count)(&whole(self.fields.title, name));
        let is_said =
            self.parts.contains(&Part::Text) && (1..count(EVERY_TITLE)).contains(&count(chars));
        is_said.then(|| {
            let leaf = self.named(chars, Part::Title, self.ranking().alias);
            Way::of(vec![leaf], self.ranking().equal)
        })
    }

    fn is_region(&self, text: &str) -> bool {
        self.place(text).is_some_and(|place| place.is_region)
    }

    /// A name that stands for a unit or a place beside a task.
    fn names(&self, chars: &[char]) -> Vec<Leaf> {
        if !self.parts.contains(&Part::Text) || !(self.is_name)(chars) {
            return Vec::new();
        }
        let ranking = self.ranking();
        let parts = [
            (Part::Unit, ranking.alias),
            (Part::Lead, ranking.lead),
            (Part::City, ranking.alias),
        ];
        let named = |(part, weight)| self.named(chars, part, weight);
        parts.into_iter().map(named).collect()
    }

    /// A whole name in a part that holds names.
    fn named(&self, chars: &[char], part: Part, weight: f32) -> Leaf {
        let field = self.fields.of(part);
        let query = TermQuery::new(whole(field, chars), IndexRecordOption::Basic);
        let term = chars.iter().collect();
        let leaf = leaf(term, part, MatchKind::Alias, Box::new(query), weight);
        leaf.kept(field, [WHOLE].iter().chain(chars).collect())
    }
}
