//! The append-only, fsynced log of everything accepted.
