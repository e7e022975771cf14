//! Pajek's .net, with the manifest in a comment.

use std::io::{self, Write};

use super::manifest::Manifest;
use super::net::Net;

pub(super) fn write(net: &Net, manifest: &Manifest, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "% {}", manifest.ascii())?;
    writeln!(out, "*Vertices {}", net.nodes.len())?;
    for (node, number) in net.nodes.iter().zip(1..) {
        writeln!(out, "{number} \"{}\"", node.label.replace('"', "'"))?;
    }
    writeln!(out, "{}", if net.is_directed { "*Arcs" } else { "*Edges" })?;
    for edge in &net.edges {
        let (source, target) = (edge.source + 1, edge.target + 1);
        writeln!(out, "{source} {target} {}", edge.weight)?;
    }
    Ok(())
}
