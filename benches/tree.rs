//! Writes a generated project and a policy to a directory, to measure the whole program on it:
//! `cargo bench --bench tree -- MODULES FILES POLICY_BYTES DIRECTORY`.

mod generate;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo adds a flag of its own.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [modules, files, bytes, directory] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench tree -- MODULES FILES POLICY_BYTES DIRECTORY");
        return ExitCode::from(2);
    };
    let (Ok(modules), Ok(files), Ok(bytes)) = (modules.parse(), files.parse(), bytes.parse()) else {
        eprintln!("MODULES, FILES and POLICY_BYTES are numbers");
        return ExitCode::from(2);
    };
    let root = Path::new(directory);
    let written = generate::project(root, modules, files)
        .and_then(|()| std::fs::write(root.join("privacy-policy.md"), generate::policy(bytes)));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{directory}: {error}");
            ExitCode::from(2)
        }
    }
}
