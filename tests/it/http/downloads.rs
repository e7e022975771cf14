//! Downloads over HTTP: what is narrowed, what is refused, and what their heads say.

use super::SERVER;
use crate::support::{get, send};

/// Rows of a download in comma-separated values, without its headings.
fn rows(path: &str) -> Vec<Vec<String>> {
    let answer = get(&format!("{}/export/{path}", SERVER.address), &[]);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    let mut table = csv::Reader::from_reader(answer.body.as_bytes());
    let rows = table.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_role_or_a_basis_narrows_a_download_without_units_too() {
    let all = rows("tasks.csv");
    assert_eq!(all.len(), 148);
    assert_eq!(rows("tasks.csv?role=lead").len(), 115);
    let ledger = rows("ledger.csv?role=lead");
    assert!(ledger.iter().all(|row| row[1] == "LEAD"));
    assert!(rows("ledger.csv").len() > ledger.len());
    let inherited = rows("ledger.csv?basis=inherited");
    assert!(!inherited.is_empty());
    assert!(inherited.iter().all(|row| row[2] == "INHERITED"));
    // 省外经贸厅, which leads three tasks only because it leads the ones beside them.
    let unit = "%E7%9C%81%E5%A4%96%E7%BB%8F%E8%B4%B8%E5%8E%85";
    let led = rows(&format!("tasks.csv?leads={unit}&basis=inherited"));
    assert_eq!(led.len(), 3);
    let with_part = format!("tasks.csv?units={unit}&role=lead&basis=inherited");
    assert_eq!(rows(&with_part), led);
    assert!(rows("responsibility.csv?role=supporting").len() < rows("responsibility.csv").len());
    // A form sends the fields that nobody filled in.
    let empty = "tasks.csv?units=&chapters=&cities=&plans=&role=&basis=&text=&query=&chapterIds=&leads=&orderBy=";
    assert_eq!(rows(empty), all);
}

#[test]
fn the_head_of_a_download_does_not_say_that_it_is_empty() {
    for path in ["tasks.csv", "network.gexf", "all.jsonl"] {
        let url = format!("{}/export/{path}", SERVER.address);
        let head = send("HEAD", &url, &[], "");
        assert_eq!(
            (head.status, head.header("content-length")),
            (200, ""),
            "{path}"
        );
        assert_ne!(head.header("content-type"), "", "{path}");
    }
}

#[test]
fn exports_are_downloaded() {
    for (path, media_type, beginning) in [
        (
            "network.gexf?projection=lead-to-responsible",
            "application/gexf+xml",
            "<?xml",
        ),
        (
            "network.manifest?roles=lead,supporting",
            "application/json",
            "{",
        ),
        (
            "network.csv?bom=true",
            "text/csv; charset=utf-8",
            "\u{feff}source,target",
        ),
        (
            "tasks.csv?chapters=5&units=%E7%9C%81%E4%BA%A4%E9%80%9A%E5%8E%85&role=lead",
            "text/csv; charset=utf-8",
            "id,plan",
        ),
        (
            "tasks.csv?query=%E7%B2%AE%E9%A3%9F&leads=%E7%9C%81%E5%86%9C%E5%A7%94&keepAsText=a,b&orderBy=UNIT_COUNT&direction=DESC&bom=true&lang=zh&name=%E7%B2%AE%2F%E9%A3%9F",
            "text/csv; charset=utf-8",
            "\u{feff}编号,方案",
        ),
        (
            "all.jsonl",
            "application/jsonl; charset=utf-8",
            "{\"manifest\"",
        ),
        (
            "network.manifest?basis=stated,INHERITED&kinds=bureau",
            "application/json",
            "{\"basis\":[\"STATED\",\"INHERITED\"],\"counts\"",
        ),
        ("codebook.csv", "text/csv; charset=utf-8", "owner,name"),
        (
            "evaluation.md?year=2012",
            "text/markdown; charset=utf-8",
            "# ",
        ),
    ] {
        let answer = get(&format!("{}/export/{path}", SERVER.address), &[]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert!(
            answer.body.starts_with(beginning),
            "{path}: {}",
            answer.body
        );
        if !path.starts_with("codebook") {
            assert!(
                answer.header("plangraph-manifest").contains("dataVersion"),
                "{path}"
            );
        }
        assert!(
            answer
                .header("content-disposition")
                .starts_with("attachment"),
            "{path}"
        );
        assert_eq!(
            answer
                .header("content-disposition")
                .ends_with("; filename*=UTF-8''%E7%B2%AE_%E9%A3%9F.csv"),
            path.contains("name="),
            "{path}"
        );
    }
}

/// A manifest names the address that gives the file again, and the shortest one.
#[test]
fn a_manifest_names_the_address_that_gives_the_same_file() {
    for (path, expected) in [
        ("evaluation.md?year=2013&name=x", "evaluation.md?year=2013"),
        (
            "network.dl?minWeight=&projection=CO_RESPONSIBLE&kinds=BUREAU,department",
            "network.dl?kinds=bureau,department",
        ),
        (
            "tasks.csv?leads=%E7%9C%81%E5%86%9C%E5%A7%94&units=%E7%9C%81%E5%86%9C%E5%A7%94&role=lead&basis=inherited,stated&chapters=1,2,3&bom=true&lang=zh",
            "tasks.csv?chapters=1,2,3&units=%E7%9C%81%E5%86%9C%E5%A7%94&role=lead&leads=%E7%9C%81%E5%86%9C%E5%A7%94&basis=inherited,stated&bom=true&lang=zh",
        ),
        (
            "tasks.csv?query=%E7%B2%AE%E9%A3%9F%20%26&keepAsText=a&orderBy=UNIT_COUNT&direction=DESC",
            "tasks.csv?query=%E7%B2%AE%E9%A3%9F%20%26&keepAsText=a&orderBy=unit-count&direction=desc",
        ),
        (
            "responsibility.csv?by=city&text=%E5%86%9C%E6%9D%91&cities=%E5%A4%A7%E8%BF%9E",
            "responsibility.csv?cities=%E5%A4%A7%E8%BF%9E&text=%E5%86%9C%E6%9D%91&by=city",
        ),
        (
            "network.csv?projection=lead-to-responsible&weighting=newman&minWeight=0.5&roles=lead,supporting",
            "network.csv?projection=lead-to-responsible&weighting=newman&minWeight=0.5&roles=lead,supporting",
        ),
    ] {
        let download = |path: &str| {
            let answer = get(&format!("{}{path}", SERVER.address), &[]);
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            let manifest = answer.header("plangraph-manifest").to_owned();
            let mut manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
            manifest.as_object_mut().unwrap().remove("time");
            (manifest, answer.body)
        };
        let (manifest, body) = download(&format!("/export/{path}"));
        let query = manifest["query"].as_str().unwrap();
        assert_eq!(query, format!("/export/{expected}"));
        let (again, same) = download(query);
        assert_eq!(again, manifest);
        // The evaluation has its manifest with the time inside.
        assert!(same == body || path.starts_with("evaluation"), "{path}");
    }
}

#[test]
fn what_cannot_be_downloaded_is_refused() {
    for (path, status) in [
        ("network.nonsense", 404),
        ("nonsense.csv", 404),
        ("tasks.gexf", 404),
        ("codebook.xlsx", 404),
        ("network.gexf?projection=nonsense", 400),
        ("network.gexf?minWeight=NaN", 400),
        ("network.gexf?basis=nonsense", 400),
        ("network.gexf?roles=nonsense", 400),
        ("network.gexf?kinds=department,nonsense", 400),
        ("responsibility.csv?by=nonsense", 400),
        ("network.gexf?nonsense=1", 400),
        ("network.gexf?year=2012", 400),
        ("evaluation.md?chapters=1", 400),
        ("evaluation.md?year=x", 400),
        ("evaluation.md?year=1000", 400),
        ("tasks.csv?plans=plan_0000000000000000", 400),
        ("evaluation.csv", 404),
        ("network.gexf?query=a", 400),
        ("tasks.csv?lang=nonsense", 400),
        ("tasks.csv?orderBy=nonsense", 400),
        ("tasks.csv?direction=desc", 400),
        ("tasks.csv?keepAsText=a", 400),
        ("network.csv?lang=zh", 400),
        ("tasks.csv?chapterIds=nonsense", 400),
        ("network.gexf?plans=nonsense", 400),
        ("network.gexf?units=%E7%9C%81%E6%9F%90%E5%8E%85", 400),
    ] {
        let answer = get(&format!("{}/export/{path}", SERVER.address), &[]);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        let is_unknown_plan = path.contains("plans=plan_");
        let told = answer.body.contains("UNKNOWN_PLAN");
        assert_eq!(told, is_unknown_plan, "{path}: {}", answer.body);
    }
}

#[test]
fn a_name_that_nothing_bears_has_the_code_of_the_api() {
    let nothing = "%E7%81%AB%E6%98%9F";
    for (path, code) in [
        (format!("tasks.csv?units={nothing}"), "UNKNOWN_UNIT"),
        (format!("tasks.csv?leads={nothing}"), "UNKNOWN_UNIT"),
        (format!("network.gexf?cities={nothing}"), "UNKNOWN_CITY"),
        (
            "ledger.csv?plans=plan_0000000000000000".to_owned(),
            "UNKNOWN_PLAN",
        ),
    ] {
        let answer = get(&format!("{}/export/{path}", SERVER.address), &[]);
        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
        let code = format!("\"code\":\"{code}\"");
        assert!(answer.body.contains(&code), "{path}: {}", answer.body);
    }
}

#[test]
fn a_parameter_that_cannot_be_read_is_named_with_what_it_must_be() {
    for (path, message) in [
        ("evaluation.md?year=abc", "`year` is “abc”: give a year"),
        ("evaluation.md?year=99999", "`year` is “99999”"),
        (
            "network.csv?bom=maybe",
            "`bom` is “maybe”: give true or false",
        ),
        ("tasks.csv?chapters=1,x", "`chapters` has “x”: give numbers"),
        ("tasks.csv?plans=x", "`plans` has “x”: give ids of plans"),
        ("codebook.csv?bom=maybe", "`bom` is “maybe”"),
        (
            "network.gexf?minWeight=heavy",
            "`minWeight` is “heavy”: give a number",
        ),
    ] {
        let answer = get(&format!("{}/export/{path}", SERVER.address), &[]);
        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
        assert!(answer.body.contains(message), "{path}: {}", answer.body);
    }
    // A form sends a field that nobody filled in.
    let answer = get(
        &format!("{}/export/network.csv?bom=&minWeight=", SERVER.address),
        &[],
    );
    assert_eq!(answer.status, 200, "{}", answer.body);
}
