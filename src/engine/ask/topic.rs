//! What the text of a question means to the index: the very characters when the plans have them, else all its words.

use super::words::{WORDS, Word};
use crate::engine::search::SearchRequest;
use crate::engine::{QueryError, SearchAnswer, SearchKind, View};
use crate::model::NodeId;
use crate::text::fold::fold;
use crate::text::is_han;

/// Marks that would be read as operators of a query.
const OPERATORS: &[char] = &[
    '"', '“', '”', '「', '」', '『', '』', '(', ')', '*', ':', '-', '《', '》',
];

/// Words between subjects that are asked for together, beside 、: of 燃气普及率 及 is no word.
const BETWEEN_SUBJECTS: &[&str] = &["和", "与", "及", "以及"];

/// What is asked for of something that grows or falls, the longest first.
const RATES: &[&str] = &[
    "年均增长率",
    "年均增速",
    "增长速度",
    "增长幅度",
    "下降幅度",
    "增长率",
    "增速",
    "增幅",
    "降幅",
];

/// Stands between words of a compound that a text has with a few characters between them.
const NEAR: &str = " NEAR/5 ";

/// The most ways to say the same in full.
const FORMS: usize = 3;

/// The most characters of a word that is made of two.
const COMPOUND: usize = 8;

/// The most chapters or sections that a title stands for.
const TITLES: usize = 100;

/// The fewest characters that may ask for a target by themselves.
const TARGET: usize = 4;

/// The fewest characters of each of the two parts that a short name of a target has of it.
const SHORTEST_PART: usize = 2;

/// The most targets whose names are looked at.
const TARGETS: usize = 20;

/// What finds what a text is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TopicMatch {
    pub(super) query: String,
    /// What stands in what it finds, in quotes, where that is not the text: 公租房 is found as “公共租赁住房”.
    found: Option<String>,
    /// The same as words: of each of these, one stands there; empty where it is not so simple.
    pub(super) words: Vec<Vec<String>>,
    /// Whether only something near it was found, best first: the plans know every word, but not together.
    pub(super) is_near: bool,
}

impl TopicMatch {
    fn of(query: String, found: Option<String>, words: Vec<Vec<String>>) -> Self {
        Self {
            query,
            found,
            words,
            is_near: false,
        }
    }

    /// The same, of which the answer says that it finds `text`.
    pub(super) fn said_as(self, text: &str) -> Self {
        let found = Some(self.named(text));
        Self { found, ..self }
    }

    /// How an answer says what it asks of things of `kind` by a text.
    pub(super) fn condition(&self, text: &str, kind: SearchKind) -> String {
        match (kind, self.is_near) {
            (SearchKind::Indicator, _) => format!("关于{}", self.named(text)),
            (_, true) => format!("内容接近“{text}”"),
            (_, false) => format!("提到{}", self.named(text)),
        }
    }

    /// What it finds of a text, in quotes: 价格改革 that stands nowhere is found as 价格 and 改革, which says less.
    pub(super) fn named(&self, text: &str) -> String {
        let found = self.found.clone();
        found.unwrap_or_else(|| quoted(text))
    }
}

impl View {
    /// What finds what a text is about among things of `kind`; `None` when the plans do not speak of it.
    pub(super) fn topic_match(
        &self,
        text: &str,
        kind: SearchKind,
    ) -> Result<Option<TopicMatch>, QueryError> {
        let text = text.replace(OPERATORS, " ");
        let text = text.trim();
        // A single character stands in too many words to say what is meant.
        if text.chars().count() < 2 {
            return Ok(None);
        }
        if let Some(whole) = self.word_match(text, kind)? {
            return Ok(Some(whole));
        }
        if let Some(both) = self.both_halves(text, kind)? {
            return Ok(Some(both));
        }
        let terms = self.reader().terms(text)?;
        let words: Vec<_> = terms
            .into_iter()
            .filter(|term| !is_operator(term))
            .collect();
        if words.is_empty() || has_strange(text, &words, usize::from(words.len() > 1)) {
            return Ok(None);
        }
        // 化学须氧量 is a slip rather than 化学 beside 氧量.
        if has_strange(text, &words, 0)
            && let Some(meant) = self.suggestion(text)?
            && self.is_slip(text, &meant)
        {
            return Ok(None);
        }
        if let Some(all) = self.all_words(&words, kind)? {
            return Ok(Some(all));
        }
        if let Some(each) = self.each_subject(text, kind)? {
            return Ok(Some(TopicMatch::of(each, None, Vec::new())));
        }
        for word in &words {
            if words.len() < 2 || !self.finds(&quoted(word), kind)? {
                return Ok(None);
            }
        }
        Ok(Some(TopicMatch {
            query: words.join(" "),
            found: None,
            words: Vec::new(),
            is_near: true,
        }))
    }

