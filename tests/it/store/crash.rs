//! Crashes: a writer is killed at random moments, and nothing that it acknowledged may be missing.
