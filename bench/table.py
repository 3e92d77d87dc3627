"""Printing what was measured, beside what was wanted."""

from dataclasses import dataclass

from bench.measure import Timing


@dataclass(frozen=True)
class Line:
    """One kind of request: its key, what a person calls it, and the goal for its p95 in milliseconds."""

    key: str
    words: str
    goal: int | None = None


LINES = (
    Line("session 8", "Session screen, 8 clients", 60),
    Line("session 30", "Session screen, 30 clients", 90),
    Line("news 8", "What changed since (poll), 8 clients"),
    Line("autosave", "Autosave of one entry", 25),
    Line("read-through 8", "Read-through before signing 8 notes"),
    Line("sign 8", "Sign 8 notes, whole request: password, signatures, charges, claims", 150),
    Line("password", "of which the password check, slow on purpose"),
    Line("act", "Sign 8 notes, the act itself with charges and claims", 150),
    Line("today", "Today", 60),
    Line("alive", "Smallest request (still here?)"),
)
PEERS = (
    Line("floor", "Floor: the screen's facts by plain SQL, no page"),
    Line("8 pages", "One visit per client: 8 note pages, one by one"),
    Line("8 signings", "One visit per client: 8 signatures, one by one"),
)


@dataclass(frozen=True)
class Result:
    """Everything measured on one clinic."""

    words: str
    timings: dict[str, Timing]
    queries: dict[str, int]
    pss_mb: float
    rss_mb: float
    processes: int
    rows: dict[str, int]
    database_mb: float


def markdown(whole: Result, tenth: Result | None) -> str:
    """The table, as it stands in docs/speed.md."""
    lines = [
        "| Milliseconds | Goal p95 | p50 | p95 | p95 of the rounds | CPU | At 1/10: p50 | p95 | Growth of p50 | |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
        *(_row(line, whole, tenth) for line in LINES if line.key in whole.timings),
        "",
        "| Compared with, same run | p50 | p95 |",
        "|---|--:|--:|",
        *(_peer(line, whole) for line in PEERS if line.key in whole.timings),
        "",
        "| Also | Goal | Measured | |",
        "|---|--:|--:|---|",
        *_counts(whole),
    ]
    return "\n".join(lines)


def _row(line: Line, whole: Result, tenth: Result | None) -> str:
    timing = whole.timings[line.key]
    p50, p95 = timing.percentile(50), timing.percentile(95)
    low, high = timing.spread
    small = tenth.timings.get(line.key) if tenth else None
    before = (
        f"{small.percentile(50):.1f} | {small.percentile(95):.1f} | ×{p50 / small.percentile(50):.2f}"
        if small
        else " | | "
    )
    cpu = f"{timing.cpu_ms:.0f}" if timing.cpu_ms else ""
    goal = str(line.goal or "")
    verdict = _verdict(p95, line.goal) if line.goal else ""
    return f"| {line.words} | {goal} | {p50:.1f} | {p95:.1f} | {low:.1f} to {high:.1f} | {cpu} | {before} | {verdict} |"


def _peer(line: Line, whole: Result) -> str:
    timing = whole.timings[line.key]
    return f"| {line.words} | {timing.percentile(50):.1f} | {timing.percentile(95):.1f} |"


def _counts(whole: Result) -> list[str]:
    eight, thirty = whole.queries["session 8"], whole.queries["session 30"]
    same = "pass" if eight == thirty and thirty <= 25 else "MISS"
    memory = f"{whole.pss_mb:.0f} MB, {whole.processes} processes | {_verdict(whole.pss_mb, 600)}"
    return [
        f"| Queries of the session screen, 8 and 30 clients | same, at most 25 | {eight} and {thirty} | {same} |",
        f"| Queries of Today; of one autosave | | {whole.queries['today']}; {whole.queries['autosave']} | |",
        f"| Memory of the whole app, PSS | 600 MB | {memory} |",
        f"| Memory, RSS (shared pages counted in every process) | | {whole.rss_mb:.0f} MB | |",
        f"| Database on disk | | {whole.database_mb:.0f} MB | |",
    ]


def _verdict(measured: float, goal: float) -> str:
    return "pass" if measured <= goal else "MISS"
