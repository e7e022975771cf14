//! What a plan is asked for by: the words of its title that tell what it is about, and what the vocabulary knows of them.

use std::collections::BTreeSet;

use super::analyzer::Analyzer;
use super::plan::LONGEST_NAME;
use super::tokens::END;
use crate::text::normalize::Normalized;

/// The names under which the passages of a plan with these titles are found, one to a line.
pub(super) fn names(analyzer: &Analyzer, titles: &[String]) -> String {
    let mut names = BTreeSet::new();
    for title in titles {
        let words = analyzer.telling_words(title).into_iter();
        names.extend(words.map(|(word, _)| word));
        let chars: Vec<char> = Normalized::of(title).text().chars().collect();
        let words = analyzer.words(&chars);
        // A query is cut in the same way: 民生实事 is one word there.
        for (place, first) in words.iter().enumerate() {
            for last in words.iter().skip(place).take(LONGEST_NAME) {
                let term: String = chars
                    .get(first.start..last.end)
                    .into_iter()
                    .flatten()
                    .collect();
                if analyzer.settings.synonyms.contains_key(&term) {
                    names.insert(term);
                }
            }
        }
    }
    let names: Vec<_> = names.into_iter().collect();
    names.join(END.encode_utf8(&mut [0; 4]))
}
