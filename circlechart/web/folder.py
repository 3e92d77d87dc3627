"""The data folder: for one account, for one Circlechart at a time, with a key of its own.

Of two Circlecharts on a folder, the one that ends would stop the other's database.
"""

import errno
import fcntl
import os
import secrets
import stat
from pathlib import Path
from typing import TextIO

from circlechart.base.database.embedded import DatabaseTrouble

NAME = "in-use"
KEY, SHORTEST_KEY = "secret-key", 40
DISK_FULL = "53100"


def make(folder: Path) -> None:
    """This function will make a data folder that only its owner can open, and close one that was made open.

    A folder that holds something else is left as it is: it may be anybody's, named by mistake.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ours = (folder / "pg").exists() or not any(folder.iterdir())
    if ours and folder.stat().st_uid == os.geteuid():
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) & 0o700)


def secret(folder: Path) -> str:
    """This function will read the folder's own key, made once and whole, or not at all.

    Raises: DatabaseTrouble when the key is too short to be one.
    """
    place, fresh = folder / KEY, folder / f"{KEY}.new"
    if not place.exists():
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(place)
    key = place.read_text().strip()
    if len(key) < SHORTEST_KEY:
        raise DatabaseTrouble(
            f"The key in {place} is empty or cut short, as a full disk leaves it. Restore the file from a backup, or "
            "delete it and start again: a new key is made, and everybody signs in anew. No record is lost."
        )
    return key


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
