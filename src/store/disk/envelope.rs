//! What stands around every stored value: `schema u8 | codec u8 | payload | crc32`.

use serde::de::DeserializeOwned;

use super::records::Stored;

/// The version of the records.
pub(super) const SCHEMA: u8 = 1;

/// Payloads from this length on are compressed where that makes them shorter.
const COMPRESS_FROM: usize = 256;

/// Longest payload that is believed after decompression: the length is read from the disk.
const LONGEST: usize = 1 << 30;

const PLAIN: u8 = 0;
const LZ4: u8 = 1;

/// Why bytes are not a value of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum EnvelopeError {
    #[error("it is too short")]
    Short,
    #[error("its checksum is wrong")]
    Checksum,
    #[error("it has schema version {0}")]
    Schema(u8),
    #[error("it has codec {0}")]
    Codec(u8),
    #[error("it cannot be decompressed")]
    Compression,
    #[error("its fields cannot be read")]
    Fields,
}

/// The bytes to store for a value.
pub(super) fn seal<T: Stored>(value: T) -> Result<Vec<u8>, postcard::Error> {
    let payload = postcard::to_stdvec(&value.into_record())?;
    let compressed = (payload.len() >= COMPRESS_FROM)
        .then(|| lz4_flex::compress_prepend_size(&payload))
        .filter(|compressed| compressed.len() < payload.len());
    let (codec, payload) = match compressed {
        Some(compressed) => (LZ4, compressed),
        None => (PLAIN, payload),
    };
    let mut bytes = Vec::with_capacity(payload.len() + 6);
    bytes.extend([SCHEMA, codec]);
    bytes.extend(payload);
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    Ok(bytes)
}

/// The value in stored bytes, with the length of its payload.
pub(super) fn unseal<T: Stored>(bytes: &[u8]) -> Result<(T, usize), EnvelopeError> {
    let (sealed, checksum) = bytes.split_last_chunk::<4>().ok_or(EnvelopeError::Short)?;
    if crc32fast::hash(sealed) != u32::from_be_bytes(*checksum) {
        return Err(EnvelopeError::Checksum);
    }
    let (&[schema, codec], payload) = sealed
        .split_first_chunk::<2>()
        .ok_or(EnvelopeError::Short)?;
    if schema != SCHEMA {
        return Err(EnvelopeError::Schema(schema));
    }
    match codec {
        PLAIN => fields(payload),
        LZ4 => fields(&decompress(payload)?),
        other => Err(EnvelopeError::Codec(other)),
    }
}

fn decompress(payload: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
    let (length, block) = lz4_flex::block::uncompressed_size(payload)
        .map_err(|_invalid| EnvelopeError::Compression)?;
    if length > LONGEST {
        return Err(EnvelopeError::Compression);
    }
    lz4_flex::block::decompress(block, length).map_err(|_invalid| EnvelopeError::Compression)
}

fn fields<T: Stored>(payload: &[u8]) -> Result<(T, usize), EnvelopeError> {
    read(payload)
        .and_then(T::restore)
        .map(|value| (value, payload.len()))
        .ok_or(EnvelopeError::Fields)
}

/// The record that a payload is, and nothing beside it.
fn read<T: DeserializeOwned>(payload: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(payload) {
        Ok((record, [])) => Some(record),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn long_payloads_are_compressed_and_read_back() {
        let text = "责任单位：省发展改革委".repeat(1000);
        let bytes = seal(text.clone()).unwrap();
        assert!(bytes.len() < text.len() / 10);
        let with_its_length = text.len() + 3;
        assert_eq!(unseal(&bytes), Ok((text, with_its_length)));
    }

    #[test]
    fn another_schema_or_codec_is_named() {
        let resealed = |schema, codec| {
            let mut bytes = vec![schema, codec, 1, 2, 3];
            bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
            unseal::<u64>(&bytes)
        };
        assert_eq!(resealed(SCHEMA + 1, PLAIN), Err(EnvelopeError::Schema(2)));
        assert_eq!(resealed(SCHEMA, 9), Err(EnvelopeError::Codec(9)));
        assert_eq!(resealed(SCHEMA, LZ4), Err(EnvelopeError::Compression));
        assert_eq!(resealed(SCHEMA, PLAIN), Err(EnvelopeError::Fields));
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in ".{0,600}") {
            let bytes = seal(text.clone()).unwrap();
            prop_assert_eq!(unseal(&bytes).map(|(text, _)| text), Ok(text));
        }

        #[test]
        fn a_flipped_bit_is_noticed(text in ".{0,600}", place: proptest::sample::Index, bit in 0..8) {
            let mut bytes = seal(text).unwrap();
            let place = place.index(bytes.len());
            bytes[place] ^= 1_u8 << bit;
            prop_assert!(unseal::<String>(&bytes).is_err());
        }

        #[test]
        fn any_bytes_are_refused_without_panic(bytes: Vec<u8>) {
            prop_assert!(unseal::<Vec<String>>(&bytes).is_err());
        }
    }
}
