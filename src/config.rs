//! Settings: defaults, then `plangraph.toml`, then `PLANGRAPH_*`, then flags; an unknown key is refused.
//!
//! [`Layer`] is what one of these places says, with every key optional; [`Config`] is the outcome. The key `data_dir`
//! of the file is `PLANGRAPH_DATA_DIR` in the environment.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::near;

/// The file that is read from the working folder when no other is named.
pub const FILE_NAME: &str = "plangraph.toml";

/// What the names of our environment variables begin with.
pub const ENVIRONMENT_PREFIX: &str = "PLANGRAPH_";

/// The language of messages for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// The language of a `LANG` like `zh_CN.UTF-8`; English when it is none of ours.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }
}

impl FromStr for Language {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Self::En),
            "zh" => Ok(Self::Zh),
            _ => Err("en or zh"),
        }
    }
}

/// How log events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// A line for people.
    Compact,
    /// A JSON object per line.
    Json,
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "compact" => Ok(Self::Compact),
            "json" => Ok(Self::Json),
            _ => Err("compact or json"),
        }
    }
}

/// Texts in a list; in the environment commas stand between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct List(pub Vec<String>);

impl FromStr for List {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let items = text.split(',').map(str::trim);
        let items = items.filter(|item| !item.is_empty()).map(str::to_owned);
        Ok(Self(items.collect()))
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named by a flag is not there, or the one found cannot be read.
    #[error("cannot read the settings in {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is no TOML, or a value is not of its key's type.
    #[error("the settings in {} are malformed", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: toml::de::Error,
    },
    /// A key that no setting has.
    #[error("{place}: unknown setting `{key}`, {hint}")]
    UnknownKey {
        /// File or environment.
        place: String,
        /// The key as written there.
        key: String,
        /// What to write instead.
        hint: String,
    },
    /// A value of the environment that cannot be read.
    #[error("environment: `{variable}` is “{value}”, it must be {expected}")]
    Value {
        /// The variable's name.
        variable: String,
        /// Its value.
        value: String,
        /// What it can be.
        expected: &'static str,
    },
}

/// Calls a macro with every setting: its documentation, key, type, what its values are, and default.
macro_rules! with_settings {
    ($macro:ident) => {
        $macro! {
            /// Address and port to listen on; port 0 takes a free one.
            bind: SocketAddr, "an address with a port like 127.0.0.1:8080",
                SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
            /// Folder of the run-time state: journal and store.
            data_dir: PathBuf, "a folder", PathBuf::from("var");
            /// Language of messages for people.
            lang: Language, "en or zh", Language::En;
            /// How log events are written.
            log_format: LogFormat, "compact or json", LogFormat::Compact;
            /// Which events are logged, as `tracing` filters: `info,plangraph=debug`.
            log_filter: String, "a filter like info,plangraph=debug", "info,actix_server=warn,actix_http=off".to_owned();
            /// Address of an OpenTelemetry collector that takes OTLP over HTTP: `http://127.0.0.1:4318`; empty for none.
            otlp_endpoint: String, "an address like http://127.0.0.1:4318, or empty", String::new();
            /// Mebibytes that the store may keep of its records in memory.
            store_cache_mib: u32, "a number of mebibytes", 64;
            /// Kibibytes that the body of a request may have.
            body_limit_kib: u32, "a number of kibibytes", 64;
            /// Mebibytes that the body of a request with a key of role CURATE may have: documents come in it.
            upload_limit_mib: u32, "a number of mebibytes", 16;
            /// Milliseconds that a request may take.
            request_timeout_ms: u32, "a number of milliseconds", 10_000;
            /// Whether whoever reaches the server may read; if not, a key of role READ is needed.
            public_read: bool, "true or false", true;
            /// Whether the schema may be asked for.
            introspection: bool, "true or false", true;
            /// Whether only the documents of `schema/operations` are answered.
            trusted_only: bool, "true or false", false;
            /// Operations and fragments that a document may define.
            max_definitions: u32, "a number", 100;
            /// Fields that a document may select, fragments written out.
            max_selections: u32, "a number", 4_000;
            /// Selection sets inside each other that a document may have.
            max_depth: u32, "a number", 32;
            /// Aliases that an operation may have.
            max_aliases: u32, "a number", 50;
            /// Directives that an operation may have.
            max_directives: u32, "a number", 50;
            /// Fields that an operation may have at its root.
            max_root_fields: u32, "a number", 20;
            /// Fields that an answer may have when every page is full.
            max_complexity: u32, "a number", 25_000;
            /// Complexity above which a request is a heavy one; one whose answer is counted while it is made always is.
            heavy_complexity: u32, "a number", 5_000;
            /// Heavy requests that are answered at the same time; others wait.
            heavy_requests: u32, "a number", 4;
            /// Kibibytes of documents that are kept parsed.
            document_cache_kib: u32, "a number of kibibytes", 4_096;
            /// Mebibytes of answers that are kept for whoever asks the same of the same data; 0 for none.
            answer_cache_mib: u32, "a number of mebibytes", 16;
            /// Requests per minute that one client may send on and on; 0 for any number. Clients on loopback may always.
            requests_per_minute: u32, "a number", 1_200;
            /// Requests that one client may send at once before `requests_per_minute` holds.
            request_burst: u32, "a number", 200;
            /// Addresses of proxies whose `X-Forwarded-For` is believed.
            trusted_proxies: List, "addresses with commas between them", List::default();
            /// Origins of pages on other hosts that may read: `https://example.org`.
            cors_origins: List, "origins with commas between them", List::default();
            /// Connections by WebSocket that are open at the same time.
            socket_limit: u32, "a number", 1_000;
            /// Operations that run on one WebSocket at the same time.
            streams_per_socket: u32, "a number", 32;
            /// Streams of server-sent events that are open at the same time.
            stream_limit: u32, "a number", 1_000;
            /// Downloads that are written at the same time.
            download_limit: u32, "a number", 16;
            /// Milliseconds within which a WebSocket has to be initialised.
            socket_init_ms: u32, "a number of milliseconds", 3_000;
            /// Milliseconds that a listener may leave an event, and a client a piece of its download, untaken before it is dropped.
            slow_consumer_ms: u32, "a number of milliseconds", 10_000;
            /// Milliseconds after which a silent listener is shown that the server is there, and asked whether it is.
            heartbeat_ms: u32, "a number of milliseconds", 12_000;
            /// Whether the log may hold the text of queries.
            log_queries: bool, "true or false", false;
            /// Seconds that requests in flight have to finish when the server stops.
            shutdown_timeout_s: u16, "a number of seconds", 30;
        }
    };
}

