//! Bounds on what the streams of a PDF file unpack to.

use std::io::Read as _;

use aho_corasick::{AhoCorasick, MatchKind};
use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use crate::source::Problem;
use crate::source::limits::{PART_BYTES, UNPACKED_BYTES};
use crate::source::refusal::{Locked, TooLarge};

/// Bytes of a stream in another packing than the usual one that are unpacked at all.
const UNUSUAL_BYTES: usize = 64 << 10;

/// How far before a stream its dictionary is looked for.
const DICTIONARY_BYTES: usize = 1 << 10;

/// The most streams of a file.
const STREAMS: usize = 200_000;

const STREAM: &str = "stream";
const END: &str = "endstream";

/// Filters that make much of little.
const PACKINGS: [&[u8]; 3] = [b"FlateDecode", b"LZWDecode", b"RunLengthDecode"];

/// How many bytes the content of all pages together may still unpack to.
#[derive(Debug)]
pub(super) struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(UNPACKED_BYTES)
    }
}

impl Budget {
    /// The content of a stream; `None` for one that cannot be unpacked.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, Problem> {
        let raw = stream.raw_data();
        let data = match stream.filters().as_slice() {
            [] => Some(raw.into_owned()),
            [Filter::FlateDecode] if !stream.dict().contains_key("DecodeParms") => {
                Some(inflate(&raw, self.0.min(PART_BYTES)))
            }
            _ if raw.len() <= UNUSUAL_BYTES => {
                stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
            }
            _ => None,
        };
        let length = data.as_ref().map_or(0, Vec::len) as u64;
        // Each stream costs something, so that a page cannot ask for the same one for ever.
        self.0 = self.0.checked_sub(length + 1).ok_or_else(too_large)?;
        Ok(data)
    }
}

fn too_large() -> Problem {
    TooLarge::Unpacked(UNPACKED_BYTES >> 20).into()
}

/// What can be unpacked, also of a stream that is cut short, and one byte more than `limit` at most.
fn inflate(packed: &[u8], limit: u64) -> Vec<u8> {
    let mut data = Vec::new();
    let _cut_short = ZlibDecoder::new(packed)
        .take(limit + 1)
        .read_to_end(&mut data);
    data
}

/// Whether the file is encrypted, with or without a password for reading: what its trailer says is never packed.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    bytes.windows(KEY.len() + 1).any(|window| {
        window.starts_with(KEY)
            && window
                .last()
                .is_some_and(|last| !last.is_ascii_alphanumeric())
    })
}

/// Bytes of object streams of an encrypted file. What they unpack to is seen only behind the cipher, so that it is bounded
/// by what deflate can make of them, some thousand times as much.
const SEALED_BYTES: usize = 256 << 10;

/// The bit of the permissions that lets text be copied.
const MAY_COPY: i64 = 1 << 4;

/// Refuses an encrypted file that forbids to copy its text, or whose object streams may unpack to too much.
pub(super) fn check_sealed(bytes: &[u8]) -> Result<(), Problem> {
    if permissions(bytes).is_some_and(|bits| bits & MAY_COPY == 0) {
        return Err(Locked::Copying.into());
    }
    let mut sealed = 0;
    for (start, end) in streams(bytes)? {
        let dictionary = dictionary(bytes, start);
        // A name may be written with codes: /Obj#53tm.
        let may_hold_objects = dictionary.is_none_or(|dictionary| {
            count(dictionary, b"ObjStm") > 0 || dictionary.contains(&b'#')
        });
        sealed += if may_hold_objects { end - start } else { 0 };
    }
    if sealed > SEALED_BYTES {
        return Err(Locked::Sealed.into());
    }
    Ok(())
}

