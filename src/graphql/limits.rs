//! What a request may cost.

use std::time::Duration;

/// What a request may cost. The defaults let the usual introspection pass, and 100 tasks with all links and spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub document_bytes: usize,
    /// Operations and fragments defined.
    pub definitions: u64,
    /// Fields selected by all definitions together, fragments written out.
    pub selections: u64,
    /// Selection sets and fragments inside each other.
    pub depth: u64,
    /// Aliased fields of one operation, fragments written out.
    pub aliases: u64,
    /// Directives of one operation, fragments written out.
    pub directives: u64,
    /// Fields at the root of one operation.
    pub root_fields: u64,
    /// Lists of the introspection (`fields`, `interfaces`, `possibleTypes`, `inputFields`) inside each other.
    pub introspection_lists: u64,
    /// Fields of the answer when every page is full; lists without pages count as one item.
    pub complexity: u64,
    /// Fields and items of an answer whose lists without pages may be long.
    pub answer_fields: u64,
    /// Bytes of the texts of such an answer.
    pub answer_bytes: u64,
    /// Whether the schema may be asked for.
    pub introspection: bool,
    /// Time for one request.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes: 64 * 1024,
            definitions: 100,
            selections: 4_000,
            depth: 32,
            aliases: 50,
            directives: 50,
            root_fields: 20,
            introspection_lists: 2,
            complexity: 25_000,
            answer_fields: 500_000,
            answer_bytes: 64 << 20,
            introspection: true,
            time: Duration::from_secs(10),
        }
    }
}
