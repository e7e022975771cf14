//! One spelling for names and literal text that differ only in print.

use super::normalize::Normalized;

/// `text` in the form in which names and literal text are compared: its normal form, without the way back.
#[must_use]
pub fn fold(text: &str) -> String {
    Normalized::of(text).into_text()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_that_differ_in_width_or_padding_are_one() {
        let check = |text, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("国　　务 院", "国务院");
        check("各县（市）、区人民政府", "各县(市)、区人民政府");
        check("ＡＢＣ　def", "abc def");
        check("國務院", "国务院");
        check("  ", "");
    }
}
