//! Markdown, with the tables of GitHub's dialect. Whatever a cell holds is text and nothing else.

use std::io::{self, Write};

use super::evaluation::Report;
use super::manifest::Manifest;
use super::rows::Table;

pub(super) fn write(report: &Report, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&report.title))?;
    for (name, value) in manifest.fields() {
        writeln!(out, "- {}: {}", escaped(name), escaped(&value))?;
    }
    section(out, "一、概况", &report.facts)?;
    section(out, "二、评估依据和报送期限", &report.demands)?;
    section(out, "三、指标", &report.targets)?;
    section(out, "四、单位", &report.units)?;
    writeln!(out, "\n## 五、单位任务")?;
    for (unit, duties) in &report.duties {
        writeln!(out, "\n### {}\n", escaped(unit))?;
        table(out, duties)?;
    }
    Ok(())
}

fn section(out: &mut dyn Write, title: &str, content: &Table) -> io::Result<()> {
    writeln!(out, "\n## {title}\n")?;
    table(out, content)
}

fn table(out: &mut dyn Write, (header, rows): &Table) -> io::Result<()> {
    row(out, header.iter().map(|name| escaped(name)))?;
    row(out, header.iter().map(|_| "---".to_owned()))?;
    for cells in rows {
        row(out, cells.iter().map(|cell| escaped(&cell.text())))?;
    }
    Ok(())
}

fn row(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {cell} ")?;
    }
    out.write_all(b"|\n")
}

/// Text that no reader of Markdown takes for anything else, on one line.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.trim().chars() {
        match character {
            '\n' => plain.push_str("<br>"),
            '\r' => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' => {
                plain.push('\\');
                plain.push(character);
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("粮食产量", "粮食产量"),
            (" a|b\nc ", "a\\|b<br>c"),
            ("<img src=x>", "\\<img src=x\\>"),
            ("[链接](http://a)", "\\[链接\\](http://a)"),
            ("*_`#~&!\\", "\\*\\_\\`\\#\\~\\&\\!\\\\"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
