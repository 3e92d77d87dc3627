"""Replaying a changed rule over sessions that were held. What it finds is kept; nothing else is changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.money.payers import rules as payers
from circlechart.money.trials import queries, rules
from circlechart.money.trials.errors import BadRange, BadValue
from circlechart.money.trials.facts import Given, Side, Tally, Told
from circlechart.money.trials.models import TrialDifference, TrialRun, TrialWeek

AT_ONCE = 400
"""Sessions that one step replays at least, if there are as many: a small clinic's quarter is one step."""


def start(*, payer_id: UUID, given: Given, by: Actor, now: datetime) -> TrialRun:
    """This function will ask for a replay of a changed rule; `go_on` runs it.

    Raises: NotAllowed, NotFound, BadRange, BadValue.
    Audit: trials.start with the rule and the days.
    """
    decide.ensure(by, Permission.SEE_BILLING, None, on=now)
    problem = payers.problem(given.key, given.value)
    if problem:
        raise BadValue(problem)
    if not rules.possible(given.since, given.until, reach.today(by, now)):
        raise BadRange(value=given.since)
    with transaction.atomic():
        payer = _locked(payer_id)
        run = TrialRun.objects.create(
            payer=payer, key=given.key, value=given.value, version_id=given.version_id, since=given.since,
            until=given.until, made_by_id=by.staff_id, made_at=now,
        )  # fmt: skip
        details = {"rule": given.key, "since": given.since.isoformat(), "until": given.until.isoformat()}
        audit.record(by=by, verb="trials.start", thing=run, now=now, details=details)
    return run


def go_on(*, run_id: UUID, by: Actor, now: datetime, at_once: int = AT_ONCE) -> bool:
    """This function will replay the next weeks of a replay, and say whether it is finished. Finished, it does nothing.

    Raises: NotAllowed, NotFound.
    Audit: trials.go_on with the weeks that were run.
    """
    decide.ensure(by, Permission.SEE_BILLING, None, on=now)
    with transaction.atomic():
        run = TrialRun.objects.filter(pk=run_id).first()
        if run is None:
            raise NotFound()
        run.payer = _locked(run.payer_id)
        left, sessions, done = queries.pending(run), 0, 0
        for days in left:
            sessions, done = sessions + _week(run, days, now), done + 1
            if sessions >= at_once:
                break
        if done:
            audit.record(by=by, verb="trials.go_on", thing=run, now=now, details={"weeks": done})
    return done == len(left)


def _locked(payer_id: UUID) -> Payer:
    """Two steps of one replay come one after the other."""
    payer = Payer.objects.select_for_update(of=("self",)).filter(pk=payer_id).first()
    if payer is None:
        raise NotFound()
    return payer


def _week(run: TrialRun, days: tuple[date, date], now: datetime) -> int:
    """Replay a week and keep what it came to; returns how many sessions it had."""
    before = list(run.weeks.filter(first_on__lt=days[0]))
    units = [
        (UUID(client), code, date.fromisoformat(on), one, other)
        for each in before
        for client, code, on, one, other in each.units
    ]
    authorized = {UUID(key): more for key, more in before[-1].authorized} if before else {}
    earlier = queries.Earlier(units, authorized)
    came = queries.replayed(run.payer, queries.tried_value(run), days, run.since, earlier, now)
    tallies = came.tallies()
    week = TrialWeek.objects.create(
        run=run, first_on=days[0], last_on=days[1],
        groups=[_group(group_id, came.sessions[group_id], tally) for group_id, tally in tallies.items()],
        authorized=[(str(key), more) for key, more in came.authorized.items() if more],
        units=[(str(client), code, on.isoformat(), before, after) for client, code, on, before, after in came.units],
    )  # fmt: skip
    TrialDifference.objects.bulk_create(
        TrialDifference(
            week=week, attendance_id=each.attendance_id, minutes=each.minutes, before=_plain(each.before),
            after=_plain(each.after),
        )
        for each in came.differing
    )  # fmt: skip
    return sum(came.sessions.values())


def _group(group_id: UUID, sessions: int, tally: Tally) -> list[Any]:
    def side(given: Side) -> dict[str, Any]:
        return {"counts": given.counts, "money": str(given.money)}

    return [str(group_id), sessions, side(tally.before), side(tally.after), tally.differing]


def _plain(told: Told) -> dict[str, Any]:
    return {
        "outcome": told.outcome,
        "line": told.line,
        "units": told.units,
        "amount": str(told.amount),
        "sentence": told.sentence,
        "rule": told.rule,
    }
