//! The house rules that a compiler does not hold: rooms, file lengths, log style, paths that documents name.
//!
//! Every rule is a function from sources to faults, and is tested once on the repository and once on a source that
//! breaks it: a rule that cannot fail holds nothing.

mod rooms;

use std::fs;
use std::path::Path;

use super::support::repository;

/// Words that announce unfinished work; in halves, so that the rule holds for this file too.
const UNFINISHED: [[&str; 2]; 5] = [
    ["TO", "DO"],
    ["FIX", "ME"],
    ["to", "do!"],
    ["unimple", "mented!"],
    ["#[ig", "nore"],
];

/// Folders at the root of paths that exist on one machine only.
const MACHINE_FOLDERS: &[&str] = &["home", "root", "work", "Users", "tmp"];

/// Hosts of package registries; only lock files name them.
const REGISTRY_HOSTS: &[&str] = &[
    "crates.io",
    "npmjs.org",
    "npmmirror.com",
    "pypi.org",
    "rsproxy.cn",
    "artifactory",
];

/// The folders that hold what others wrote or what a build made.
const NOT_OURS: &[&str] = &[
    ".git",
    ".tools",
    "data/plans",
    "dist",
    "node_modules",
    "target",
    "tests/fixtures",
    "var",
];

const MOST_LINES: usize = 500;

/// A text file and its path from the repository's root.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|extension| extension == "rs")
    }

    /// Code of the page that we write: not what is generated from the schema.
    fn is_of_the_page(&self) -> bool {
        let ours = ["web/src/", "web/e2e/"];
        let extension = Path::new(&self.path).extension();
        ours.iter().any(|folder| self.path.starts_with(folder))
            && !self.path.contains("/generated/")
            && extension.is_some_and(|it| ["css", "ts", "tsx"].iter().any(|known| it == *known))
    }

    /// The words that the rules look for stand in this file.
    fn is_tidy(&self) -> bool {
        self.path == "tests/it/tidy.rs"
    }

    fn fault(&self, what: impl std::fmt::Display) -> String {
        format!("{}: {what}", self.path)
    }
}

/// Every text file of the repository that is ours.
fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(repository(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            if NOT_OURS.contains(&name.as_str()) || NOT_OURS.contains(&path.as_str()) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(entry.path()) {
                found.push(Source { path, text });
            }
        }
    }
    assert!(found.iter().any(|source| source.path == "src/lib.rs"));
    found
}

/// The texts that follow `word` in `text` where it begins a path or a word, not within a longer one.
fn after_each<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(word).filter_map(move |(at, found)| {
        let before = text.get(..at)?.chars().next_back();
        let within = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        (!within).then(|| text.get(at + found.len()..).unwrap_or_default())
    })
}

fn import_faults(source: &Source) -> Vec<String> {
    if !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if source.text.contains("use crate::{") {
        faults.push(source.fault("write one `use crate::room::…` per room"));
    }
    if source.text.contains("super::super::") {
        faults.push(source.fault("name the room instead of climbing twice"));
    }
    faults
}

fn shape_faults(source: &Source) -> Vec<String> {
    if !source.is_rust() && !source.is_of_the_page() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let lines = source.text.lines().count();
    if lines > MOST_LINES {
        faults.push(source.fault(format!("{lines} lines, more than {MOST_LINES}")));
    }
    if source.is_rust() && !source.text.starts_with("//!") {
        faults.push(source.fault("say in `//!` what the file holds"));
    }
    faults
}

fn unfinished_faults(source: &Source) -> Vec<String> {
    let words = UNFINISHED.iter().map(|halves| halves.concat());
    words
        .filter(|word| source.text.contains(word))
        .map(|word| source.fault(format!("`{word}` announces unfinished work")))
        .collect()
}

