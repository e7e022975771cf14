//! The contract: the committed SDL, and a description on everything in it.

use std::{env, fs};

use plangraph::graphql;
use serde_json::Value;

use super::sample::Sample;
use crate::support::repository;

/// The shortest text that can say what something is.
const LEAST_CHARACTERS: usize = 10;

#[test]
fn committed_sdl_is_current() {
    let path = repository("schema/schema.graphql");
    let sdl = graphql::sdl();
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &sdl).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let same = committed == sdl;
    assert!(
        same,
        "schema/schema.graphql is stale: run `UPDATE=1 cargo test committed_sdl`"
    );
}

#[test]
fn everything_is_described() {
    let sample = Sample::of(Vec::new());
    let query = "{ __schema { types { name kind description
        fields(includeDeprecated: true) { name description args { name description } }
        inputFields { name description }
        enumValues(includeDeprecated: true) { name description } } } }";
    let schema = sample.data(query);
    let mut faults = Vec::new();
    for described in list(&schema["__schema"]["types"]) {
        let name = described["name"].as_str().unwrap();
        let is_built_in = ["Int", "Float", "String", "Boolean", "ID"].contains(&name);
        if is_built_in || name.starts_with("__") {
            continue;
        }
        check(described, name, &mut faults);
        for field in list(&described["fields"]) {
            let field_name = format!("{name}.{}", field["name"].as_str().unwrap());
            check(field, &field_name, &mut faults);
            for argument in list(&field["args"]) {
                let argument_name = argument["name"].as_str().unwrap();
                check(
                    argument,
                    &format!("{field_name}({argument_name})"),
                    &mut faults,
                );
            }
        }
        for part in list(&described["inputFields"])
            .iter()
            .chain(list(&described["enumValues"]))
        {
            check(
                part,
                &format!("{name}.{}", part["name"].as_str().unwrap()),
                &mut faults,
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn check(described: &Value, name: &str, faults: &mut Vec<String>) {
    let description = described["description"].as_str().unwrap_or_default();
    if description.chars().count() < LEAST_CHARACTERS {
        faults.push(format!("{name} is described as “{description}”"));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn a_nullable_answer_says_what_null_means() {
    let sample = Sample::of(Vec::new());
    let query = "{ __schema { types { name kind fields { name description type { kind } } } } }";
    let schema = sample.data(query);
    let mut faults = Vec::new();
    for described in list(&schema["__schema"]["types"]) {
        let name = described["name"].as_str().unwrap();
        if name.starts_with("__") {
            continue;
        }
        for field in list(&described["fields"]) {
            let is_nullable = field["type"]["kind"] != "NON_NULL";
            if is_nullable
                && !field["description"]
                    .as_str()
                    .unwrap_or_default()
                    .contains("null")
            {
                faults.push(format!("{name}.{}", field["name"].as_str().unwrap()));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "these do not say what null means: {}",
        faults.join(", ")
    );
}
