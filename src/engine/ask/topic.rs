//! What the text of a question means to the index: the very characters when the plans have them, else all its words.

use super::words::{WORDS, Word};
use crate::engine::search::SearchRequest;
use crate::engine::{QueryError, SearchKind, TaskFilter, View};
use crate::model::{ChapterId, NodeId};
use crate::text::fold::fold;
use crate::text::is_han;

/// Marks that would be read as operators of a query.
const OPERATORS: &[char] = &[
    '"', '“', '”', '「', '」', '『', '』', '(', ')', '*', ':', '-', '《', '》',
];

/// What stands between subjects that are asked for together.
const BETWEEN_SUBJECTS: &[char] = &['和', '与', '及', '、'];

/// The most chapters that a title stands for.
const CHAPTERS: usize = 100;

/// What finds what a text is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TopicMatch {
    pub(super) query: String,
    /// The words that it finds, where it is not the text as it stands.
    words: Vec<String>,
    /// Whether only something near it was found, best first: the plans know every word, but not together.
    pub(super) is_near: bool,
}

impl TopicMatch {
    /// What it finds of a text, in quotes: 价格改革 that stands nowhere is found as 价格 and 改革, which says less.
    pub(super) fn named(&self, text: &str) -> String {
        match self.words.as_slice() {
            [before @ .., last] if !before.is_empty() => {
                format!("“{}”和“{last}”", before.join("”、“"))
            }
            _ => format!("“{text}”"),
        }
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
        let exact = |query, words| TopicMatch {
            query,
            words,
            is_near: false,
        };
        let literal = format!("“{text}”");
        if self.finds(&literal, kind)? {
            return Ok(Some(exact(literal, Vec::new())));
        }
        let terms = self.reader().terms(text)?;
        let words: Vec<_> = terms
            .into_iter()
            .filter(|term| !is_operator(term))
            .collect();
        if words.is_empty() || has_strange(text, &words) {
            return Ok(None);
        }
        // Operators keep what only comes near out of the answer, also where there is but one word.
        let all = match words.as_slice() {
            [only] => format!("{only} OR “{only}”"),
            several => several.join(" AND "),
        };
        if self.finds(&all, kind)? {
            return Ok(Some(exact(all, words)));
        }
        if let Some(each) = self.each_subject(text, kind)? {
            return Ok(Some(exact(each, Vec::new())));
        }
        for word in &words {
            if words.len() < 2 || !self.finds(&format!("“{word}”"), kind)? {
                return Ok(None);
            }
        }
        Ok(Some(TopicMatch {
            query: words.join(" "),
            words: Vec::new(),
            is_near: true,
        }))
    }

    /// What finds the targets of several subjects: 燃气普及率和用水普及率. Tasks are asked for by all words at once.
    fn each_subject(&self, text: &str, kind: SearchKind) -> Result<Option<String>, QueryError> {
        let subjects: Vec<_> = text.split(BETWEEN_SUBJECTS).collect();
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

    /// Whether anything fits the whole of a query.
    fn finds(&self, query: &str, kind: SearchKind) -> Result<bool, QueryError> {
        let request = SearchRequest {
            query: query.to_owned(),
            kinds: vec![kind],
            ..SearchRequest::default()
        };
        Ok(self.find(&request, 0, 0, false)?.close > 0)
    }

    /// The chapters whose titles hold a text.
    pub(super) fn chapters_titled(&self, text: &str) -> Result<Vec<ChapterId>, QueryError> {
        let request = SearchRequest {
            query: format!("“{}”", text.replace(OPERATORS, " ").trim()),
            kinds: vec![SearchKind::Chapter],
            filter: TaskFilter::default(),
            keep_as_text: Vec::new(),
        };
        let answer = self.find(&request, 0, CHAPTERS, false)?;
        let chapters = answer.hits.iter().filter_map(|hit| match hit.id {
            Some(NodeId::Chapter(id)) => Some(id),
            _ => None,
        });
        Ok(chapters.collect())
    }
}

/// Whether two characters or more, side by side, are in none of the words of a text, so that more is meant than these say:
/// 教肓 in 职业教肓.
fn has_strange(text: &str, words: &[String]) -> bool {
    let mut rest = fold(text);
    for word in words {
        rest = rest.replacen(word.as_str(), " ", 1);
    }
    let says = |word: &str| WORDS.iter().any(|(.., known)| *known == word);
    let is_strange = |c: char| is_han(c) && !says(c.encode_utf8(&mut [0; 4]));
    let mut before = false;
    rest.chars().any(|c| {
        let is_second = before && is_strange(c);
        before = is_strange(c);
        is_second
    })
}

/// Whether a term would be read as an operator, or says nothing but that something is asked.
fn is_operator(term: &str) -> bool {
    let is_latin = ["and", "or", "not", "near"].contains(&term);
    is_latin
        || WORDS
            .iter()
            .any(|(word, _, text)| *word == Word::Filler && *text == term)
}
