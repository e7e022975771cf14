//! Two characters that are a word in some texts and in others the end of one word and the beginning of the next: 水利 in
//! 海水利用. Where they are a word elsewhere, the latter is hardly what was meant; nor is it where they are short for
//! something that the vocabulary knows: 康养 in 健康养殖.

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::{Leaf, Planner, Way};
use crate::search::Part;
use crate::text::numeral;

impl Planner<'_> {
    /// Leaves the stretch of text among `leaves` only where it is a word, if it is one anywhere, and gives the way to meet it
    /// elsewhere.
    pub(super) fn across(&self, chars: &[char], leaves: &mut [Leaf]) -> Option<Way> {
        let is_cut = self.is_only_across(chars);
        let text: String = chars.iter().collect();
        if !is_pair(chars) || !(self.means(&text) || self.analyzer.knows(chars)) {
            return None;
        }
        let [stretch, word] =
            [self.fields.text, self.fields.words].map(|field| Term::from_field_text(field, &text));
        let as_word = (self.count)(&word);
        if (as_word == 0 && !is_cut) || as_word >= (self.count)(&stretch) {
            return None;
        }
        let key = (self.fields.text, text.clone());
        let is_stretch = |leaf: &&mut Leaf| leaf.key.as_ref() == Some(&key);
        let whole = leaves.iter_mut().find(is_stretch)?;
        let query = |occur, word: Box<dyn Query>| -> Box<dyn Query> {
            let stretch = TermQuery::new(stretch.clone(), IndexRecordOption::WithFreqs);
            Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(stretch)),
                (occur, word),
            ]))
        };
        let word = TermQuery::new(word, IndexRecordOption::Basic);
        // No stretch of a text has a line's end, so these are other keys than that of all of it.
        let within = super::leaf(
            text.clone(),
            Part::Text,
            whole.how,
            query(Occur::MustNot, Box::new(word.clone())),
            whole.weight * self.ranking().across,
        );
        let within = within.kept(self.fields.text, format!("{text}\n-"));
        let as_word = ConstScoreQuery::new(Box::new(word), 0.0);
        whole.query = query(Occur::Must, Box::new(as_word));
        whole.key = Some((self.fields.text, format!("{text}\n+")));
        Some(Way::of(vec![within], 0.0))
    }

    /// Whether two characters that the vocabulary knows as short for something stand together in texts, but nowhere so.
    pub(super) fn is_only_across(&self, chars: &[char]) -> bool {
        let text: String = chars.iter().collect();
        let stands = |field| (self.count)(&Term::from_field_text(field, &text)) > 0;
        let fields = self.fields;
        let stated = [
            fields.words,
            fields.label,
            fields.heading,
            fields.indicator,
            fields.name,
        ];
        is_pair(chars)
            && self.means(&text)
            && !self.analyzer.knows(chars)
            && stands(fields.text)
            && !stated.into_iter().any(stands)
    }
}

/// Whether characters are two of which none is a numeral: 十二 in 第十二届 is a figure to the index, and no word.
fn is_pair(chars: &[char]) -> bool {
    chars.len() == 2 && !chars.iter().any(|c| numeral::is_numeral(*c))
}
