//! Which encoding the bytes are in. Decoding is strict: one malformed byte and an encoding is out.

use encoding_rs::GB18030;

use crate::model::Encoding;

/// Characters that make up a good part of any Chinese text, its punctuation and that of notices first.
///
/// Bytes that were decoded with a wrong encoding give rare characters instead.
const COMMON: &str = "，。、：；（）《》“”　的一是在不了有和人中大为上个国我以要他时来用生到作地于出就分对成会可主发年\
    动同工也能下过子说产种面而方后多定行学所民得经十三之进等部度家自二理起现实加都两体制机当点业本去把性好应开合还因由\
    其些然前外天政四日那社事平全关各重新内正心明看利向通建月公无立提任务设及管长资统农区强保治规领济权改单万科信完省市县\
    府办厅局委责位牵头關發國為時來產學會對動個進實業設";

/// The share of [`COMMON`] characters among all that are not ASCII, below which a text is taken for garbage: 1 in 8.
const COMMON_SHARE: usize = 8;

/// How many characters that are not ASCII are looked at.
const SAMPLE: usize = 10_000;

/// The share of control characters above which bytes are taken for binary data: 1 in 12.
const CONTROL_SHARE: usize = 12;

/// The text and its encoding, byte order mark dropped; `None` when no encoding explains every byte.
pub(super) fn decode(bytes: &[u8]) -> Option<(Encoding, String)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, Encoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, Encoding::Utf16Be);
    }
    let evident = |decoded: &(Encoding, String)| looks_chinese(&decoded.1);
    utf8(bytes)
        .or_else(|| utf16(bytes, Encoding::Utf16Le).filter(evident))
        .or_else(|| utf16(bytes, Encoding::Utf16Be).filter(evident))
        .or_else(|| gb18030(bytes).filter(evident))
}

/// Whether bytes that decode as nothing look like data rather than like damaged text.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let controls = bytes
        .iter()
        .filter(|&&byte| byte < b' ' && !byte.is_ascii_whitespace())
        .count();
    controls * CONTROL_SHARE > bytes.len()
}

fn utf8(bytes: &[u8]) -> Option<(Encoding, String)> {
    let text = str::from_utf8(bytes).ok()?;
    (!is_binary(bytes)).then(|| (Encoding::Utf8, text.to_owned()))
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Option<(Encoding, String)> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(pair),
        _ => u16::from_le_bytes(pair),
    });
    let text = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    rest.is_empty().then_some((encoding, text))
}

fn gb18030(bytes: &[u8]) -> Option<(Encoding, String)> {
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| (Encoding::Gb18030, text.into_owned()))
}

fn looks_chinese(text: &str) -> bool {
    let (mut foreign, mut common) = (0_usize, 0_usize);
    let sample = text.chars().filter(|character| !character.is_ascii());
    for character in sample.take(SAMPLE) {
        foreign += 1;
        common += usize::from(COMMON.contains(character));
    }
    foreign > 0 && common * COMMON_SHARE >= foreign
}
