//! Whether bodies or chapters that are named are compared: 省农委和省林业厅谁牵头最多, 第五章和第六章哪章任务多.

use super::focus::is_passed;
use super::lexer::{Kind, Token};
use super::reading::{Rank, Reader};
use super::words::Word;

/// Asks for one of those that are named.
const ONE_OF: &[&str] = &["哪个", "哪一个", "是哪个"];

impl Reader<'_> {
    /// Whether one of the bodies listed right before the question word is asked for: 省教育厅、省卫生厅谁牵头最多, 省农委和省林业厅谁
    /// 参与就业; or one of two: 是省教育厅还是省科技厅牵头.
    pub(super) fn picks_of_named(&mut self) -> bool {
        let said = |token: &&Token| !is_passed(&token.kind);
        let said: Vec<_> = self.tokens.iter().filter(said).collect();
        let is_ranked = self.reading.rank.is_some();
        let text = |token: &Token| self.question.text(&token.bytes);
        let picks = said.windows(4).enumerate().any(|(at, four)| match four {
            [one, link, other, asked] => {
                let names = [one, other].map(|token| matches!(token.kind, Kind::Name(_)));
                let behind = said.get(at + 4).map(|token| &token.kind);
                let asks = match asked.kind {
                    Kind::Word(Word::Who | Word::WhoOfKind) => true,
                    // 哪个 picks one; 哪些 and 什么 ask for what they do.
                    Kind::Word(Word::Which) if ONE_OF.contains(&text(asked)) => {
                        let task = said.get(at + 5).map(|token| &token.kind);
                        let is_done = matches!(behind, Some(Kind::Word(Word::Part(_))))
                            && task != Some(&Kind::Word(Word::Task));
                        is_ranked || is_done
                    }
                    _ => false,
                };
                names == [true; 2] && link.kind == Kind::Word(Word::And) && asks
            }
            _ => false,
        });
        let chooses = |token: &Token| {
            token.kind == Kind::Word(Word::Or) && self.question.text(&token.bytes) == "还是"
        };
        let bodies = self.reading.units.len();
        let is_choice = bodies > 1
            && self.reading.alternatives.len() == 1
            && self.tokens.iter().any(chooses)
            && !self.tokens.iter().any(Token::asks);
        if is_choice {
            self.reading.alternatives.clear();
        }
        picks || is_choice
    }

    /// 第五章和第六章哪章任务多, 第五章和第六章各有多少任务: chapters by the number of their tasks.
    pub(super) fn compares_chapters(&mut self, compares: bool) -> bool {
        if self.reading.chapter_count() < 2 || !compares {
            return false;
        }
        let words = self.tokens.iter().filter_map(|token| match token.kind {
            Kind::Word(Word::More) => Some((token, Rank::Most)),
            Kind::Word(Word::Fewer) => Some((token, Rank::Least)),
            _ => None,
        });
        let reading = &mut self.reading;
        for (token, rank) in words {
            reading.fill(|it| &mut it.rank, token.bytes.clone(), rank);
        }
        true
    }
}
