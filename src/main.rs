//! The command line of `qingdan`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(qingdan::cli::main())
}
