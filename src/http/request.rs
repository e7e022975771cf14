//! A GraphQL request as HTTP carries it: JSON in the body of a POST, parameters of a GET.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde_json::{Map, Value};

use super::fault::Fault;
use crate::graphql::{Extras, Request};

/// The request in the body of a POST with this `Content-Type`.
pub(super) fn from_body(content_type: Option<&str>, body: &[u8]) -> Result<Request, Fault> {
    if !content_type.is_some_and(is_json) {
        return Err(Fault::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "send the request as `Content-Type: application/json` in UTF-8",
        ));
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(parameters)) => from_parameters(parameters),
        Ok(Value::Array(_)) => Err(Fault::bad_request(
            "one request at a time: send an object, not a list",
        )),
        Ok(_) => Err(Fault::bad_request(
            "the body must be a JSON object with the key `query`",
        )),
        Err(error) => Err(Fault::bad_request(format!("the body is not JSON: {error}"))),
    }
}

/// The request in the parameters of a GET, of which `variables` and `extensions` are JSON.
pub(super) fn from_query_string(query_string: &str) -> Result<Request, Fault> {
    let given = Query::<HashMap<String, String>>::from_query(query_string)
        .map_err(|error| Fault::bad_request(format!("the parameters cannot be read: {error}")))?;
    let mut parameters = Map::new();
    for (key, text) in given.into_inner() {
        let value = if matches!(key.as_str(), "variables" | "extensions") {
            serde_json::from_str(&text)
                .map_err(|error| Fault::bad_request(format!("`{key}` is not JSON: {error}")))?
        } else {
            Value::String(text)
        };
        parameters.insert(key, value);
    }
    from_parameters(parameters)
}

/// The request that the members of a JSON object make.
pub(super) fn from_parameters(mut parameters: Map<String, Value>) -> Result<Request, Fault> {
    let mut object = |key: &str| match parameters.remove(key) {
        Some(Value::Object(object)) => Ok(object),
        Some(Value::Null) | None => Ok(Map::new()),
        Some(_) => Err(Fault::bad_request(format!("`{key}` must be an object"))),
    };
    let variables = object("variables")?;
    let extensions = object("extensions")?;
    let persisted = persisted(&extensions)?;
    let query = match parameters.remove("query") {
        Some(Value::String(query)) => query,
        None if persisted.is_some() => String::new(),
        Some(_) => return Err(Fault::bad_request("`query` must be a string")),
        None => return Err(Fault::bad_request("`query` is missing")),
    };
    let operation_name = match parameters.remove("operationName") {
        Some(Value::String(name)) => Some(name),
        Some(Value::Null) | None => None,
        Some(_) => return Err(Fault::bad_request("`operationName` must be a string")),
    };
    let wants = |key: &str| extensions.get(key) == Some(&Value::Bool(true));
    Ok(Request {
        query,
        operation_name,
        variables: Value::Object(variables),
        persisted,
        extras: Extras {
            cost: wants("cost"),
            data_version: wants("dataVersion"),
        },
    })
}

/// The digest of a document that may have been sent before. Extensions that nobody knows are no mistake.
fn persisted(extensions: &Map<String, Value>) -> Result<Option<String>, Fault> {
    let Some(persisted) = extensions.get("persistedQuery") else {
        return Ok(None);
    };
    match (persisted.get("version"), persisted.get("sha256Hash")) {
        (Some(version), Some(Value::String(digest))) if version.as_u64() == Some(1) => {
            Ok(Some(digest.clone()))
        }
        _ => Err(Fault::bad_request(
            "`extensions.persistedQuery` has `version` 1 and a `sha256Hash`",
        )),
    }
}

/// Whether a `Content-Type` is JSON in UTF-8.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    name.eq_ignore_ascii_case("application/json")
        && parts.all(|part| match part.split_once('=') {
            Some((key, value)) if key.trim().eq_ignore_ascii_case("charset") => {
                value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use actix_web::ResponseError as _;

    use super::*;

    fn status(outcome: Result<Request, Fault>) -> u16 {
        outcome.map_or_else(|fault| fault.status_code().as_u16(), |_| 200)
    }

    #[test]
    fn a_body_is_checked_in_form() {
        for (body, expected) in [
            (r#"{"query":"{a}"}"#, 200),
            (
                r#"{"query":"{a}","operationName":null,"variables":null,"extensions":null}"#,
                200,
            ),
            (
                r#"{"query":"{a}","operationName":"A","variables":{"a":1},"extensions":{"b":[]}}"#,
                200,
            ),
            ("", 400),
            ("{", 400),
            ("null", 400),
            (r#"[{"query":"{a}"}]"#, 400),
            (r#"{"notquery":"{a}"}"#, 400),
            (r#"{"query":{}}"#, 400),
            (r#"{"query":null}"#, 400),
            (r#"{"query":"{a}","operationName":1}"#, 400),
            (r#"{"query":"{a}","variables":"{}"}"#, 400),
            (r#"{"query":"{a}","variables":[]}"#, 400),
            (r#"{"query":"{a}","extensions":true}"#, 400),
        ] {
            let outcome = from_body(Some("application/json"), body.as_bytes());
            assert_eq!(status(outcome), expected, "{body}");
        }
    }

    #[test]
    fn only_json_in_utf_8_is_taken() {
        let body = br#"{"query":"{a}"}"#;
        for (content_type, expected) in [
            (Some("application/json"), 200),
            (Some("Application/JSON; charset=UTF-8"), 200),
            (Some("application/json; charset=\"utf-8\""), 200),
            (Some("application/json; charset=iso-8859-1"), 415),
            (Some("text/plain"), 415),
            (Some("application/x-www-form-urlencoded"), 415),
            (Some("multipart/form-data; boundary=x"), 415),
            (None, 415),
        ] {
            let outcome = from_body(content_type, body);
            assert_eq!(status(outcome), expected, "{content_type:?}");
        }
    }

    #[test]
    fn parameters_of_a_get_are_read_as_the_body_is() {
        let request = from_query_string(
            "query=query+A(%24n%3AInt)%7Ba%7D&operationName=A&variables=%7B%22n%22%3A1%7D",
        )
        .unwrap();
        assert_eq!(request.query, "query A($n:Int){a}");
        assert_eq!(request.operation_name.as_deref(), Some("A"));
        assert_eq!(request.variables.get("n"), Some(&Value::from(1)));
        for (query_string, expected) in [
            ("query=%7Ba%7D", 200),
            ("query=%7Ba%7D&variables=null", 200),
            ("query=%7Ba%7D&variables=x", 400),
            ("query=%7Ba%7D&variables=1", 400),
            ("", 400),
        ] {
            let outcome = from_query_string(query_string);
            assert_eq!(status(outcome), expected, "{query_string}");
        }
    }
}
