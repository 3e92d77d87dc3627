"""Reading who works here, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from circlechart.base.access.facts import Actor
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.access.queries import day_of, locked_out, zone_of
from circlechart.base.access.roles import LABELS
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Credential, Facility, Staff, Supervision
from circlechart.web.office.queries.days import Dated, dated, last_day

SUPERVISED_ROLES = ("trainee",)


@dataclass(frozen=True, slots=True)
class Colleague:
    """One line of the staff list."""

    staff: Staff
    roles: tuple[str, ...]
    credentials: tuple[Dated, ...]
    supervisor: str
    unsupervised: bool
    username: str


@dataclass(frozen=True, slots=True)
class Member:
    """One person's page: everything that holds, held, or will hold for them. `today` is the day where they work."""

    staff: Staff
    today: date
    facilities: tuple[Facility, ...]
    roles: tuple[Dated, ...]
    credentials: tuple[Dated, ...]
    supervisors: tuple[Dated, ...]
    user: User | None
    signed_in: str
    locked_out: bool
    unsupervised: bool

    @property
    def works_until(self) -> date | None:
        """The last day of work."""
        return last_day(self.staff.active_until)


def colleagues(by: Actor, on: date, *, former: bool = False) -> list[Colleague]:
    """This function will list who works at the facilities within reach, or who did and left."""
    working = Q(active_until=None) | Q(active_until__gt=on)
    found = _within(by).exclude(working) if former else _within(by).filter(working)
    listed = found.prefetch_related(
        "facilities",
        Prefetch("credentials", Credential.objects.filter(valid__contains=on).order_by("kind"), to_attr="valid_now"),
        Prefetch("supervised_by", Supervision.objects.filter(valid__contains=on).select_related("supervisor")),
    ).order_by("legal_last_name", "legal_first_name")
    roles: dict[UUID, list[str]] = {}
    for grant in RoleGrant.objects.filter(valid__contains=on).order_by("role"):
        roles.setdefault(grant.staff_id, []).append(grant.role)
    usernames = dict(User.objects.filter(is_active=True).values_list("staff_id", "username"))
    return [_colleague(each, roles.get(each.id, []), usernames.get(each.id, "")) for each in listed]


def member(staff_id: UUID, by: Actor, now: datetime) -> Member:
    """This function will gather one person's page. Raises: NotFound."""
    staff = staff_member(staff_id, by)
    on, user = day_of(staff, now), User.objects.filter(staff=staff).first()
    roles = [dated(each, each.valid) for each in staff.role_grants.select_related("facility").order_by("role", "valid")]
    supervisors = [
        dated(each, each.valid) for each in staff.supervised_by.select_related("supervisor").order_by("-valid")
    ]
    held = [each.thing.role for each in roles if each.holds(on)]
    return Member(
        staff=staff,
        today=on,
        facilities=tuple(staff.facilities.order_by("name")),
        roles=tuple(roles),
        credentials=tuple(dated(each, each.valid) for each in staff.credentials.order_by("kind", "valid")),
        supervisors=tuple(supervisors),
        user=user,
        signed_in=walltime.moment(user.last_login, zone_of(staff)) if user and user.last_login else "",
        locked_out=user is not None and locked_out(user.username, now),
        unsupervised=_unsupervised(held, any(each.holds(on) for each in supervisors)),
    )


def staff_member(staff_id: UUID, by: Actor) -> Staff:
    """This function will read one person who works at a facility within reach. Raises: NotFound."""
    staff = _within(by).filter(pk=staff_id).first()
    if staff is None:
        raise NotFound()
    return staff


def people(by: Actor, on: date) -> list[tuple[str, str]]:
    """This function will list who works here as choices."""
    found = _within(by).filter(Q(active_until=None) | Q(active_until__gt=on)).order_by("display_name")
    return [(str(each.id), each.display_name) for each in found]


def role_words(role: str) -> str:
    """This function will say a role as people do."""
    return LABELS.get(role, role)


def _within(by: Actor) -> QuerySet[Staff]:
    return Staff.objects.all() if by.everywhere else Staff.objects.filter(facilities__in=by.facility_ids).distinct()


def _colleague(staff: Staff, roles: list[str], username: str) -> Colleague:
    supervisor = next((one.supervisor.display_name for one in staff.supervised_by.all()), "")
    return Colleague(
        staff=staff,
        roles=tuple(dict.fromkeys(role_words(role) for role in roles)),
        credentials=tuple(dated(one, one.valid) for one in cast("list[Credential]", vars(staff)["valid_now"])),
        supervisor=supervisor,
        unsupervised=_unsupervised(roles, bool(supervisor)),
        username=username,
    )


def _unsupervised(roles: list[str], supervised: bool) -> bool:
    return not supervised and any(role in SUPERVISED_ROLES for role in roles)