/// The texts of log events and errors: the first string that is followed by `,` or `)` after each opening.
fn messages<'t>(text: &'t str, opening: &'t str) -> impl Iterator<Item = &'t str> {
    after_each(text, opening).filter_map(|rest| {
        let mut parts = rest.split('"');
        let mut code = parts.next()?;
        while let Some(literal) = parts.next() {
            if code.contains(';') {
                return None;
            }
            let next = parts.next()?;
            let is_value = code.trim_end().ends_with('=');
            if !is_value && next.trim_start().starts_with([',', ')']) {
                return Some(literal);
            }
            code = next;
        }
        None
    })
}

fn message_faults(source: &Source) -> Vec<String> {
    const OPENINGS: [&str; 11] = [
        "error!(",
        "warn!(",
        "info!(",
        "debug!(",
        "trace!(",
        "tracing::error!(",
        "tracing::warn!(",
        "tracing::info!(",
        "tracing::debug!(",
        "tracing::trace!(",
        "#[error(",
    ];
    if !source.is_rust() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for message in OPENINGS
        .iter()
        .flat_map(|open| messages(&source.text, open))
    {
        let capitalised = message.starts_with(char::is_uppercase)
            && message.chars().nth(1).is_some_and(char::is_lowercase);
        if capitalised || message.ends_with(['.', '。']) {
            faults.push(source.fault(format!("no capital, no final period: “{message}”")));
        }
    }
    faults
}

fn place_faults(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for folder in MACHINE_FOLDERS {
        let root = format!("/{folder}/");
        if after_each(&source.text, &root).next().is_some() {
            faults.push(source.fault(format!("`{root}` exists on one machine only")));
        }
    }
    let is_lock_file = source.path.ends_with("Cargo.lock") || source.path.ends_with("-lock.json");
    for host in REGISTRY_HOSTS.iter().filter(|_| !is_lock_file) {
        if source.text.contains(host) {
            faults.push(source.fault(format!("`{host}` belongs into lock files only")));
        }
    }
    faults
}

/// The paths that a document names in `code` style and that begin with a folder of the repository.
fn stale_paths(source: &Source, exists: impl Fn(&str) -> bool) -> Vec<String> {
    const ROOTS: [&str; 9] = [
        "src/", "schema/", "index/", "data/", "tests/", "benches/", ".ci/", ".github/", "web/",
    ];
    let quoted = source.text.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|quoted| {
        let is_path = ROOTS.iter().any(|root| quoted.starts_with(root));
        is_path && !quoted.contains(['*', ' ', '{', '<'])
    });
    paths
        .filter(|path| !exists(path))
        .map(|path| source.fault(format!("`{path}` does not exist")))
        .collect()
}

/// `.ci/run` goes to its folder and calls `make test`.
fn ci_faults(script: &Source) -> Vec<String> {
    const ALLOWED: [&str; 3] = [
        "set -euo pipefail",
        "cd \"$(dirname \"$0\")/..\"",
        "exec make test",
    ];
    let commands = script
        .text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let others = commands.filter(|line| !ALLOWED.contains(line));
    others
        .map(|line| script.fault(format!("`{line}` belongs into the Makefile")))
        .collect()
}

/// Fails with all faults that `rule` finds in `sources`.
fn hold<'s>(sources: impl IntoIterator<Item = &'s Source>, rule: impl Fn(&Source) -> Vec<String>) {
    let faults: Vec<String> = sources.into_iter().flat_map(rule).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Checks that `rule` finds exactly `expected` in a source of `text` at `path`.
fn check(rule: impl Fn(&Source) -> Vec<String>, path: &str, text: &str, expected: &[&str]) {
    let source = Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let expected: Vec<String> = expected.iter().map(|what| source.fault(what)).collect();
    assert_eq!(rule(&source), expected, "{path}: {text}");
}

#[test]
fn the_repository_is_tidy() {
    let all = sources();
    let ours = || all.iter().filter(|source| !source.is_tidy());
    hold(ours(), import_faults);
    hold(&all, shape_faults);
    hold(&all, unfinished_faults);
    hold(ours(), message_faults);
    hold(ours(), place_faults);
}

#[test]
fn documents_name_paths_that_exist() {
    let exists = |path: &str| repository(path).exists();
    for document in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "README.zh-CN.md",
        "docs/measured.md",
        "docs/security.md",
    ] {
        let text = fs::read_to_string(repository(document)).unwrap();
        let path = document.to_owned();
        hold(&[Source { path, text }], |source| {
            stale_paths(source, exists)
        });
    }
}

