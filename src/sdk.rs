//! What is known of SDKs and of the data that they take.

pub mod vocabulary;
