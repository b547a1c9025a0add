"""One writer at a time on this machine, in all threads and all processes.

SQLite lets one connection write; the others sleep and try again, longer each time, and
now and then one of them waits far too long. Here they stand in line instead. The lock
on the file belongs to the process: the system frees it when the process is killed.
"""

import fcntl
import os
import threading
from time import monotonic

FOR_ITS_OWNER = 0o600


class WriteLock:
    """The lock of one database file. Take it, write, give it back."""

    def __init__(self, path: str) -> None:
        self._path = f"{path}-lock"
        self._inside = threading.Lock()
        self._file: int | None = None

    def acquire(self, seconds: float) -> bool:
        """Wait for at most so many seconds; whether we are now the one who writes."""
        until = monotonic() + seconds
        if not self._inside.acquire(timeout=seconds):
            return False
        try:
            mine = self._lock_file(until)
        except BaseException:
            self._inside.release()
            raise
        if not mine:
            self._inside.release()
        return mine

    def release(self) -> None:
        """Let the next one write."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._inside.release()

    def start_afresh(self) -> None:
        """After a fork: nothing of what the parent held is ours."""
        if self._file is not None:
            os.close(self._file)
        self._file = None
        self._inside = threading.Lock()

    def _lock_file(self, until: float) -> bool:
        file, self._file = self._file, None
        if file is None:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, FOR_ITS_OWNER)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _Waiter(file).wait(until - monotonic()):
                return False
        self._file = file
        return True


class _Waiter:
    """Waits for the file's lock in a thread of its own.

    Only a call that blocks has a place in the system's line, and it knows no time limit.
    A file that was given up is closed when its turn comes.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._turn = threading.Event()
        self._settled = threading.Lock()
        self._given_up = False
        threading.Thread(target=self._stand, name="write lock", daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether our turn came in time."""
        try:
            self._turn.wait(max(seconds, 0))
        except BaseException:
            self._give_up()
            raise
        if self._turn.is_set():
            return True
        self._give_up()
        return False

    def _give_up(self) -> None:
        with self._settled:
            self._given_up = True
            if self._turn.is_set():
                self._close()

    def _stand(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._settled:
            self._turn.set()
            if self._given_up:
                self._close()

    def _close(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)
        os.close(self._file)


_locks: dict[str, WriteLock] = {}
_registry = threading.Lock()


def lock_for(path: str) -> WriteLock:
    """The one lock of this file in this process."""
    real = os.path.realpath(path)
    with _registry:
        return _locks.setdefault(real, WriteLock(real))


def _after_fork() -> None:
    global _registry
    _registry = threading.Lock()
    for lock in _locks.values():
        lock.start_afresh()


os.register_at_fork(after_in_child=_after_fork)
