//! Entities and links on disk: revisioned, atomic per plan, checksummed.