    /// A text as it stands, or else what means the same and stands somewhere: a form in full, for shorter words are broader.
    pub(super) fn word_match(
        &self,
        text: &str,
        kind: SearchKind,
    ) -> Result<Option<TopicMatch>, QueryError> {
        let literal = quoted(text);
        if self.finds(&literal, kind)? {
            let words = vec![vec![fold(text)]];
            return Ok(Some(TopicMatch::of(literal, None, words)));
        }
        let length = text.chars().count();
        let mut others: Vec<String> = Vec::new();
        for expansion in self.asked_for(text, kind)?.expansions {
            let is_whole = expansion.term == fold(text);
            let forms = expansion.to.into_iter().filter(|_| is_whole);
            for form in forms.filter(|form| form.chars().count() >= length) {
                if !others.contains(&form)
                    && self.finds(&quoted(&form), kind)?
                    && (kind != SearchKind::Indicator || self.means(&form, text)?)
                {
                    others.push(form);
                }
            }
        }
        let each: Vec<_> = others.iter().map(|form| quoted(form)).collect();
        // Nothing means the same, or a whole field does.
        if !(1..=FORMS).contains(&each.len()) {
            return Ok(None);
        }
        let found = each.join("或");
        let query = each.join(" OR ");
        Ok(Some(TopicMatch::of(query, Some(found), vec![others])))
    }

    /// Whether a form stands for a text as the text does for it, or has a word of it: 减排 leads to 排放, but what 增速 leads to,
    /// 生产总值, is no target of that name.
    fn means(&self, form: &str, text: &str) -> Result<bool, QueryError> {
        if text
            .chars()
            .any(|character| is_han(character) && form.contains(character))
        {
            return Ok(true);
        }
        let expansions = self.asked_for(form, SearchKind::Indicator)?.expansions;
        let text = fold(text);
        Ok(expansions
            .iter()
            .any(|expansion| expansion.to.contains(&text)))
    }

    /// All of several words at once, each as it stands or as what means the same.
    fn all_words(
        &self,
        texts: &[String],
        kind: SearchKind,
    ) -> Result<Option<TopicMatch>, QueryError> {
        let (mut queries, mut found, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for text in texts {
            let Some(one) = self.word_match(text, kind)? else {
                return Ok(None);
            };
            let is_any = one.words.iter().any(|forms| forms.len() > 1);
            let (open, close) = if is_any { ("（", "）") } else { ("", "") };
            found.push(format!("{open}{}{close}", one.named(text)));
            queries.push(if is_any {
                format!("({})", one.query)
            } else {
                one.query
            });
            words.extend(one.words);
        }
        let found = match found.as_slice() {
            [before @ .., last] if !before.is_empty() => format!("{}和{last}", before.join("、")),
            _ => found.concat(),
        };
        // 价格管理体制改革 rather than whatever speaks of 价格 and of 改革 somewhere.
        if queries.iter().all(|query| literal(query).is_some()) {
            let pairs = queries.windows(2);
            let pairs: Vec<_> = pairs.map(|pair| format!("({})", pair.join(NEAR))).collect();
            let close = pairs.join(" AND ");
            if !pairs.is_empty() && self.finds(&close, kind)? {
                let found = Some(format!("相隔不远的{found}"));
                return Ok(Some(TopicMatch::of(close, found, words)));
            }
        }
        let query = queries.join(" AND ");
        let fits = self.finds(&query, kind)?;
        let found = if texts.len() > 1 && kind == SearchKind::Task {
            format!("{found}（不在一处）")
        } else {
            found
        };
        Ok(fits.then(|| TopicMatch::of(query, Some(found), words)))
    }

    /// What finds both words that a longer one is made of, side by side, where the whole stands nowhere: 老旧小区改造 in
    /// 改造城镇老旧小区. A target is not named by halves: 城镇化率 is no 城镇.
    fn both_halves(&self, text: &str, kind: SearchKind) -> Result<Option<TopicMatch>, QueryError> {
        let is_compound = text.chars().all(is_han) && text.chars().count() <= COMPOUND;
        if kind != SearchKind::Task || !is_compound {
            return Ok(None);
        }
        if self.subjects(text).len() > 1 {
            return Ok(None);
        }
        for (at, _) in text.char_indices().skip(2) {
            let Some((one, other)) = text.split_at_checked(at) else {
                continue;
            };
            let query = format!("({})", [quoted(one), quoted(other)].join(NEAR));
            if other.chars().count() > 1 && self.finds(&query, kind)? {
                let found = format!("相隔不远的{}和{}", quoted(one), quoted(other));
                let words = vec![vec![fold(one)], vec![fold(other)]];
                return Ok(Some(TopicMatch::of(query, Some(found), words)));
            }
        }
        Ok(None)
    }

    /// What finds the targets of several subjects: 燃气普及率和用水普及率. Tasks are asked for by all words at once.
    fn each_subject(&self, text: &str, kind: SearchKind) -> Result<Option<String>, QueryError> {
        let subjects = self.subjects(text);
        if kind != SearchKind::Indicator || subjects.len() < 2 {
            return Ok(None);
        }
        let mut queries = Vec::new();
        for subject in subjects {
            match self.topic_match(subject, kind)? {
                Some(found) if !found.is_near => queries.push(format!("({})", found.query)),
                _ => return Ok(None),
            }
        }
        Ok(Some(queries.join(" OR ")))
    }

    /// The subjects that a text names together: 燃气普及率和用水普及率.
    pub(super) fn subjects<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let byte = |at: usize| (text.char_indices().nth(at)).map_or(text.len(), |(byte, _)| byte);
        let words = self.reader().word_ranges(text).into_iter();
        let words = words.map(|word| byte(word.start)..byte(word.end));
        let joins = words.filter(|word| {
            let said = text.get(word.clone());
            said.is_some_and(|said| BETWEEN_SUBJECTS.contains(&said))
        });
        let marks = text.match_indices('、');
        let marks = marks.map(|(at, mark)| at..at + mark.len());
        let mut joins: Vec<_> = joins.chain(marks).collect();
        joins.sort_unstable_by_key(|join| join.start);
        let mut subjects = Vec::new();
        let mut start = 0;
        for join in joins {
            subjects.extend(text.get(start..join.start));
            start = join.end;
        }
        subjects.extend(text.get(start..));
        subjects
    }

