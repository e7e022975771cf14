//! GEXF 1.3 as Gephi reads it: the weight is the native attribute of an edge.

use std::io::{self, Write};

use super::manifest::Manifest;
use super::net::{ATTRIBUTES, Net};
use super::rows::Cell;

pub(super) fn write(net: &Net, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let kind = net.kind();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(
        out,
        "<meta><creator>plangraph</creator><description>{}</description></meta>",
        escaped(&manifest.json())
    )?;
    writeln!(out, "<graph defaultedgetype=\"{kind}\" mode=\"static\">")?;
    writeln!(out, "<attributes class=\"node\">")?;
    writeln!(
        out,
        "<attribute id=\"latin\" title=\"latin\" type=\"string\"/>"
    )?;
    for (name, of) in ATTRIBUTES {
        writeln!(
            out,
            "<attribute id=\"{name}\" title=\"{name}\" type=\"{of}\"/>"
        )?;
    }
    writeln!(out, "</attributes>\n<attributes class=\"edge\">")?;
    writeln!(
        out,
        "<attribute id=\"tasks\" title=\"tasks\" type=\"integer\"/>"
    )?;
    writeln!(out, "</attributes>\n<nodes>")?;
    for node in &net.nodes {
        let (id, label) = (&node.id, escaped(&node.label));
        writeln!(out, "<node id=\"{id}\" label=\"{label}\"><attvalues>")?;
        let latin = escaped(&node.latin);
        writeln!(out, "<attvalue for=\"latin\" value=\"{latin}\"/>")?;
        for ((name, _), value) in ATTRIBUTES.iter().zip(&node.values) {
            if *value != Cell::Empty {
                let text = value.text();
                writeln!(out, "<attvalue for=\"{name}\" value=\"{text}\"/>")?;
            }
        }
        writeln!(out, "</attvalues></node>")?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for (place, (edge, source, target)) in net.ends().enumerate() {
        writeln!(
            out,
            "<edge id=\"{place}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues><attvalue for=\"tasks\" value=\"{}\"/></attvalues></edge>",
            source.id, target.id, edge.weight, edge.tasks
        )?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

/// A text as XML holds it; characters that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            character if character.is_control() => {}
            '\u{fffe}' | '\u{ffff}' => {}
            character => escaped.push(character),
        }
    }
    escaped
}
