"""Requests that no page makes: refused in words, nothing changed, never a broken page."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from circlechart.base.kit.errors import KeyUsed
from circlechart.base.people.models import Client
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment.errors import NoSuchClient
from circlechart.care.enrollment.queries import client_by_chart
from circlechart.care.notes.models import Entry
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened
from tests.rooms.web.hostile import browse

IMRE, OREN = "Imre Castellan", "Oren Pell"
DIGITS = "9" * 5000
DEEP = "[" * 100_000


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(NOW, tick=False):
        yield cast.clinic()


def test_a_revision_of_five_thousand_digits_is_refused(clinic: cast.Clinic) -> None:
    row = ids(opened(clinic))[IMRE]
    answer = browse(clinic, "lead").post(
        reverse("attendance:mark", args=[row]), {"base_rev": DIGITS, "choice": "present"}
    )
    assert answer.status_code == 422
    assert Attendance.objects.get(pk=row).disposition == "expected"


@pytest.mark.parametrize("given", [DIGITS, "0", "5", "²", "many"])
def test_a_participation_that_is_none_is_refused_by_name(clinic: cast.Clinic, given: str) -> None:
    session = opened(clinic)
    place = reverse("notes:entry", args=[session.id, ids(session)[IMRE]])
    answer = browse(clinic, "lead").post(
        place, {"base_rev": "0", "participation": given, "response": "Words that stay."}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose 1 to 4." in page
    assert "Words that stay." in page
    assert not Entry.objects.exists()


def test_what_was_seen_may_be_anything(clinic: cast.Clinic) -> None:
    session = closed(clinic)
    seen = {f"seen-{row}": DEEP for row in list(ids(session).values())[:1]}
    answer = browse(clinic, "lead").post(
        reverse("notes:signature", args=[session.id]), {"password": cast.PASSWORD, **seen}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        DEEP, "7", "[]", "null", '{"choice":"late","arrived_at":"2026-11-23T18:10"}', '{"choice":"late","arrived_at":7}',
        '{"choice":"attended","outs":[["2026-11-23T18:10","2026-11-23T18:20","x"]]}', '{"choice":"attended","outs":7}',
    ],
    ids=range(8),
)  # fmt: skip
def test_a_correction_that_cannot_be_read_is_refused(clinic: cast.Clinic, given: str) -> None:
    row = Attendance.objects.get(pk=ids(closed(clinic))[IMRE])
    body = {"given": given, "base_rev": str(row.rev), "why": "x"}
    answer = browse(clinic, "lead").post(reverse("charges:correction-effect", args=[row.id]), body)
    assert answer.status_code == 422
    assert "Reload the page." in answer.content.decode()


def test_the_key_of_another_clients_mark_is_not_taken_for_done(clinic: cast.Clinic) -> None:
    rows, key = ids(opened(clinic)), uuid4()
    attendance.mark(attendance_id=rows[IMRE], given=Mark("present"), base_rev=1, idem=key, by=clinic.lead, now=NOW)
    with pytest.raises(KeyUsed):
        attendance.mark(attendance_id=rows[OREN], given=Mark("no_show"), base_rev=1, idem=key, by=clinic.lead, now=NOW)
    assert Attendance.objects.get(pk=rows[OREN]).disposition == "expected"


def test_a_merged_chart_is_not_found_for_a_roster(clinic: cast.Clinic) -> None:
    old, kept = clinic.clients[:2]
    Client.objects.filter(pk=old.pk).update(merged_into=kept)
    with pytest.raises(NoSuchClient):
        client_by_chart(old.chart_number, clinic.desk)
    assert client_by_chart(kept.chart_number, clinic.desk) == kept


def test_two_people_who_edit_a_client_learn_of_each_other(clinic: cast.Clinic) -> None:
    client = clinic.clients[0]
    url = reverse("office:edit-client", args=[client.id])
    one, two = browse(clinic, "desk"), browse(clinic, "director")

    def drawn(browser: object) -> dict[str, str]:
        page = browser.get(url)
        values = {name: "" if value is None else str(value) for name, value in page.context["form"].initial.items()}
        return {**values, "version": page.context["version"]}

    first, second = drawn(one), drawn(two)
    assert one.post(url, {**first, "phone": "8155550147"}).status_code == 302
    answer = two.post(url, {**second, "street": "99 River Road"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Phone is “8155550147” now." in page
    assert "99 River Road" in page
    client.refresh_from_db()
    assert (client.phone, client.street == "99 River Road") == ("8155550147", False)
    again = {**second, "street": "99 River Road", "phone": "8155550147", "version": answer.context["version"]}
    assert two.post(url, again).status_code == 302
    client.refresh_from_db()
    assert (client.phone, client.street) == ("8155550147", "99 River Road")


def test_a_client_nobody_else_changed_is_saved(clinic: cast.Clinic) -> None:
    url = reverse("office:edit-client", args=[clinic.clients[0].id])
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        browser = browse(clinic, "desk")
        page = browser.get(url)
        values = {name: "" if value is None else str(value) for name, value in page.context["form"].initial.items()}
        answer = browser.post(url, {**values, "pronouns": "they/them", "version": page.context["version"]})
    assert answer.status_code == 302
