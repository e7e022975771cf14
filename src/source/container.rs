//! Zip containers: Word documents and archives. Every read is bounded, whatever the container claims.

use std::io::Read as _;

use encoding_rs::GB18030;
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::Problem;
use super::limits::{ENTRIES, PART_BYTES, UNPACKED_BYTES};
use super::refusal::{Broken, Locked, TooLarge};

/// An open container.
pub(super) struct Container<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: Vec<Entry>,
    /// Bytes that may still be unpacked.
    budget: u64,
}

/// What the directory of a container says of one entry.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path within the container.
    pub(super) name: String,
    /// Whether it is a folder.
    pub(super) is_folder: bool,
    is_encrypted: bool,
    method: CompressionMethod,
    place: ZipArchiveEntryWayfinder,
}

impl<'a> Container<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let broken = |_structure| Broken::Container;
        let archive = ZipArchive::from_slice(bytes).map_err(broken)?;
        let mut entries = Vec::new();
        let mut directory = archive.entries();
        let mut packed = 0_u64;
        while let Some(record) = directory.next_entry().map_err(broken)? {
            if entries.len() == ENTRIES {
                return Err(TooLarge::Entries(ENTRIES).into());
            }
            packed = packed.saturating_add(record.compressed_size_hint());
            entries.push(Entry {
                name: decoded(record.file_path().as_bytes()),
                is_folder: record.is_dir(),
                is_encrypted: record.flags().is_encrypted(),
                method: record.compression_method(),
                place: record.wayfinder(),
            });
        }
        // Entries that share their bytes are how a small file unpacks to a huge one.
        if packed > bytes.len() as u64 {
            return Err(Broken::Entries.into());
        }
        Ok(Self {
            archive,
            entries,
            budget: UNPACKED_BYTES,
        })
    }

    /// The entries in the order of the directory.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The place of the entry of this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == name)
    }

    /// Sets how many bytes may be unpacked from now on.
    pub(super) fn with_budget(mut self, budget: u64) -> Self {
        self.budget = budget;
        self
    }

    /// How many bytes may still be unpacked.
    pub(super) fn budget(&self) -> u64 {
        self.budget
    }

    /// Unpacks an entry and checks its sum.
    pub(super) fn read(&mut self, index: usize) -> Result<Vec<u8>, Problem> {
        let Some(entry) = self.entries.get(index) else {
            return Ok(Vec::new());
        };
        let name = || entry.name.clone();
        if entry.is_encrypted {
            return Err(Locked::Entry(name()).into());
        }
        let broken = || Broken::Entry(name());
        let packed = self
            .archive
            .get_entry(entry.place)
            .map_err(|_structure| broken())?;
        let limit = self.budget.min(PART_BYTES);
        let mut bytes = Vec::new();
        let read = match entry.method {
            CompressionMethod::STORE => {
                let reader = packed.verifying_reader(packed.data()).take(limit + 1);
                { reader }.read_to_end(&mut bytes)
            }
            CompressionMethod::DEFLATE => {
                let decoder = DeflateDecoder::new(packed.data());
                let reader = packed.verifying_reader(decoder).take(limit + 1);
                { reader }.read_to_end(&mut bytes)
            }
            _ => return Err(Locked::Method(name()).into()),
        };
        if bytes.len() as u64 > limit {
            let (name, most) = (name(), limit >> 20);
            return Err(TooLarge::Entry { name, most }.into());
        }
        read.map_err(|_contents| broken())?;
        self.budget -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// A name in UTF-8 or, as Chinese systems write it, in GB18030.
fn decoded(name: &[u8]) -> String {
    match str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(name).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use rawzip::ZipArchiveWriter;

    use super::*;

    #[test]
    fn all_parts_together_are_bounded() {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        for name in ["a", "b", "c"] {
            let (mut entry, config) = archive.new_file(name).start().unwrap();
            let mut writer = config.wrap(&mut entry);
            writer.write_all(&[b'x'; 60]).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        archive.finish().unwrap();
        let mut container = Container::open(&bytes).unwrap().with_budget(100);
        assert_eq!(container.read(0).map(|part| part.len()), Ok(60));
        assert!(container.read(1).is_err());
        assert_eq!(
            (container.budget(), container.read(9)),
            (40, Ok(Vec::new()))
        );
    }
}
