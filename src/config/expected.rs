//! What the value of a setting must be: told to whoever gave another one, and looked at before a setting is used.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use super::{Language, List, LogFormat};

/// What the value of a setting must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Where to listen.
    Address,
    /// A folder.
    Folder,
    /// A language of messages.
    Language,
    /// A form of the log.
    LogFormat,
    /// Which events are logged.
    LogFilter,
    /// A collector of spans, or none.
    Collector,
    /// True or false.
    Switch,
    /// A number in a range, ends included.
    Number {
        /// What is counted.
        unit: Unit,
        /// The least value with which the program does its work.
        least: u32,
        /// The greatest value.
        most: u32,
    },
    /// Addresses of proxies.
    Proxies,
    /// Origins of pages.
    Origins,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Whatever the setting's name says.
    Ones,
    /// 1024 bytes each.
    Kibibytes,
    /// 1024 kibibytes each.
    Mebibytes,
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// A number of these, at least `least`.
    pub(super) const fn from(self, least: u32) -> Expected {
        self.between(least, u32::MAX)
    }

    /// A number of these from `least` to `most`.
    pub(super) const fn between(self, least: u32, most: u32) -> Expected {
        Expected::Number {
            unit: self,
            least,
            most,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "an address with a port like 127.0.0.1:8080",
            Self::Folder => "a folder",
            Self::Language => "en or zh",
            Self::LogFormat => "compact or json",
            Self::LogFilter => "a filter like info,plangraph=debug",
            Self::Collector => "an address like http://127.0.0.1:4318, or empty",
            Self::Switch => "true or false",
            Self::Proxies => "addresses with commas between them like 10.0.0.1,10.0.0.2",
            Self::Origins => {
                "origins with commas between them like https://example.org,http://localhost:3000"
            }
            Self::Number { unit, least, most } => {
                let of = match unit {
                    Unit::Ones => "",
                    Unit::Kibibytes => " of kibibytes",
                    Unit::Mebibytes => " of mebibytes",
                    Unit::Milliseconds => " of milliseconds",
                    Unit::Seconds => " of seconds",
                };
                return write!(f, "a number{of} from {least} to {most}");
            }
        })
    }
}

/// A text that a setting cannot be read from.
#[derive(Debug, thiserror::Error)]
#[error("it must be {0}")]
pub struct Misfit(pub Expected);

/// Reads where to listen, for a flag.
pub fn address(text: &str) -> Result<SocketAddr, Misfit> {
    text.parse().map_err(|_unparsed| Misfit(Expected::Address))
}

/// A value of a setting, which may be of the right type and yet of no use.
pub(super) trait Value {
    /// Whether it is what is expected.
    fn fits(&self, _expected: Expected) -> bool {
        true
    }
}

impl Value for SocketAddr {}
impl Value for PathBuf {}
impl Value for Language {}
impl Value for LogFormat {}
impl Value for String {}
impl Value for bool {}

impl Value for u32 {
    fn fits(&self, expected: Expected) -> bool {
        match expected {
            Expected::Number { least, most, .. } => (least..=most).contains(self),
            _ => true,
        }
    }
}

impl Value for u16 {
    fn fits(&self, expected: Expected) -> bool {
        u32::from(*self).fits(expected)
    }
}

impl Value for List<IpAddr> {}

impl Value for List<String> {
    fn fits(&self, expected: Expected) -> bool {
        match expected {
            Expected::Origins => self.0.iter().all(|item| is_origin(item)),
            _ => true,
        }
    }
}

/// Whether a browser could send this text as the `Origin` of a page: scheme, host and port, in small letters and nothing more.
fn is_origin(text: &str) -> bool {
    let is_of = |text: &str, others: &[u8]| {
        let mut bytes = text.bytes();
        !text.is_empty()
            && bytes
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || others.contains(&it))
    };
    text.split_once("://")
        .is_some_and(|(scheme, host)| is_of(scheme, b"+-.") && is_of(host, b"-._:[]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_browsers_send() {
        for (text, expected) in [
            ("https://example.org", true),
            ("http://localhost:3000", true),
            ("http://[::1]:3000", true),
            ("foo", false),
            ("*", false),
            ("https://", false),
            ("https://example.org/", false),
            ("https://Example.org", false),
            ("tauri://localhost", true),
            ("://example.org", false),
        ] {
            assert_eq!(is_origin(text), expected, "{text}");
        }
    }
}
