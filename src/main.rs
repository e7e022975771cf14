//! The `plangraph` binary: everything it does is in the library's room `cli`.

fn main() {}
