//! UCINET's DL: an edge list with embedded labels. An undirected edge stands in both directions, as UCINET wants it.

use std::io::{self, Write};

use super::net::Net;

pub(super) fn write(net: &Net, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "dl n={} format=edgelist1", net.nodes.len())?;
    writeln!(out, "labels:")?;
    for node in &net.nodes {
        writeln!(out, "\"{}\"", node.label.replace('"', "'"))?;
    }
    writeln!(out, "data:")?;
    for edge in &net.edges {
        let (source, target, weight) = (edge.source + 1, edge.target + 1, edge.weight);
        writeln!(out, "{source} {target} {weight}")?;
        if !net.is_directed {
            writeln!(out, "{target} {source} {weight}")?;
        }
    }
    Ok(())
}
