"""G19: what happens to a client after a session changes nothing about it: the roster and the notes print as signed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from circlechart.base.people.models import Client
from circlechart.care.attendance import queries as boards
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.notes import rules
from circlechart.care.notes.models import SignedNote
from circlechart.web.office import actions as office
from circlechart.web.office.facts import ClientGiven
from tests import cast
from tests.rooms.care.notes.test_after_signing import clinic, signed
from tests.rooms.care.notes.test_screen import browse
from tests.rooms.care.notes.test_sign import NOW

__all__ = ["clinic"]
OLD, NEW = "Imre Castellan", "Ilse Moreau"


def renamed(of: cast.Clinic, client: Client) -> None:
    """The client takes another name, by the front desk's own screen."""
    client.chosen_name, client.legal_first_name, client.legal_last_name = "", "Ilse", "Moreau"
    given = ClientGiven(
        **{**{name: getattr(client, name) for name in ClientGiven.__dataclass_fields__}, "facility": client.facility_id}
    )
    office.edit_client(client_id=client.id, given=given, by=of.desk, now=NOW)


def discharged(of: cast.Clinic, client: Client) -> None:
    place = client.enrollments.get()
    enrollment.end(enrollment_id=place.id, last_on=cast.SINCE, reason="Discharged", by=of.desk, now=NOW)


def printed(browser: Browser, note: SignedNote) -> str:
    answer = browser.get(reverse("notes:print", args=[note.id]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)


@pytest.mark.parametrize(
    "changes", [(renamed,), (discharged,), (renamed, discharged)], ids=lambda each: each[-1].__name__
)
def test_G19_a_new_name_or_a_discharge_leaves_the_past_as_it_was_signed(
    clinic: cast.Clinic, changes: tuple[Callable[[cast.Clinic, Client], None], ...]
) -> None:
    session, lead = signed(clinic), browse(clinic, "lead")
    client = Client.objects.get(legal_last_name="Castellan")
    note = SignedNote.objects.get(attendance__session=session, attendance__client=client)
    roster = [(row.name, row.minutes, row.status) for row in boards.board(session.id, NOW).rows]
    before, content = printed(lead, note), note.content
    for change in changes:
        change(clinic, client)
    assert [(row.name, row.minutes, row.status) for row in boards.board(session.id, NOW).rows] == roster
    assert printed(lead, note) == before
    assert OLD in before
    note.refresh_from_db()
    assert note.content == content
    assert note.content_hash == rules.fingerprint(content)
    for address in (reverse("notes:session", args=[session.id]), reverse("notes:note", args=[note.id])):
        page = lead.get(address).content.decode()
        assert OLD in page
        assert NEW not in page
