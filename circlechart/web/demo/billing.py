"""What the demo clinic's biller did in the weeks behind: files sent, answers recorded, corrections, decisions."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from circlechart.base.access.facts import Actor
from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.money.charges import actions as charges
from circlechart.money.charges.facts import AuthorizationGiven, OverrideGiven
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.claims.facts import AdjustmentGiven, AnswerGiven, LineGiven
from circlechart.money.claims.models import Claim
from circlechart.money.claims.states import LEFT
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import RuleGiven
from circlechart.web.demo import content
from circlechart.web.demo.people import Cast
from circlechart.web.office import actions as office
from circlechart.web.office.facts import CoverageGiven
from circlechart.web.pull import catch_up

ZONE, MORNING = "America/Chicago", time(9)


def prepare(cast: Cast, now: datetime) -> None:
    """This function will write down, before the first session, who pays second and what a payer authorized."""
    raw, biller = content.billing(), actor_of(cast.staff["hamid"].id, now)
    today, second, known = walltime.today(now, ZONE), raw["second"], raw["authorization"]
    client, plan = cast.clients[second["client"]], cast.payers[second["plan"]].plans.get()
    given = CoverageGiven(plan.id, second["member_id"], cast.intakes[second["client"]].replace(day=1), priority=2)
    office.add_coverage(client_id=client.id, given=given, by=biller, now=now)
    charges.add_authorization(
        client_id=cast.clients[known["client"]].id,
        payer_id=cast.payers[known["payer"]].id,
        given=AuthorizationGiven(
            number=known["number"],
            codes=tuple(known["codes"]),
            units=known["units"],
            first_on=today - timedelta(days=known["began"]),
            last_on=today + timedelta(days=known["ends_in"]),
            status="approved",
        ),
        by=biller,
        now=now,
    )


def bill(cast: Cast, now: datetime) -> None:
    """This function will do what a biller does in four weeks, each step on its own morning, the oldest first."""
    raw, biller, today = content.billing(), actor_of(cast.staff["hamid"].id, now), walltime.today(now, ZONE)
    _try_rule(cast, raw["rule"], biller, now)
    _override(cast, raw["override"], biller, now)
    steps = [(each["sent"], 0, _send, each) for each in raw["file"]]
    accepted = {"kind": "accepted", "days": raw["accepted"]["days"]}
    steps += [(accepted["days"], 1, _answer, {**accepted, "client": client}) for client in raw["accepted"]["clients"]]
    steps += [(each["days"], 2, _answer, each) for each in raw["answer"]]
    steps += [(each["days"], 3, _correct, each) for each in raw["correction"]]
    for days, _, act, words in sorted(steps, key=lambda each: (-each[0], each[1])):
        act(cast, words, biller, walltime.instant(today - timedelta(days=days), MORNING, ZONE))


def _send(cast: Cast, raw: dict[str, Any], by: Actor, at: datetime) -> None:
    through = walltime.today(at, ZONE) + timedelta(days=raw["sent"] - raw["through"])
    ready = Claim.objects.filter(status=Claim.Status.READY, form=raw["form"], service_on__lte=through)
    claims.send(claim_ids=list(ready.order_by("service_on").values_list("id", flat=True)), by=by, now=at)


def _answer(cast: Cast, raw: dict[str, Any], by: Actor, at: datetime) -> None:
    claim = _first(cast, raw["client"])
    decided = raw["kind"] in ("paid", "denied")
    lines = tuple(_line(each.control_number, raw) for each in claim.lines.all()) if decided else ()
    number = (
        "" if raw["kind"] == "rejected" else f"{claim.coverage.plan.payer.payer_id}-{claim.client.chart_number[3:]}"
    )
    given = AnswerGiven(raw["kind"], walltime.today(at, ZONE), number, raw.get("reasons", ""), lines)
    claims.record_answer(claim_id=claim.id, given=given, by=by, now=at)


def _line(number: str, raw: dict[str, Any]) -> LineGiven:
    adjustments = (AdjustmentGiven(group, reason, Decimal(amount)) for group, reason, amount in raw.get("adjust", ()))
    return LineGiven(number, Decimal(raw.get("paid", "0.00")), tuple(adjustments))


def _correct(cast: Cast, raw: dict[str, Any], by: Actor, at: datetime) -> None:
    """By the lead, who says it in the note, too, or has not come to that yet; charges and claims follow."""
    line = _first(cast, raw["client"], latest=raw.get("latest", False)).lines.select_related("charge__session").get()
    session, row = line.charge.session, line.charge.attendance
    assert session.span is not None
    lead = actor_of(cast.staff[raw["lead"]].id, at)
    attendance.correct(
        attendance_id=row.id,
        given=Mark("left_early", left_at=session.span.lower + timedelta(minutes=raw["left_after"])),
        why=raw["why"],
        base_rev=row.rev,
        idem=uuid4(),
        by=lead,
        now=at,
    )
    if "addendum" in raw:
        note = row.signed_notes.latest("signed_at")
        notes.add_addendum(signed_note_id=note.id, text=raw["addendum"], reason=raw["why"], by=lead, now=at)
    catch_up(session.id, by=by, now=at)


def _override(cast: Cast, raw: dict[str, Any], by: Actor, now: datetime) -> None:
    held = Charge.objects.filter(current=True, hold_rule=raw["rule"], attendance__client=cast.clients[raw["client"]])
    charge = held.select_related("session").latest("session__local_on")
    given = OverrideGiven("release", raw["reason"], rule=raw["rule"])
    charges.override(attendance_id=charge.attendance_id, given=given, by=by, now=now)
    catch_up(charge.session_id, by=by, now=now)


def _try_rule(cast: Cast, raw: dict[str, Any], by: Actor, now: datetime) -> None:
    today = walltime.today(now, ZONE)
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    given = RuleGiven(raw["key"], raw["value"], next_month, raw["source"], raw["trust"], today, trial=True)
    payers.set_rule(payer_id=cast.payers[raw["payer"]].id, given=given, seen=True, by=by, now=now)


def _first(cast: Cast, client: str, *, latest: bool = False) -> Claim:
    """A client's oldest claim that has left, or the latest one."""
    left = Claim.objects.filter(client=cast.clients[client], status__in=LEFT).select_related("coverage__plan__payer")
    return left.order_by("-service_on" if latest else "service_on")[0]
