"""Filling a clinic: people through the models, the past week by week through SQL, with every trigger and constraint on."""

import random
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection
from psycopg.types.range import DateRange

from bench import words
from bench.past import FUNCTIONS, STEPS, TODAY
from bench.size import BIG_GROUP, GROUPS_OF_A_FACILITY, LEADS_OF_A_FACILITY, Size
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.coverage.models import Coverage, Payer, Plan
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.base.people.models import Client, Credential, Facility, Organization, Staff
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.plans.models import Diagnosis, Goal
from circlechart.care.sessions.models import Resource
from circlechart.money.payers.models import FeeLine

PASSWORD = "bench-only-river-lamp"
ZONE = "America/Chicago"
SINCE = date(2018, 1, 1)
ALWAYS = DateRange(SINCE, None)
ADDRESS = {"street": "410 Linden Court", "city": "Harrow Falls", "state": "IL", "postal_code": "609290417"}
HOURS = (9, 11, 13, 15, 18)
EMPTY = {(list, "ArrayField"): "{}", (list, "JSONField"): "[]", (dict, "JSONField"): "{}"}
"""What an empty list or mapping is in SQL, by the kind of column."""
GONE_ON_THE_BOOKS = 10  # of each facility's 200 clients so many are in no group


def npi(number: int) -> str:
    """A number with the right check digit that belongs to nobody we know."""
    return next(f"{number:09d}{digit}" for digit in range(10) if npi_is_valid(f"{number:09d}{digit}"))


def fill(size: Size, today: date, tell: Callable[[str, int, int], None]) -> None:
    """Make the clinic of that size; `tell` is called with what is done and how far it is."""
    chance = random.Random(20261125)
    payers = _payers()
    password = make_password(PASSWORD)
    for number in range(size.facilities):
        _facility(number, payers, password, chance)
        tell("people and groups", number + 1, size.facilities)
    _past(size, today, tell)


def _payers() -> dict[str, Plan]:
    Organization.objects.create(
        name="Harrow Falls Recovery", npi=npi(193210208), tax_id="361234567",
        taxonomy="261QM0801X", contact_name="Hamid Farrow", phone="8155550142", **ADDRESS,
    )  # fmt: skip
    made = {}
    for name, key, kind, filing, book, code, fee in (
        ("Alder Mutual", "ALDR1", "commercial", "CI", "demo-commercial", "90853", "62.00"),
        ("Prairie State Medicaid", "PRSM1", "medicaid", "MC", "demo-medicaid", "H0005", "9.75"),
    ):
        payer = Payer.objects.create(name=name, payer_id=key, kind=kind, filing_code=filing, rulebook=book, **ADDRESS)
        FeeLine.objects.create(payer=payer, code=code, amount=fee, effective=ALWAYS)
        made[kind] = Plan.objects.create(payer=payer, name="Standard")
    return made


def _facility(number: int, plans: dict[str, Plan], password: str, chance: random.Random) -> None:
    place = Facility.objects.create(name=f"Clinic {number + 1}", time_zone=ZONE, place_of_service="11", **ADDRESS)
    room = Resource.objects.create(kind="room", name="Room 1", facility=place, seats=BIG_GROUP)
    leads = [_staff(number, index, place, password, chance) for index in range(LEADS_OF_A_FACILITY)]
    clients = _clients(number, place, plans, chance)
    waiting = iter(clients)
    groups = []
    for index in range(GROUPS_OF_A_FACILITY):
        big = number == 0 and index == 0
        groups.append(
            Group(
                facility=place, name=f"{words.TOPICS[index % 10]} {number + 1}-{index + 1}", kind="open",
                service=words.SERVICES[index % 3], capacity=BIG_GROUP if big else 12, default_modality="in_person",
            )
        )  # fmt: skip
    Group.objects.bulk_create(groups)
    enrolled = []
    for index, group in enumerate(groups):
        wanted = BIG_GROUP if group.capacity == BIG_GROUP else 8 if index % 2 else 7
        members = [next(waiting, None) or chance.choice(clients) for _ in range(wanted)]
        enrolled += [
            Enrollment(group=group, client=client, effective=ALWAYS, status="active") for client in set(members)
        ]
        lead, co = leads[index % 5], leads[(index + 1) % 5]
        _plan(group, room, lead, co, index)
    Enrollment.objects.bulk_create(enrolled)


