//! Plain text to clean text: one kind of line end, private-use characters resolved, invisible ones and the residue of
//! other systems dropped.

use super::private_use::{Meaning, meaning};
use super::residue;
use crate::model::{CleanText, Diagnostic, DiagnosticCode, Document, TextRange, Told};

/// Characters without width that web pages leave behind: zero width spaces and joiners, the byte order mark, NUL.
const INVISIBLE: [char; 6] = [
    '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\0',
];

/// Private-use characters that are worth a diagnostic, by their place in the clean text.
pub(super) type Findings = Vec<(DiagnosticCode, TextRange)>;

/// The clean text of `source` and the private-use characters found in it.
pub(super) fn clean(source: &str) -> (CleanText, Findings) {
    let mut clean = CleanText::new();
    let mut findings = Findings::new();
    let mut previous = '\n';
    let mut residues = residue::find(source).into_iter().peekable();
    // Where the residue ends that is passed over.
    let mut passed = 0;
    let mut characters = (0..).zip(source.char_indices()).peekable();
    while let Some((scalar, (at, character))) = characters.next() {
        let next = characters.peek().map(|&(_, (_, next))| next);
        if let Some(residue) = residues.next_if(|residue| residue.range.start <= at) {
            passed = residue.range.end;
            // A tag ends a line once, whatever else ends it there.
            let behind = source.get(passed..).unwrap_or_default();
            let is_needed = |read: &char| {
                *read != '\n' || !(previous == '\n' || behind.starts_with(['\n', '\r']))
            };
            if let Some(read) = residue.reads.filter(is_needed) {
                clean.push(read, scalar);
                previous = read;
            }
        }
        if at < passed {
            continue;
        }
        let kept = match (character, meaning(character)) {
            // The line feed of a CRLF stands for both.
            ('\r', _) if next == Some('\n') => None,
            ('\r', _) => Some('\n'),
            (_, Some(Meaning::Noise)) => None,
            (_, Some(Meaning::DecimalPoint))
                if is_digit(previous) && next.is_some_and(is_digit) =>
            {
                Some('.')
            }
            _ if INVISIBLE.contains(&character) => None,
            _ => Some(character),
        };
        let start = clean.text().len();
        if let Some(kept) = kept {
            clean.push(kept, scalar);
            previous = kept;
        }
        let code = match (meaning(character), kept) {
            (Some(_), Some('.')) => Some(DiagnosticCode::PuaDecimal),
            (Some(_), Some(_)) => Some(DiagnosticCode::PuaUnknown),
            _ => None,
        };
        let range = TextRange::new(start, clean.text().len());
        findings.extend(code.map(|code| (code, range)));
    }
    (clean, findings)
}

/// One diagnostic per finding, at its place in `document`.
pub(super) fn diagnostics<'a>(
    document: &'a Document,
    findings: &'a Findings,
) -> impl Iterator<Item = Diagnostic> + 'a {
    findings.iter().map(|&(code, range)| {
        let span = document.span(range);
        let point = span.quote.chars().map(u32::from).next().unwrap_or_default();
        let message = match code {
            DiagnosticCode::PuaDecimal => Told::new(
                format!("private-use U+{point:04X} between digits was read as a decimal point"),
                format!("数字之间的私用区字符 U+{point:04X} 已读作小数点"),
            ),
            _ => Told::new(
                format!("private-use U+{point:04X} has no known meaning and was kept"),
                format!("私用区字符 U+{point:04X} 含义不明，照原样保留"),
            ),
        };
        Diagnostic::new(code, message, Some(span))
    })
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}