#[test]
fn continuous_integration_runs_what_a_developer_runs() {
    let path = ".ci/run".to_owned();
    let text = fs::read_to_string(repository(&path)).unwrap();
    assert!(text.ends_with("exec make test\n"));
    hold(&[Source { path, text }], ci_faults);
}

#[test]
fn imports_name_one_room_each() {
    check(
        import_faults,
        "src/parse/head.rs",
        "use crate::model::{Plan, Task};",
        &[],
    );
    check(
        import_faults,
        "src/parse/head.rs",
        "use crate::{model, text};",
        &["write one `use crate::room::…` per room"],
    );
    check(
        import_faults,
        "src/parse/head.rs",
        "use super::super::text;",
        &["name the room instead of climbing twice"],
    );
}

#[test]
fn files_are_short_and_say_what_they_hold() {
    check(shape_faults, "src/a.rs", "//! What it holds.\n", &[]);
    check(
        shape_faults,
        "src/a.rs",
        "fn a() {}\n",
        &["say in `//!` what the file holds"],
    );
    let long = "//!\n".repeat(MOST_LINES + 1);
    check(
        shape_faults,
        "src/a.rs",
        &long,
        &["501 lines, more than 500"],
    );
    for path in [
        "web/src/styles/a.css",
        "web/e2e/a.spec.ts",
        "web/src/views/a.tsx",
    ] {
        check(shape_faults, path, "a\n", &[]);
        check(shape_faults, path, &long, &["501 lines, more than 500"]);
    }
    for path in [
        "web/src/api/generated/a.ts",
        "web/scripts/a.mjs",
        "data/a.css",
    ] {
        check(shape_faults, path, &long, &[]);
    }
}

#[test]
fn nothing_is_left_for_later() {
    check(unfinished_faults, "src/a.rs", "fn to_do() {}", &[]);
    for halves in UNFINISHED {
        let word = halves.concat();
        let expected = format!("`{word}` announces unfinished work");
        check(unfinished_faults, "README.md", &word, &[&expected]);
    }
}

#[test]
fn messages_are_lowercase_without_final_period() {
    let good = "info!(path = %path, \"store opened\");\n#[error(\"no plan “{0}”\")]";
    check(message_faults, "src/a.rs", good, &[]);
    let bad = "warn!(kind = \"A\", \"Store opened\");\n#[error(\"no plan.\")]";
    let expected = [
        "no capital, no final period: “Store opened”",
        "no capital, no final period: “no plan.”",
    ];
    check(message_faults, "src/a.rs", bad, &expected);
}

#[test]
fn no_text_names_one_machine_or_one_registry() {
    check(
        place_faults,
        "README.md",
        "see src/home/ and https://example.org/work/",
        &[],
    );
    check(
        place_faults,
        "Cargo.lock",
        "registry+https://github.com/rust-lang/crates.io-index",
        &[],
    );
    check(
        place_faults,
        "Makefile",
        "cp /home/me/file . # from crates.io",
        &[
            "`/home/` exists on one machine only",
            "`crates.io` belongs into lock files only",
        ],
    );
}

#[test]
fn a_stale_path_in_a_document_is_found() {
    let rule = |source: &Source| stale_paths(source, |path| path == "src/model");
    check(
        rule,
        "ARCHITECTURE.md",
        "`src/model` and `cargo test` and `src/*.rs`",
        &[],
    );
    check(
        rule,
        "ARCHITECTURE.md",
        "see `src/models`",
        &["`src/models` does not exist"],
    );
}

#[test]
fn a_step_of_its_own_in_ci_is_found() {
    let script = "#!/usr/bin/env bash\ncargo test\nexec make test\n";
    check(
        ci_faults,
        ".ci/run",
        script,
        &["`cargo test` belongs into the Makefile"],
    );
}