/// What the encryption of a file permits, as bits; `None` when it does not say.
fn permissions(bytes: &[u8]) -> Option<i64> {
    const HANDLER: &[u8] = b"/Standard";
    // /StandardEncoding is how a font numbers its glyphs.
    let at = bytes.windows(HANDLER.len() + 1).rposition(|window| {
        let last = window.last();
        window.starts_with(HANDLER) && last.is_some_and(|last| !last.is_ascii_alphanumeric())
    })?;
    let before = bytes
        .get(at.saturating_sub(DICTIONARY_BYTES)..at)
        .unwrap_or_default();
    let start = rfind(before, b"obj").map_or(at - before.len(), |found| at - before.len() + found);
    let dictionary = bytes.get(start..(at + DICTIONARY_BYTES).min(bytes.len()))?;
    dictionary
        .windows(2)
        .enumerate()
        .filter(|(_, key)| key == b"/P")
        .find_map(|(at, _)| {
            let value = dictionary.get(at + 2..)?.trim_ascii_start();
            let length = value
                .iter()
                .take_while(|byte| byte.is_ascii_digit() || **byte == b'-')
                .count();
            str::from_utf8(value.get(..length)?).ok()?.parse().ok()
        })
}

/// The dictionary of the stream whose content begins at `start`; `None` when it begins farther off than is looked.
fn dictionary(bytes: &[u8], start: usize) -> Option<&[u8]> {
    let at = start - STREAM.len();
    let before = bytes.get(at.saturating_sub(DICTIONARY_BYTES)..at)?;
    before.get(rfind(before, b"obj")?..)
}

/// Refuses a file whose streams unpack to too much, before anything else unpacks them.
///
/// The reader of the syntax unpacks cross references and object streams by itself and without bound, so every stream is
/// unpacked here once into nothing.
pub(super) fn check(bytes: &[u8]) -> Result<(), Problem> {
    let mut budget = UNPACKED_BYTES * 2;
    let mut buffer = vec![0; 64 << 10];
    for (start, end) in streams(bytes)? {
        let at = start - STREAM.len();
        let before = bytes
            .get(at.saturating_sub(DICTIONARY_BYTES)..at)
            .unwrap_or_default();
        let dictionary = match rfind(before, b"obj") {
            Some(object) => before.get(object..).unwrap_or_default(),
            None => before,
        };
        let packings = PACKINGS
            .iter()
            .map(|name| count(dictionary, name))
            .sum::<usize>();
        let data = bytes.get(start..end).unwrap_or_default();
        let is_image = count(dictionary, b"/Image") > 0;
        if packings > 1 && !is_image
            || count(dictionary, b"LZWDecode") > 0 && data.len() > UNUSUAL_BYTES && !is_image
        {
            return Err(TooLarge::PackedTwice.into());
        }
        let data = data.trim_ascii_start();
        if is_image || data.first().is_none_or(|first| first & 0x0F != 8) {
            continue;
        }
        let mut decoder = ZlibDecoder::new(data);
        let mut unpacked = 0_u64;
        while let Ok(read @ 1..) = decoder.read(&mut buffer) {
            unpacked += read as u64;
            budget = budget.checked_sub(read as u64).ok_or_else(too_large)?;
            if unpacked > PART_BYTES {
                return Err(too_large());
            }
        }
    }
    Ok(())
}

/// First byte of every stream, and the first behind it.
fn streams(bytes: &[u8]) -> Result<Vec<(usize, usize)>, Problem> {
    let words = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build([END, STREAM]);
    let Ok(words) = words else {
        return Ok(Vec::new());
    };
    let mut streams: Vec<(usize, usize)> = Vec::new();
    // Streams whose end is still to come.
    let mut open = 0;
    for word in words.find_iter(bytes) {
        if word.pattern().as_usize() == 1 {
            streams.push((word.end(), bytes.len()));
        } else {
            let ended = streams.get_mut(open..).unwrap_or_default();
            for stream in ended {
                *stream = (stream.0, word.start());
            }
            open = streams.len();
        }
        if streams.len() > STREAMS {
            return Err(TooLarge::Streams(STREAMS).into());
        }
    }
    Ok(streams)
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes
        .windows(word.len())
        .filter(|window| *window == word)
        .count()
}

#[cfg(test)]
mod tests {
    use super::permissions;

    #[test]
    fn permissions_are_those_of_the_encryption() {
        let check =
            |file: &str, expected| assert_eq!(permissions(file.as_bytes()), expected, "{file}");
        let sealed = "1 0 obj << /Filter /Standard /V 2 /P -3904 >> endobj";
        check(sealed, Some(-3904));
        let font = "2 0 obj << /Encoding /StandardEncoding >> endobj";
        check(
            &format!("{sealed} {} {font}", " ".repeat(2000)),
            Some(-3904),
        );
        check(font, None);
    }
}
