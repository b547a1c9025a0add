"""Whether a worker of this machine still lives, known the moment it does not.

Each holds a lock on a file of its own. The system lets go of it when the process ends,
however it ends. Of workers on other machines only their leases tell.
"""

import fcntl
import os
from pathlib import Path

from django.conf import settings

FOR_ITS_OWNER = 0o600


class Pulse:
    """Beats from its making until it is stopped, or until the process is no more."""

    def __init__(self, worker: str) -> None:
        self._file = _place(worker)
        self._file.parent.mkdir(exist_ok=True)
        self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, FOR_ITS_OWNER)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def stop(self) -> None:
        """The worker has stopped of its own will."""
        self._file.unlink(missing_ok=True)
        os.close(self._handle)


def has_stopped(worker: str) -> bool:
    """Whether this worker ran on this machine and has died. False when nobody knows."""
    try:
        handle = os.open(_place(worker), os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def forget(worker: str) -> None:
    """Nothing that it held is looked for any more."""
    _place(worker).unlink(missing_ok=True)


def _place(worker: str) -> Path:
    return Path(settings.DATA) / "workers" / worker
