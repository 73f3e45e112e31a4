//! Ctrl-C: what is under way is finished, and a second one ends the program at once.

use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Once};

/// The exit status after Ctrl-C: 128 and the signal's number, as shells have it.
pub(crate) const STATUS: u8 = 130;

static REQUESTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Lets Ctrl-C, from the first call on, set [`requested`] instead of ending the program. Where the system refuses that, it ends
/// the program as ever.
pub(crate) fn listen() {
    static LISTENS: Once = Once::new();
    LISTENS.call_once(|| {
        // In this order: the first Ctrl-C finds the flag unset, and sets it.
        let both = flag::register_conditional_shutdown(SIGINT, STATUS.into(), Arc::clone(&REQUESTED))
            .and_then(|_| flag::register(SIGINT, Arc::clone(&REQUESTED)));
        drop(both);
    });
}

/// Checks whether Ctrl-C was pressed.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// Standard input, or another that may keep one waiting. Reading fails with [`std::io::ErrorKind::Interrupted`] now and then, so
/// that whoever reads can look at [`requested`].
#[cfg(unix)]
pub(crate) fn reader(file: std::fs::File) -> impl std::io::Read + Send {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::io::{self, Read};

    /// A signal that comes just before the wait does not end it.
    const PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };

    struct Waiting(std::fs::File);

    impl Read for Waiting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match poll(&mut [PollFd::new(&self.0, PollFlags::IN)], Some(&PATIENCE))? {
                0 => Err(io::ErrorKind::Interrupted.into()),
                _ => self.0.read(buffer),
            }
        }
    }

    Waiting(file)
}
