//! The Gradle reader.
