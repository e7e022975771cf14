//! What several modules of tests need: paths, the gazetteer, the index, and HTTP as a client sees it.

use std::path::PathBuf;

use plangraph::assets::Assets;
use plangraph::gazetteer::{Gazetteer, Tables};
use plangraph::search::{Settings, SettingsFiles, TantivyIndex};

/// A path inside the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The gazetteer that the program carries.
pub(crate) fn gazetteer() -> Gazetteer {
    let assets = Assets::embedded();
    let table = |name| assets.table(name).unwrap();
    let tables = Tables {
        divisions: &table("divisions"),
        units: &table("units"),
        changes: &table("changes"),
        kinds: &table("kinds"),
        false_friends: &table("false_friends"),
        commitments: &table("commitments"),
        issuers: &table("issuers"),
        offices: &table("offices"),
        reforms: &table("reforms"),
    };
    Gazetteer::parse(&tables).unwrap()
}

/// An index like that of the program, in memory.
pub(crate) fn index() -> TantivyIndex {
    let assets = Assets::embedded();
    let file = |name| assets.index_file(name).unwrap();
    let settings = Settings::parse(SettingsFiles {
        analyzer: &file("analyzer.toml"),
        user_dictionary: &file("userdict.txt"),
        synonyms: &file("synonyms.txt"),
        stopwords: &file("stopwords.txt"),
    });
    TantivyIndex::in_memory(settings.unwrap()).unwrap()
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// A header's value, empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let header = self.headers.iter().find(|(other, _)| other == name);
        header.map_or("", |(_, value)| value)
    }
}

/// Sends a request and waits for the answer, whatever its status.
pub(crate) fn send(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .accept("")
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = if body.is_empty() {
        agent.run(request.body(()).unwrap())
    } else {
        agent.run(request.body(body.to_owned()).unwrap())
    };
    let mut response = response.unwrap();
    let headers = response.headers().iter();
    Answer {
        status: response.status().as_u16(),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: response.body_mut().read_to_string().unwrap(),
    }
}

/// Reads a resource.
pub(crate) fn get(url: &str, headers: &[(&str, &str)]) -> Answer {
    send("GET", url, headers, "")
}
