//! Items go in, are worked on by several threads, and their results come out in the order of the items.

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::guard::WORKER_NAME;

/// How many items a worker may be ahead of the slowest one. With fewer, one slow page makes the others wait; with more,
/// more finished pages are held in memory.
const LEAD_PER_JOB: usize = 4;

/// Which items were begun and how many results were taken.
#[derive(Default)]
struct Position {
    n_begun: usize,
    n_taken: usize,
    is_stopped: bool,
}

/// The line at which workers fetch items; it keeps them from running far ahead of the results taken.
struct Queue {
    n_items: usize,
    max_lead: usize,
    position: Mutex<Position>,
    moved: Condvar,
}

impl Queue {
    /// The next item to work on; waits while the lead is too large. `None`: nothing is left to do.
    fn next(&self) -> Option<usize> {
        let mut position = self
            .moved
            .wait_while(self.lock(), |position| {
                !position.is_stopped
                    && position.n_begun < self.n_items
                    && position.n_begun >= position.n_taken + self.max_lead
            })
            .unwrap_or_else(PoisonError::into_inner);
        if position.is_stopped || position.n_begun >= self.n_items {
            return None;
        }
        position.n_begun += 1;
        Some(position.n_begun - 1)
    }

    fn took_one(&self) {
        self.lock().n_taken += 1;
        self.moved.notify_all();
    }

    fn stop(&self) {
        self.lock().is_stopped = true;
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Position> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Works on `items` with `jobs` threads and hands each result to `take`, in the order of the items, until that breaks.
///
/// `work` must not panic. At most four results per job are held at any time.
///
/// # Errors
/// Not a single thread could be started.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    take: impl FnMut(usize, R) -> ControlFlow<()>,
) -> io::Result<()> {
    let jobs = jobs.clamp(1, items.len().max(1));
    let queue = Queue {
        n_items: items.len(),
        max_lead: jobs.saturating_mul(LEAD_PER_JOB),
        position: Mutex::default(),
        moved: Condvar::new(),
    };
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for n_started in 0..jobs {
            let sender = sender.clone();
            let spawned = thread::Builder::new()
                .name(WORKER_NAME.to_owned())
                .spawn_scoped(scope, || work_through(items, &queue, &work, sender));
            match spawned {
                Ok(_) => {}
                Err(error) if n_started == 0 => return Err(error),
                // The machine has no more threads to give: go on with those that run.
                Err(_) => break,
            }
        }
        drop(sender);
        take_in_order(&queue, &receiver, take);
        Ok(())
    })
}

fn work_through<T, R>(items: &[T], queue: &Queue, work: &impl Fn(&T) -> R, sender: Sender<(usize, R)>) {
    while let Some(index) = queue.next() {
        if sender.send((index, work(&items[index]))).is_err() {
            return;
        }
    }
}

fn take_in_order<R>(queue: &Queue, results: &Receiver<(usize, R)>, mut take: impl FnMut(usize, R) -> ControlFlow<()>) {
    let mut early = HashMap::new();
    let mut next = 0;
    for (index, result) in results {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            if take(next, result).is_break() {
                queue.stop();
                return;
            }
            next += 1;
            queue.took_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_and_workers_never_run_far_ahead() {
        let items: Vec<usize> = (0..200).collect();
        let begun = AtomicUsize::new(0);
        let mut taken = Vec::new();
        let work = |item: &usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            // Every tenth item is slow, so that the others overtake it.
            thread::sleep(Duration::from_micros(if item.is_multiple_of(10) { 3000 } else { 50 }));
            *item
        };
        in_order(&items, 4, work, |index, item| {
            assert_eq!(index, item);
            assert!(begun.load(Ordering::SeqCst) <= taken.len() + 4 * LEAD_PER_JOB, "workers ran ahead at {index}");
            taken.push(item);
            ControlFlow::Continue(())
        })
        .expect("threads start");
        assert_eq!(taken, items);
    }

    #[test]
    fn breaking_off_ends_the_work_early() {
        let items: Vec<usize> = (0..10_000).collect();
        let begun = AtomicUsize::new(0);
        let mut n_taken = 0;
        let work = |_: &usize| begun.fetch_add(1, Ordering::SeqCst);
        in_order(&items, 3, work, |_, _| {
            n_taken += 1;
            if n_taken == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .expect("threads start");
        assert_eq!(n_taken, 5);
        assert!(begun.load(Ordering::SeqCst) <= 5 + 3 * LEAD_PER_JOB);
    }
}
