"""The one permission decision: role first, then how the person relates to the thing. Default deny."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor, Decision, Grant
from circlechart.base.access.permissions import Permission
from circlechart.base.access.roles import ROLES
from circlechart.base.kit.errors import NotAllowed

Relation = Callable[[Actor, Any, datetime], Decision]
NO_ROLE = "You hold no role today, so nothing opens for you."
ASK_FOR_A_ROLE = "Ask your administrator to give you a role."
ASK_THE_DIRECTOR = "Ask your program director if you need to."
_relations: dict[tuple[Permission, type[Model]], Relation] = {}


def relate(permission: Permission, model: type[Model], relation: Relation) -> None:
    """This function will add what a room knows about how a person must relate to a thing of its own."""
    _relations[permission, model] = relation


def may(by: Actor, permission: Permission, thing: Model | None, *, on: datetime) -> Decision:
    """This function will decide whether somebody may do this to that thing, with the reason in words."""
    if not by.grants:
        return Decision(False, NO_ROLE)
    holding = _holding(by, permission)
    if not holding:
        return Decision(False, f"Your role does not let you {permission.value}.")
    if thing is None:
        return Decision(True, "Your role allows it.")
    facility_id = reach.facility_of(thing)
    if facility_id is not None and not any(_covers(grant.facility_id, facility_id) for grant in holding):
        return Decision(False, f"Your role does not let you {permission.value} at this facility.")
    relation = _relations.get((permission, type(thing)))
    return relation(by, thing, on) if relation else Decision(True, "Your role allows it.")


def ensure(by: Actor, permission: Permission, thing: Model | None, *, on: datetime) -> None:
    """This function will refuse what `may` does not allow. Raises: NotAllowed."""
    decision = may(by, permission, thing, on=on)
    if not decision.allowed:
        raise NotAllowed(decision.because, mend=ASK_FOR_A_ROLE if decision.because == NO_ROLE else ASK_THE_DIRECTOR)


def where(by: Actor, permission: Permission) -> Actor:
    """This function will leave a person only the facilities at which a role of theirs holds the permission."""
    places = {grant.facility_id for grant in _holding(by, permission)}
    return by if None in places else by.at(frozenset(place for place in places if place is not None))


def _holding(by: Actor, permission: Permission) -> list[Grant]:
    return [grant for grant in by.grants if permission in ROLES.get(grant.role, frozenset())]


def _covers(granted: UUID | None, facility_id: UUID) -> bool:
    return granted is None or granted == facility_id