    /// Targets that a text names in short, something left out within it, 污水处理率 for 污水集中处理率, or by how fast they grow:
    /// 出口增速.
    pub(super) fn short_target(&self, text: &str) -> Result<Option<TopicMatch>, QueryError> {
        let text = fold(&text.replace(OPERATORS, " "));
        if text.chars().count() < TARGET {
            return Ok(None);
        }
        // 生产总值增速 is not asked for by the name of what is done for each 生产总值.
        let grown = without_rate(&text);
        if grown != text {
            return self.targets_named(&quoted(grown), |subject| subject.ends_with(grown));
        }
        self.targets_named(&text, |subject| is_short_for(&text, subject))
    }

    /// What finds the few targets that a query finds and whose names are as wanted.
    fn targets_named(
        &self,
        query: &str,
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Option<TopicMatch>, QueryError> {
        let request = SearchRequest {
            query: query.to_owned(),
            kinds: vec![SearchKind::Indicator],
            ..SearchRequest::default()
        };
        let mut meant: Vec<String> = Vec::new();
        for hit in self.find(&request, 0, TARGETS, false)?.hits {
            if let Some(NodeId::Indicator(id)) = hit.id
                && let Some((_, indicator)) = self.indicator(id)?
                && is_meant(&fold(&indicator.subject))
                && !meant.contains(&indicator.subject)
            {
                meant.push(indicator.subject);
            }
        }
        if !(1..=FORMS).contains(&meant.len()) {
            return Ok(None);
        }
        let each: Vec<_> = meant.iter().map(|subject| quoted(subject)).collect();
        let words = vec![meant.iter().map(|subject| fold(subject)).collect()];
        let found = Some(each.join("或"));
        Ok(Some(TopicMatch::of(each.join(" OR "), found, words)))
    }

    /// Whether anything fits the whole of a query.
    pub(super) fn finds(&self, query: &str, kind: SearchKind) -> Result<bool, QueryError> {
        Ok(self.asked_for(query, kind)?.close > 0)
    }

    fn asked_for(&self, query: &str, kind: SearchKind) -> Result<SearchAnswer, QueryError> {
        let request = SearchRequest {
            query: query.to_owned(),
            kinds: vec![kind],
            ..SearchRequest::default()
        };
        self.find(&request, 0, 0, false)
    }

    /// Whether a text is the label of a task, and no other task speaks of it.
    pub(super) fn is_label(&self, text: &str) -> Result<bool, QueryError> {
        let request = SearchRequest {
            query: quoted(&text.replace(OPERATORS, " ")),
            kinds: vec![SearchKind::Task],
            ..SearchRequest::default()
        };
        let answer = self.find(&request, 0, 1, false)?;
        let first: Vec<_> = answer.hits.iter().map(|hit| hit.ordinal).collect();
        let first = self.tasks(&first)?;
        let labels = first.iter().filter_map(|task| task.label.as_deref());
        let mut labels = labels.map(|label| fold(label.trim_end_matches('。')));
        Ok(answer.total == 1 && labels.any(|label| label == fold(text)))
    }

    /// Whether a text is how the name of a target ends, so that by itself it asks for its figure: 生活垃圾无害化处理率.
    pub(super) fn names_target(&self, text: &str) -> Result<bool, QueryError> {
        if text.chars().count() < TARGET {
            return Ok(false);
        }
        let text = without_rate(text);
        let request = SearchRequest {
            query: quoted(&text.replace(OPERATORS, " ")),
            kinds: vec![SearchKind::Indicator],
            ..SearchRequest::default()
        };
        for hit in self.find(&request, 0, TARGETS, false)?.hits {
            if let Some(NodeId::Indicator(id)) = hit.id
                && let Some((_, indicator)) = self.indicator(id)?
                && fold(&indicator.subject).ends_with(&fold(text))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A text without the slips that the search finds in it.
    pub(super) fn suggestion(&self, text: &str) -> Result<Option<String>, QueryError> {
        let corrections = self.asked_for(text, SearchKind::Task)?.corrections;
        let applied = corrections
            .iter()
            .filter(|correction| correction.is_applied);
        let meant = applied.fold(text.to_owned(), |meant, correction| {
            meant.replacen(&correction.from, &correction.to, 1)
        });
        Ok((meant != text).then_some(meant))
    }

    /// The chapters or sections whose titles hold a text.
    pub(super) fn titled(&self, text: &str, kind: SearchKind) -> Result<Vec<NodeId>, QueryError> {
        self.titles_found(&quoted(text.replace(OPERATORS, " ").trim()), kind)
    }

    /// The chapters or sections whose titles a query finds.
    pub(super) fn titles_found(
        &self,
        query: &str,
        kind: SearchKind,
    ) -> Result<Vec<NodeId>, QueryError> {
        let request = SearchRequest {
            query: query.to_owned(),
            kinds: vec![kind],
            ..SearchRequest::default()
        };
        let answer = self.find(&request, 0, TITLES, false)?;
        Ok(answer.hits.iter().filter_map(|hit| hit.id).collect())
    }
}

/// Whether the name of a target has a text in it but for one stretch that is left out, and ends as it does.
fn is_short_for(text: &str, subject: &str) -> bool {
    let mut places = text.char_indices().skip(SHORTEST_PART).map(|(at, _)| at);
    places.any(|at| {
        let (head, tail) = text.split_at_checked(at).unwrap_or_default();
        let before = subject.strip_suffix(tail);
        tail.chars().count() >= SHORTEST_PART && before.is_some_and(|it| it.contains(head))
    })
}

/// The words of a query that is nothing but one quotation.
pub(super) fn literal(query: &str) -> Option<&str> {
    let words = query.strip_prefix('“')?.strip_suffix('”')?;
    (!words.contains(['“', '”'])).then_some(words)
}

/// A text without what only says that it grows: 出口增速.
fn without_rate(text: &str) -> &str {
    let rate = RATES.iter().find_map(|rate| text.strip_suffix(rate));
    rate.map_or(text, |text| text.trim_end_matches('的'))
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// Whether more is meant than the words of a text say: more than `most` characters side by side are in none of them, 教肓 in
/// 职业教肓. One beside several words is told by naming these, but not one beside a single word, 公 in 公租房.
fn has_strange(text: &str, words: &[String], most: usize) -> bool {
    let mut rest = fold(text);
    for word in words {
        rest = rest.replacen(word.as_str(), " ", 1);
    }
    let says = |word: &str| WORDS.iter().any(|(.., known)| *known == word);
    let is_strange = |c: char| is_han(c) && !says(c.encode_utf8(&mut [0; 4]));
    let mut stretches = rest.split(|c| !is_strange(c));
    stretches.any(|stretch| stretch.chars().count() > most)
}

/// Whether a term would be read as an operator, or says nothing but that something is asked.
fn is_operator(term: &str) -> bool {
    let is_latin = ["and", "or", "not", "near"].contains(&term);
    is_latin
        || WORDS
            .iter()
            .any(|(word, _, text)| *word == Word::Filler && *text == term)
}
