"""From signed notes to claims: exactly those who were there, and valid files."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from circlechart.base.formats.x12 import check
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions, queries
from circlechart.money.claims.models import Claim, ClaimLine, Submission
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, START, ids, opened, read_all, written

pytestmark = pytest.mark.django_db
ENDED = START + timedelta(minutes=92)


def signed_group(clinic: cast.Clinic, sign: bool = True) -> Session:
    """One no-show, one late, one who left early below the floor; two payers; a co-facilitator."""
    session = opened(clinic)
    row = ids(session)
    marks = {
        "Oren Pell": Mark("no_show"),
        "Yuki Hathaway": Mark("late", arrived_at=START + timedelta(minutes=20)),
        "Darius Feld": Mark("left_early", left_at=START + timedelta(minutes=20)),
    }
    for name, mark in marks.items():
        attendance.mark(attendance_id=row[name], given=mark, base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session, skip=("Oren Pell",))
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ENDED)
    session.refresh_from_db()
    if sign:
        notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=ENDED)
        catch_up(session.id, by=clinic.lead, now=ENDED)
    return session


def test_claims_are_built_for_exactly_those_who_were_there() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    claims = list(queries.of_session(session.id))
    lines = {
        claim.client.legal_last_name: [(x.code, x.modifiers, x.units, x.amount) for x in claim.lines.all()]
        for claim in claims
    }
    commercial = [("90853", [], 1, Decimal("62.00"))]
    assert lines == {
        "Castellan": commercial,
        "Adeyemi": commercial,
        "Montoya": commercial,
        "Bracken": [("H0005", ["HF", "HQ"], 6, Decimal("58.50"))],
        "Whitlock": [("H0005", ["HF", "HQ"], 6, Decimal("58.50"))],
        "Hathaway": [("H0005", ["HF", "HQ"], 5, Decimal("48.75"))],
    }
    assert {claim.status for claim in claims} == {"ready"}, [claim.findings for claim in claims]
    held = Charge.objects.get(current=True, status="held")
    assert held.attendance.client_name == "Darius Feld"
    assert held.hold_sentence == "Present 20 minutes, under the 45 that Alder Mutual wants."


def test_co_facilitator_adds_no_units_and_is_never_rendering() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    claims = queries.of_session(session.id)
    assert {claim.rendering.display_name for claim in claims} == {"Anneke Rivers"}


def test_a_no_show_has_no_encounter_no_charge_and_no_line() -> None:
    """OpenEMR keeps an encounter for a client marked no-show after present; here nothing may remain."""
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Oren Pell"]
    attendance.mark(attendance_id=row, given=Mark("present"), base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark(attendance_id=row, given=Mark("no_show"), base_rev=2, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session, skip=("Oren Pell",))
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ENDED)
    session.refresh_from_db()
    notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=ENDED)
    catch_up(session.id, by=clinic.lead, now=ENDED)
    assert not Charge.objects.filter(attendance_id=row).exists()
    assert not ClaimLine.objects.filter(charge__attendance_id=row).exists()
    assert boards.row_of(row, NOW).intervals == ()


def test_place_of_service_is_never_00() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    assert set(Claim.objects.values_list("place_of_service", flat=True)) == {"11"}
    assert "CLM" in actions.preview(queries.of_session(session.id)[0], NOW)
    with pytest.raises(Exception, match="charge_place_never_00"), transaction.atomic():
        charge = Charge.objects.filter(session=session)[0]
        charge.pk, charge.current, charge.place_of_service = uuid4(), False, "00"
        charge.save(force_insert=True)


def test_two_sessions_of_one_day_each_keep_their_own_text_and_line() -> None:
    """OpenEMR writes the second session's text over the first's when both are on one day."""
    clinic = cast.clinic()
    first = signed_group(clinic)
    second = clinic.session(START - timedelta(hours=4))
    now = START - timedelta(hours=3)
    attendance.open_session(session_id=second.id, by=clinic.lead, now=now)
    attendance.mark_remaining_present(session_id=second.id, idem=uuid4(), by=clinic.lead, now=now)
    notes.save_narrative(
        session_id=second.id, edit=notes.Edit({"content": "An earlier hour."}, 0, uuid4()), by=clinic.lead, now=now
    )
    first.refresh_from_db()
    assert first.narrative.content == "The group practiced asking for help."
    assert second.narrative.content == "An earlier hour."


def test_a_group_of_twelve_keeps_all_twelve() -> None:
    """OpenEMR drops clients of a large group silently."""
    clinic = cast.clinic()
    from circlechart.base.people.models import Client
    from circlechart.care.enrollment.models import Enrollment

    for number in range(4):
        extra = Client.objects.create(
            chart_number=f"NC-20{number}", legal_first_name="Nadia", legal_last_name=f"Orlov-{'abcd'[number]}",
            birth_on="1990-01-01", administrative_sex="F", facility=clinic.north,
        )  # fmt: skip
        Enrollment.objects.create(group=clinic.group, client=extra, effective=cast.ALWAYS, status="active")
    session = opened(clinic)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    board = boards.board(session.id, NOW)
    assert len(board.rows) == 12
    assert {row.disposition for row in board.rows} == {"attended"}


def test_catching_up_twice_changes_nothing() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    before = (set(Charge.objects.values_list("id", flat=True)), set(Claim.objects.values_list("id", flat=True)))
    catch_up(session.id, by=None, now=ENDED + timedelta(hours=1))
    assert before == (set(Charge.objects.values_list("id", flat=True)), set(Claim.objects.values_list("id", flat=True)))


def test_sent_file_is_accepted_by_pyx12_and_is_kept_as_it_left() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    claims = list(queries.of_session(session.id))
    commercial = [claim.id for claim in claims if claim.coverage.plan.payer == clinic.payers["commercial"]]
    biller = clinic.biller
    with pytest.raises(NotAllowed):
        actions.send(claim_ids=commercial, by=clinic.lead, now=NOW)
    sent = actions.send(claim_ids=commercial, by=biller, now=NOW)
    assert check.objections(sent.content) == []
    assert sent.content.count("REF*6R*") == 3
    assert len({piece for piece in sent.content.split("~") if piece.startswith("REF*D9*")}) == 3
    assert "Devon" not in sent.content.title()
    assert Claim.objects.filter(status="sent").count() == 3
    with pytest.raises(Exception, match="append-only|cannot"), transaction.atomic():
        Submission.objects.update(content="")
    catch_up(session.id, by=None, now=ENDED)
    assert Claim.objects.filter(status="sent").count() == 3
    assert Claim.objects.filter(status="ready").count() == 3


def test_a_trainees_charges_wait_for_the_cosignature() -> None:
    clinic = cast.clinic()
    session = clinic.session(START, lead="trainee")
    clinic.staff["trainee"].npi = "1679576722"
    clinic.staff["trainee"].save()
    attendance.open_session(session_id=session.id, by=clinic.trainee, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.trainee, now=NOW)
    clinic.actors["lead"] = clinic.trainee
    written(clinic, session)
    attendance.close_session(session_id=session.id, by=clinic.trainee, now=ENDED)
    session.refresh_from_db()
    notes.sign(session_id=session.id, read=read_all(session, clinic.trainee.staff_id), by=clinic.trainee, now=ENDED)
    catch_up(session.id, by=None, now=ENDED)
    assert set(Charge.objects.values_list("hold_rule", flat=True)) == {"cosign-missing"}
    note = session.signed_notes.filter(attendance__client=clinic.clients[0]).get()
    notes.cosign(signed_note_id=note.id, by=clinic.supervisor, now=ENDED)
    catch_up(session.id, by=None, now=ENDED)
    assert Charge.objects.filter(current=True, status="ready").count() == 1
    assert queries.of_session(session.id).count() == 1


@pytest.mark.parametrize(("steps", "built"), [(["rejected"], 1), (["accepted"], 0), (["denied"], 0), (["paid"], 0)])
def test_only_what_never_reached_the_payers_desk_is_billed_again_as_an_original(steps: list[str], built: int) -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    claim = queries.of_session(session.id).get(client=clinic.clients[0])
    actions.send(claim_ids=[claim.id], by=clinic.biller, now=NOW)
    for status in steps:
        Claim.objects.filter(pk=claim.pk).update(status=status)
    catch_up(session.id, by=None, now=ENDED)
    again = Claim.objects.filter(client=clinic.clients[0], status="ready")
    assert [each.frequency for each in again] == ["1"] * built
