"""More claims than a file takes: file after file, numbers without a gap, and nothing twice when two people send."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from circlechart.base.formats.x12 import check
from circlechart.base.people.models import Client
from circlechart.money.claims import actions, queries
from circlechart.money.claims.actions import send_many
from circlechart.money.claims.errors import NotReady
from circlechart.money.claims.models import Claim, Submission
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.models import ControlNumber, House, PayerRoute
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.money.claims.test_institutional import MONDAY, clinic, day
from tests.rooms.money.claims.test_views import browse
from tests.rooms.money.evening import Evening

db = pytest.mark.django_db
threads = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(hours=5)
AFTER = MONDAY + timedelta(days=6)


def house(made: cast.Clinic, most: int = 2, most_in_transaction: int = 1) -> House:
    """One house for both payers, which takes few claims at a time."""
    found = House.objects.create(
        name="Ridge Line Exchange", receiver_id="740001234", most_claims=most, most_in_transaction=most_in_transaction
    )
    for payer in ("commercial", "medicaid"):
        PayerRoute.objects.create(payer=made.payers[payer], house=found)
    return found


def numbers(files: list[Submission]) -> list[tuple[int, int, list[str]]]:
    """Of each file: its number, its claims, and the numbers of its transactions; pyx12 accepts it."""
    assert [check.objections(each.content) for each in files] == [[] for _ in files]
    return [(each.control_number, each.claims.count(), re.findall(r"~ST\*837\*(\d+)", each.content)) for each in files]


@db
def test_chosen_claims_fill_as_many_files_as_the_house_wants_with_numbers_that_go_on() -> None:
    made = cast.clinic()
    house(made)
    Evening(made).hold()
    chosen = [each.id for each in Claim.objects.filter(coverage__plan__payer=made.payers["commercial"])]
    sent = actions.send_chosen(claim_ids=chosen, by=made.biller, now=LATER)
    assert numbers(sent) == [(1, 2, ["0001", "0002"]), (2, 2, ["0003", "0004"]), (3, 1, ["0005"])]
    assert re.findall(r"~SE\*\d+\*(\d+)", sent[1].content) == ["0003", "0004"]
    assert Claim.objects.filter(id__in=chosen, status="sent").count() == 5
    assert (ControlNumber.objects.get().last, ControlNumber.objects.get().last_set) == (3, 5)


@db
def test_everything_ready_goes_file_after_file_and_what_has_a_finding_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_many, "AT_ONCE", 3)
    made = cast.clinic()
    key = house(made, most=100, most_in_transaction=100).id
    Evening(made).hold()
    Client.objects.filter(pk=made.clients[0].pk).update(postal_code="")
    to = clearinghouse.partner(key)
    assert to is not None
    sent = []
    while one := actions.send_next(partner=to, form="professional", asked_at=LATER, by=made.biller, now=LATER):
        sent.append(one)
    assert numbers(sent) == [(1, 3, ["0001"]), (2, 3, ["0002"]), (3, 1, ["0003"])]
    assert [each.client for each in Claim.objects.filter(status="draft")] == [made.clients[0]]
    assert [each.id for each in queries.files_to(key, "professional", made.biller)] == [each.id for each in sent[::-1]]


@db
def test_what_is_built_after_it_was_asked_for_waits_for_somebody_to_look_at() -> None:
    made = cast.clinic()
    evening = Evening(made).hold()
    to = clearinghouse.partner(made.payers["commercial"].id)
    assert to is not None
    before = evening.start - timedelta(days=1)
    assert actions.send_next(partner=to, form="professional", asked_at=before, by=made.biller, now=LATER) is None
    assert not Submission.objects.exists()


@db
def test_a_person_writes_all_files_with_and_without_a_script() -> None:
    made = cast.clinic()
    key = house(made).id
    Evening(made).hold()
    browser = browse(made)
    page = browser.get(reverse("claims:index")).content.decode()
    there = reverse("claims:files", args=["professional", key])
    assert "Write 4 837P files" in page
    assert there in page
    assert "8 ready claims; a file takes at most 2." in browser.get(there).content.decode()
    step = reverse("claims:next-file", args=["professional", key])
    script = browser.post(step, headers={"Accept": "application/json"}).json()
    assert script == {"done": 2, "finished": False}
    assert browser.post(step)["Location"] == there
    assert Claim.objects.filter(status="sent").count() == 8
    page = browser.get(there).content.decode()
    assert "Nothing is ready for Ridge Line Exchange now." in page
    assert page.count("837P-00000000") == 4
    assert browser.get(reverse("claims:files", args=["dental", key])).status_code == 404


def together(*acts: Callable[[], object]) -> list[object]:
    """What each thread got when all began at once: an exception, or what was returned."""
    start, said = threading.Barrier(len(acts)), {}

    def run(at: int, act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            said[at] = act()
        except Exception as error:
            said[at] = error
        finally:
            connection.close()

    running = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for each in running:
        each.start()
    for each in running:
        each.join(60)
    return [said[at] for at in range(len(acts))]


def weeks(made: cast.Clinic) -> list[Claim]:
    """The week's claims of two clients of one payer, ready after the week."""
    evenings = [day(made, MONDAY + timedelta(days=each)) for each in (0, 1)]
    for each in evenings:
        catch_up(each.session.id, by=None, now=AFTER)
    return list(Claim.objects.filter(status="ready", form="institutional").order_by("client_id")[:2])


@threads
def test_one_weeks_claim_sent_by_two_at_once_leaves_once() -> None:
    made = clinic(claim__period="week")
    claim, _ = weeks(made)

    def act() -> Submission:
        return actions.send(claim_ids=[claim.id], by=made.biller, now=AFTER)

    said = together(act, act)
    assert sorted(type(each).__name__ for each in said) == ["NotReady", "Submission"]
    assert Submission.objects.count() == 1
    assert ControlNumber.objects.get().last == 1


@threads
def test_claims_of_one_week_sent_by_two_at_once_are_numbered_one_after_the_other() -> None:
    made = clinic(claim__period="week")
    one, other = weeks(made)
    said = together(*(
        lambda claim=claim: actions.send(claim_ids=[claim.id], by=made.biller, now=AFTER) for claim in (one, other)
    ))  # fmt: skip
    assert [type(each) for each in said] == [Submission, Submission], said
    assert sorted(Submission.objects.values_list("control_number", flat=True)) == [1, 2]
    found = [re.findall(r"~ST\*837\*(\d+)", each.content) for each in Submission.objects.order_by("control_number")]
    assert found == [["0001"], ["0002"]]


@threads
def test_a_day_that_comes_into_the_week_while_it_leaves_is_on_it_or_corrects_it_and_never_a_second_original() -> None:
    made = clinic(claim__period="week")
    claim, _ = weeks(made)
    third = Evening(made, start=MONDAY + timedelta(days=2), minutes=180).hold(sign=False)
    third.sign()
    said = together(
        lambda: actions.send(claim_ids=[claim.id], by=made.biller, now=AFTER),
        lambda: catch_up(third.session.id, by=None, now=AFTER),
    )
    assert said[1] is None, said
    assert isinstance(said[0], NotReady | Submission)
    mine = Claim.objects.filter(client=claim.client).exclude(status="withdrawn")
    assert [(each.frequency, each.status) for each in mine] in ([("1", "ready")], [("1", "sent")])
