//! A line on standard error while a long run is under way. Quick runs, pipes and `--quiet` see nothing of it.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::report::human::Style;
use crate::source::Language;

/// A run that is over sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn again.
const TICK: Duration = Duration::from_millis(200);

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// The build, its manifests and archives.
    Project,
    /// The policy texts.
    Policy,
    /// The rules.
    Rules,
}

impl Stage {
    fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Project, Language::Zh) => "正在读取工程",
            (Self::Project, Language::En) => "reading the project",
            (Self::Policy, Language::Zh) => "正在读取隐私政策",
            (Self::Policy, Language::En) => "reading the policy",
            (Self::Rules, Language::Zh) => "正在比对",
            (Self::Rules, Language::En) => "comparing",
        }
    }
}

/// The line. It goes away when this is dropped.
pub(super) struct Progress(Option<(Sender<Stage>, JoinHandle<()>)>);

impl Progress {
    /// Gets ready; the line appears only when the run lasts.
    pub(super) fn start(style: &Style) -> Self {
        if style.quiet || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        Self::on(std::io::stderr(), style.language, PATIENCE)
    }

    fn on(mut out: impl Write + Send + 'static, language: Language, patience: Duration) -> Self {
        let (sender, stages) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let start = Instant::now();
            let (mut stage, mut wait, mut width) = (Stage::Project, patience, 0);
            loop {
                match stages.recv_timeout(wait) {
                    Ok(next) => {
                        stage = next;
                        wait = patience.saturating_sub(start.elapsed()).max(Duration::from_millis(1));
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        let line = line(stage, start.elapsed(), language);
                        width = width.max(line.width());
                        // A line that cannot be drawn is no reason to stop the run.
                        let _ = write!(out, "\r{line}{}", " ".repeat(width - line.width())).and_then(|()| out.flush());
                        wait = TICK;
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            if width > 0 {
                let _ = write!(out, "\r{}\r", " ".repeat(width)).and_then(|()| out.flush());
            }
        });
        Self(Some((sender, thread)))
    }

    /// Says what is being done now.
    pub(super) fn stage(&self, stage: Stage) {
        if let Some((sender, _)) = &self.0 {
            // The thread lives as long as the sender.
            let _ = sender.send(stage);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

fn line(stage: Stage, elapsed: Duration, language: Language) -> String {
    let at = stage as usize + 1;
    let bar: String = (1..=3).map(|step| if step <= at { '#' } else { '-' }).collect();
    format!("[{bar}] {at}/3 {}… {}s", stage.label(language), elapsed.as_secs())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_quick_run_shows_nothing() {
        let screen = Screen::default();
        let progress = Progress::on(screen.clone(), Language::En, Duration::from_secs(60));
        progress.stage(Stage::Rules);
        drop(progress);
        assert!(screen.0.lock().unwrap().is_empty());
    }

    #[test]
    fn a_long_run_shows_its_stage_and_leaves_the_line_empty() {
        let screen = Screen::default();
        let progress = Progress::on(screen.clone(), Language::En, Duration::ZERO);
        progress.stage(Stage::Policy);
        while !String::from_utf8_lossy(&screen.0.lock().unwrap()).contains("[##-] 2/3 reading the policy… 0s") {
            std::thread::sleep(Duration::from_millis(5));
        }
        drop(progress);
        let shown = String::from_utf8_lossy(&screen.0.lock().unwrap()).into_owned();
        assert!(shown.ends_with(" \r"), "{shown:?}");
    }
}
