"""Making the demo clinic's people, payers, groups and schedules; places in groups come after."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from psycopg.types.range import DateRange

from circlechart.base.access.models import RoleGrant, User
from circlechart.base.coverage.models import Coverage, Payer, Plan
from circlechart.base.kit import walltime
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.base.people.models import Client, Contact, Credential, Facility, Organization, Staff, Supervision
from circlechart.care.enrollment.models import Curriculum, CurriculumItem, CurriculumVersion, Group, Program
from circlechart.care.plans.models import Diagnosis, Goal
from circlechart.care.sessions.models import Resource, ScheduleSlot, ScheduleVersion, SlotStaff
from circlechart.money.payers.models import FeeLine
from circlechart.web.demo import content

SINCE = date(2024, 1, 1)
ALWAYS = DateRange(SINCE, None)
STREETS = ("Mill Street", "Orchard Lane", "Depot Road", "Second Street", "Quarry Hill", "Birch Avenue", "Canal Row")
ADDRESS = ("street", "city", "state", "postal_code")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Cast:
    """Everything made, by the keys of the data files."""

    facilities: dict[str, Facility] = field(default_factory=dict)
    rooms: dict[str, Resource] = field(default_factory=dict)
    payers: dict[str, Payer] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    intakes: dict[str, date] = field(default_factory=dict)


def npi(first_nine: str) -> str:
    """This function will complete an NPI with its check digit."""
    return next(f"{first_nine}{digit}" for digit in range(10) if npi_is_valid(f"{first_nine}{digit}"))


def make(now: datetime) -> Cast:
    """This function will make everything but places and sessions."""
    raw = content.clinic()
    cast = Cast()
    organization = {key: value for key, value in raw["organization"].items() if key != "npi9"}
    Organization.objects.create(npi=npi(raw["organization"]["npi9"]), **organization)
    for each in raw["facility"]:
        _facility(cast, each)
    for each in raw["payer"]:
        _payer(cast, each)
    for each in raw["staff"]:
        _staff(cast, each, raw["password"])
    for each in raw["staff"]:
        if supervisor := each.get("supervisor"):
            Supervision.objects.create(staff=cast.staff[each["key"]], supervisor=cast.staff[supervisor], valid=ALWAYS)
    for each in raw["group"]:
        _group(cast, each)
    known = content.clients()
    for number, (key, row) in enumerate(known["clients"].items()):
        _client(cast, number, key, row, now)
    for number, row in enumerate(known["others"]["names"]):
        _other(cast, number + len(known["clients"]), row, now)
    return cast


def load() -> Cast:
    """This function will find what was made before, by the same keys."""
    raw = content.clinic()
    names = {each["name"]: each["key"] for each in raw["facility"]}
    groups = {each["name"]: each["key"] for each in raw["group"]}
    staff = {" ".join(each["name"]): each["key"] for each in raw["staff"]}
    last_names = {row[2]: key for key, row in content.clients()["clients"].items()}
    last_names |= {row[2]: row[2].lower() for row in content.clients()["others"]["names"]}
    return Cast(
        facilities={names[each.name]: each for each in Facility.objects.filter(name__in=names)},
        rooms={each.name: each for each in Resource.objects.filter(kind="room")},
        staff={staff[each.display_name]: each for each in Staff.objects.filter(display_name__in=staff)},
        clients={
            last_names[each.legal_last_name]: each for each in Client.objects.filter(legal_last_name__in=last_names)
        },
        groups={groups[each.name]: each for each in Group.objects.filter(name__in=groups).select_related("facility")},
    )


def _facility(cast: Cast, raw: dict[str, Any]) -> None:
    columns = {key: value for key, value in raw.items() if key not in ("key", "rooms")}
    facility = Facility.objects.create(place_of_service="11", **columns)
    cast.facilities[raw["key"]] = facility
    for name in raw["rooms"]:
        cast.rooms[name] = Resource.objects.create(kind="room", name=name, facility=facility, seats=14)
    Program.objects.create(facility=facility, name="Outpatient", level="OP")
    Program.objects.create(facility=facility, name="Intensive outpatient", level="IOP", part2=True)


def _payer(cast: Cast, raw: dict[str, Any]) -> None:
    columns = {key: value for key, value in raw.items() if key not in ("key", "plan", "fees")}
    payer = Payer.objects.create(**columns)
    Plan.objects.create(payer=payer, name=raw["plan"])
    for code, amount in raw["fees"].items():
        FeeLine.objects.create(payer=payer, code=code, amount=amount, effective=ALWAYS)
    cast.payers[raw["key"]] = payer


def _staff(cast: Cast, raw: dict[str, Any], password: str) -> None:
    first, last = raw["name"]
    person = Staff.objects.create(
        legal_first_name=first, legal_last_name=last, display_name=f"{first} {last}",
        npi=npi(raw["npi9"]) if "npi9" in raw else "", taxonomy=raw.get("taxonomy", ""), active_from=SINCE,
    )  # fmt: skip
    places = [cast.facilities[key] for key in raw["at"]]
    person.facilities.set(places)
    if "credential" in raw:
        kind, level, number, state = raw["credential"]
        Credential.objects.create(staff=person, kind=kind, level=level, number=number, state=state, valid=ALWAYS)
    RoleGrant.objects.bulk_create(
        RoleGrant(staff=person, role=role, facility=place, valid=ALWAYS) for role in raw["roles"] for place in places
    )
    Resource.objects.create(kind="staff", name=person.display_name, staff=person)
    User.objects.create_user(raw["key"], password, person)
    cast.staff[raw["key"]] = person


def _group(cast: Cast, raw: dict[str, Any]) -> None:
    facility = cast.facilities[raw["facility"]]
    level = raw.get("level", "OP")
    group = Group.objects.create(
        facility=facility, program=facility.programs.get(level=level), name=raw["name"], kind=raw["kind"],
        service=raw["service"], capacity=raw["capacity"], minimum_size=2, part2=raw.get("part2", False),
        curriculum_version=_curriculum(raw),
    )  # fmt: skip
    version = ScheduleVersion.objects.create(group=group, effective=ALWAYS)
    for weekday in raw["days"]:
        slot = ScheduleSlot.objects.create(
            version=version, slot_key=uuid5(NAMESPACE_URL, f"{raw['key']}-{weekday}"),
            rrule=f"FREQ=WEEKLY;BYDAY={weekday}", anchor_on=SINCE, local_start=time.fromisoformat(raw["start"]),
            duration_minutes=raw["minutes"], time_zone=facility.time_zone, room=cast.rooms[raw["room"]],
        )  # fmt: skip
        SlotStaff.objects.create(slot=slot, staff=cast.staff[raw["lead"]], role="lead")
        if "co" in raw:
            role = {"priya": "trainee", "marcus": "peer"}.get(raw["co"], "co_facilitator")
            SlotStaff.objects.create(slot=slot, staff=cast.staff[raw["co"]], role=role)
    cast.groups[raw["key"]] = group


def _curriculum(raw: dict[str, Any]) -> CurriculumVersion:
    curriculum = Curriculum.objects.create(name=raw["name"])
    version = CurriculumVersion.objects.create(curriculum=curriculum, number=1)
    CurriculumItem.objects.bulk_create(
        CurriculumItem(version=version, sequence=number, title=title) for number, title in enumerate(raw["topics"], 1)
    )
    return version


def _client(cast: Cast, number: int, key: str, row: list[str], now: datetime) -> None:
    first, chosen, last, pronouns, born, sex, gender, facility, payer, code, words, _, *goals = row
    place = cast.facilities[facility]
    client = _person(number, place, (first, chosen, last, pronouns, born, sex), gender)
    _contact(client, number, *content.clients()["contacts"][key])
    _chart(cast, client, number, key, (payer, code, words, *goals), now)


def _other(cast: Cast, number: int, row: list[str], now: datetime) -> None:
    """Known to the clinic: a few have or want a group, the rest come for other services."""
    first, chosen, last, pronouns, born, sex, code, words, goal, relation, contact = row
    place = cast.facilities["riverbend" if number % 2 else "mesa"]
    client = _person(number, place, (first, chosen, last, pronouns, born, sex), "")
    _contact(client, number, relation, contact)
    payer = "prairie" if number % 3 else "alder"
    _chart(cast, client, number, last.lower(), (payer, code, words, goal), now)


def _chart(cast: Cast, client: Client, number: int, key: str, words: tuple[str, ...], now: datetime) -> None:
    """What intake wrote down; the coverage is in force since the first of that month."""
    payer, code, label, *goals = words
    weeks = content.places()["weeks"].get(key, 3 + 5 * number % 67)
    intake = walltime.today(now, client.facility.time_zone) - timedelta(weeks=weeks)
    since = DateRange(intake, None)
    Diagnosis.objects.create(client=client, code=code, label=label, effective=since)
    for position, text in enumerate(goals, 1):
        Goal.objects.create(client=client, number=f"{position}.1", text=text, effective=since)
    _cover(cast, client, payer, number, key, intake.replace(day=1))
    cast.clients[key], cast.intakes[key] = client, intake


def _person(number: int, place: Facility, names: tuple[str, ...], gender: str) -> Client:
    first, chosen, last, pronouns, born, sex = names
    street = STREETS[number % len(STREETS)]
    return Client.objects.create(
        chart_number=f"RB-{2001 + number}", legal_first_name=first, chosen_name=chosen, legal_last_name=last,
        pronouns=pronouns, birth_on=date.fromisoformat(born), administrative_sex=sex, gender=gender, facility=place,
        phone=f"81555501{number:02d}", street=f"{100 + 7 * number} {street}", city=place.city, state=place.state,
        postal_code=place.postal_code[:5],
    )  # fmt: skip


def _contact(client: Client, number: int, relation: str, name: str) -> None:
    phone = f"30955501{number:02d}"
    Contact.objects.create(
        client=client, name=name, relation=relation, phone=phone, for_emergency=True,
        may_leave_message=bool(number % 3),
    )  # fmt: skip


def _cover(cast: Cast, client: Client, payer: str, number: int, key: str, from_on: date) -> None:
    plan = cast.payers[payer].plans.get()
    parent = content.clients()["subscribers"].get(key)
    if parent:
        first, born, sex = parent
        Coverage.objects.create(
            client=client, plan=plan, member_id=f"AM{880200 + number}", relation="child", effective=DateRange(from_on, None),
            subscriber_first_name=first, subscriber_last_name=client.legal_last_name,
            subscriber_birth_on=date.fromisoformat(born), subscriber_sex=sex, group_number=f"HF-{4410 + number}",
        )  # fmt: skip
        return
    prefix = "AM" if payer == "alder" else "PC"
    Coverage.objects.create(
        client=client, plan=plan, member_id=f"{prefix}{880200 + number}", effective=DateRange(from_on, None)
    )
