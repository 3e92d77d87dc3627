"""Printing what was measured of claims, beside what was wanted."""

from typing import Any

Figures = dict[str, Any]
CLAIMS_A_SECOND, TIMES_FASTER, DECISIONS_A_SECOND = 1500, 20, 20_000
FLAT = 1.25
"""Cost and memory count as flat when the largest run takes at most a quarter more of it than the smallest."""
NAMES = {
    "own_edits": "Own edits",
    "pyx12": "pyx12 (structure, SNIP 1 and 2)",
    "x12sdk": "x12sdk (structure and balancing)",
    "string_writer": "Floor: joining strings, no check",
}


def markdown(runs: list[Figures], checkers: dict[str, Figures], decided: Figures) -> str:
    """The tables, as they stand in docs/speed.md."""
    return "\n".join([*_runs(runs), "", *_goals(runs, checkers, decided), "", *_checkers(checkers)])


def _runs(runs: list[Figures]) -> list[str]:
    return [
        (
            "| Claims | Files | Segments | CPU s | and the database's | Wall s | Claims per CPU s | with the database's | "
            "ms per claim | Most memory (RSS) |"
        ),
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(
            f"| {each['claims']:,} | {each['files']} | {each['segments']:,} | {each['cpu']:.2f} | "
            f"{each['database_cpu']:.2f} | {each['wall']:.1f} | {each['claims'] / each['cpu']:,.0f} | "
            f"{each['claims'] / (each['cpu'] + each['database_cpu']):,.0f} | {_cost(each):.3f} | "
            f"{each['rss_mb']:.0f} MB |"
            for each in runs
        ),
    ]


def _cost(run: Figures) -> float:
    """Milliseconds of processor for one claim, the database's included."""
    return 1000 * float(run["cpu"] + run["database_cpu"]) / float(run["claims"])


def _goals(runs: list[Figures], checkers: dict[str, Figures], decided: Figures) -> list[str]:
    most = runs[-1]
    rate = most["claims"] / (most["cpu"] + most["database_cpu"])
    times = _speed(checkers["own_edits"]) / _speed(checkers["pyx12"])
    grown, memory = _cost(most) / _cost(runs[0]), most["rss_mb"] / runs[-2]["rss_mb"]
    decisions = decided["decisions"] / decided["cpu"]
    return [
        "| Goal | Wanted | Measured | |",
        "|---|--:|--:|---|",
        (
            f"| Database to checked file, claims per CPU second, {most['claims']:,} claims, the database's included | "
            f"{CLAIMS_A_SECOND:,} | {rate:,.0f} | {_verdict(rate >= CLAIMS_A_SECOND)} |"
        ),
        (
            f"| Own checking against pyx12, per segment | ×{TIMES_FASTER} | ×{times:.0f} | "
            f"{_verdict(times >= TIMES_FASTER)} |"
        ),
        (
            f"| Cost of a claim, {runs[0]['claims']:,} to {most['claims']:,} | flat | ×{grown:.2f} | "
            f"{_verdict(grown <= FLAT)} |"
        ),
        f"| Memory, {runs[-2]['claims']:,} to {most['claims']:,} | flat | ×{memory:.2f} | {_verdict(memory <= FLAT)} |",
        (
            f"| Session-client decisions per CPU second | {DECISIONS_A_SECOND:,} | {decisions:,.0f} | "
            f"{_verdict(decisions >= DECISIONS_A_SECOND)} |"
        ),
    ]


def _checkers(checkers: dict[str, Figures]) -> list[str]:
    own = _speed(checkers["own_edits"])
    return [
        (
            f"| On one file of the same run, {checkers['own_edits']['segments']:,} segments | CPU s | Segments per CPU s | "
            "Own edits are | Found | Memory (RSS) |"
        ),
        "|---|--:|--:|--:|--:|--:|",
        *(
            f"| {NAMES[name]} | {each['cpu']:.2f} | {_speed(each):,.0f} | ×{own / _speed(each):.2g} | "
            f"{each['findings'] if name != 'string_writer' else ''} | {each['rss_mb']:.0f} MB |"
            for name, each in checkers.items()
        ),
    ]


def _speed(figures: Figures) -> float:
    return float(figures["segments"]) / max(float(figures["cpu"]), 1e-9)


def _verdict(met: bool) -> str:
    return "pass" if met else "MISS"
