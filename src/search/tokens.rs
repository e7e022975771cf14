//! How tantivy cuts what a field is given: texts in normal form, one to a line.
//!
//! Ready-made tokens would travel to tantivy's thread as JSON, which takes longer than everything else in indexing.

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::analyzer::is_lettered;

/// Opens a name that is indexed whole.
pub(super) const WHOLE: char = '=';

/// Ends a text; no normal form has it.
pub(super) const END: char = '\n';

/// How far apart two texts of one field stand, so that nothing matches across them.
const GAP: usize = 2;

/// What the lines of a field become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// A token for each line.
    Words,
    /// A token for each line, marked as a name that stands alone.
    Names,
    /// Single characters and neighbours, each at its place.
    Grams,
    /// Both: names that are also found by a part of them.
    NamesAndGrams,
}

impl Cut {
    const ALL: [Self; 4] = [Self::Words, Self::Names, Self::Grams, Self::NamesAndGrams];

    /// The name that a schema knows it by.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Names => "names",
            Self::Grams => "grams",
            Self::NamesAndGrams => "names and grams",
        }
    }

    fn has_lines(self) -> bool {
        self != Self::Grams
    }

    fn has_grams(self) -> bool {
        matches!(self, Self::Grams | Self::NamesAndGrams)
    }
}

/// Makes the ways of cutting known to an index.
pub(super) fn register(tokenizers: &TokenizerManager) {
    for cut in Cut::ALL {
        tokenizers.register(
            cut.name(),
            TextAnalyzer::from(Lines {
                cut,
                token: Token::default(),
            }),
        );
    }
}

#[derive(Clone)]
struct Lines {
    cut: Cut,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.token.reset();
        Tokens {
            cut: self.cut,
            rest: text,
            is_at_start: !text.is_empty(),
            place: 0,
            pair: None,
            token: &mut self.token,
        }
    }
}

struct Tokens<'a> {
    cut: Cut,
    rest: &'a str,
    is_at_start: bool,
    /// Where the next character stands.
    place: usize,
    /// A character and its neighbour, which are the next token.
    pair: Option<[char; 2]>,
    token: &'a mut Token,
}

impl Tokens<'_> {
    /// Begins a token.
    fn begin(&mut self, position: usize) {
        self.token.position = position;
        self.token.text.clear();
    }

    /// The line that begins here.
    fn line(&mut self) {
        self.begin(self.place);
        if self.cut != Cut::Words {
            self.token.text.push(WHOLE);
        }
        let (line, next) = match self.rest.split_once(END) {
            Some((line, next)) => (line, Some(next)),
            None => (self.rest, None),
        };
        self.token.text.push_str(line);
        if !self.cut.has_grams() {
            self.place += 1;
            // `is_at_start` was taken by the caller.
            self.is_at_start = next.is_some();
            self.rest = next.unwrap_or_default();
        }
    }

    /// Goes on by a character; tells it and the one behind it.
    fn step(&mut self) -> Option<(char, Option<char>)> {
        let mut rest = self.rest.chars();
        let one = rest.next()?;
        self.rest = rest.as_str();
        Some((one, rest.next()))
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        if let Some(pair) = self.pair.take() {
            self.begin(self.place - 1);
            self.token.text.extend(pair);
            return true;
        }
        if std::mem::take(&mut self.is_at_start) && self.cut.has_lines() {
            self.line();
            return true;
        }
        if !self.cut.has_grams() {
            return false;
        }
        while let Some((one, next)) = self.step() {
            if one == END {
                self.place += GAP;
                if self.cut.has_lines() {
                    self.line();
                    return true;
                }
                continue;
            }
            let next = next.filter(|next| is_lettered(one) && is_lettered(*next));
            self.pair = next.map(|next| [one, next]);
            self.begin(self.place);
            self.token.text.push(one);
            self.place += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cut: Cut, text: &str, expected: &[(&str, usize)]) {
        let mut analyzer = TextAnalyzer::from(Lines {
            cut,
            token: Token::default(),
        });
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            found.push((token.text.clone(), token.position));
        }
        let found: Vec<_> = found
            .iter()
            .map(|(text, at)| (text.as_str(), *at))
            .collect();
        assert_eq!(found, expected, "{cut:?} {text:?}");
    }

    #[test]
    fn lines_become_tokens() {
        check(Cut::Words, "", &[]);
        check(Cut::Words, "现代\n农业", &[("现代", 0), ("农业", 1)]);
        check(Cut::Names, "省农委\n农委", &[("=省农委", 0), ("=农委", 1)]);
        check(Cut::Grams, "粮,食", &[("粮", 0), (",", 1), ("食", 2)]);
        check(
            Cut::Grams,
            "合作社\n粮",
            &[
                ("合", 0),
                ("合作", 0),
                ("作", 1),
                ("作社", 1),
                ("社", 2),
                ("粮", 5),
            ],
        );
        check(
            Cut::NamesAndGrams,
            "海城\n市",
            &[
                ("=海城", 0),
                ("海", 0),
                ("海城", 0),
                ("城", 1),
                ("=市", 4),
                ("市", 4),
            ],
        );
    }
}
