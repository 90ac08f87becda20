"""Runs tasks in two processes: what the machine of the documented command has room for."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def run_all(task: Callable, works: Iterable, start: str = "fork") -> None:
    """Fails as soon as one process fails or is killed (for want of memory, say), where a pool of multiprocessing would wait for ever."""
    with ProcessPoolExecutor(2, get_context(start)) as pool:
        for _ in pool.map(task, works):
            pass
