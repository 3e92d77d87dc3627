"""Who may open what: every address of the house, asked by every role, here and from another facility.

The table is the expectation. A status of the 2xx, 3xx or 4xx kind other than 401, 403 and 404 means that the person got
in (an empty form is answered with 422, a state that does not fit with 409). A new address must be given its line.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from psycopg.types.range import DateRange

from circlechart.base.access.models import RoleGrant, User
from circlechart.base.access.roles import ROLES
from circlechart.care.enrollment.models import Enrollment
from circlechart.money.claims import actions as claims
from circlechart.money.claims.models import Claim
from tests import cast
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

# fac facilitator  cof co-facilitator  trn trainee  peer peer specialist  sup supervisor  desk front desk  bill biller
# nur nurse  dir program director  comp compliance  adm administrator  none: somebody without a role
WHO = {
    "fac": "lead", "cof": "co", "trn": "trainee", "peer": "peer", "sup": "supervisor", "desk": "desk", "bill": "biller",
    "nur": "nurse", "dir": "director", "comp": "compliance", "adm": "administrator", "none": "nobody",
}  # fmt: skip
TABLE = """
                                fac cof trn peer sup desk bill nur dir comp adm none
"""
PUBLIC = {"access:sign-in", "access:reauth", "access:sign-out", "access:lock"}
REFUSED = (401, 403, 404)


def rows() -> dict[str, tuple[str, dict[str, int]]]:
    head, *lines = [line.split() for line in TABLE.strip().splitlines() if line.strip()]
    return {name: (verb, dict(zip(head, map(int, cells), strict=True))) for verb, name, *cells in lines}


def addresses() -> dict[str, Any]:
    def walk(patterns: list[Any], space: str) -> Iterator[tuple[str, Any]]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
            elif isinstance(each, URLPattern):
                yield f"{space}{each.name}", each

    return dict(walk(get_resolver().url_patterns, ""))


class House:
    """A signed and billed session at the north clinic, and for each role one person there and one at the west."""

    def __init__(self) -> None:
        self.clinic = cast.clinic()
        self.session = signed_group(self.clinic)
        sent = claims.send(claim_ids=[Claim.objects.first().id], by=self.clinic.biller, now=ENDED)
        row = self.session.attendances.order_by("client_name").first()
        waiting = Enrollment.objects.first()
        client = row.client
        self.ids = {
            "session_id": self.session.id, "attendance_id": row.id, "client_id": client.id, "claim_id": sent.claims.get().id,
            "note_id": row.signed_notes.get().id, "submission_id": sent.id, "group_id": self.clinic.group.id,
            "coverage_id": client.coverages.get().id, "goal_id": client.goals.get().id,
            "diagnosis_id": client.diagnoses.get().id, "enrollment_id": waiting.id,
        }  # fmt: skip

    def browser(self, who: str, at_west: bool = False) -> Browser:
        staff = self.clinic.staff[who]
        if at_west:
            RoleGrant.objects.filter(staff=staff).update(facility=self.clinic.west)
            staff.facilities.set([self.clinic.west])
        browser = Browser()
        user, _ = User.objects.get_or_create(username=who, staff=staff)
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    def address(self, name: str, pattern: Any, ids: dict[str, Any] | None = None) -> str:
        return reverse(name, kwargs={key: (ids or self.ids)[key] for key in pattern.pattern.converters})


def knock(browser: Browser, verb: str, address: str) -> Any:
    """Ask, and undo what it did."""
    with transaction.atomic():
        answer = browser.get(address) if verb == "GET" else browser.post(address, {})
        transaction.set_rollback(True)
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in addresses() if name not in PUBLIC])
def test_x(name):
    pattern = addresses()[name]
    house = House()
    out = []
    for who in WHO.values():
        with transaction.atomic():
            b = house.browser(who)
            codes = []
            for verb in ("GET", "POST"):
                codes.append(knock(b, verb, house.address(name, pattern)).status_code)
            transaction.set_rollback(True)
        out.append(codes)
    gets, posts = zip(*out)
    with open("/tmp/matrix.txt", "a") as f:
        for verb, codes in (("GET", gets), ("POST", posts)):
            if set(codes) != {405} and not (405 in codes and set(codes) <= {405, 403}):
                f.write(f"{verb:4} {name:30} " + " ".join(map(str, codes)) + "\n")
