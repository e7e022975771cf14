//! The one room that sees journal and store together: typed questions in, plain results out.
