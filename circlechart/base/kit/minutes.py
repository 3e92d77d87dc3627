"""Interval arithmetic on instants: the one place where times become minutes.

Everything is counted in UTC, so a daylight-saving change inside an interval is simply elapsed time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from circlechart.base.kit import walltime


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` between two aware instants; `end=None` means still open."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        start, end = walltime.utc(self.start), self.end and walltime.utc(self.end)
        if end is not None and end < start:
            raise ValueError(f"Span ends at {end.isoformat()}, before it starts at {start.isoformat()}.")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    def clipped(self, within: "Span") -> "Span | None":
        """This function will cut the span to another. Returns None when: nothing of it lies inside."""
        start = max(self.start, within.start)
        ends = [end for end in (self.end, within.end) if end is not None]
        end = min(ends) if ends else None
        if end is not None and end <= start:
            return None
        return Span(start, end)

    def touches(self, other: "Span") -> bool:
        """This function will say whether the two share at least an instant of time."""
        return self.clipped(other) is not None


def merged(spans: Iterable[Span]) -> list[Span]:
    """This function will sort spans and join those that overlap or meet."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and span.start > last.end):
            joined.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            joined[-1] = Span(last.start, span.end)
    return joined


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """This function will take the holes out of the spans."""
    left = merged(spans)
    for hole in merged(holes):
        kept: list[Span] = []
        for span in left:
            if not span.touches(hole):
                kept.append(span)
                continue
            if span.start < hole.start:
                kept.append(Span(span.start, hole.start))
            if hole.end is not None and (span.end is None or span.end > hole.end):
                kept.append(Span(hole.end, span.end))
        left = kept
    return left


def counted(present: Iterable[Span], out: Iterable[Span], within: Span) -> list[Span]:
    """This function will return the time that counts: present, inside the session as it really ran, not out.

    A present interval that is still open ends with the session (A3); an arrival before the start is cut (A4).
    """
    inside = (span.clipped(within) for span in present)
    return without((span for span in inside if span is not None), out)


def whole_minutes(spans: Iterable[Span]) -> int:
    """This function will floor the total to whole minutes; the total, never each interval.

    Units: minutes. Raises: ValueError when a span is still open.
    """
    total = timedelta()
    for span in merged(spans):
        if span.end is None:
            raise ValueError(f"Span from {span.start.isoformat()} is still open and has no length yet.")
        total += span.end - span.start
    return total // timedelta(minutes=1)


def minutes_present(present: Iterable[Span], out: Iterable[Span], within: Span) -> int:
    """This function will return floor(sum over (present ∩ session) − out) in minutes.

    Units: minutes. Raises: ValueError when the session span itself is still open: pass the current time as its end.
    """
    return whole_minutes(counted(present, out, within))


def stray(out: Iterable[Span], present: Iterable[Span]) -> list[Span]:
    """This function will return the out-times that touch no presence; they count for nothing and deserve a flag (A2)."""
    here = merged(present)
    return [span for span in out if not any(span.touches(each) for each in here)]


def shared(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """This function will return the time that both have in common, as when two groups overlap for one client (A16)."""
    others = merged(other)
    cuts = (mine.clipped(yours) for mine in merged(one) for yours in others)
    return [cut for cut in cuts if cut is not None]
