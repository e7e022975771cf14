//! The messages of `graphql-transport-ws`.

use serde_json::{Map, Value, json};

use crate::graphql::Request;
use crate::http::fault::Fault;
use crate::http::request::from_parameters;

/// What a client says.
#[derive(Debug)]
pub(super) enum Said {
    /// It begins.
    Init {
        /// The key that it brings.
        key: Option<String>,
    },
    /// It asks for an answer to be sent back at once.
    Ping(Option<Value>),
    /// It answers.
    Pong,
    /// It asks something.
    Subscribe(String, Box<Request>),
    /// It does not want to hear more.
    Complete(String),
}

/// Why a text is no message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoMessage(pub(super) String);

/// Reads what a client says.
pub(super) fn read(text: &str) -> Result<Said, NoMessage> {
    let no = |why: &str| NoMessage(why.to_owned());
    let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
        return Err(no("a message is a JSON object"));
    };
    let Some(Value::String(kind)) = message.remove("type") else {
        return Err(no("a message has a type"));
    };
    let payload = match message.remove("payload") {
        None | Some(Value::Null) => None,
        Some(Value::Object(payload)) => Some(payload),
        Some(_) => return Err(no("a payload is a JSON object")),
    };
    let mut id = || match message.remove("id") {
        Some(Value::String(id)) if !id.is_empty() => Ok(id),
        _ => Err(no("this message has an id")),
    };
    match kind.as_str() {
        "connection_init" => Ok(Said::Init {
            key: key(payload.unwrap_or_default())?,
        }),
        "ping" => Ok(Said::Ping(payload.map(Value::Object))),
        "pong" => Ok(Said::Pong),
        "subscribe" => {
            let id = id()?;
            let parameters = payload.ok_or_else(|| no("this message has a payload"))?;
            let request = from_parameters(parameters);
            let request = request.map_err(|fault| NoMessage(fault.to_string()))?;
            Ok(Said::Subscribe(id, Box::new(request)))
        }
        "complete" => Ok(Said::Complete(id()?)),
        _ => Err(no("a message has a type of the protocol")),
    }
}

/// The key in the payload of `connection_init`: what would stand in the header.
fn key(payload: Map<String, Value>) -> Result<Option<String>, NoMessage> {
    let named = payload
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    match named {
        None | Some((_, Value::Null)) => Ok(None),
        Some((_, Value::String(key))) => Ok(Some(key)),
        Some(_) => Err(NoMessage("`authorization` is a text".to_owned())),
    }
}

/// What is said when the connection stands; it tells the state from which to listen on.
pub(super) fn acknowledged(data_version: &str) -> String {
    json!({"type": "connection_ack", "payload": {"dataVersion": data_version}}).to_string()
}

pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        Some(payload) => json!({"type": "pong", "payload": payload}).to_string(),
        None => json!({"type": "pong"}).to_string(),
    }
}

/// An answer, which is JSON already.
pub(super) fn next(id: &str, body: &str) -> String {
    let id = Value::from(id);
    format!("{{\"id\":{id},\"type\":\"next\",\"payload\":{body}}}")
}

/// An answer whose execution never began.
pub(super) fn error(id: &str, body: &str) -> String {
    let mut answer: Value = serde_json::from_str(body).unwrap_or_default();
    let errors = answer.get_mut("errors").map(Value::take);
    json!({"id": id, "type": "error", "payload": errors}).to_string()
}

pub(super) fn complete(id: &str) -> String {
    json!({"id": id, "type": "complete"}).to_string()
}

/// A fault as an answer.
pub(super) fn errors_of_fault(fault: &Fault) -> String {
    fault.body().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_of_the_protocol_are_read() {
        for (text, is_read) in [
            (r#"{"type":"connection_init"}"#, true),
            (r#"{"type":"connection_init","payload":null}"#, true),
            (
                r#"{"type":"connection_init","payload":{"authorization":"Bearer x"}}"#,
                true,
            ),
            (
                r#"{"type":"connection_init","payload":{"authorization":1}}"#,
                false,
            ),
            (r#"{"type":"ping"}"#, true),
            (r#"{"type":"ping","payload":{"a":1}}"#, true),
            (r#"{"type":"pong"}"#, true),
            (
                r#"{"type":"subscribe","id":"1","payload":{"query":"{a}"}}"#,
                true,
            ),
            (
                r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#,
                false,
            ),
            (
                r#"{"type":"subscribe","id":1,"payload":{"query":"{a}"}}"#,
                false,
            ),
            (r#"{"type":"subscribe","payload":{"query":"{a}"}}"#, false),
            (r#"{"type":"subscribe","id":"1"}"#, false),
            (r#"{"type":"subscribe","id":"1","payload":{}}"#, false),
            (
                r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
                false,
            ),
            (r#"{"type":"complete","id":"1"}"#, true),
            (r#"{"type":"complete"}"#, false),
            (
                r#"{"type":"start","id":"1","payload":{"query":"{a}"}}"#,
                false,
            ),
            (r#"{"type":"ping","payload":[]}"#, false),
            (r#"{"id":"1"}"#, false),
            ("[]", false),
            ("nonsense", false),
            ("", false),
        ] {
            assert_eq!(read(text).is_ok(), is_read, "{text}");
        }
    }

    #[test]
    fn an_id_is_written_as_the_text_that_it_is() {
        let body = r#"{"data":{"a":1}}"#;
        let message: Value = serde_json::from_str(&next("a\"b", body)).unwrap();
        let expected = json!({"id": "a\"b", "type": "next", "payload": {"data": {"a": 1}}});
        assert_eq!(message, expected);
        let message: Value =
            serde_json::from_str(&error("1", r#"{"errors":[{"message":"m"}]}"#)).unwrap();
        assert_eq!(message["payload"], json!([{"message": "m"}]));
    }
}
