"""Claims of a period that left: what changes in it afterwards is a correction, and never a second original (care.md 2.3)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import DateRange

from circlechart.care.attendance.actions import Mark
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.plans.models import Diagnosis
from circlechart.money.claims import actions, queries
from circlechart.money.claims.facts import AnswerGiven
from circlechart.money.claims.models import Claim
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.money.claims.correcting import IMRE, NO_SHOW, addendum, lines_of, opened, pending, policy, send, step
from tests.rooms.money.claims.test_institutional import MONDAY, clinic, day, starting
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
ALDER = "Alder Mutual"
AFTER = MONDAY + timedelta(days=6)
"""The Sunday after the week."""


def week(*days: int, **changed: Any) -> tuple[cast.Clinic, list[Evening], Claim]:
    """A week's claim of Imre, as it left after the week; `days` are counted from Monday."""
    made = clinic(**{"claim__period": "week"} | changed)
    evenings = [day(made, MONDAY + timedelta(days=each)) for each in days]
    return made, evenings, left(evenings[-1])


def left(evening: Evening) -> Claim:
    catch_up(evening.session.id, by=None, now=AFTER)
    claim = Claim.objects.get(client=evening.clinic.clients[0], status="ready")
    return send(evening, claim, AFTER)


def answer(made: cast.Clinic, claim: Claim, kind: str) -> None:
    given = AnswerGiven(kind, AFTER.date(), "ICN1", "", lines_of(claim, kind))
    actions.record_answer(claim_id=claim.id, given=given, by=made.biller, now=AFTER)


def settle(*evenings: Evening) -> None:
    for evening in evenings:
        catch_up(evening.session.id, by=None, now=AFTER)


def billed(claim: Claim) -> list[date]:
    return list(claim.lines.order_by("control_number").values_list("service_on", flat=True))


def due(made: cast.Clinic) -> list[tuple[str, str]]:
    """What the tab "Needs correction" says."""
    return [(each.claim.number, each.step) for each in queries.to_correct(made.biller)]


def on(days: int) -> date:
    return (MONDAY + timedelta(days=days)).date()


def test_a_day_that_is_added_after_the_week_left_waits_and_then_replaces_it() -> None:
    made, _, claim = week(0)
    second = day(made, MONDAY + timedelta(days=1))
    settle(second)
    assert (opened(second), step(claim), due(made)) == ([], "wait", [(claim.number, "wait")])
    answer(made, claim, "paid")
    assert opened(second) == [("7", "ready", ALDER)]
    found = pending(second, "7")
    assert (found.replaces, found.amount, billed(found)) == (claim, Decimal("420.00"), [on(0), on(1)])
    assert due(made) == [(claim.number, "replace")]
    text = send(second, found, AFTER).submissions.get().content.split("~")
    assert starting(text, "CLM", "REF*F8", "DTP*472") == [
        f"CLM*{found.number}*420***13:A:7**A*Y*Y", "REF*F8*ICN1", "DTP*472*D8*20261123", "DTP*472*D8*20261124"
    ]  # fmt: skip
    settle(second)
    assert (opened(second), due(made)) == ([], [])


def test_many_claims_to_correct_are_judged_in_as_many_queries_as_one() -> None:
    made = clinic(claim__period="day")
    first, second = (day(made, MONDAY + timedelta(days=each)) for each in (0, 1))
    claims = [send(second, each, AFTER) for each in Claim.objects.filter(status="ready", client__in=made.clients[:3])]
    mine = Diagnosis.objects.filter(rank=1, client__in={each.client_id for each in claims})
    assert (len(claims), mine.count(), due(made)) == (4, 2, [])
    mine.filter(client=claims[0].client).update(code="F10.21")
    with CaptureQueriesContext(connection) as for_two:
        assert len(due(made)) == 2
    mine.update(code="F10.21")
    with CaptureQueriesContext(connection) as for_four:
        assert len(due(made)) == 4
    assert len(for_two) == len(for_four) <= 25


def test_nobody_else_gets_a_second_original_either_while_the_week_waits() -> None:
    made, (first,), claim = week(0)
    second = day(made, MONDAY + timedelta(days=1))
    settle(first, second, first)
    mine = Claim.objects.filter(client=claim.client).exclude(status="withdrawn")
    assert [each.id for each in mine] == [claim.id]


def test_the_same_correction_a_second_time_changes_nothing() -> None:
    made, (first,), claim = week(0)
    second = day(made, MONDAY + timedelta(days=1))
    answer(made, claim, "accepted")
    settle(first, second)
    found = pending(second, "7")
    settle(first, second)
    assert pending(first, "7") == found
    assert Claim.objects.filter(replaces=claim).count() == 1


def test_a_charge_that_changed_after_the_week_left_replaces_the_week() -> None:
    made, (first, second), claim = week(0, 1)
    answer(made, claim, "paid")
    second.correct(IMRE, NO_SHOW)
    settle(first, second)
    found = pending(second, "7")
    assert (opened(second), billed(found), str(found.amount)) == ([("7", "ready", ALDER)], [on(0)], "210.00")
    assert starting(actions.preview(found, AFTER).split("~"), "HI*BE", "DTP*434") == [
        "DTP*434*RD8*20261122-20261128", "HI*BE:80:::1"
    ]  # fmt: skip


