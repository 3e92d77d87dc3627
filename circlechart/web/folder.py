"""One Circlechart at a time on a data folder: of two, the one that ends would stop the other's database."""

import errno
import fcntl
from pathlib import Path
from typing import TextIO

from circlechart.base.database.embedded import DatabaseTrouble

NAME = "in-use"
DISK_FULL = "53100"


def hold(folder: Path) -> TextIO:
    """This function will take a data folder for this process, until it ends however it ends. Raises: DatabaseTrouble."""
    held = (folder / NAME).open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.seek(0)
        address = held.read().strip()
        held.close()
        who = f"the one that runs at {address}" if address else "another one that is just starting"
        raise DatabaseTrouble(
            f"The data folder {folder} is in use by {who}. Use that one, stop it first, or name another folder with "
            "CIRCLECHART_DATA."
        ) from None
    tell(held, "")
    return held


def tell(held: TextIO, address: str) -> None:
    """This function will write into a held folder where its pages are, for whoever comes second."""
    held.seek(0)
    held.truncate()
    held.write(address)
    held.flush()


def is_full(problem: Exception) -> bool:
    """This function will say whether a full disk is behind it: Python says so by a number, PostgreSQL by its state."""
    if isinstance(problem, OSError):
        return problem.errno == errno.ENOSPC
    return getattr(problem.__cause__, "sqlstate", "") == DISK_FULL
