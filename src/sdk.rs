//! The database: what is known about SDKs and permissions.

pub mod permissions;
