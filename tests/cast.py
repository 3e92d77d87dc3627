"""The people that every test works with: a small clinic with one group of eight, and somebody who must see nothing.

clinic = cast.clinic()                 # rows in the database
clinic.lead, clinic.co, clinic.desk …  # Actors
session = clinic.session(at=…)         # tonight's group, scheduled
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.range import DateRange

from circlechart.base.access.facts import Actor, Grant
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.coverage.models import Coverage, Payer, Plan
from circlechart.base.people.models import Client, Credential, Facility, Organization, Staff, Supervision
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.plans.models import Diagnosis, Goal
from circlechart.care.sessions.models import Resource, Session, SessionStaff
from circlechart.money.payers.models import FeeLine

PASSWORD = "correct-horse-river-lamp"
SINCE = date(2020, 1, 1)
ALWAYS = DateRange(SINCE, None)
CHICAGO, DENVER = "America/Chicago", "America/Denver"
SEATS = 12

# display name, username, role, credential kind, level, NPI
STAFF = {
    "lead": ("Anneke Rivers", "anneke", "facilitator", "LCSW", "masters", "1234567893"),
    "co": ("Devon Okafor-Lund", "devon", "co_facilitator", "LPC", "masters", "1003000126"),
    "trainee": ("Priya Sandoval", "priya", "trainee", "LPC-Associate", "associate", ""),
    "peer": ("Marcus Teel", "marcus", "peer_specialist", "CPS", "peer", ""),
    "supervisor": ("Ingrid Valmont", "ingrid", "supervisor", "LCSW-S", "masters", "1245319599"),
    "desk": ("Rosa Quill", "rosa", "front_desk", "", "", ""),
    "biller": ("Hamid Farrow", "hamid", "biller", "", "", ""),
    "nurse": ("Noor Haldane", "noor", "nurse", "RN", "nurse", ""),
    "director": ("Celeste Obuya", "celeste", "program_director", "LMFT", "masters", ""),
    "compliance": ("Wendell Sorrel", "wendell", "compliance", "", "", ""),
    "administrator": ("Tova Brandt", "tova", "administrator", "", "", ""),
    "nobody": ("Ezra Pallant", "ezra", "", "", "", ""),
}
# legal first, chosen, last, pronouns, born, sex, payer, goal
CLIENTS = (
    (
        "Imre",
        "",
        "Castellan",
        "he/him",
        date(1991, 4, 2),
        "M",
        "commercial",
        "Call one sober person before a craving peaks",
    ),
    (
        "Josephine",
        "Joss",
        "Adeyemi",
        "she/her",
        date(1987, 9, 14),
        "F",
        "commercial",
        "Say no once a week without explaining",
    ),
    ("Tobias", "", "Bracken", "he/him", date(1975, 1, 30), "M", "medicaid", "Sleep six hours without the television"),
    (
        "Lucero",
        "Lu",
        "Montoya",
        "they/them",
        date(1999, 12, 5),
        "F",
        "commercial",
        "Name a feeling before leaving the room",
    ),
    (
        "Ramona",
        "Mona",
        "Whitlock",
        "she/her",
        date(1968, 7, 21),
        "F",
        "medicaid",
        "Take evening doses at the same hour",
    ),
    ("Darius", "", "Feld", "he/him", date(1994, 3, 8), "M", "commercial", "Keep two meals a day on work days"),
    ("Yuki", "", "Hathaway", "she/her", date(2001, 10, 17), "F", "medicaid", "Write a page when the house is loud"),
    (
        "Oren",
        "",
        "Pell",
        "he/him",
        date(1982, 6, 26),
        "M",
        "commercial",
        "Walk to the river instead of the corner store",
    ),
)


@dataclass
class Clinic:
    """What was made."""

    north: Facility
    west: Facility
    staff: dict[str, Staff]
    actors: dict[str, Actor]
    clients: list[Client]
    goals: list[Goal]
    group: Group
    payers: dict[str, Payer]
    room: Resource
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["actors"][name]
        except KeyError:
            raise AttributeError(name) from None

    def session(self, at: datetime, minutes: int = 90, group: Group | None = None, **staff: str) -> Session:
        """A scheduled session that starts at an instant; `lead=`/`co_facilitator=` name the cast."""
        group = group or self.group
        local = at.astimezone(ZoneInfo(group.facility.time_zone))
        session = Session.objects.create(
            group=group,
            facility=group.facility,
            local_on=local.date(),
            local_start=time(local.hour, local.minute),
            duration_minutes=minutes,
            time_zone=group.facility.time_zone,
            room=self.room,
        )
        for role, who in (staff or {"lead": "lead", "co_facilitator": "co"}).items():
            SessionStaff.objects.create(session=session, staff=self.staff[who], role=role)
        session.refresh_from_db()
        return session

    def user(self, who: str) -> User:
        """A sign-in with PASSWORD; hashing is slow, so only those who need one get one."""
        if who not in self.users:
            username = STAFF[who][1]
            self.users[who] = User.objects.create_user(username, PASSWORD, self.staff[who])
        return self.users[who]


def clinic(clients: int = len(CLIENTS)) -> Clinic:
    """Make the clinic."""
    address = {"street": "410 Linden Court", "city": "Harrow Falls", "state": "IL", "postal_code": "609290417"}
    Organization.objects.create(
        name="Harrow Falls Recovery", npi="1932102084", tax_id="361234567",
        taxonomy="261QM0801X", contact_name="Hamid Farrow", phone="8155550142", **address,
    )  # fmt: skip
    north = Facility.objects.create(name="North clinic", time_zone=CHICAGO, place_of_service="11", **address)
    west = Facility.objects.create(name="West clinic", time_zone=DENVER, place_of_service="11", **address)
    staff = {name: _staff(name, north) for name in STAFF}
    Supervision.objects.create(staff=staff["trainee"], supervisor=staff["supervisor"], valid=ALWAYS)
    payers = _payers()
    FeeLine.objects.create(payer=payers["commercial"], code="90853", amount="62.00", effective=ALWAYS)
    FeeLine.objects.create(payer=payers["medicaid"], code="H0005", amount="9.75", effective=ALWAYS)
    room = Resource.objects.create(kind="room", name="Room 2", facility=north, seats=SEATS)
    group = Group.objects.create(
        facility=north, name="Evening process group", kind="open", service="group_psychotherapy", capacity=SEATS
    )
    made = [_client(number, north, group, payers) for number in range(clients)]
    return Clinic(
        north=north,
        west=west,
        staff=staff,
        actors={name: _actor(name, staff[name], north) for name in STAFF},
        clients=[client for client, _ in made],
        goals=[goal for _, goal in made],
        group=group,
        payers=payers,
        room=room,
    )


def another_group(made: Clinic, name: str = "Another group") -> Group:
    """A group at the other facility, which nobody of the north may see."""
    return Group.objects.create(
        facility=made.west, name=name, kind="open", service="group_psychotherapy", capacity=SEATS
    )


def _staff(name: str, facility: Facility) -> Staff:
    display, _, role, kind, level, npi = STAFF[name]
    first, last = display.split(" ", 1)
    person = Staff.objects.create(
        legal_first_name=first, legal_last_name=last, display_name=display, npi=npi,
        taxonomy="1041C0700X" if npi else "", active_from=SINCE,
    )  # fmt: skip
    person.facilities.add(facility)
    if kind:
        Credential.objects.create(staff=person, kind=kind, level=level, number="149-020", state="IL", valid=ALWAYS)
    if role:
        RoleGrant.objects.create(staff=person, role=role, facility=facility, valid=ALWAYS)
    return person


def _actor(name: str, person: Staff, facility: Facility) -> Actor:
    role = STAFF[name][2]
    return Actor(person.id, person.display_name, (Grant(role, facility.id),) if role else ())


def _payers() -> dict[str, Payer]:
    address = {"street": "1 Payer Plaza", "city": "Harrow Falls", "state": "IL", "postal_code": "60929"}
    return {
        "commercial": Payer.objects.create(
            name="Alder Mutual", payer_id="ALDR1", kind="commercial", filing_code="CI", rulebook="demo-commercial", **address
        ),
        "medicaid": Payer.objects.create(
            name="Prairie State Medicaid", payer_id="PRSM1", kind="medicaid", filing_code="MC", rulebook="demo-medicaid",
            **address,
        ),
    }  # fmt: skip


def _client(number: int, facility: Facility, group: Group, payers: dict[str, Payer]) -> tuple[Client, Goal]:
    first, chosen, last, pronouns, born, sex, payer, goal = CLIENTS[number]
    client = Client.objects.create(
        chart_number=f"NC-{1001 + number}", legal_first_name=first, chosen_name=chosen, legal_last_name=last,
        pronouns=pronouns, birth_on=born, administrative_sex=sex, facility=facility,
        street=f"{12 + number} Mill Street", city="Harrow Falls", state="IL", postal_code="60929",
    )  # fmt: skip
    plan, _ = Plan.objects.get_or_create(payer=payers[payer], name="Standard")
    Coverage.objects.create(client=client, plan=plan, member_id=f"M{700100 + number}", effective=ALWAYS)
    Diagnosis.objects.create(client=client, code="F10.20", label="Alcohol use disorder", effective=ALWAYS)
    made = Goal.objects.create(client=client, number="1.1", text=goal, effective=ALWAYS)
    Enrollment.objects.create(group=group, client=client, effective=ALWAYS, status="active")
    return client, made


def evening(on: date = date(2026, 11, 23), hour: int = 18) -> datetime:
    """An instant: that hour on that day in Chicago."""
    return datetime.combine(on, time(hour), ZoneInfo(CHICAGO))


def later(start: datetime, minutes: int) -> datetime:
    """So many minutes after."""
    return start + timedelta(minutes=minutes)


def row_id(board_rows: "tuple[object, ...]", name: str) -> UUID:
    """The attendance id of a client on a board, by display name."""
    return next(row.attendance_id for row in board_rows if row.name == name)
