//! Files carried in the binary: the bundled plan and the gazetteer.
