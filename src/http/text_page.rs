//! A plan's text as a page: every line has an anchor, and a stretch can be marked.

use std::ops::Range;

/// The stretch that `char=start,end` names, in scalar values of the text as RFC 5147 counts; `None` when it is none.
pub(super) fn stretch(parameter: &str) -> Option<Range<usize>> {
    let (start, end) = parameter.split_once(',')?;
    let range = start.parse().ok()?..end.parse().ok()?;
    (range.start < range.end).then_some(range)
}

/// What stands behind `#` is told to no server: the page itself goes from `#char=3,5` to the one with that stretch marked.
const FOLLOWING: &str = r"<script>
function follow() {
  const named = /^#(char=\d+,\d+)$/.exec(location.hash);
  if (named) location.replace(`?${named[1]}#mark`);
}
addEventListener('hashchange', follow);
follow();
</script>
";

/// Lets this script run and nothing else: it is named by the SHA-256 of what stands between its tags.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'sha256-+K+AR3pV3vj/qQdLRm0fwS8e68Ra7NUDEKoFKKVcvug='; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page: `L25` is the anchor of line 25, `mark` that of the marked stretch.
pub(super) fn page(title: &str, text: &str, marked: Option<&Range<usize>>) -> String {
    let mut page = String::with_capacity(text.len() * 2);
    page.push_str("<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<title>");
    title.chars().for_each(|c| push_escaped(&mut page, c));
    page.push_str("</title>\n");
    page.push_str(FOLLOWING);
    page.push_str("<pre>");
    let length = text.chars().count();
    let mut line = 1;
    anchor(&mut page, line);
    for (place, character) in text.chars().enumerate() {
        if marked.is_some_and(|marked| marked.start == place) {
            page.push_str("<mark id=\"mark\">");
        }
        push_escaped(&mut page, character);
        if marked.is_some_and(|marked| marked.start <= place && marked.end.min(length) == place + 1)
        {
            page.push_str("</mark>");
        }
        if character == '\n' {
            line += 1;
            anchor(&mut page, line);
        }
    }
    page.push_str("</pre>\n</html>\n");
    page
}

fn anchor(page: &mut String, line: usize) {
    page.push_str("<a id=\"L");
    page.push_str(&line.to_string());
    page.push_str("\"></a>");
}

fn push_escaped(page: &mut String, character: char) {
    match character {
        '&' => page.push_str("&amp;"),
        '<' => page.push_str("&lt;"),
        '>' => page.push_str("&gt;"),
        '"' => page.push_str("&quot;"),
        // HTML has no place for these; the text shows that something stands there.
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => page.push('\u{fffd}'),
        _ => page.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_two_ascending_numbers() {
        for (parameter, expected) in [
            ("3,5", Some(3..5)),
            ("0,1", Some(0..1)),
            ("5,5", None),
            ("5,3", None),
            ("5", None),
            ("a,b", None),
            ("-1,2", None),
            ("", None),
        ] {
            assert_eq!(stretch(parameter), expected, "{parameter}");
        }
    }

    #[test]
    fn the_stretch_is_marked_in_scalar_values_and_text_is_never_markup() {
        let page = page("<题>", "一<二\n三四\n", Some(&(2..5)));
        assert!(page.contains("<title>&lt;题&gt;</title>"));
        let body = "<pre><a id=\"L1\"></a>一&lt;<mark id=\"mark\">二\n<a id=\"L2\"></a>三</mark>四\n<a id=\"L3\"></a></pre>";
        assert!(page.contains(body), "{page}");
    }

    #[test]
    fn a_mark_that_reaches_past_the_end_is_closed() {
        let page = page("题", "一二", Some(&(1..9)));
        assert!(
            page.contains("一<mark id=\"mark\">二</mark></pre>"),
            "{page}"
        );
        let page = super::page("题", "一二", Some(&(7..9)));
        assert!(!page.contains("<mark"), "{page}");
    }
}
