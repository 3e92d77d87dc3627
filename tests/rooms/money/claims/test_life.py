"""Any life of two claims: corrected, sent, answered, corrected again, undone. What the payers have never goes astray."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.errors import NothingChanged
from circlechart.care.notes import actions as notes
from circlechart.care.notes.models import SignedNote
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions
from circlechart.money.claims.actions.answers import KINDS
from circlechart.money.claims.facts import AnswerGiven, ToldGiven
from circlechart.money.claims.models import Claim
from circlechart.money.claims.states import LEFT
from circlechart.web.pull import catch_up
from tests import cast
from tests.formats.x12.deep import DEEP, examples
from tests.rooms.money.claims.correcting import (
    IMRE,
    LATER,
    NO_SHOW,
    ON,
    PRESENT,
    TOBIAS,
    client,
    lines_of,
    policy,
    step,
)
from tests.rooms.money.evening import Evening

DIFFER = "note-and-attendance-differ"
AFTER = {60: "left early", 75: "left a little early", 20: "too short to be billed"}
ROUNDS = 12
LIFE = settings(
    max_examples=examples(8),
    stateful_step_count=8 if DEEP == 1 else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Life(RuleBasedStateMachine):
    """One evening, taken back after each life. The clock moves on at each step."""

    evening: Evening

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = LATER
        self.tells = False
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.left: dict[UUID, Any] = {}

    @initialize(how=st.sampled_from(["", "void_and_new", "original_only"]), first=st.sampled_from(["", *KINDS]))
    def begins(self, how: str, first: str) -> None:
        """The payers want wrong claims corrected in some way; both claims have left, and are mostly answered."""
        self.tells = how == "original_only"
        for payer in ("commercial", "medicaid") if how else ():
            policy(self.evening.clinic, how, payer)
        for claim in self._claims("ready"):
            self._send(claim)
            if first:
                self._answer(Claim.objects.get(pk=claim.pk), first, True)

    @rule(name=st.sampled_from([IMRE, TOBIAS]), minutes=st.sampled_from([None, 0, *AFTER]), again=st.booleans())
    def correct(self, name: str, minutes: int | None, again: bool) -> None:
        given = {None: PRESENT, 0: NO_SHOW}.get(minutes) or Mark(
            "left_early", left_at=self.evening.start + timedelta(minutes=minutes or 0)
        )
        self._correct(name, given)
        if again:
            before = self._all()
            assert not self._correct(name, given), "the same once more was taken for another correction"
            assert self._all() == before

    @rule(name=st.sampled_from([IMRE, TOBIAS]))
    def say_so_in_the_note(self, name: str) -> None:
        self._addendum(name)

    @precondition(lambda self: self._claims("ready"))
    @rule(which=st.integers(0, 3))
    def send(self, which: int) -> None:
        ready = self._claims("ready")
        self._send(ready[which % len(ready)])

    @precondition(lambda self: self._claims(*LEFT))
    @rule(which=st.integers(0, 9), kind=st.sampled_from(KINDS), numbered=st.booleans())
    def answer(self, which: int, kind: str, numbered: bool) -> None:
        left = self._claims(*LEFT)
        claim = left[which % len(left)]
        kinds = actions.kinds_for(claim)
        self._answer(claim, kind if kind in kinds else kinds[0], numbered)

    @invariant()
    def nothing_that_left_changes(self) -> None:
        for claim in Claim.objects.filter(submissions__isnull=False):
            self.left.setdefault(claim.id, self._read(claim))
            assert self.left[claim.id] == self._read(claim), claim

    @invariant()
    def no_payer_has_an_attendance_twice(self) -> None:
        """But where it rejected the void of the older claim after a new one had left: then that is voided again."""
        for claims in self._standing().values():
            for older in claims[:-1]:
                assert older.corrections.filter(frequency="8", status="rejected").exists(), older
                assert older.status == "denied" or step(older) in ("void", "wait", "tell"), older

    def teardown(self) -> None:
        try:
            self.settle()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def settle(self) -> None:
        """Everything pending is said, sent and accepted; then what stands is what the record says."""
        for _ in range(ROUNDS):
            if not self._one_round():
                break
        else:
            raise AssertionError("It never comes to rest.")
        self.nothing_that_left_changes()
        for name in (IMRE, TOBIAS):
            self._agrees(name)

    def _one_round(self) -> bool:
        """Whether something was to do."""
        differing = [name for name in (IMRE, TOBIAS) if self._charge(name, hold_rule=DIFFER)]
        for name in differing:
            self._addendum(name)
        numberless = [claim.replaces for claim in self._claims("draft") if claim.replaces]
        sent = self._claims("sent")
        for claim in (*numberless, *sent):
            self._answer(claim, "accepted" if claim.status == "sent" else claim.status, True)
        ready = self._claims("ready")
        for claim in ready[:1]:
            self._send(claim)
        to_tell = [claim for claim in self._claims(*LEFT) if step(claim) == "tell"]
        for claim in to_tell:
            told = ToldGiven("phone", "Spoke to the provider line.", ON)
            actions.tell(claim_id=claim.id, given=told, by=self.evening.clinic.biller, now=self._tick())
        return bool(differing or numberless or sent or ready or to_tell)

    def _agrees(self, name: str) -> None:
        charge = self._charge(name, status="ready")
        standing = [each for of_one in self._standing(name).values() for each in of_one]
        assert {step(each) for each in standing} <= {"none"}
        if self.tells and any(each.told.exists() for each in standing):
            return
        billed = sum((each.amount for each in standing if each.status != "denied" or charge), Decimal())
        assert billed == (charge.amount if charge else 0), (name, charge)

    def _charge(self, name: str, **like: str) -> Charge | None:
        charges = Charge.objects.filter(current=True, session=self.evening.session, attendance__client_name=name)
        return charges.filter(**like).first()

    def _standing(self, *names: str) -> dict[tuple[UUID, UUID], list[Claim]]:
        """What each payer has of each attendance, the oldest first: neither replaced nor taken back."""
        left = self._claims(*LEFT, names=names or (IMRE, TOBIAS))
        gone = {each.replaces_id for each in left}
        found: dict[tuple[UUID, UUID], list[Claim]] = defaultdict(list)
        for claim in left:
            if claim.frequency != "8" and claim.id not in gone:
                for line in claim.lines.select_related("charge"):
                    found[line.charge.attendance_id, claim.coverage.plan.payer_id].append(claim)
        return found

    def _claims(self, *statuses: str, names: tuple[str, ...] = (IMRE, TOBIAS)) -> list[Claim]:
        clients = [client(self.evening, name) for name in names]
        found = Claim.objects.filter(client__in=clients, status__in=statuses)
        return list(found.select_related("coverage__plan", "replaces").order_by("built_at", "frequency", "client_id"))

    def _all(self) -> list[tuple[UUID, str]]:
        return list(Claim.objects.order_by("id").values_list("id", "status"))

    def _read(self, claim: Claim) -> tuple[object, ...]:
        """All of it but how it was answered."""
        plain = {field.attname: getattr(claim, field.attname) for field in claim._meta.concrete_fields}
        lines = list(claim.lines.order_by("id").values())
        return {**plain, "status": ""}, lines, list(claim.submissions.values_list("content", flat=True))

    def _correct(self, name: str, given: Mark) -> bool:
        """Whether anything was different."""
        session = self.evening.session
        row = next(row for row in boards.board(session.id, self._tick()).rows if row.name == name)
        try:
            with transaction.atomic():
                attendance.correct(
                    attendance_id=row.attendance_id, given=given, why="Read the sheet again.", base_rev=row.rev,
                    idem=uuid4(), by=self.evening.clinic.lead, now=self.now,
                )  # fmt: skip
        except NothingChanged:
            return False
        finally:
            catch_up(session.id, by=None, now=self.now)
        return True

    def _addendum(self, name: str) -> None:
        note = SignedNote.objects.get(attendance_id=self.evening.id(name))
        notes.add_addendum(
            signed_note_id=note.id, text="The times were corrected.", reason="Times", by=self.evening.clinic.lead,
            now=self._tick(),
        )  # fmt: skip
        catch_up(self.evening.session.id, by=None, now=self.now)

    def _send(self, claim: Claim) -> None:
        actions.send(claim_ids=[claim.id], by=self.evening.clinic.biller, now=self._tick())

    def _answer(self, claim: Claim, kind: str, numbered: bool) -> None:
        number = f"ICN{claim.number}" if numbered or kind in ("paid", "denied") else ""
        given = AnswerGiven(kind, ON, number, "Unreadable." if kind == "rejected" else "", lines_of(claim, kind))
        actions.record_answer(claim_id=claim.id, given=given, by=self.evening.clinic.biller, now=self._tick())

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def machine(db: None) -> Iterator[type[Life]]:
    yield type("Life", (Life,), {"evening": Evening(cast.clinic()).hold()})


def test_whatever_happens_to_a_claim_the_payers_end_with_what_the_record_says(machine: type[Life]) -> None:
    run_state_machine_as_test(machine, settings=LIFE)
