"""Reading clients as their pages show them, in a constant number of queries."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Prefetch, Q

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Plan
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client, Contact, Facility
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.queries.progress import Progress
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.plans.models import Diagnosis, Goal
from circlechart.web.office.facts import ClientGiven
from circlechart.web.office.queries.days import Dated, dated

LISTED = 50


@dataclass(frozen=True, slots=True)
class Found:
    """Clients that fit a search, and how many there are in all."""

    clients: tuple[Client, ...]
    total: int

    @property
    def more(self) -> bool:
        """Whether the list was cut."""
        return self.total > len(self.clients)


@dataclass(frozen=True, slots=True)
class Chart:
    """What holds for a client today, by the calendar of the client's facility."""

    client: Client
    today: date
    age: int
    coverages: tuple[Dated, ...]
    contacts: tuple[Contact, ...]
    places: tuple[Enrollment, ...]
    goals: tuple[Goal, ...]
    diagnoses: tuple[Diagnosis, ...]
    progress: tuple[Progress, ...] = ()


def version(client: Client) -> str:
    """This function will give a mark that changes when anything changes of who a client is."""
    values = [str(getattr(client, field.name)) for field in fields(ClientGiven)]
    return sha256("\n".join(values).encode()).hexdigest()[:16]


def clients(by: Actor, words: str, now: datetime) -> Found:
    """This function will find clients within reach by parts of their names or chart number, with their groups."""
    found = reach.within(Client.objects.filter(merged_into=None), by)
    for word in words.split():
        found = found.filter(
            Q(legal_last_name__icontains=word)
            | Q(legal_first_name__icontains=word)
            | Q(chosen_name__icontains=word)
            | Q(chart_number__icontains=word)
        )
    today = reach.on_their_day(reach.days(by, now), "client__facility_id", "effective__contains")
    now_in = Enrollment.objects.filter(today, status="active").select_related("group")
    listed = (
        found.select_related("facility")
        .prefetch_related(Prefetch("enrollments", now_in.order_by("group__name"), to_attr="places_now"))
        .order_by("legal_last_name", "legal_first_name")[:LISTED]
    )
    return Found(tuple(listed), found.count())


def chart(client_id: UUID, by: Actor, now: datetime, *, clinical: bool) -> Chart:
    """This function will gather what holds for one client; goals and diagnoses only for clinical roles. Raises: NotFound."""
    client = reach.get(Client.objects.select_related("facility"), by, client_id)
    born, on = client.birth_on, walltime.today(now, client.facility.time_zone)
    return Chart(
        client=client,
        today=on,
        age=on.year - born.year - ((on.month, on.day) < (born.month, born.day)),
        coverages=tuple(
            dated(each, each.effective)
            for each in client.coverages.select_related("plan__payer").order_by("priority", "effective")
        ),
        contacts=tuple(client.contacts.order_by("-for_emergency", "name")),
        places=tuple(
            client.enrollments.exclude(status="void").select_related("group").order_by("status", "-effective")
        ),
        goals=tuple(client.goals.filter(effective__contains=on)) if clinical else (),
        diagnoses=tuple(client.diagnoses.filter(effective__contains=on)) if clinical else (),
        progress=tuple(attendance.progress(client_id, now)),
    )


def facilities(by: Actor) -> list[tuple[str, str]]:
    """This function will list the facilities within reach as choices."""
    return [(str(each.id), each.name) for each in reach.within(Facility.objects.order_by("name"), by)]


def plans() -> list[tuple[str, str]]:
    """This function will list the plans of all payers as choices."""
    found = Plan.objects.select_related("payer").order_by("payer__name", "name")
    return [(str(each.id), f"{each.payer.name}, {each.name}") for each in found]
