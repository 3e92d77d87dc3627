"""What people said of a client's session: what the payer authorized, and what was decided against its rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import Sum

from circlechart.base.access.roles import LABELS
from circlechart.base.coverage.models import Coverage
from circlechart.base.kit import walltime
from circlechart.care.sessions.models import Session
from circlechart.money.charges.facts import Override
from circlechart.money.charges.models import Authorization, Charge, ChargeOverride
from circlechart.money.payers.queries import Books

Covering = tuple[Authorization, int | None]


def authorizations(session: Session, coverages: Mapping[UUID, Coverage], books: Books) -> dict[UUID, Covering]:
    """This function will find the payer's authorization for each client's session, with the units it still has.

    By attendance. What earlier sessions charge on it is used; the later session meets its end, however often both are
    derived. Of several the one that begins first and has units left.
    """
    found = Authorization.objects.filter(
        client_id__in=[each.client_id for each in coverages.values()],
        status=Authorization.Status.APPROVED,
        effective__contains=session.local_on,
    ).order_by("effective", "id")
    used = _used(found, session) if found else {}
    by_client: dict[tuple[UUID, UUID], list[Covering]] = defaultdict(list)
    for each in found:
        left = None if each.units is None else max(each.units - used.get(each.id, 0), 0)
        by_client[each.client_id, each.payer_id].append((each, left))
    chosen = {}
    for key, coverage in coverages.items():
        payer_id = coverage.plan.payer_id
        code = books.of(coverage.plan).get(f"{session.group.service}.code", session.local_on, "")
        fits = [each for each in by_client[coverage.client_id, payer_id] if not each[0].codes or code in each[0].codes]
        if fits:
            chosen[key] = next((each for each in fits if each[1] != 0), fits[0])
    return chosen


def _used(found: Iterable[Authorization], session: Session) -> dict[UUID, int]:
    """Units that charges before this session's use, by authorization."""
    ready = Charge.objects.filter(current=True, status=Charge.Status.READY, authorization__in=found)
    before = ready.filter(service_on__lte=session.local_on).exclude(session=session)
    before = before.exclude(service_on=session.local_on, session__span__startswith__gt=session.span.lower)
    return dict(before.values_list("authorization").annotate(Sum("units")))


def overrides(session: Session) -> dict[UUID, Override]:
    """This function will read what stands against the payer's rules in a session, by attendance."""
    standing = ChargeOverride.objects.filter(attendance__session=session, ended_at=None).select_related("by")
    found: dict[UUID, Override] = {}
    for each in standing.order_by("at", "id"):
        on = walltime.local(each.at, session.time_zone)
        who = f"{each.by.display_name} ({LABELS.get(each.role, each.role)}), {on:%m/%d/%Y}"
        said = found.get(each.attendance_id, Override())
        said = replace(said, words=(*said.words, f"{each.get_what_display()}: {each.reason} {who}."))
        if each.what == ChargeOverride.What.RELEASE:
            said = replace(said, released=said.released | {each.rule})
        elif each.what == ChargeOverride.What.WAIVE:
            said = replace(said, waived=True)
        else:
            modifiers = said.modifiers if each.modifiers is None else tuple(each.modifiers)
            said = replace(said, code=each.code or said.code, units=each.units or said.units, modifiers=modifiers)
        found[each.attendance_id] = said
    return found
