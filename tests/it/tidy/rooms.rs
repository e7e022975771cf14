//! The room table of ARCHITECTURE.md, and the rules that hold it: no upward `use`, no crate outside its rooms, and no leave that
//! nobody takes.

use std::collections::BTreeSet;
use std::fs;

use super::{Source, after_each, check, hold, sources};
use crate::support::repository;

/// A room of `src`, the rooms that it may use, and the third-party crates that it may name.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    crates: &'static [&'static str],
}

const fn room(
    name: &'static str,
    may_use: &'static [&'static str],
    crates: &'static [&'static str],
) -> Room {
    Room {
        name,
        may_use,
        crates,
    }
}

/// The room table of ARCHITECTURE.md.
#[rustfmt::skip]
const ROOMS: &[Room] = &[
    room("model", &[], &[]),
    room("text", &["model"], &["pinyin", "unicode_normalization"]),
    room("gazetteer", &["model", "text"], &["aho_corasick", "sha2", "thiserror"]),
    room("source", &["model", "text"],
        &["aho_corasick", "encoding_rs", "flate2", "hayro_syntax", "html5gum", "quick_xml", "rawzip", "sha2", "thiserror"]),
    room("parse", &["model", "text"], &["aho_corasick", "regex"]),
    room("extract", &["model", "text", "gazetteer"], &["aho_corasick", "rayon", "regex", "sha2"]),
    room("journal", &["model"], &["base64", "crc32fast", "serde", "serde_json", "sha2", "thiserror"]),
    room("store", &["model"], &["crc32fast", "lz4_flex", "postcard", "quick_cache", "serde", "sled", "thiserror"]),
    room("search", &["model", "text"], &["aho_corasick", "jieba_rs", "quick_cache", "sha2", "tantivy", "thiserror", "toml"]),
    room("graph", &[], &["rayon"]),
    room("engine",
        &["model", "text", "gazetteer", "source", "parse", "extract", "journal", "store", "search", "graph"],
        &["aho_corasick", "arc_swap", "argon2", "getrandom", "quick_cache", "roaring", "sha2", "subtle", "thiserror", "tracing"]),
    room("export", &["model", "text", "engine"], &["csv", "parquet", "percent_encoding", "rust_xlsxwriter", "serde_json", "thiserror"]),
    room("graphql", &["model", "engine"], &["apollo_compiler", "async_graphql", "base64", "futures_util", "quick_cache", "serde_json", "sha2"]),
    room("assets", &["model"], &["rust_embed", "serde", "sha2", "thiserror", "toml"]),
    room("config", &["text"], &["serde", "thiserror", "toml"]),
    room("telemetry", &["config"], &["getrandom", "serde_json", "thiserror", "tracing", "tracing_subscriber"]),
    room("http",
        &["model", "engine", "export", "graphql", "assets", "config"],
        &["actix_web", "actix_ws", "futures_util", "percent_encoding", "serde", "serde_json", "tokio", "tracing"]),
    room("cli",
        &["model", "text", "gazetteer", "source", "journal", "store", "search", "engine", "export", "graphql", "assets", "config", "telemetry", "http"],
        &["anyhow", "clap", "indicatif", "serde", "serde_json", "thiserror"]),
    room("main", &["cli"], &["mimalloc"]),
];

/// Names of the third-party crates of Cargo.toml, as Rust writes them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = fs::read_to_string(repository("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let names = manifest["dependencies"].as_table().unwrap().keys();
    names.map(|name| name.replace('-', "_")).collect()
}

/// The room of a file of `src`; `None` for `lib.rs` and for other folders.
fn room_of(source: &Source) -> Option<&'static Room> {
    let inside = source.path.strip_prefix("src/")?;
    let name = inside.split(['/', '.']).next()?;
    ROOMS.iter().find(|room| room.name == name)
}

/// The rows of the table of `document` whose head begins with `| {head} |`, cell by cell.
fn table<'t>(document: &'t str, head: &str) -> Vec<Vec<&'t str>> {
    let head = format!("| {head} |");
    let rows = document
        .lines()
        .skip_while(move |line| !line.starts_with(&head))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let inside = row.trim_start_matches('|').trim_end_matches('|');
        inside.split('|').map(str::trim).collect()
    })
    .collect()
}

