"""Whether two cases prove a rule: one that passes, one that does not, and a decision that the rule changes. Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

from circlechart.base.rulebook.facts import CONTRACT, Rulebook, Source, Value
from circlechart.money.payers.facts import CREDENTIALS, INDIVIDUAL, SERVICES, kind_of
from circlechart.money.payers.facts.cases import WHOLE, CaseGiven, Evaluate, Outcome, Proved
from circlechart.money.payers.rules.cases.situations import (
    BESIDE,
    LENGTHS,
    LIMITS,
    SAMPLES,
    aside,
    is_decided,
    situations,
)
from circlechart.money.payers.rules.cases.stories import came_to, happened

NEAREST = CONTRACT + 1
OUTSIDE_THE_LINE = {"place_of_service": "in_person", "telehealth.place_of_service.home": "video audio"}
WHEN_ABSENT = "no_show.fee"
STAND_IN = Source("stands in, so that the rule has something to act on", "G", date(2000, 1, 1))


@dataclass(frozen=True)
class Claim:
    """What is to be proved: that a key has a value from a day on, over a payer's book."""

    key: str
    value: Any
    on: date
    book: Rulebook
    evaluate: Evaluate

    @property
    def scope(self) -> str:
        """This function will name the service for which alone it is said; empty for all."""
        first = self.key.partition(".")[0]
        return first if first in SERVICES else ""

    @property
    def root(self) -> str:
        """This function will name the key without its service; a code keeps it."""
        return self.key.partition(".")[2] if self.scope and not self.key.endswith(".code") else self.key

    def said(self, value: Any) -> Rulebook:
        """This function will lay a value of the key over everything else."""
        held = Value(self.key, value, "", self.on, None, "testing", STAND_IN, "", NEAREST)
        return replace(self.stage, values=(*self.stage.values, held))

    @property
    def services(self) -> list[str]:
        """This function will list the services that can show it: its own, or those that it acts on."""
        own = self.key.partition(".")[0] if self.scope else ""
        if own and self.value is not None or (own and self.root != self.key):
            return [own]
        grouped = self.root.startswith(("group.", "staff."))
        return [each for each in SERVICES if each != own and not (grouped and each in INDIVIDUAL)]

    @cached_property
    def stage(self) -> Rulebook:
        """This function will read the payer's book with what a rule needs to act on, and without what would hide it."""
        wanted = dict(BESIDE.get(self.root, {}))
        says_a_code = self.key.endswith(".code") and self.value is not None
        if not says_a_code and not any(self.book.find(f"{each}.code", self.on) for each in self.services):
            wanted[f"{self.services[0]}.code"] = "90853"
        if self.root == "per_diem.part" and self.value:
            wanted[f"{self.value}.code"] = "99997"
        absent = {key: value for key, value in wanted.items() if self.book.find(key, self.on, self.scope) is None}
        hidden = aside(self.root, self.value, str(self.book.get("units.basis", self.on, "", self.scope)))
        held = [
            Value(key, value, "", self.on, None, "testing", STAND_IN, "", NEAREST)
            for key, value in {**absent, **hidden}.items()
        ]
        return replace(self.book, values=(*self.book.values, *held))

    def others(self) -> list[Rulebook]:
        """This function will list what might be said instead: nothing, what stood before, or something else of its kind."""
        kind = kind_of(self.key)
        choices: list[Any] = [each for each, _ in kind.choices] if kind else []
        if kind and kind.shape == "modalities":
            choices = [["video"], ["audio"], ["in_person"]]
        elif kind and self.value is None and not choices:
            choices = [1, kind.most] if kind.shape == "number" else SAMPLES.get(kind.shape, ["99"])
        return [self.stage, *(self.said(each) for each in (None, *choices) if each != self.value)]


