//! The command line of `qingdan`.

use std::process::ExitCode;
use std::time::SystemTime;

fn main() -> ExitCode {
    ExitCode::from(qingdan::cli::main(SystemTime::now()))
}
