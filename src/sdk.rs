//! The database of SDKs: what each one is called, how it is recognised and what it collects.
//!
//! Start-up does not parse the database: the build script turns the records into sorted tables of signs
//! ([`index`]) and one string of JSON a record, which is read only for SDKs that a project has.

pub mod check;
pub mod database;
pub mod facts;
pub mod files;
pub mod index;
pub mod names;
pub mod no_data;
pub mod permissions;
pub mod record;
pub mod search;
pub mod template;
pub mod vocabulary;
