//! How much a document may be: every reader stops at these with a clear refusal.

/// The most bytes of a file. The largest real notices, images included, stay below a tenth of it.
pub(super) const FILE_BYTES: usize = 64 << 20;

/// The most bytes of text that are extracted from one document.
pub(super) const TEXT_BYTES: usize = 32 << 20;

/// The most bytes that one part of a container unpacks to.
pub(super) const PART_BYTES: u64 = 64 << 20;

/// The most bytes that all parts of a container unpack to together.
pub(super) const UNPACKED_BYTES: u64 = 256 << 20;

/// The most entries of a container.
pub(super) const ENTRIES: usize = 10_000;

/// How deep archives may lie in archives.
pub(super) const ARCHIVE_DEPTH: usize = 3;

/// How deep elements of a page or a Word document may nest; deeper ones count as lying at this depth.
pub(super) const ELEMENT_DEPTH: usize = 512;

/// How deep tables may lie in tables; deeper ones are read as running text.
pub(super) const TABLE_DEPTH: usize = 16;
