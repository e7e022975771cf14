//! Settings: defaults, then `plangraph.toml`, then `PLANGRAPH_*`, then flags; an unknown key is refused.
//!
//! [`Layer`] is what one of these places says, with every key optional; [`Config`] is the outcome. The key `data_dir`
//! of the file is `PLANGRAPH_DATA_DIR` in the environment.

mod error;
mod expected;
mod values;

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::text::near;

pub use error::{ConfigError, Hint, Place};
pub use expected::{Expected, Misfit, Unit, address};
pub use values::{Language, List, LogFormat};

use expected::Value as _;

/// The file that is read from the working folder when no other is named.
pub const FILE_NAME: &str = "plangraph.toml";

/// What the names of our environment variables begin with.
pub const ENVIRONMENT_PREFIX: &str = "PLANGRAPH_";

/// Calls a macro with every setting: its documentation, key, type, what its values must be, and default.
macro_rules! with_settings {
    ($macro:ident) => {
        $macro! {
            /// Address and port to listen on; port 0 takes a free one.
            bind: SocketAddr, Expected::Address,
                SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
            /// Folder of the run-time state: journal and store.
            data_dir: PathBuf, Expected::Folder, PathBuf::from("var");
            /// Language of messages for people.
            lang: Language, Expected::Language, Language::En;
            /// How log events are written.
            log_format: LogFormat, Expected::LogFormat, LogFormat::Compact;
            /// Which events are logged, as `tracing` filters: `info,plangraph=debug`.
            log_filter: String, Expected::LogFilter, "info,actix_server=warn,actix_http=off".to_owned();
            /// Address of an OpenTelemetry collector that takes OTLP over HTTP: `http://127.0.0.1:4318`; empty for none.
            otlp_endpoint: String, Expected::Collector, String::new();
            /// Mebibytes that the store may keep of its records in memory.
            store_cache_mib: u32, Unit::Mebibytes.from(1), 64;
            /// Kibibytes that the body of a request may have.
            body_limit_kib: u32, Unit::Kibibytes.from(1), 64;
            /// Mebibytes that the body of a request with a key of role CURATE may have: documents come in it.
            upload_limit_mib: u32, Unit::Mebibytes.from(1), 16;
            /// Milliseconds that a request may take.
            request_timeout_ms: u32, Unit::Milliseconds.from(1), 10_000;
            /// Whether whoever reaches the server may read; if not, a key of role READ is needed.
            public_read: bool, Expected::Switch, true;
            /// Whether the schema may be asked for.
            introspection: bool, Expected::Switch, true;
            /// Whether only the documents of `schema/operations` are answered.
            trusted_only: bool, Expected::Switch, false;
            /// Operations and fragments that a document may define.
            max_definitions: u32, Unit::Ones.from(1), 100;
            /// Fields that a document may select, fragments written out.
            max_selections: u32, Unit::Ones.from(1), 4_000;
            /// Selection sets inside each other that a document may have.
            max_depth: u32, Unit::Ones.from(1), 32;
            /// Aliases that an operation may have.
            max_aliases: u32, Unit::Ones.from(0), 50;
            /// Directives that an operation may have.
            max_directives: u32, Unit::Ones.from(0), 50;
            /// Fields that an operation may have at its root.
            max_root_fields: u32, Unit::Ones.from(1), 20;
            /// Fields that an answer may have when every page is full.
            max_complexity: u32, Unit::Ones.from(1), 25_000;
            /// Complexity above which a request is a heavy one; one whose answer is counted while it is made always is.
            heavy_complexity: u32, Unit::Ones.from(0), 5_000;
            /// Heavy requests that are answered at the same time; others wait.
            heavy_requests: u32, Unit::Ones.from(1), 4;
            /// Kibibytes of documents that are kept parsed.
            document_cache_kib: u32, Unit::Kibibytes.from(0), 4_096;
            /// Mebibytes of answers that are kept for whoever asks the same of the same data; 0 for none.
            answer_cache_mib: u32, Unit::Mebibytes.from(0), 16;
            /// Requests per minute that one client may send on and on; 0 for any number. Clients on loopback may always.
            requests_per_minute: u32, Unit::Ones.from(0), 1_200;
            /// Requests that one client may send at once before `requests_per_minute` holds.
            request_burst: u32, Unit::Ones.from(1), 200;
            /// Addresses of proxies whose `X-Forwarded-For` is believed.
            trusted_proxies: List<IpAddr>, Expected::Proxies, List::default();
            /// Origins of pages on other hosts that may read: `https://example.org`.
            cors_origins: List<String>, Expected::Origins, List::default();
            /// Connections by WebSocket that are open at the same time.
            socket_limit: u32, Unit::Ones.from(0), 1_000;
            /// Operations that run on one WebSocket at the same time.
            streams_per_socket: u32, Unit::Ones.from(1), 32;
            /// Streams of server-sent events that are open at the same time.
            stream_limit: u32, Unit::Ones.from(0), 1_000;
            /// Downloads that are written at the same time.
            download_limit: u32, Unit::Ones.from(0), 16;
            /// Milliseconds within which a WebSocket has to be initialised.
            socket_init_ms: u32, Unit::Milliseconds.from(1), 3_000;
            /// Milliseconds that a listener may leave an event, and a client a piece of its download, untaken before it is dropped.
            slow_consumer_ms: u32, Unit::Milliseconds.from(1), 10_000;
            /// Milliseconds after which a silent listener is shown that the server is there, and asked whether it is.
            heartbeat_ms: u32, Unit::Milliseconds.from(1), 12_000;
            /// Whether the log may hold the text of queries.
            log_queries: bool, Expected::Switch, false;
            /// Seconds that requests in flight have to finish when the server stops.
            shutdown_timeout_s: u16, Unit::Seconds.between(0, 65_535), 30;
        }
    };
}

