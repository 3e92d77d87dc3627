"""Charges as they stand, and Today's effect."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.rules import effects
from circlechart.care.notes.models import Signature
from circlechart.care.sessions.models import Session, SessionChange
from circlechart.money.charges import gather, rules
from circlechart.money.charges.facts import EffectLine, Pile
from circlechart.money.charges.gather import Derived
from circlechart.money.charges.models import Charge

MOST_READ, MOST_SHOWN = 1000, 25
BY_POLICY = "The fee for not coming follows the clinic's policy, and never a claim."
APART = (Charge.Status.INCLUDED, Charge.Status.WAIVED)
NOTE_WORDS = {"group_note": "Group note", "no_show_note": "No-show note", "none": "No note", "undecided": "Not marked"}


def effect(session: Session, now: datetime) -> list[EffectLine]:
    """This function will say for each client what the session means: minutes, note, charge or the reason why not."""
    derived = gather.derive(session, now)
    missing = [each.row.client_id for each in derived if each.row.disposition == "no_show"]
    missed = attendance.missed_before(session, missing)
    filling = any(each.row.note_owed == "undecided" for each in derived)
    return [_effect_line(each, missed.get(each.row.client_id, 0), filling) for each in derived]


def at_the_same_time(session_id: UUID) -> list[UUID]:
    """This function will list the other sessions that count a client of this session at the same time (A16)."""
    session = Session.objects.get(pk=session_id)
    clients = session.attendances.values("client_id")
    other = Session.objects.filter(gather.same_time(session), attendances__client_id__in=clients)
    return list(other.exclude(pk=session_id).order_by("id").distinct().values_list("id", flat=True))


def that_day(session_id: UUID) -> list[UUID]:
    """This function will list the charged sessions of the day with a client of this one, this one among them, in order.

    They are judged beside each other, and of two the later one meets a payer's most of units. None when it is alone.
    """
    session = Session.objects.get(pk=session_id)
    clients = session.attendances.values("client_id")
    charged = Session.objects.filter(
        local_on=session.local_on,
        ended_at__isnull=False,
        charges__current=True,
        charges__attendance__client_id__in=clients,
    )
    found = list(charged.order_by("span", "id").distinct().values_list("id", flat=True))
    return found if set(found) - {session_id} else []


def later_that_week(session_id: UUID) -> list[UUID]:
    """This function will list the charged sessions with a client of this one on the six days after it, in order.

    A payer's most of units in a week is met by the later ones, so what is freed or used up here changes them.
    """
    session = Session.objects.get(pk=session_id)
    later = Session.objects.filter(
        local_on__gt=session.local_on,
        local_on__lte=session.local_on + timedelta(days=6),
        ended_at__isnull=False,
        charges__current=True,
        charges__attendance__client_id__in=session.attendances.values("client_id"),
    )
    return list(later.order_by("span", "id").distinct().values_list("id", flat=True))


def stuck(by: Actor) -> QuerySet[SessionChange]:
    """This function will list what could not be derived from within reach, the longest waiting first."""
    problems = SessionChange.objects.exclude(problem="").filter(session__in=reach.within(Session.objects.all(), by))
    return problems.select_related("session__group").order_by("at")


def held_for_cosign(author_ids: Collection[UUID]) -> dict[UUID, str]:
    """This function will say which notes of some authors are held for want of a cosignature, with the hold's sentence."""
    held = Charge.objects.filter(
        current=True,
        hold_rule="cosign-missing",
        signed_note__signatures__staff__in=author_ids,
        signed_note__signatures__meaning=Signature.Meaning.AUTHOR,
    )
    return {note_id: words for note_id, words in held.values_list("signed_note_id", "hold_sentence") if note_id}


def worklist(by: Actor, *statuses: str) -> QuerySet[Charge]:
    """This function will list the current charges of some statuses within reach, oldest first; `apart` are not charged at all."""
    chosen = APART if statuses == ("apart",) else statuses
    charges = Charge.objects.filter(
        current=True, status__in=chosen, session__in=reach.within(Session.objects.all(), by)
    )
    return charges.select_related("session__group", "attendance", "coverage__plan__payer").order_by("service_on", "id")