def test_the_day_that_comes_back_takes_the_correction_back() -> None:
    made, (first, second), claim = week(0, 1)
    answer(made, claim, "paid")
    second.correct(IMRE, NO_SHOW)
    second.correct(IMRE, Mark("present"))
    addendum(second)
    settle(first, second)
    assert (opened(second), step(claim), due(made)) == ([], "none", [])


def test_a_week_that_comes_to_nothing_is_voided_and_billed_anew_when_a_day_comes_back() -> None:
    made, (first, second), claim = week(0, 1)
    answer(made, claim, "paid")
    for evening in (first, second):
        evening.correct(IMRE, NO_SHOW)
    settle(first, second)
    assert opened(second) == [("8", "ready", ALDER)]
    void = pending(second, "8")
    assert billed(void) == [on(0), on(1)]
    send(second, void, AFTER)
    third = day(made, MONDAY + timedelta(days=2))
    settle(third)
    assert opened(third) == [("1", "ready", ALDER)]
    assert billed(pending(third, "1")) == [on(2)]


def test_where_the_payer_takes_no_replacement_a_late_day_voids_the_week_and_bills_it_anew() -> None:
    made, (first,), claim = week(0)
    policy(made, "void_and_new")
    answer(made, claim, "paid")
    second = day(made, MONDAY + timedelta(days=1))
    settle(first, second)
    assert opened(second) == [("8", "ready", ALDER)], "the new one waits for the void"
    send(second, pending(second, "8"), AFTER)
    settle(first, second)
    assert opened(second) == [("1", "ready", ALDER)]
    assert billed(pending(second, "1")) == [on(0), on(1)]


def test_where_the_payer_takes_only_originals_a_late_day_is_told_another_way() -> None:
    made, (first,), claim = week(0)
    policy(made, "original_only")
    answer(made, claim, "paid")
    second = day(made, MONDAY + timedelta(days=1))
    settle(first, second)
    assert (opened(second), step(claim), due(made)) == ([], "tell", [(claim.number, "tell")])


def test_an_interim_bill_that_left_is_replaced_and_says_how_the_stay_ended_meanwhile() -> None:
    made, (first,), claim = week(0, claim__interim=True)
    assert (claim.frequency, claim.patient_status) == ("3", "30")
    answer(made, claim, "paid")
    second = day(made, MONDAY + timedelta(days=1))
    Enrollment.objects.filter(client=claim.client).update(
        effective=DateRange(date(2026, 11, 2), date(2026, 11, 25)), status="ended", end_reason="Finished"
    )
    settle(first, second)
    found = pending(second, "7")
    assert opened(second) == [("7", "ready", ALDER)]
    assert (found.patient_status, found.service_through, billed(found)) == ("01", on(1), [on(0), on(1)])
    settle(first, second)
    assert pending(second, "7") == found


def test_what_a_part_of_the_lines_has_no_room_for_goes_on_a_further_claim() -> None:
    made, (first,), claim = week(0, claim__lines_per_claim=1)
    answer(made, claim, "paid")
    second = day(made, MONDAY + timedelta(days=1))
    settle(first, second)
    assert (opened(second), step(claim)) == ([("1", "ready", ALDER)], "none")
    assert billed(pending(second, "1")) == [on(1)]


def test_a_second_session_of_a_per_diem_day_that_left_changes_nothing_that_the_payer_reads() -> None:
    made, (first,), claim = week(0, claim__period="day")
    answer(made, claim, "paid")
    second = day(made, MONDAY - timedelta(hours=5))
    settle(first, second)
    assert (first.charge(IMRE).status, second.charge(IMRE).status) == ("held", "ready")
    assert (opened(second), step(claim), due(made)) == ([], "none", [])


def test_a_diagnosis_that_changed_after_the_claim_left_is_corrected_with_the_payer() -> None:
    made, (first, second), claim = week(0, 1)
    answer(made, claim, "paid")
    assert due(made) == []
    Diagnosis.objects.filter(client=claim.client, rank=1).update(code="F10.21")
    settle(first, second)
    found = pending(second, "7")
    assert (opened(second), found.diagnoses[0], due(made)) == (
        [("7", "ready", ALDER)], "F10.21", [(claim.number, "replace")],
    )  # fmt: skip
    send(second, found, AFTER)
    settle(first, second)
    assert (opened(second), due(made)) == ([], [])


def test_a_diagnosis_of_the_middle_of_the_week_does_not_build_the_claim_anew_each_day() -> None:
    made = clinic(claim__period="week")
    first, second = (day(made, MONDAY + timedelta(days=each)) for each in (0, 1))
    mine = made.clients[0]
    Diagnosis.objects.filter(client=mine, rank=1).update(effective=DateRange(cast.SINCE, on(1)))
    Diagnosis.objects.create(
        client=mine, code="F10.21", label="In remission", rank=1, effective=DateRange(on(1), None)
    )  # fmt: skip
    settle(first)
    (claim,) = Claim.objects.filter(client=mine, status="ready")
    settle(second, first)
    assert [each.id for each in Claim.objects.filter(client=mine, status="ready")] == [claim.id]
    assert claim.diagnoses[0] == "F10.21"