def _plan(group: Group, room: Resource, lead: Staff, co: Staff, index: int) -> None:
    """When a group meets and who leads it, for the SQL that makes its past."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_plan VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [group.id, group.facility_id, room.id, lead.id, co.id, index // 5 % 5, HOURS[index % 5], index],
        )


def _staff(facility: int, index: int, place: Facility, password: str, chance: random.Random) -> Staff:
    first, last = chance.choice(words.FIRST), chance.choice(words.LAST)
    unique = facility * LEADS_OF_A_FACILITY + index
    person = Staff.objects.create(
        legal_first_name=first, legal_last_name=last, display_name=f"{first} {last}", npi=npi(100300000 + unique),
        taxonomy="1041C0700X", active_from=SINCE,
    )  # fmt: skip
    person.facilities.add(place)
    Credential.objects.create(
        staff=person, kind="LCSW", level="masters", number=f"149-{unique:03d}", state="IL", valid=ALWAYS
    )
    RoleGrant.objects.create(staff=person, role="facilitator", facility=place, valid=ALWAYS)
    Resource.objects.create(kind="staff", name=person.display_name, staff=person)
    User.objects.create(username=f"lead-{facility}-{index}", password=password, staff=person)
    return person


def _clients(facility: int, place: Facility, plans: dict[str, Plan], chance: random.Random) -> list[Client]:
    made, coverages, goals, diagnoses = [], [], [], []
    for index in range(200):
        first, last = words.FIRST[(index * 7 + facility) % len(words.FIRST)], words.LAST[index % len(words.LAST)]
        client = Client(
            chart_number=f"HF-{facility:02d}{index:03d}", legal_first_name=first, legal_last_name=last,
            birth_on=date(1950 + index % 55, 1 + index % 12, 1 + index % 28),
            administrative_sex="FMU"[index % 3 if index % 20 == 0 else index % 2], facility=place,
            street=f"{10 + index} {words.STREETS[index % 5]}", city="Harrow Falls", state="IL", postal_code="60929",
        )  # fmt: skip
        made.append(client)
        plan = plans["medicaid" if index % 3 == 0 else "commercial"]
        coverages.append(Coverage(client=client, plan=plan, member_id=f"M{facility:02d}{index:04d}", effective=ALWAYS))
        diagnoses.append(Diagnosis(client=client, code="F10.20", label="Alcohol use disorder", effective=ALWAYS))
        for number, text in enumerate(chance.sample(words.GOALS, 3), 1):
            goals.append(Goal(client=client, number=f"{number}.1", text=text, effective=ALWAYS))
    for model, rows in ((Client, made), (Coverage, coverages), (Goal, goals), (Diagnosis, diagnoses)):
        _bulk(model, rows)
    return made[: len(made) - GONE_ON_THE_BOOKS] or made


def _bulk(model: Any, rows: Iterable[Any]) -> None:
    model.objects.bulk_create(list(rows))


def prepare() -> None:
    """The functions, pools and the plan that the past is made from."""
    with connection.cursor() as cursor:
        for statement in (*FUNCTIONS, *defaults()):
            cursor.execute(statement)
        for name in ("TOPICS", "INTERVENTIONS", "NARRATIVE", "RESPONSE", "PROGRESS", "PLAN"):
            cursor.execute("INSERT INTO bench_pool VALUES (%s, %s)", [name.lower(), list(getattr(words, name))])


def defaults() -> Iterator[str]:
    """What the models fill in by themselves, for SQL that names only the columns it has something to say about."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if field.primary_key or not field.has_default():
                continue
            value = EMPTY.get((field.default, field.get_internal_type()), field.default)
            if isinstance(value, str | int):
                value = str(value).replace("'", "''")
                yield f'ALTER TABLE "{model._meta.db_table}" ALTER COLUMN "{field.column}" SET DEFAULT \'{value}\''


def _past(size: Size, today: date, tell: Callable[[str, int, int], None]) -> None:
    """One transaction a week, oldest first, as the rows would have come in."""
    with connection.cursor() as cursor:
        for week in range(size.weeks, 0, -1):
            given = {"week": week, "monday": today - timedelta(days=7 * week)}
            for step in STEPS:
                cursor.execute(step, given)
                if week == size.weeks:  # without it the triggers would be planned for tables that were empty
                    cursor.execute("ANALYZE")
            tell("past sessions", size.weeks - week + 1, size.weeks)
        cursor.execute(TODAY, {"today": today})


def progress(words_: str, done: int, of: int) -> None:
    """A bar on a terminal; a line every tenth where it is written to a file."""
    if sys.stdout.isatty():
        bar = "█" * (30 * done // of)
        print(f"\r  {words_:<20} {bar:<30} {100 * done // of:3d} %", end="\n" if done == of else "", flush=True)
    elif done == of or done % max(1, of // 10) == 0:
        print(f"  {words_}: {100 * done // of} %", flush=True)
