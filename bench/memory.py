"""What the whole running app holds in memory: launcher, pages, worker and every process of its PostgreSQL."""

from pathlib import Path


def megabytes(pid: int, data: Path) -> tuple[float, float, int]:
    """PSS (shared pages divided among those who share them), RSS (counted in full each time), number of processes."""
    lines = (data / "pg" / "postmaster.pid").read_text().splitlines()
    family = {*_tree(pid), *_tree(_seen_from_here(int(lines[0]), data))}
    pss = rss = 0
    for each in family:
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        pss += _kilobytes(rollup, "Pss:")
        rss += _kilobytes(rollup, "Rss:")
    return pss / 1024, rss / 1024, len(family)


def cpu_seconds(pid: int, data: Path) -> float:
    """Processor time that the whole app has used so far, by its own account."""
    lines = (data / "pg" / "postmaster.pid").read_text().splitlines()
    ticks = 0
    for each in {*_tree(pid), *_tree(_seen_from_here(int(lines[0]), data))}:
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += sum(int(value) for value in fields[11:15])
    return ticks / 100


def _seen_from_here(pid: int, data: Path) -> int:
    """The server's pid; asserted to be a postgres of this folder."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    assert str(data).encode() in command, f"{pid} is not the server of {data}"
    return pid


def _tree(root: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(place.name))
    found, waiting = set(), [root]
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting += children.get(each, [])
    return found


def _kilobytes(rollup: str, name: str) -> int:
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith(name)), 0)