/// The names of a cell that lists them, as Rust writes them; a version behind a name is none.
fn listed(cell: &str) -> BTreeSet<String> {
    let names = cell.split(',').filter_map(|item| {
        let name = item.split_whitespace().next()?;
        Some(name.replace('-', "_"))
    });
    names.collect()
}

/// Where the two tables of ARCHITECTURE.md say otherwise than `ROOMS` and Cargo.toml.
fn table_faults(document: &Source, dependencies: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let rows = table(&document.text, "room");
    for row in &rows {
        let name = row[0].trim_matches('`').trim_start_matches("src/");
        let name = name.trim_end_matches(".rs");
        let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
            faults.push(document.fault(format!("there is no room `{name}`")));
            continue;
        };
        let is_shared = |krate: &&&str| {
            let holders = ROOMS.iter().filter(|room| room.crates.contains(krate));
            holders.count() > 1
        };
        let may_use = room.may_use.iter().map(ToString::to_string).collect();
        let own = room.crates.iter().filter(|krate| !is_shared(krate));
        let own: BTreeSet<String> = own.map(ToString::to_string).collect();
        if row.len() != 4 {
            faults.push(document.fault(format!("the row of `{name}` has {} cells", row.len())));
        } else if listed(row[2]) != may_use {
            faults.push(document.fault(format!("`{name}` may use {}", room.may_use.join(", "))));
        } else if listed(row[3]) != own {
            faults.push(document.fault(format!("only in `{name}` live {own:?}")));
        }
    }
    if rows.len() != ROOMS.len() {
        faults.push(document.fault(format!("{} rooms, not {}", rows.len(), ROOMS.len())));
    }
    let reasoned = table(&document.text, "crate");
    let reasoned: BTreeSet<String> = reasoned.iter().flat_map(|row| listed(row[0])).collect();
    let named = dependencies.iter().cloned().collect();
    let differing = reasoned.symmetric_difference(&named);
    faults.extend(differing.map(|krate| {
        document.fault(format!(
            "`{krate}` is a dependency without a reason, or none"
        ))
    }));
    faults
}

