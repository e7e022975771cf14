//! The GraphQL schema: one file per type, paging, limits, error codes.