@dataclass(frozen=True)
class Judge:
    """Decides cases with the rule, and with what might be said instead."""

    claim: Claim
    with_it: Rulebook
    without: tuple[Rulebook, ...]

    def decided(self, given: dict[str, Any], book: Rulebook | None = None) -> Outcome:
        """This function will decide a case, and read beside it what only a claim looks up."""
        claim, book = self.claim, book or self.with_it
        found = claim.evaluate(given, book, claim.on)
        if is_decided(claim.root) or not self._looks(given, found):
            return found
        said = book.get(claim.root, claim.on, None, str(given.get("service", "")))
        return replace(found, line=(*found.line, str(said)))

    def changes(self, given: dict[str, Any]) -> bool:
        """This function will say whether a case comes out differently without the rule."""
        mine = self._shown(self.decided(given))
        return any(self._shown(self.decided(given, each)) != mine for each in self.without)

    def passes(self, given: dict[str, Any]) -> bool:
        """This function will say whether the rule lets a case through, or shows on its line."""
        found = self.decided(given)
        if found.outcome != "bill":
            return False
        if self.claim.root in LIMITS or self.claim.value is None:
            return not (found.warned and self.claim.key in found.cites)
        return self.changes(given)

    def _shown(self, found: Outcome) -> tuple[Any, ...]:
        return (found.outcome, found.line, found.warned, self.claim.key in found.cites)

    def _looks(self, given: dict[str, Any], found: Outcome) -> bool:
        if self.claim.root == WHEN_ABSENT:
            return not given.get("came", True)
        ways = OUTSIDE_THE_LINE.get(self.claim.root)
        return found.outcome == "bill" and (ways is None or str(given.get("modality")) in ways.split())


def judge(claim: Claim) -> Judge:
    """This function will ready the books with and without the rule. Source: the payer's book."""
    return Judge(claim, claim.said(claim.value), tuple(claim.others()))


def suggested(claim: Claim) -> tuple[CaseGiven, CaseGiven] | None:
    """This function will find a case that passes and one that does not, at the rule's boundary.

    Source: `situations`. Returns None when: no case shows that the rule does anything.
    """
    asked, start = judge(claim), _start(claim)
    if start is None:
        return None
    tried = [start | each for each in situations(claim.root, claim.value, _beside(claim))]
    through = [each for each in tried if asked.passes(each)]
    stopped = [each for each in tried if not asked.passes(each)]
    stopped.sort(key=lambda each: not asked.changes(each))
    if not through or not stopped or not (asked.changes(through[0]) or asked.changes(stopped[0])):
        through.sort(key=lambda each: not asked.changes(each))
    if not through or not stopped or not (asked.changes(through[0]) or asked.changes(stopped[0])):
        return None
    return CaseGiven(True, through[0]), CaseGiven(False, stopped[0])


def proved(claim: Claim, given: tuple[CaseGiven, ...]) -> tuple[list[Proved], str]:
    """This function will decide the cases of a rule, and say in words why they do not prove it; empty when they do.

    Source: issue 3.1: a rule without a passing and a failing case is refused.
    """
    asked = judge(claim)
    told = []
    for each in given:
        found = asked.decided(each.given)
        words = came_to(found)
        told.append(Proved(each.passes, each.given, found.outcome, happened(each.given), words))
    wrong = next((each for each in told if asked.passes(each.given) != each.passes), None)
    if wrong is not None:
        should = "passes" if wrong.passes else "does not pass"
        return told, f"The case that {should}: {wrong.happened}: {wrong.comes_to}"
    if {each.passes for each in told} != {True, False}:
        return told, "It needs a case that passes and one that does not."
    if not any(asked.changes(each.given) for each in told):
        return told, "Both cases come out the same without this rule, so they do not show what it does."
    return told, ""


def _beside(claim: Claim) -> Any:
    stage = claim.stage
    return lambda key: stage.get(key, claim.on, None, claim.scope)


def _start(claim: Claim) -> dict[str, Any] | None:
    """An ordinary session that this payer is charged for. Returns None when: there is none."""
    asked = judge(claim)
    for given in _ordinary(claim, asked.with_it):
        if asked.decided(given).outcome == "bill":
            return given
    plain = (each for each in _ordinary(claim, claim.stage) if asked.decided(each, claim.stage).outcome == "bill")
    return next(plain, None)


def _ordinary(claim: Claim, book: Rulebook) -> Iterator[dict[str, Any]]:
    services = [each for each in claim.services if book.find(f"{each}.code", claim.on)]
    levels = ("masters", *(each for each in CREDENTIALS if each != "masters"))
    ways = ("in_person", "video")
    for authorized, modality, service, level in product((False, True), ways, services, levels):
        for minutes, present in ((60, 8), *((each, 8) for each in LENGTHS[1:]), (60, 4), (60, 2), (60, 1), (240, 2)):
            yield WHOLE | {
                "service": service, "rendering_level": level, "modality": modality, "minutes": minutes,
                "authorized": authorized, "present": present, "members": present, "cosigned": authorized,
            }  # fmt: skip
