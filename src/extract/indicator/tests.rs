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
        let t = clean.trim();
        if t.starts_with("责任单位") || t.starts_with("牵头单位") { continue; }
        let context = Context { period_start: Some(2011), period_end: Some(2015), year: Some(2012), is_binding: chars < 1250, ..Context::default() };
        let reading = find(t, &context);
        let lead = clean.chars().take_while(|c| c.is_whitespace()).count();
        for f in reading.found {
            let s = chars + lead + t[..f.range.start].chars().count();
            eprintln!("{}\t{}\t{}\t{:?}\t{:?}\t{}\t{:?}\t{:?}\t{:?}\t{:?}-{:?}{:?}\t{}", s, f.phrase, f.subject, f.value, f.value_max, f.unit.unwrap_or_default(), f.kind, f.comparator, f.measure, f.period_start, f.period_end, f.period_basis, f.is_aspirational);
        }
        for n in reading.noticed { eprintln!("!! {:?} {}", n.code, n.message); }
    }
}