fn names_room(text: &str, path: &str) -> bool {
    after_each(text, path).any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn names_crate(text: &str, krate: &str) -> bool {
    after_each(text, krate).any(|rest| rest.starts_with("::"))
        || text.contains(&format!("use {krate};"))
        || text.contains(&format!("use {krate} as "))
}

fn room_faults(source: &Source, dependencies: &[String]) -> Vec<String> {
    let Some(room) = room_of(source) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for other in ROOMS.iter().filter(|other| other.name != room.name) {
        if uses_room(source, other.name) && !room.may_use.contains(&other.name) {
            faults.push(source.fault(format!("`{}` must not use `{}`", room.name, other.name)));
        }
    }
    for krate in dependencies {
        if uses_crate(source, krate) && !room.crates.contains(&krate.as_str()) {
            faults.push(source.fault(format!("`{krate}` has no place in `{}`", room.name)));
        }
    }
    faults
}

fn uses_room(source: &Source, room: &str) -> bool {
    let at_top = source.path.matches('/').count() == 1 || source.path.ends_with("/mod.rs");
    names_room(&source.text, &format!("crate::{room}"))
        || names_room(&source.text, &format!("plangraph::{room}"))
        || (at_top && names_room(&source.text, &format!("super::{room}")))
}

/// What a room's tests read their expectations with is no part of the program.
fn uses_crate(source: &Source, krate: &str) -> bool {
    !source.path.ends_with("/tests.rs") && names_crate(&source.text, krate)
}

/// The leave of a room that none of its files takes.
fn idle_leave(room: &Room, sources: &[Source]) -> Vec<String> {
    let own = |source: &&Source| room_of(source).is_some_and(|of| of.name == room.name);
    let own: Vec<_> = sources.iter().filter(own).collect();
    let takes_room = |other: &&&str| own.iter().any(|source| uses_room(source, other));
    let takes_crate = |krate: &&&str| own.iter().any(|source| uses_crate(source, krate));
    let rooms = room.may_use.iter().filter(|other| !takes_room(other));
    let crates = room.crates.iter().filter(|krate| !takes_crate(krate));
    let idle = rooms.chain(crates);
    idle.map(|leave| format!("`{}` does not use `{leave}`", room.name))
        .collect()
}

#[test]
fn rooms_depend_downwards() {
    let dependencies = dependencies();
    hold(&sources(), |source| room_faults(source, &dependencies));
}

#[test]
fn rooms_use_what_they_may() {
    let sources = sources();
    let idle = ROOMS.iter().flat_map(|room| idle_leave(room, &sources));
    let idle: Vec<_> = idle.collect();
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

#[test]
fn a_leave_that_nobody_takes_is_found() {
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let sources = [
        source("src/text/mod.rs", "use crate::model::Plan;"),
        source("src/text/tests.rs", "use sled as s;"),
        source("src/model/mod.rs", "use regex::Regex;"),
    ];
    let wide = room("text", &["model", "graph"], &["regex", "sled"]);
    assert_eq!(
        idle_leave(&wide, &sources),
        [
            "`text` does not use `graph`",
            "`text` does not use `regex`",
            "`text` does not use `sled`"
        ]
    );
    assert!(idle_leave(&room("text", &["model"], &[]), &sources).is_empty());
}

#[test]
fn every_room_has_its_row() {
    for entry in fs::read_dir(repository("src")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs");
        let is_known = name == "lib" || ROOMS.iter().any(|room| room.name == name);
        assert!(is_known, "src/{name} has no row in the room table");
    }
    for room in ROOMS {
        let folder = repository(&format!("src/{}", room.name));
        assert!(
            folder.is_dir() || folder.with_extension("rs").is_file(),
            "the room `{}` does not exist",
            room.name
        );
    }
}

#[test]
fn architecture_shows_the_rooms_and_the_dependencies() {
    let path = "ARCHITECTURE.md".to_owned();
    let text = fs::read_to_string(repository(&path)).unwrap();
    let dependencies = dependencies();
    hold(&[Source { path, text }], |source| {
        table_faults(source, &dependencies)
    });
}

#[test]
fn a_damaged_row_is_found() {
    let text = "| room | question |\n| --- | --- |\n\
        | `src/text` | near? | model | html5gum | tokens |\n\
        | `src/journal` | who? | model, text | base64 |\n\
        | quick-xml | events |\n\n\
        | crate | why |\n| --- | --- |\n| sled =0.34.7 | store |\n";
    let faults = [
        "the row of `text` has 5 cells".to_owned(),
        "`journal` may use model".to_owned(),
        "there is no room `quick-xml`".to_owned(),
        format!("3 rooms, not {}", ROOMS.len()),
        "`quick_xml` is a dependency without a reason, or none".to_owned(),
    ];
    let faults: Vec<&str> = faults.iter().map(String::as_str).collect();
    let dependencies = ["sled".to_owned(), "quick_xml".to_owned()];
    let rule = |source: &Source| table_faults(source, &dependencies);
    check(rule, "ARCHITECTURE.md", text, &faults);
}

#[test]
fn a_room_uses_only_rooms_and_crates_of_its_row() {
    let dependencies = ["sled".to_owned(), "serde".to_owned(), "regex".to_owned()];
    let rule = |source: &Source| room_faults(source, &dependencies);
    check(
        rule,
        "src/store/sled.rs",
        "use crate::model::Plan;\nsled::open(path);",
        &[],
    );
    check(
        rule,
        "src/parse/mod.rs",
        "fn graphql() { crate::text::regex::find() }",
        &[],
    );
    check(
        rule,
        "src/parse/head.rs",
        "use crate::engine::View;",
        &["`parse` must not use `engine`"],
    );
    check(
        rule,
        "src/text/mod.rs",
        "use super::graphql;\nuse sled as s;",
        &[
            "`text` must not use `graphql`",
            "`sled` has no place in `text`",
        ],
    );
    check(
        rule,
        "src/model/unit.rs",
        "#[derive(serde::Serialize)] struct Unit;",
        &["`serde` has no place in `model`"],
    );
    check(
        rule,
        "src/main.rs",
        "plangraph::store::open()",
        &["`main` must not use `store`"],
    );
}
