//! The threads on which the work is done.
//!
//! Readers descend into what they read; each of them bounds its depth, and the bound suits a stack of this size,
//! not the small ones that threads have by default.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

const STACK: usize = 32 << 20;

/// Runs `work`, and whatever it does in parallel, on threads with room for deep inputs. As many threads as there
/// are cores, or as `RAYON_NUM_THREADS` says. Work that runs there already goes on where it is.
pub(crate) fn deep<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    match POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok()) {
        Some(pool) => pool.install(work),
        // Without threads of its own the work is done here.
        None => work(),
    }
}
