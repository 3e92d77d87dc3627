"""What people said of a client's session: what the payer authorized, and what was decided against its rules."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from circlechart.base.access.roles import LABELS
from circlechart.base.kit import walltime
from circlechart.care.sessions.models import Session
from circlechart.money.charges.facts import Override
from circlechart.money.charges.gather.day import Room
from circlechart.money.charges.models import Authorization, Charge, ChargeOverride
from circlechart.money.payers.rules import charged_as

Covering = tuple[Authorization, int | None]
Place = tuple[date, datetime, UUID]
"""Where a session stands in the order of service."""


def authorizations(rooms: Sequence[Room]) -> dict[UUID, Covering]:
    """This function will find the payer's authorization for each client's session, with the units it still has.

    By attendance. What earlier sessions charge on it is used; the later session meets its end, however often both are
    derived. Of several the one that begins first and has units left.
    """
    clients = {each.client_id for room in rooms for each in room.coverages.values()}
    approved = Authorization.objects.filter(client_id__in=clients, status=Authorization.Status.APPROVED)
    by_client: dict[tuple[UUID, UUID], list[Authorization]] = defaultdict(list)
    for each in approved.order_by("effective", "id"):
        by_client[each.client_id, each.payer_id].append(each)
    used = _used(each for own in by_client.values() for each in own) if by_client else {}
    chosen = {}
    for room in rooms if by_client else ():
        on = room.session.local_on
        for key, coverage in room.coverages.items():
            book = room.books.of(coverage.plan)
            scope = charged_as(book, room.session.group.service, on)
            codes = {book.get(f"{scope}.code", on, ""), book.get("day.full_code", on, "", scope)}
            fits = [
                (each, _left(each, used.get(each.id, []), room.session))
                for each in by_client.get((coverage.client_id, coverage.plan.payer_id), ())
                if on in each.effective and (not each.codes or codes & set(each.codes))
            ]
            if fits:
                chosen[key] = next((each for each in fits if each[1] != 0), fits[0])
    return chosen


def _used(found: Iterable[Authorization]) -> dict[UUID, list[tuple[Place, int]]]:
    ready = Charge.objects.filter(current=True, status=Charge.Status.READY, authorization__in=list(found))
    used: dict[UUID, list[tuple[Place, int]]] = defaultdict(list)
    for key, on, began, session_id, units in ready.annotate(began=F("session__span__startswith")).values_list(
        "authorization_id", "service_on", "began", "session_id", "units"
    ):
        used[key].append(((on, began, session_id), units))
    return used


def _left(authorization: Authorization, used: list[tuple[Place, int]], session: Session) -> int | None:
    if authorization.units is None:
        return None
    here = (session.local_on, session.span.lower, session.id)
    return max(authorization.units - sum(units for place, units in used if place < here), 0)


def overrides(rooms: Sequence[Room]) -> dict[UUID, Override]:
    """This function will read what stands against the payer's rules, by attendance."""
    zones = {each.session.id: each.session.time_zone for each in rooms}
    standing = ChargeOverride.objects.filter(attendance__session__in=zones, ended_at=None)
    found: dict[UUID, Override] = {}
    for each in standing.select_related("by", "attendance").order_by("at", "id"):
        on = walltime.local(each.at, zones[each.attendance.session_id])
        who = f"{each.by.display_name} ({LABELS.get(each.role, each.role)}), {on:%m/%d/%Y}"
        words = f"{each.get_what_display()}: {each.reason.rstrip('.')}. {who}."
        found[each.attendance_id] = _added(found.get(each.attendance_id, Override()), each, words)
    return found


def _added(said: Override, each: ChargeOverride, words: str) -> Override:
    said = replace(said, words=(*said.words, words))
    if each.what == ChargeOverride.What.RELEASE:
        return replace(said, released=said.released | {each.rule})
    if each.what == ChargeOverride.What.WAIVE:
        return replace(said, waived=True)
    modifiers = said.modifiers if each.modifiers is None else tuple(each.modifiers)
    return replace(said, code=each.code or said.code, units=each.units or said.units, modifiers=modifiers)
