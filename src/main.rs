//! The command line of `qingdan`.

fn main() {}
