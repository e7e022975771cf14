//! The codebook explains every column of our tables and every field of the schema.

use plangraph::engine::Projection;
use plangraph::export::{Format, What, codebook};
use plangraph::graphql::definitions;

use super::{table, text};
use crate::graphql::sample::Sample;

#[test]
fn the_codebook_explains_every_column() {
    let sample = Sample::bundled();
    let mut out = Vec::new();
    codebook(&definitions(), false, &mut out).unwrap();
    let (_, rows) = table(&String::from_utf8(out).unwrap());
    let columns = |what: What| -> Vec<String> {
        let own = rows
            .iter()
            .filter(|row| row[0] == what.word() && row[2] == "column");
        own.map(|row| row[1].clone()).collect()
    };
    for what in [
        What::Tasks,
        What::Ledger,
        What::Indicators,
        What::Corrections,
        What::Network,
        What::Nodes,
        What::Responsibility,
    ] {
        let csv = text(&sample, what, Format::Csv, Projection::CoResponsible);
        let (mut header, _) = table(&csv);
        if what == What::Responsibility {
            // The others are titles of chapters.
            header.truncate(1);
        }
        assert_eq!(columns(what), header, "{what:?}");
    }
    let partners = rows.iter().find(|row| row[1] == "partners").unwrap();
    assert!(partners[4].ends_with("(其他单位)."), "{partners:?}");
}

#[test]
fn the_codebook_explains_every_field() {
    let mut out = Vec::new();
    codebook(&definitions(), false, &mut out).unwrap();
    let (header, rows) = table(&String::from_utf8(out).unwrap());
    assert_eq!(header, ["owner", "name", "kind", "type", "description"]);
    let of = |owner: &str, name: &str| rows.iter().find(|row| row[0] == owner && row[1] == name);
    assert!(of("NetworkNode", "betweenness").unwrap()[4].contains("nx.betweenness_centrality"));
    assert_eq!(of("Query.path", "to").unwrap()[3], "ID!");
    assert_eq!(of("Query", "path").unwrap()[3], "Path");
    let basis = of("UnitMatch", "basis").unwrap();
    let expected = ["input field", "[Basis!] = [STATED, RULE, CORRECTED]"];
    assert_eq!(basis[2..4], expected);
    assert_eq!(of("Role", "LEAD").unwrap()[2..4], ["value", ""]);
    assert_eq!(of("", "SearchHit").unwrap()[2..4], ["union", ""]);
    assert!(of("", "__Type").is_none());
    for row in rows {
        assert!(!row[4].is_empty(), "{row:?} is not explained");
    }
}
