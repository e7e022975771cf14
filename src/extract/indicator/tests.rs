use super::*;

/// Not a test yet: prints.
#[test]
fn print_notice() {
    let text = std::fs::read_to_string(std::env::var("NOTICE").unwrap()).unwrap();
    let mut at = 0_usize;
    for line in text.split('\n') {
        let chars = at;
        at += line.chars().count() + 1;
        let clean = line.replace('\u{e004}', "").replace('\u{e010}', ".");
        let t = clean.trim(); let t0 = t; let t = if chars < 1250 { t.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('.') } else { t }; let cut = t0.chars().count() - t.chars().count();
        if t.starts_with("责任单位") || t.starts_with("牵头单位") { continue; }
        let context = Context { period_start: Some(2011), period_end: Some(2015), year: Some(2012), is_binding: chars < 1250, ..Context::default() };
        let reading = find(t, &context);
        let lead = clean.chars().take_while(|c| c.is_whitespace()).count();
        for f in reading.found {
            let s = chars + lead + cut + t[..f.range.start].chars().count();
            eprintln!("{}\t{}\t{}\t{:?}\t{:?}\t{}\t{:?}\t{:?}\t{:?}\t{:?}-{:?}{:?}\t{}", s, f.phrase, f.subject, f.value, f.value_max, f.unit.unwrap_or_default(), f.kind, f.comparator, f.measure, f.period_start, f.period_end, f.period_basis, f.is_aspirational);
        }
        for n in reading.noticed { eprintln!("!! {:?} {}", n.code, n.message); }
    }
}

/// Not a test yet: prints.
#[test]
fn print_snippets() {
    let text = std::fs::read_to_string(std::env::var("SNIPPETS").unwrap()).unwrap();
    for line in text.lines() {
        let context = Context { year: Some(2012), ..Context::default() };
        let reading = find(line, &context);
        eprintln!("S> {line}");
        for f in reading.found {
            eprintln!("S      [{}] {} = {:?}-{:?} {} {:?} {:?} {:?} {:?}-{:?}", f.phrase, f.subject, f.value, f.value_max, f.unit.unwrap_or_default(), f.kind, f.comparator, f.measure, f.period_start, f.period_end);
        }
        for n in reading.noticed { eprintln!("S  !! {:?} {}", n.code, n.message); }
    }
}
