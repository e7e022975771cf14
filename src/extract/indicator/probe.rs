use super::*;
#[test]
fn print_snippets() {
    let text = std::fs::read_to_string(std::env::var("SNIPPETS").unwrap()).unwrap();
    let started = std::time::Instant::now();
    for line in text.lines() {
        let context = Context {
            year: Some(2012),
            ..Context::default()
        };
        let reading = find(line, &context);
        if line.len() > 5000 {
            eprintln!(
                "{} {} {:?}",
                line.len(),
                reading.found.len(),
                started.elapsed()
            );
            continue;
        }
        eprintln!("S> {line}");
        for f in reading.found {
            eprintln!(
                "S      [{}] {} = {:?}-{:?} {} {:?} {:?} {:?} {:?}-{:?}",
                f.phrase,
                f.subject,
                f.value,
                f.value_max,
                f.unit.unwrap_or_default(),
                f.kind,
                f.comparator,
                f.measure,
                f.period_start,
                f.period_end
            );
        }
        for n in reading.noticed {
            eprintln!("S  !! {:?} {}", n.code, n.message);
        }
    }
}
