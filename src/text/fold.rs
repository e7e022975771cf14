//! One spelling for names and literal text that differ only in width, case or padding.

use unicode_normalization::UnicodeNormalization;

/// `text` in the form in which names and literal text are compared: NFKC, lower case, no white space beside Han.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    let characters = text.nfkc().flat_map(char::to_lowercase);
    for character in characters {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        let joins_words = !is_wide(character)
            && folded
                .chars()
                .next_back()
                .is_some_and(|last| !is_wide(last));
        if space && joins_words {
            folded.push(' ');
        }
        space = false;
        folded.push(character);
    }
    folded
}

/// Whether a character needs no space beside it: Han and the punctuation that goes with it.
fn is_wide(character: char) -> bool {
    u32::from(character) >= 0x2000
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
        check("  ", "");
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Zａ-ｚ省市（） 　]{0,20}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
