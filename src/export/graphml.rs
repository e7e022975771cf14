//! `GraphML` as `NetworkX`, igraph and yEd read it.

use std::io::{self, Write};

use super::gexf::escaped;
use super::manifest::Manifest;
use super::net::{ATTRIBUTES, Net};
use super::rows::Cell;

pub(super) fn write(net: &Net, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    let kind = net.kind();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    let mut key = |of: &str, name: &str, kind: &str| {
        // The words of GEXF and GraphML differ in one.
        let kind = if kind == "integer" { "int" } else { kind };
        writeln!(
            out,
            "<key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )
    };
    key("graph", "manifest", "string")?;
    key("node", "label", "string")?;
    key("node", "latin", "string")?;
    for (name, kind) in ATTRIBUTES {
        key("node", name, kind)?;
    }
    key("edge", "weight", "double")?;
    key("edge", "tasks", "integer")?;
    writeln!(out, "<graph id=\"network\" edgedefault=\"{kind}\">")?;
    let json = escaped(&manifest.json());
    writeln!(out, "<data key=\"manifest\">{json}</data>")?;
    for node in &net.nodes {
        writeln!(out, "<node id=\"{}\">", node.id)?;
        writeln!(out, "<data key=\"label\">{}</data>", escaped(&node.label))?;
        writeln!(out, "<data key=\"latin\">{}</data>", escaped(&node.latin))?;
        for ((name, _), value) in ATTRIBUTES.iter().zip(&node.values) {
            if *value != Cell::Empty {
                writeln!(out, "<data key=\"{name}\">{}</data>", value.text())?;
            }
        }
        writeln!(out, "</node>")?;
    }
    for (edge, source, target) in net.ends() {
        writeln!(
            out,
            "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{}</data><data key=\"tasks\">{}</data></edge>",
            source.id, target.id, edge.weight, edge.tasks
        )?;
    }
    writeln!(out, "</graph>\n</graphml>")
}
