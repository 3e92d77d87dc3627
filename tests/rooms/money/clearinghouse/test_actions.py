"""How claims leave, set and refused; and the numbers of files: one after the other, no gap, never twice."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.types.range import DateRange

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, NotFound, Refusal
from circlechart.money.clearinghouse import actions, queries
from circlechart.money.clearinghouse.errors import (
    AttendsFromThen,
    BadBlank,
    BadPattern,
    HouseGone,
    HouseNamed,
    NothingNew,
    PrinterNamed,
)
from circlechart.money.clearinghouse.facts import HouseGiven
from circlechart.money.clearinghouse.models import Attending, Blank, ControlNumber, House, Printer
from tests import cast

NOW = cast.evening()
GIVEN = HouseGiven(
    "Ridge Line Exchange", "30", "740001234", "ZZ", "HFREC01", "", "RLX", "", False, 500, 100, "{form}_{number}.txt", ""
)
WORDS = b"%PDF-1.4 and nothing of a PDF behind it"


def verbs() -> list[str]:
    """What is on record; of one moment, so without an order."""
    return sorted(AuditEvent.objects.values_list("verb", flat=True))


def house(clinic: cast.Clinic, **changed: object) -> House:
    return actions.save_house(house_id=None, given=replace(GIVEN, **changed), by=clinic.biller, now=NOW)  # type: ignore[arg-type]  # fields by name


@pytest.mark.django_db
def test_a_house_is_added_and_corrected_and_every_change_is_on_record() -> None:
    clinic = cast.clinic()
    made = house(clinic)
    given = replace(GIVEN, production=True)
    actions.save_house(house_id=made.id, given=given, by=clinic.biller, now=NOW)
    made.refresh_from_db()
    assert made.production
    assert verbs() == ["clearinghouse.add_house", "clearinghouse.edit_house"]
    assert AuditEvent.objects.get(verb="clearinghouse.edit_house").details == {"changed": ["production"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"name": "ridge line exchange"}, HouseNamed),
        ({"name": "Another", "file_pattern": "{form}.txt"}, BadPattern),
        ({"name": "Another", "file_pattern": "../{number}"}, BadPattern),
        ({"name": "Another", "file_pattern": "{number.real}"}, BadPattern),
    ],
)
def test_a_house_that_would_lose_files_or_share_a_name_is_refused(
    changed: dict[str, str], refusal: type[Refusal]
) -> None:
    clinic = cast.clinic()
    house(clinic)
    with pytest.raises(refusal):
        house(clinic, **changed)
    assert House.objects.count() == 1
    assert verbs() == ["clearinghouse.add_house"]


@pytest.mark.django_db
def test_who_may_not_edit_payers_sets_nothing() -> None:
    clinic = cast.clinic()
    payer, north = clinic.payers["commercial"].id, clinic.north.id
    refused: list[Callable[[], object]] = [
        lambda: actions.save_house(house_id=None, given=GIVEN, by=clinic.lead, now=NOW),
        lambda: actions.set_route(payer_id=payer, house_id=None, payer_id_there="", by=clinic.lead, now=NOW),
        lambda: actions.set_attending(
            facility_id=north, staff_id=clinic.staff["lead"].id, from_on=cast.SINCE, by=clinic.lead, now=NOW
        ),
        lambda: actions.save_printer(
            facility_id=north, printer_id=None, form="ub04", name="Desk", right=Decimal(0), down=Decimal(0),
            by=clinic.lead, now=NOW,
        ),
    ]  # fmt: skip
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    assert verbs() == []


@pytest.mark.django_db
def test_a_payers_claims_go_through_a_house_under_its_name_there_and_back_to_the_payer() -> None:
    clinic = cast.clinic()
    made, payer = house(clinic), clinic.payers["commercial"]
    before = queries.partner_of(payer)
    assert (before.name, before.receiver_id, before.house_id, before.key) == ("Alder Mutual", "ALDR1", None, payer.id)
    actions.set_route(payer_id=payer.id, house_id=made.id, payer_id_there="alm77", by=clinic.biller, now=NOW)
    payer = type(payer).objects.get(pk=payer.pk)
    there = queries.partner_of(payer)
    assert (there.name, there.receiver_id, there.group_receiver, there.key) == (
        "Ridge Line Exchange", "740001234", "RLX", made.id
    )  # fmt: skip
    assert queries.identifier(payer) == "ALM77"
    assert there.file_name("institutional", 7, date(2026, 11, 23)) == "837I_000000007.txt"
    actions.set_route(payer_id=payer.id, house_id=None, payer_id_there="", by=clinic.biller, now=NOW)
    assert queries.partner_of(type(payer).objects.get(pk=payer.pk)).house_id is None
    assert verbs()[1:] == ["clearinghouse.set_route"] * 2


@pytest.mark.django_db
def test_a_house_or_payer_that_is_not_there_is_refused() -> None:
    clinic = cast.clinic()
    with pytest.raises(HouseGone):
        actions.set_route(
            payer_id=clinic.payers["commercial"].id, house_id=uuid4(), payer_id_there="", by=clinic.biller, now=NOW
        )
    with pytest.raises(NotFound):
        actions.set_route(payer_id=uuid4(), house_id=None, payer_id_there="", by=clinic.biller, now=NOW)
    with pytest.raises(NotFound):
        actions.save_house(house_id=uuid4(), given=GIVEN, by=clinic.biller, now=NOW)
    assert verbs() == []


@pytest.mark.django_db
def test_who_attends_changes_from_a_day_on_and_earlier_days_keep_theirs() -> None:
    clinic = cast.clinic()

    def named(who: str, on: date) -> Attending:
        staff = clinic.staff[who].id
        return actions.set_attending(
            facility_id=clinic.north.id, staff_id=staff, from_on=on, by=clinic.biller, now=NOW
        )  # fmt: skip

    named("supervisor", date(2026, 1, 1))
    with pytest.raises(NothingNew):
        named("supervisor", date(2026, 5, 1))
    named("lead", date(2026, 6, 1))
    with pytest.raises(AttendsFromThen):
        named("co", date(2026, 6, 1))
    with pytest.raises(NotFound):
        named("desk", date(2026, 7, 1))
    known = queries.attending([clinic.north.id])
    days = (date(2025, 12, 31), date(2026, 5, 31), date(2026, 6, 1))
    found = [queries.attends(known, clinic.north.id, on) for on in days]
    assert found == [None, clinic.staff["supervisor"].id, clinic.staff["lead"].id]
    assert verbs() == ["clearinghouse.set_attending"] * 2
    assert Attending.objects.order_by("valid")[0].valid == DateRange(date(2026, 1, 1), date(2026, 6, 1))


@pytest.mark.django_db
def test_a_printer_is_adjusted_and_two_of_one_name_are_refused() -> None:
    clinic = cast.clinic()

    def save(printer_id: UUID | None, name: str, right: str = "0.0") -> Printer:
        return actions.save_printer(
            facility_id=clinic.north.id, printer_id=printer_id, form="cms1500", name=name, right=Decimal(right),
            down=Decimal("-1.5"), by=clinic.biller, now=NOW,
        )  # fmt: skip

    first = save(None, "Front desk")
    assert save(first.id, "Front desk", "2.5").right_mm == Decimal("2.5")
    with pytest.raises(PrinterNamed):
        save(None, "front DESK")
    with pytest.raises(NotFound):
        save(uuid4(), "Another")
    assert Printer.objects.count() == 1
    assert verbs() == ["clearinghouse.save_printer"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no PDF", WORDS])
def test_a_blank_that_cannot_be_printed_on_is_refused(content: bytes) -> None:
    clinic = cast.clinic()
    with pytest.raises(BadBlank):
        actions.keep_blank(facility_id=clinic.north.id, form="ub04", content=content, by=clinic.biller, now=NOW)
    assert (Blank.objects.count(), verbs()) == (0, [])


@pytest.mark.django_db
def test_numbers_follow_each_other_for_each_partner_and_a_rollback_leaves_no_gap() -> None:
    one, other = uuid4(), uuid4()
    assert [actions.take_number(one), actions.take_number(one), actions.take_number(other)] == [1, 2, 1]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert actions.take_number(one) == 3
        raise ZeroDivisionError
    assert actions.take_number(one) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.update(last=1), lambda row: row.update(last=9), lambda row: row.delete(),
        lambda row: row.update(partner=uuid4(), last=3), lambda row: row.create(partner=uuid4(), last=5),
    ],
)  # fmt: skip
def test_no_number_is_given_back_skipped_or_forgotten(change: Callable[..., object]) -> None:
    partner = uuid4()
    actions.take_number(partner)
    actions.take_number(partner)
    with pytest.raises(DatabaseError, match="control numbers"), transaction.atomic():
        change(ControlNumber.objects.filter(partner=partner))
    assert actions.take_number(partner) == 3


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        actions.take_number(uuid4())


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_every_number_once_and_those_who_fail_leave_no_gap() -> None:
    partner, taken, start = uuid4(), [], threading.Barrier(6)

    def work(number: int) -> None:
        start.wait(20)
        for turn in range(5):
            try:
                with transaction.atomic():
                    mine = actions.take_number(partner)
                    if (number + turn) % 3 == 0:
                        raise ZeroDivisionError
                taken.append(mine)
            except ZeroDivisionError:
                pass
        connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert sorted(taken) == list(range(1, 21))
    assert ControlNumber.objects.get().last == 20
