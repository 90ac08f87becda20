//! Items go in one by one, are worked on by several threads, and their results come out in the order of the items.
//!
//! Whichever worker is free fetches the next item itself, so that one item is read while others are worked on and the
//! results before them are taken; no item is held in memory that nobody works on.

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::guard::WORKER_NAME;

/// How many items a worker may be ahead of the slowest one. With fewer, one slow page makes the others wait; with more,
/// more finished pages are held in memory.
const LEAD_PER_JOB: usize = 4;

/// How often the taker looks up while no result comes: often enough that a stop seems prompt and a progress line alive.
const PULSE: Duration = Duration::from_millis(100);

/// What the taker of results does besides.
pub trait Taker<R> {
    /// Takes the next result, in the order of the items.
    fn take(&mut self, result: R) -> ControlFlow<()>;

    /// Called after every result, and several times a second: whether to finish what is begun and begin no more.
    fn is_stopped(&mut self) -> bool;
}

/// How many items were begun and how many results were taken.
#[derive(Default)]
struct Position {
    n_begun: usize,
    n_taken: usize,
    is_stopped: bool,
}

/// What workers and taker share.
struct Line<I, W> {
    items: Mutex<I>,
    work: W,
    max_lead: usize,
    position: Mutex<Position>,
    moved: Condvar,
}

impl<T, I: Iterator<Item = T>, W> Line<I, W> {
    /// The next item and its number; waits while the lead is too large. `None`: nothing is left to do.
    fn next(&self) -> Option<(usize, T)> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let is_far_ahead =
            |position: &mut Position| !position.is_stopped && position.n_begun >= position.n_taken + self.max_lead;
        let position = self.moved.wait_while(self.position(), is_far_ahead).unwrap_or_else(PoisonError::into_inner);
        if position.is_stopped {
            return None;
        }
        drop(position);
        let item = items.next()?;
        let mut position = self.position();
        if position.is_stopped {
            return None;
        }
        position.n_begun += 1;
        Some((position.n_begun - 1, item))
    }
}

impl<I, W> Line<I, W> {
    fn took_one(&self) {
        self.position().n_taken += 1;
        self.moved.notify_all();
    }

    /// Lets no more items be begun; whether the results of all that were begun have been taken.
    fn stop(&self) -> bool {
        let mut position = self.position();
        position.is_stopped = true;
        self.moved.notify_all();
        position.n_taken == position.n_begun
    }

    fn position(&self) -> MutexGuard<'_, Position> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Works on `items` with `jobs` threads and hands each result to `taker`, in the order of the items.
///
/// `work` must not panic. At most four results per job are held at any time. A worker that waits for an item (from a pipe
/// that says nothing) is left behind when the taker stops.
///
/// # Errors
/// Not a single thread could be started.
pub fn in_order<T, R: Send + 'static>(
    items: impl Iterator<Item = T> + Send + 'static,
    jobs: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    taker: &mut impl Taker<R>,
) -> io::Result<()> {
    let line = Arc::new(Line {
        items: Mutex::new(items),
        work,
        max_lead: jobs.saturating_mul(LEAD_PER_JOB),
        position: Mutex::default(),
        moved: Condvar::new(),
    });
    let (sender, receiver) = mpsc::channel();
    for n_started in 0..jobs {
        let (line, sender) = (Arc::clone(&line), sender.clone());
        let worker = thread::Builder::new().name(WORKER_NAME.to_owned());
        match worker.spawn(move || work_through(&line, &sender)) {
            Ok(_) => {}
            Err(error) if n_started == 0 => return Err(error),
            // The machine has no more threads to give: go on with those that run.
            Err(_) => break,
        }
    }
    drop(sender);
    take_in_order(&line, &receiver, taker);
    Ok(())
}

fn work_through<T, R, I: Iterator<Item = T>, W: Fn(T) -> R>(line: &Line<I, W>, sender: &Sender<(usize, R)>) {
    while let Some((number, item)) = line.next() {
        if sender.send((number, (line.work)(item))).is_err() {
            return;
        }
    }
}

fn take_in_order<I, W, R>(line: &Line<I, W>, results: &Receiver<(usize, R)>, taker: &mut impl Taker<R>) {
    let mut early = HashMap::new();
    let mut next = 0;
    loop {
        match results.recv_timeout(PULSE) {
            Ok((number, result)) => early.insert(number, result),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        while let Some(result) = early.remove(&next) {
            if taker.take(result).is_break() {
                line.stop();
                return;
            }
            next += 1;
            line.took_one();
        }
        if taker.is_stopped() && line.stop() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    struct Numbers {
        taken: Vec<usize>,
        begun: Arc<AtomicUsize>,
        jobs: usize,
        break_at: usize,
        stop_at: usize,
    }

    impl Numbers {
        fn new(jobs: usize) -> Self {
            Self { taken: Vec::new(), begun: Arc::default(), jobs, break_at: usize::MAX, stop_at: usize::MAX }
        }

        /// Every tenth item is slow, so that the others overtake it.
        fn work(&self) -> impl Fn(usize) -> usize + Send + Sync + 'static {
            let begun = Arc::clone(&self.begun);
            move |item| {
                begun.fetch_add(1, Ordering::SeqCst);
                thread::sleep(Duration::from_micros(if item.is_multiple_of(10) { 3000 } else { 50 }));
                item
            }
        }
    }

    impl Taker<usize> for Numbers {
        fn take(&mut self, item: usize) -> ControlFlow<()> {
            let n_begun = self.begun.load(Ordering::SeqCst);
            assert!(n_begun <= self.taken.len() + self.jobs * LEAD_PER_JOB, "workers ran ahead at {item}");
            self.taken.push(item);
            if self.taken.len() == self.break_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }

        fn is_stopped(&mut self) -> bool {
            self.taken.len() >= self.stop_at
        }
    }

    #[test]
    fn results_come_in_order_and_workers_never_run_far_ahead() {
        let mut numbers = Numbers::new(4);
        in_order(0..200, 4, numbers.work(), &mut numbers).expect("threads start");
        assert!(numbers.taken.iter().copied().eq(0..200), "{:?}", numbers.taken);
    }

    #[test]
    fn breaking_off_ends_the_work_early() {
        let mut numbers = Numbers { break_at: 5, ..Numbers::new(3) };
        in_order(0..10_000, 3, numbers.work(), &mut numbers).expect("threads start");
        assert_eq!(numbers.taken.len(), 5);
    }

    #[test]
    fn a_stop_takes_all_that_was_begun_and_begins_no_more() {
        let mut numbers = Numbers { stop_at: 30, ..Numbers::new(3) };
        in_order(0..10_000, 3, numbers.work(), &mut numbers).expect("threads start");
        let n_begun = numbers.begun.load(Ordering::SeqCst);
        assert_eq!(numbers.taken.len(), n_begun, "what was begun was taken");
        assert!((30..=30 + 2 * 3 * LEAD_PER_JOB).contains(&n_begun), "{n_begun}");
    }

    #[test]
    fn a_stop_does_not_wait_for_an_item_that_never_comes() {
        let mut numbers = Numbers { stop_at: 3, ..Numbers::new(2) };
        let (_sender, receiver) = mpsc::channel::<usize>();
        let items = (0..3).chain(std::iter::from_fn(move || receiver.recv().ok()));
        in_order(items, 2, numbers.work(), &mut numbers).expect("threads start");
        assert_eq!(numbers.taken, [0, 1, 2]);
    }
}
