"""Where a claim's findings are mended, and whether this person may; if not, who can."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission as P
from circlechart.base.access.roles import LABELS, ROLES
from circlechart.money.claims.facts import Particulars, ShownFinding
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.money.claims.rules import places


@dataclass(frozen=True, slots=True)
class Door:
    """A screen where something is mended: what its button says, its address and who may."""

    label: str
    address: str
    permission: P
    anchor: str = ""


_STAFF = Door("Open the staff record", "office:edit-staff", P.EDIT_STAFF)
DOORS = {
    places.CLIENT: Door("Open the client", "office:edit-client", P.EDIT_CLIENT),
    places.COVERAGE: Door("Open the coverage", "office:client", P.EDIT_COVERAGE, "#coverage"),
    places.DIAGNOSIS: Door("Open the diagnoses", "office:client", P.EDIT_PLAN, "#diagnoses"),
    places.RENDERING: _STAFF,
    places.SUPERVISING: _STAFF,
    places.ATTENDING: _STAFF,
    places.ATTENDS: Door("Name who attends", "clearinghouse:attending", P.EDIT_PAYERS),
    places.ORGANIZATION: Door("Open the organization", "office:edit-organization", P.EDIT_PLACES),
    places.FACILITY: Door("Open the facility", "office:edit-facility", P.EDIT_PLACES),
    places.PAYER: Door("Open the payer", "office:edit-payer", P.EDIT_PAYERS),
    places.HOUSE: Door("Open how claims leave", "clearinghouse:index", P.SEE_PAYERS),
    places.FEE: Door("Set the fee", "payers:new-fee", P.EDIT_PAYERS),
    places.ATTENDANCE: Door("Correct attendance", "attendance:correction", P.AMEND_ATTENDANCE),
    places.CHARGES: Door("Open the charge", "charges:history", P.SEE_BILLING),
    places.BEFORE: Door("Open the claim before", "claims:claim", P.SEE_BILLING),
    places.CORRECTED: Door("Record the answer to that claim", "claims:answer", P.BUILD_CLAIMS),
    places.RULE: Door("Open the payer's rules", "payers:payer", P.SEE_PAYERS),
}
_CHANGE_RULE = Door("Set the rule", "payers:change-rule", P.EDIT_PAYERS)


def mended(claim: Claim, by: Actor, now: datetime) -> list[ShownFinding]:
    """This function will put beside each finding of a claim where it is mended."""
    return [_shown(each, claim, by, now) for each in claim.findings]


def to_mend(claims: Iterable[Claim], by: Actor, now: datetime) -> list[tuple[Claim, ShownFinding, int]]:
    """This function will say what is mended first of each claim that has findings, and how many more there are."""
    having = (claim for claim in claims if claim.findings)
    return [(claim, _shown(claim.findings[0], claim, by, now), len(claim.findings) - 1) for claim in having]


def _shown(kept: dict[str, Any], claim: Claim, by: Actor, now: datetime) -> ShownFinding:
    said = ShownFinding(kept["sentence"], kept["mend"], at := kept.get("at", ""))
    place = kept.get("place") or (at and places.place_of(kept["rule"], at, claim.form, dependent=_dependent(claim)))
    if place and Particulars.from_json(claim.particulars).billing_provider == "facility":
        place = places.of_biller(place, at)
    door = DOORS.get(place) or (_CHANGE_RULE if place else None)
    if door is None:
        return said
    allowed = decide.may(by, door.permission, _thing(place, claim), on=now).allowed
    if not allowed:
        return ShownFinding(said.sentence, said.mend, at, door.label, because=f"{_who(door.permission)} can do it.")
    given = _given(place, claim)
    if None in given:
        return said
    return ShownFinding(said.sentence, said.mend, at, door.label, reverse(door.address, args=given) + door.anchor)


def _dependent(claim: Claim) -> bool:
    return claim.coverage.relation != "self"


def _thing(place: str, claim: Claim) -> Model | None:
    """What the permission is asked about. Returns None when: the role alone decides."""
    if place in (places.CLIENT, places.COVERAGE, places.DIAGNOSIS):
        return claim.client
    if place in (places.ATTENDANCE, places.CHARGES):
        line = _line(claim)
        return line.charge.session if line else None
    if place == places.FACILITY:
        return claim.facility
    return claim if place in (places.BEFORE, places.CORRECTED) else None


def _given(place: str, claim: Claim) -> list[Any]:
    """What the address of the place is of."""
    payer, line = claim.coverage.plan.payer_id, _line(claim)
    known: dict[str, list[Any]] = {
        places.CLIENT: [claim.client_id], places.COVERAGE: [claim.client_id], places.DIAGNOSIS: [claim.client_id],
        places.RENDERING: [claim.rendering_id], places.SUPERVISING: [claim.supervising_id],
        places.ATTENDING: [claim.attending_id], places.ATTENDS: [claim.facility_id], places.PAYER: [payer],
        places.FEE: [payer], places.RULE: [payer], places.BEFORE: [claim.follows_id],
        places.CORRECTED: [claim.replaces_id], places.HOUSE: [], places.ORGANIZATION: [],
        places.FACILITY: [claim.facility_id],
        places.ATTENDANCE: [line.charge.attendance_id if line else None],
        places.CHARGES: [line.charge.attendance_id if line else None],
    }  # fmt: skip
    service = line.charge.session.group.service if line else None
    return known.get(place, [payer, service and f"{service}.{place.removeprefix(places.RULE)}"])


def _line(claim: Claim) -> ClaimLine | None:
    """The first line stands for all: they are of one client and one day, or of one period."""
    return next(iter(claim.lines.all()), None)


def _who(permission: P) -> str:
    """The roles that hold a permission, as a person says them."""
    names = [LABELS[role].lower() for role, held in ROLES.items() if permission in held and role in LABELS]
    words = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)
    return f"{'An' if words[:1] in 'aeiou' else 'A'} {words}"