def piles(by: Actor, status: str) -> list[Pile]:
    """This function will put charges that wait for the same mend of the same payer together, the largest pile first."""
    counted: dict[tuple[str, UUID | None], int] = {
        (rule, payer_id): count
        for rule, payer_id, count in worklist(by, status)
        .order_by()
        .values_list("hold_rule", "coverage__plan__payer")
        .annotate(count=Count("id"))
    }
    shown: dict[tuple[str, UUID | None], list[Charge]] = defaultdict(list)
    for charge in worklist(by, status)[:MOST_READ]:
        payer_id = charge.coverage.plan.payer_id if charge.coverage else None
        if len(shown[charge.hold_rule, payer_id]) < MOST_SHOWN:
            shown[charge.hold_rule, payer_id].append(charge)
    found = []
    for (rule, payer_id), charges in shown.items():
        payer = charges[0].coverage.plan.payer.name if charges[0].coverage else ""
        found.append(Pile(rule, payer, payer_id, counted[rule, payer_id], tuple(charges)))
    return sorted(found, key=lambda pile: (-pile.count, pile.rule, pile.payer))


def counts(by: Actor) -> dict[str, int]:
    """This function will count the current charges of each status within reach."""
    current = Charge.objects.filter(current=True, session__in=reach.within(Session.objects.all(), by))
    found = dict(current.values_list("status").annotate(count=Count("id")))
    apart = sum(found.pop(each, 0) for each in APART)
    return found | {"apart": apart} if apart else found


def _effect_line(each: Derived, missed: int, filling: bool) -> EffectLine:
    """One client's effect: what attendance drives, and what the payer's rules make of it."""
    row = each.row
    driven = effects(row.disposition, row.basis, row.minutes, missed)
    tasks = [effect.because for effect in driven if effect.kind == "task"]
    return replace(
        _charge_line(each), task=" ".join(tasks), decided=each.case.override.words, crowded=_crowded(each, filling)
    )


def _crowded(each: Derived, filling: bool) -> str:
    """What makes the room unpayable for a client's payer; said while there is time, and never a reason to turn away.

    As long as the room still fills, nobody is told that too few are there.
    """
    if each.book is None or each.row.note_owed != "group_note":
        return ""
    found = rules.in_the_room(each.case, each.book)
    return "" if found is None or (filling and found.rule == "group-too-small") else found.sentence


def _charge_line(each: Derived) -> EffectLine:
    decision, row = each.decision, each.row
    note = "Signed" if each.signed_note_id else NOTE_WORDS[row.note_owed]
    payer = each.coverage.plan.payer.name if each.coverage else ""
    charged = f"{'-'.join([decision.code, *decision.modifiers])} ×{decision.units}" if decision.code else ""
    blocking = decision.blocking
    if row.note_owed == "undecided":
        return EffectLine(row.name, 0, note, "Mark attendance", "", "neutral", payer)
    if row.disposition == "no_show":
        return EffectLine(row.name, 0, note, "No charge", _fee_words(each), "neutral", payer)
    if decision.outcome == "none":
        return EffectLine(row.name, 0, note, "No charge", "", "neutral", payer)
    if decision.outcome in ("included", "waived"):
        words = "Inside the day's charge" if decision.outcome == "included" else "Not charged, by decision"
        return EffectLine(row.name, row.minutes, note, words, blocking.sentence if blocking else "", "neutral", payer)
    if decision.outcome == "bill":
        told = " ".join(["Charged.", *(warning.sentence for warning in decision.warnings)])
        tone, detail = ("warn", told) if decision.warnings else ("good", "Charged")
        return EffectLine(row.name, row.minutes, note, charged, detail, tone, payer, each.amount)
    if decision.outcome == "wait":
        detail = f"{blocking.sentence}" if blocking else ""
        return EffectLine(row.name, row.minutes, note, charged, detail, "info", payer, each.amount)
    return EffectLine(row.name, row.minutes, note, "Held", blocking.sentence if blocking else "", "warn", payer)


def _fee_words(each: Derived) -> str:
    """What a client who did not come is asked for. A claim never says it, and a Medicaid member is never asked."""
    if each.coverage is not None and each.coverage.plan.payer.kind == Payer.Kind.MEDICAID:
        return "No fee: a Medicaid member is never charged for not coming."
    on, scope = each.case.service_on, each.case.service
    says = each.book.get("no_show.fee", on, "never", scope) if each.book else "policy"
    return "No fee: this payer's members are never charged for not coming." if says == "never" else BY_POLICY
