"""How long a form that was given can be opened and filled in."""

from datetime import datetime, timedelta

LASTS = {"tablet": timedelta(hours=1), "link": timedelta(hours=24)}
ONCE_OPENED = timedelta(hours=2)


def alive(now: datetime, expires_at: datetime, opened_at: datetime | None) -> bool:
    """This function will say whether a form may be opened, or, opened in time, still be filled in.

    Units: instants.
    """
    until = expires_at if opened_at is None else max(expires_at, opened_at + ONCE_OPENED)
    return now < until