macro_rules! define_settings {
    ($($(#[$doc:meta])* $key:ident: $type:ty, $expected:expr, $default:expr;)+) => {
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
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Layer {
            $($(#[$doc])* pub $key: Option<$type>,)+
            /// Folder that is read in place of the files carried in the binary.
            pub data_root: Option<PathBuf>,
        }

        /// The keys of all settings.
        pub const KEYS: &[&str] = &[$(stringify!($key),)+ "data_root"];

        impl Layer {
            /// Sets `key` from text; `Err` names what the text must be, `Ok(false)` means that there is no such key.
            fn set(&mut self, key: &str, text: &str) -> Result<bool, Expected> {
                match key {
                    $(stringify!($key) => {
                        let value: Option<$type> = text.parse().ok();
                        self.$key = Some(value.filter(|it| it.fits($expected)).ok_or($expected)?);
                    })+
                    "data_root" => self.data_root = Some(PathBuf::from(text)),
                    _ => return Ok(false),
                }
                Ok(true)
            }

            /// What a table says, whose keys are all known; `Err` has the first key whose value is of no use, and what it must be.
            fn from_table(table: &toml::Table) -> Result<Self, (&'static str, Expected)> {
                let mut layer = Self::default();
                $(if let Some(value) = table.get(stringify!($key)) {
                    let value: Option<$type> = value.clone().try_into().ok();
                    let value = value.filter(|it| it.fits($expected));
                    layer.$key = Some(value.ok_or((stringify!($key), $expected))?);
                })+
                if let Some(value) = table.get("data_root") {
                    let value = value.clone().try_into();
                    layer.data_root = Some(value.map_err(|_other| ("data_root", Expected::Folder))?);
                }
                Ok(layer)
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
        let place = || Place::File(path.to_owned());
        let table = text.parse::<toml::Table>();
        let table = table.map_err(|source| ConfigError::Malformed {
            path: path.to_owned(),
            source,
        })?;
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(ConfigError::UnknownKey {
                place: place(),
                key: key.clone(),
                hint: hint(key, str::to_owned),
            });
        }
        Self::from_table(&table).map_err(|(key, expected)| ConfigError::Value {
            place: place(),
            key: key.to_owned(),
            value: table.get(key).map(shown).unwrap_or_default(),
            expected,
        })
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
                        place: Place::Environment,
                        key: variable,
                        hint: hint(&key, spelled),
                    });
                }
                Err(expected) => {
                    return Err(ConfigError::Value {
                        place: Place::Environment,
                        key: variable,
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

/// A value as messages show it.
fn shown(value: &toml::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What to write in place of an unknown key: the nearest known one, else all; `spelled` writes a key as its place does.
fn hint(key: &str, spelled: impl Fn(&str) -> String) -> Hint {
    match near::nearest(key, KEYS.iter().copied(), 1).first() {
        Some(nearest) => Hint::Nearest(spelled(nearest)),
        None => Hint::Known(KEYS.iter().map(|key| spelled(key)).collect()),
    }
}

/// The language that the text of a settings file names, even one that is refused for something else.
#[must_use]
pub fn language_of(text: &str) -> Option<Language> {
    let table: toml::Table = text.parse().ok()?;
    table.get("lang")?.as_str()?.parse().ok()
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
                "plangraph.toml: `lang` is “fr”, it must be en or zh",
            ),
            (
                file("body_limit_kib = \"64\""),
                "plangraph.toml: `body_limit_kib` is “64”, it must be a number of kibibytes from 1 to 4294967295",
            ),
            (
                file("data_root = 1"),
                "plangraph.toml: `data_root` is “1”, it must be a folder",
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
                "environment: `PLANGRAPH_BODY_LIMIT_KIB` is “-1”, it must be a number of kibibytes from 1 to 4294967295",
            ),
            (
                environment("PLANGRAPH_STORE_CACHE_MIB", "0"),
                "environment: `PLANGRAPH_STORE_CACHE_MIB` is “0”, it must be a number of mebibytes from 1 to 4294967295",
            ),
            (
                environment("PLANGRAPH_MAX_COMPLEXITY", "4294967296"),
                "environment: `PLANGRAPH_MAX_COMPLEXITY` is “4294967296”, it must be a number from 1 to 4294967295",
            ),
            (
                file("store_cache_mib = 0"),
                "plangraph.toml: `store_cache_mib` is “0”, it must be a number of mebibytes from 1 to 4294967295",
            ),
            (
                file("trusted_proxies = [\"foo\"]"),
                "plangraph.toml: `trusted_proxies` is “[\"foo\"]”, it must be addresses with commas between them like 10.0.0.1,10.0.0.2",
            ),
            (
                environment("PLANGRAPH_CORS_ORIGINS", "foo"),
                "environment: `PLANGRAPH_CORS_ORIGINS` is “foo”, it must be origins with commas between them like https://example.org,http://localhost:3000",
            ),
        ];
        for (outcome, message) in cases {
            assert_eq!(outcome.unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_value_that_stops_all_work_is_refused_and_one_that_switches_off_is_not() {
        let check = |key: &str, is_taken: bool| {
            let in_file = file(&format!("{key} = 0"));
            assert_eq!(in_file.is_ok(), is_taken, "{key}: {in_file:?}");
            let variable = format!("{ENVIRONMENT_PREFIX}{}", key.to_ascii_uppercase());
            assert_eq!(environment(&variable, "0").is_ok(), is_taken, "{key}");
        };
        for key in [
            "store_cache_mib",
            "body_limit_kib",
            "upload_limit_mib",
            "request_timeout_ms",
            "max_definitions",
            "max_selections",
            "max_depth",
            "max_root_fields",
            "max_complexity",
            "heavy_requests",
            "request_burst",
            "streams_per_socket",
            "socket_init_ms",
            "slow_consumer_ms",
            "heartbeat_ms",
        ] {
            check(key, false);
        }
        for key in [
            "max_aliases",
            "max_directives",
            "answer_cache_mib",
            "requests_per_minute",
            "socket_limit",
            "stream_limit",
            "download_limit",
            "shutdown_timeout_s",
        ] {
            check(key, true);
        }
    }

    #[test]
    fn the_language_of_a_refused_file_is_known() {
        for (text, expected) in [
            ("lang = \"zh\"\nnonsense = 1", Some(Language::Zh)),
            ("lang = \"fr\"", None),
            ("lang =", None),
            ("", None),
        ] {
            assert_eq!(language_of(text), expected, "{text}");
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
}
