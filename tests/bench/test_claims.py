"""The bench of claims: what it seeds is what it writes, it measures the product's own way, and it ends with its table."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.claims import rules, seed, table, work
from circlechart.base.formats.x12.check import objections
from circlechart.money.claims.models import Claim, Submission

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_every_seeded_claim_is_in_a_file_that_our_edits_and_pyx12_accept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circlechart.money.claims.gather.many.CHUNK", 7)
    monkeypatch.setattr(work, "IN_A_FILE", 9)
    seed.prepare()
    assert seed.add(120) == 120
    assert seed.add(40) == 160
    written = list(work.written())
    assert sum(claims for _, claims, _ in written) == 160
    assert max(claims for _, claims, _ in written) == 9
    assert [findings for _, _, findings in written] == [0] * len(written)
    together = "".join(text for text, _, _ in written)
    assert all(f"CLM*{number}*" in together for number in Claim.objects.values_list("number", flat=True))
    assert "PAT*" in together and "*NUNEZ-IBARRA*" in together and "NM1*77*2*CLINIC 2" in together
    assert set(Submission.objects.values_list("content", flat=True)) == {text for text, _, _ in written}
    for text, _, _ in written[::5]:
        assert objections(text) == []
        assert work.x12sdk(text) == 0


def test_decisions_of_the_bench_bill_hold_and_wait() -> None:
    figures = rules.decisions(2000)
    assert sum(figures["outcomes"].values()) == 2000
    assert figures["outcomes"]["bill"] > 1000
    assert set(figures["outcomes"]) == {"bill", "hold", "wait"}


def test_the_table_says_what_is_missed() -> None:
    run = {"claims": 1000, "files": 5, "segments": 11000, "cpu": 0.5, "database_cpu": 0.5, "wall": 1.0, "rss_mb": 100.0}
    slow = run | {"claims": 10_000, "cpu": 14.5, "database_cpu": 0.5, "rss_mb": 150.0}
    asked = {name: {"segments": 1000, "cpu": 1.0, "findings": 0, "rss_mb": 50.0} for name in work.CHECKERS}
    asked["own_edits"] = asked["own_edits"] | {"cpu": 0.05}
    told = table.markdown([run, slow], asked, {"decisions": 20_000, "cpu": 1.0})
    goals = [line.split(" | ")[-1].rstrip(" |") for line in told.splitlines() if line.endswith(("MISS |", "pass |"))]
    assert goals == ["MISS", "pass", "MISS", "MISS", "pass"]
    assert "| ×20 | ×20 |" in told


def test_the_small_bench_runs_from_an_empty_folder_to_its_table(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "bench.claims.run", "--small", "--folder", str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "| 2,000 | 5 |" in done.stdout
    assert all(name in done.stdout for name in table.NAMES.values())
    assert list(tmp_path.iterdir()) == []