macro_rules! define_settings {
    ($($(#[$doc:meta])* $key:ident: $type:ty, $expected:literal, $default:expr;)+) => {
        /// The settings in force.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        pub struct Config {
            $($(#[$doc])* pub $key: $type,)+
            /// Folder that is read in place of the files carried in the binary; `None` takes those.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub data_root: Option<PathBuf>,
        }

        impl Default for Config {
            fn default() -> Self {
                Self { $($key: $default,)+ data_root: None }
            }
        }

        /// What one place says; `None` where it is silent.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Layer {
            $($(#[$doc])* pub $key: Option<$type>,)+
            /// Folder that is read in place of the files carried in the binary.
            pub data_root: Option<PathBuf>,
        }

        /// The keys of all settings.
        pub const KEYS: &[&str] = &[$(stringify!($key),)+ "data_root"];

        impl Layer {
            /// Sets `key` from text; `Err` names what the text must be, `Ok(false)` means that there is no such key.
            fn set(&mut self, key: &str, text: &str) -> Result<bool, &'static str> {
                match key {
                    $(stringify!($key) => {
                        self.$key = Some(text.parse().map_err(|_unparsed| $expected)?);
                    })+
                    "data_root" => self.data_root = Some(PathBuf::from(text)),
                    _ => return Ok(false),
                }
                Ok(true)
            }

            /// Lays this layer over `base`.
            #[must_use]
            pub fn over(self, base: Config) -> Config {
                Config {
                    $($key: self.$key.unwrap_or(base.$key),)+
                    data_root: self.data_root.or(base.data_root),
                }
            }
        }
    };
}

with_settings!(define_settings);

impl Layer {
    /// What a file says; all silent when `required` is false and there is no such file.
    pub fn from_file(path: &Path, required: bool) -> Result<Self, ConfigError> {
        match fs::read_to_string(path) {
            Ok(text) => Self::from_toml(&text, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !required => {
                Ok(Self::default())
            }
            Err(source) => Err(ConfigError::Unreadable {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// What the text of a file says; `path` is for messages only.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let malformed = |source| ConfigError::Malformed {
            path: path.to_owned(),
            source,
        };
        let table: toml::Table = text.parse().map_err(malformed)?;
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(ConfigError::UnknownKey {
                place: path.display().to_string(),
                key: key.clone(),
                hint: hint(key, str::to_owned),
            });
        }
        toml::from_str(text).map_err(malformed)
    }

    /// What variables whose names begin with [`ENVIRONMENT_PREFIX`] say; other variables are not ours.
    pub fn from_environment(
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut layer = Self::default();
        for (variable, value) in variables {
            let Some(name) = variable.strip_prefix(ENVIRONMENT_PREFIX) else {
                continue;
            };
            let key = name.to_ascii_lowercase();
            match layer.set(&key, &value) {
                Ok(true) => {}
                Ok(false) => {
                    let spelled =
                        |key: &str| format!("{ENVIRONMENT_PREFIX}{}", key.to_ascii_uppercase());
                    return Err(ConfigError::UnknownKey {
                        place: "environment".to_owned(),
                        key: variable,
                        hint: hint(&key, spelled),
                    });
                }
                Err(expected) => {
                    return Err(ConfigError::Value {
                        variable,
                        value,
                        expected,
                    });
                }
            }
        }
        Ok(layer)
    }
}

impl Config {
    /// The settings as the text of a `plangraph.toml` that would give them.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}

/// What to write in place of an unknown key: the nearest known one, else all; `spelled` writes a key as its place does.
fn hint(key: &str, spelled: impl Fn(&str) -> String) -> String {
    let nearest = near::nearest(key, KEYS.iter().copied(), 1);
    if let Some(nearest) = nearest.first() {
        return format!("did you mean `{}`?", spelled(nearest));
    }
    let known: Vec<_> = KEYS.iter().map(|key| spelled(key)).collect();
    format!("the known ones are {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Result<Layer, ConfigError> {
        Layer::from_toml(text, Path::new("plangraph.toml"))
    }

    fn environment(variable: &str, value: &str) -> Result<Layer, ConfigError> {
        Layer::from_environment([
            ("LANG".to_owned(), "zh_CN.UTF-8".to_owned()),
            (variable.to_owned(), value.to_owned()),
        ])
    }

    #[test]
    fn a_later_layer_lies_over_an_earlier_one() {
        let file = file("data_dir = \"a\"\nlang = \"zh\"\nbody_limit_kib = 1").unwrap();
        let environment = environment("PLANGRAPH_DATA_DIR", "b").unwrap();
        let flags = Layer {
            body_limit_kib: Some(2),
            ..Layer::default()
        };
        let config = flags.over(environment.over(file.over(Config::default())));
        let expected = Config {
            data_dir: PathBuf::from("b"),
            lang: Language::Zh,
            body_limit_kib: 2,
            ..Config::default()
        };
        assert_eq!(config, expected);
    }

    #[test]
    fn the_printed_settings_give_the_same_settings() {
        let config = Config {
            data_root: Some(PathBuf::from("资料")),
            log_format: LogFormat::Json,
            ..Config::default()
        };
        let printed = config.to_toml().unwrap();
        assert_eq!(file(&printed).unwrap().over(Config::default()), config);
        for key in KEYS {
            assert!(printed.contains(&format!("{key} = ")), "{key}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_the_way_out() {
        let cases = [
            (
                file("data_dri = \"x\""),
                "plangraph.toml: unknown setting `data_dri`, did you mean `data_dir`?",
            ),
            (
                file("body_limit = 3"),
                "plangraph.toml: unknown setting `body_limit`, did you mean `body_limit_kib`?",
            ),
            (
                file("lang = \"fr\""),
                "the settings in plangraph.toml are malformed",
            ),
            (
                file("lang ="),
                "the settings in plangraph.toml are malformed",
            ),
            (
                environment("PLANGRAPH_BNID", "127.0.0.1:1"),
                "environment: unknown setting `PLANGRAPH_BNID`, did you mean `PLANGRAPH_BIND`?",
            ),
            (
                environment("PLANGRAPH_BIND", "localhost"),
                "environment: `PLANGRAPH_BIND` is “localhost”, it must be an address with a port like 127.0.0.1:8080",
            ),
            (
                environment("PLANGRAPH_BODY_LIMIT_KIB", "-1"),
                "environment: `PLANGRAPH_BODY_LIMIT_KIB` is “-1”, it must be a number of kibibytes",
            ),
        ];
        for (outcome, message) in cases {
            assert_eq!(outcome.unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_key_like_no_other_is_told_all_known_ones() {
        let message = file("zzzzzzzzzz = 1").unwrap_err().to_string();
        for key in KEYS {
            assert!(message.contains(key), "{message}");
        }
    }

    #[test]
    fn a_file_that_nobody_asked_for_may_be_missing() {
        let path = Path::new("no/such/plangraph.toml");
        assert_eq!(Layer::from_file(path, false).unwrap(), Layer::default());
        assert!(matches!(
            Layer::from_file(path, true),
            Err(ConfigError::Unreadable { .. })
        ));
    }

    #[test]
    fn the_language_follows_the_locale() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Zh),
            ("zh", Language::Zh),
            ("en_US.UTF-8", Language::En),
            ("C", Language::En),
            ("", Language::En),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
