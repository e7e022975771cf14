//! What may stand as a name beside others in lists, logs and messages.

/// The longest name, in scalar values.
pub const LONGEST_NAME: usize = 255;

/// Whether a text can be the name of a document or of who writes: something on one line, without control characters.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let is_blank = text.trim().is_empty();
    let is_long = text.chars().nth(LONGEST_NAME).is_some();
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    !is_blank && !is_long && !text.contains(breaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_something_on_one_line() {
        for (text, expected) in [
            ("省发展改革委 张三".to_owned(), true),
            ("字".repeat(LONGEST_NAME), true),
            ("字".repeat(LONGEST_NAME + 1), false),
            (String::new(), false),
            (" \u{3000}".to_owned(), false),
            ("甲\n乙".to_owned(), false),
            ("甲\u{2028}乙".to_owned(), false),
            ("甲\u{1b}[31m".to_owned(), false),
        ] {
            assert_eq!(is_name(&text), expected, "{text:?}");
        }
    }
}
