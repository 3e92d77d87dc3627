"""What stands with the payers, and what the record says of it today."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from circlechart.base.kit import walltime
from circlechart.money.charges.models import Charge
from circlechart.money.claims import rules
from circlechart.money.claims.facts import BilledLine, Judged, Key, Wanted
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.money.claims.queries.asked import Asked
from circlechart.money.claims.queries.bills import key_of_claim, lines_of_claim, without_days
from circlechart.money.claims.queries.diagnoses import in_force
from circlechart.money.claims.queries.left import LAST, late, standing
from circlechart.money.claims.queries.reading import whole
from circlechart.money.payers import queries as payers

POLICY, FILING = "claim.corrections", "filing.days"
WITH_CHARGE = ("attendance", "session__group", "coverage__plan__payer", "authorization")


def running_on(on: date) -> Q:
    """This function will ask for the claims of a day, or of a period that has it, and for those that correct them."""
    running = _runs(on, on)
    return running | Q(replaces__in=Claim.objects.filter(running))


def standing_on(clients: Collection[UUID], on: date, last: date | None = None) -> list[Claim]:
    """This function will read what stands with any payer for these clients and these days of service, the newest first."""
    found = standing().filter(_runs(on, last or on), client_id__in=clients)
    return list(with_answers(whole(found)).order_by("-built_at", "-number"))


def standing_beside(claims: Iterable[Claim]) -> list[Claim]:
    """This function will read what stands with any payer for the clients and days of these claims, the newest first."""
    of_client = Claim.objects.filter(id__in=[each.id for each in claims], client=OuterRef("client"))
    same_days = of_client.alias(end=LAST).filter(service_on__lte=OuterRef("last"), end__gte=OuterRef("service_on"))
    found = standing().alias(last=LAST).filter(Exists(same_days))
    return list(with_answers(whole(found)).order_by("-built_at", "-number"))


def _runs(first: date, last: date) -> Q:
    on_a_line = ClaimLine.objects.filter(claim=OuterRef("pk"), service_on__range=(first, last))
    running = Q(service_on__lte=last, service_through__gte=first)
    return Q(service_on__range=(first, last)) | running | Q(Exists(on_a_line))


def with_answers(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """This function will read claims with what was answered to them, and what their payers were told."""
    return claims.prefetch_related("answers__lines__line", "told")


def judge(claims: list[Claim]) -> list[Judged]:
    """This function will compare claims to the payer in question first, newest first, with what should be billed today.

    An attendance that two of them bill belongs to the newer one. A charge that came into the statement period of one
    after it had left belongs on it, as long as it has room.
    """
    charges, came_late = _charges(claims), _late(claims)
    how = policies(claims)
    asked = Asked([*charges.values(), *came_late])
    codes = in_force(claim.client_id for claim in claims)
    taken: set[UUID] = set()
    found = []
    for claim in claims:
        mine = {line.attendance_id for line in lines_of_claim(claim)}
        known = {key: charges[key] for key in mine - taken if key in charges}
        taken |= mine
        verdicts = [rules.verdict(each.status, each.hold_rule, each.hold_sentence) for each in known.values()]
        waits = next((words for verdict, words in verdicts if verdict == "wait"), "")
        ready = [each for each in known.values() if each.status == Charge.Status.READY]
        joining = _joining(claim, came_late, asked, ready)
        came_late = [each for each in came_late if each not in joining]
        because = next((words for verdict, words in verdicts if verdict == "none" and words), "")
        wanted = _target(claim, [*ready, *joining], asked)
        wanted = wanted and replace(wanted, diagnoses=codes.of(wanted))
        found.append(settled(claim, wanted, how[claim.id], waits, because))
    return found


def _late(claims: Iterable[Claim]) -> list[Charge]:
    """Ready charges of the same clients and periods that no claim bills."""
    periods = [each for each in claims if each.service_through is not None and each.follows_id is None]
    if not periods:
        return []
    days = (min(each.service_on for each in periods), max(each.service_through or each.service_on for each in periods))
    clients = {each.client_id for each in periods}
    found = late(Charge.objects.filter(attendance__client_id__in=clients, service_on__range=days))
    return list(found.select_related(*WITH_CHARGE).order_by("service_on", "id"))


def _joining(claim: Claim, came_late: list[Charge], asked: Asked, there: list[Charge]) -> list[Charge]:
    """Those that belong on a claim that left, until it holds no more."""
    if claim.service_through is None or claim.follows_id is not None:
        return []
    own = without_days(key_of_claim(claim))
    found = [
        each
        for each in came_late
        if claim.service_on <= each.service_on <= claim.service_through and without_days(asked.key(each)) == own
    ]
    return found[: max(0, asked.most(found[0]) - len(there))] if found else []


def settled(
    claim: Claim, wanted: Wanted | None, policy: str, waits: str = "", because: str = "", anew: str = ""
) -> Judged:
    """This function will say what is due for a claim that should say `wanted`; `anew` is why, although it says so."""
    judged = Judged(claim, "", _difference(claim, wanted, because) or anew, wanted, _mark(wanted))
    told = next((each.agreed for each in reversed(claim.told.all())), "")
    step, words = rules.step(judged, policy, waits, told)
    return replace(judged, step=step, because=words)


def _target(claim: Claim, ready: list[Charge], asked: Asked) -> Wanted | None:
    """What the claim should say: the charges that belong on it, or on another claim of the same coverage and form."""
    by_key: dict[Key, list[BilledLine]] = defaultdict(list)
    for charge in ready:
        by_key[replace(asked.key(charge), part=claim.part)].append(asked.line(charge))
    own = key_of_claim(claim)
    if own not in by_key:
        same = [key for key in by_key if (key.coverage_id, key.form) == (own.coverage_id, own.form)]
        if not same:
            return None
        own = min(same, key=lambda key: (-len(by_key[key]), str(key)))
    order = {line.attendance_id: at for at, line in enumerate(lines_of_claim(claim))}
    lines = sorted(by_key[own], key=lambda line: order.get(line.attendance_id, len(order)))
    first = next(charge for charge in ready if charge.attendance_id == lines[0].attendance_id)
    return asked.dressed(Wanted(own, tuple(lines), ()), first)


def _difference(claim: Claim, wanted: Wanted | None, because: str) -> str:
    """What the payer would read differently; empty when nothing."""
    if wanted is None:
        return because or "Nothing of it is billed any more."
    if wanted.said != Wanted(key_of_claim(claim), lines_of_claim(claim), ()).said:
        return "Lines, amounts or who provided it are not what was billed."
    if wanted.diagnoses and wanted.diagnoses != tuple(claim.diagnoses):
        return f"The diagnoses are {', '.join(wanted.diagnoses)} now."
    if wanted.patient_status != claim.patient_status:
        return "How the stay went on is not what was billed."
    return ""


def _mark(wanted: Wanted | None) -> str:
    said = wanted and (*wanted.said, wanted.diagnoses, wanted.follows_id, wanted.rests_on_id)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _charges(claims: Iterable[Claim]) -> dict[UUID, Charge]:
    attendances = {line.charge.attendance_id for claim in claims for line in claim.lines.all()}
    if not attendances:
        return {}
    current = Charge.objects.filter(current=True, attendance_id__in=attendances)
    return {each.attendance_id: each for each in current.select_related(*WITH_CHARGE)}


def policies(claims: Iterable[Claim]) -> dict[UUID, str]:
    """This function will say how each claim's payer wants a wrong claim corrected; where nothing was said it is replaced."""
    return {claim_id: str(said or "replace") for claim_id, said in _said(POLICY, claims).items()}


def days_past_filing(claims: Iterable[Claim], now: datetime) -> dict[UUID, tuple[int, int]]:
    """This function will find originals older than their payer takes them: their days, and the payer's most.

    Until when a payer takes a correction, or a claim that another payer decided first, is a clock of its own.
    """
    originals = [each for each in claims if each.replaces_id is None and each.follows_id is None]
    most = _said(FILING, originals)
    days = {each.id: (walltime.today(now, each.facility.time_zone) - each.service_on).days for each in originals}
    return {key: (count, int(most[key])) for key, count in days.items() if most[key] and count > most[key]}


def _said(key: str, claims: Iterable[Claim]) -> dict[UUID, Any]:
    """What each claim's payer says of one rule on the day of service; the rules are read once for all of them."""
    asked = list(claims)
    books = payers.books_by_day({each.coverage.plan.payer for each in asked}, [each.service_on for each in asked])
    return {each.id: books[each.service_on].of(each.coverage.plan).get(key, each.service_on) for each in asked}
