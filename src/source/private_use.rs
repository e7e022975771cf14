//! What private-use characters mean in published notices.

/// What a private-use character stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Layout noise without meaning.
    Noise,
    /// A decimal point where it stands between digits, unknown elsewhere.
    DecimalPoint,
    /// Nobody has said yet.
    Unknown,
}

/// The known ones. A blanket deletion would turn 9.2% into 92%.
const MEANINGS: &[(char, Meaning)] = &[
    // Closes most paragraphs, but not all: no delimiter.
    ('\u{E004}', Meaning::Noise),
    // 减少9\u{E010}2%: the sister notice prints 9.2%.
    ('\u{E010}', Meaning::DecimalPoint),
];

/// The meaning of `character`; `None` when it is not for private use.
pub(super) fn meaning(character: char) -> Option<Meaning> {
    let private = matches!(
        character,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
    );
    private.then(|| {
        MEANINGS
            .iter()
            .find(|(known, _)| *known == character)
            .map_or(Meaning::Unknown, |&(_, meaning)| meaning)
    })
}
