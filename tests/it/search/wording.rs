//! How what is typed may be worded: parts of words said otherwise, letters, and the words that are shown for it.

use super::search;

#[test]
fn letters_are_read_with_tones_and_with_a_slip() {
    let check = |typed: &str, meant: &str| {
        let corrections = search(typed).corrections;
        let to: Vec<_> = corrections.iter().filter(|one| one.is_applied).collect();
        assert!(
            to.iter().any(|one| one.to == meant),
            "{typed}: {corrections:?}"
        );
    };
    check("shěnyáng", "沈阳");
    check("ǎnshān", "鞍山");
    check("lǜsè chǎnpǐn", "绿色产品");
    check("lu\u{308}\u{300}se", "绿色");
    check("shneyang", "沈阳");
    check("gaosugonlu", "高速公路");
    check("nongcun xinyongseh", "信用社");
    assert!(search("software").corrections.is_empty());
}
