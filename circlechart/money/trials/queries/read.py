"""Replays as they were run, within somebody's reach."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.care.enrollment.models import Group
from circlechart.money.payers import queries as payers
from circlechart.money.payers import rules as wording
from circlechart.money.payers.facts import kind_of
from circlechart.money.payers.models import RuleVersion
from circlechart.money.payers.queries.books import versions
from circlechart.money.payers.states import TESTING
from circlechart.money.trials import rules
from circlechart.money.trials.facts import DAYS, Change, Replay, Replayed, Row, Side, Tally, Told
from circlechart.money.trials.models import TrialDifference, TrialRun, TrialWeek

MOST_SHOWN, MOST_REPLAYS = 300, 20


def tried_value(run: TrialRun) -> payers.Tried:
    """This function will say what a replay lays over the rules: a version on trial, or what was typed."""
    if run.version_id is not None:
        return [run.version_id]
    kind = kind_of(run.key)
    return [Change(kind, run.value, run.since).as_value()] if kind else []


def last_days(today: date) -> dict[str, date]:
    """This function will say over which days a rule is replayed unless somebody says otherwise."""
    return {"since": today - timedelta(days=DAYS), "until": today}


def on_trial(payer: Payer, key: str) -> dict[str, RuleVersion]:
    """This function will find the versions of a rule that stand on trial, by their id."""
    said = versions([payer]).filter(key=key)
    return {str(each.id): each for each in said if payers.standing_of(each).status == TESTING}


def sentence_today(payer: Payer, key: str, today: date) -> str:
    """This function will say the rule that is in force today."""
    stands = payers.books([payer], today)[payer.id].stands(key, today)
    return wording.sentence(key, stands.value if stands else None)


def pending(run: TrialRun) -> list[tuple[date, date]]:
    """This function will list the weeks of a replay that were not run yet."""
    done = set(run.weeks.values_list("first_on", flat=True))
    return [each for each in rules.weeks(run.since, run.until) if each[0] not in done]


def found(run: TrialRun, by: Actor) -> Replay:
    """This function will read a replay as far as it was run."""
    weeks = list(run.weeks.all())
    names = _names(weeks, by)
    tallies = [
        (each, names[str(group)], _tally(raw)) for each in weeks for group, *raw in each.groups if group in names
    ]
    by_week = [(each, [tally for week, _, tally in tallies if week is each]) for each in weeks]
    by_group: dict[str, list[Tally]] = defaultdict(list)
    for _, name, tally in tallies:
        by_group[name].append(tally)
    rows = reach.within(TrialDifference.objects.filter(week__run=run), by)
    shown = list(
        rows.select_related("attendance__session__group").order_by(
            "attendance__session__span", "attendance__client_name"
        )
    )
    return Replay(
        sentence=wording.sentence(run.key, run.value),
        on=reach.today(by, run.made_at),
        done=len(weeks),
        of=len(rules.weeks(run.since, run.until)),
        sessions=sum(raw[1] for each in weeks for raw in each.groups if raw[0] in names),
        total=rules.added("All", (tally for _, _, tally in tallies)),
        weeks=tuple(rules.added(_span(each), own) for each, own in by_week if own),
        groups=tuple(rules.added(name, own) for name, own in sorted(by_group.items())),
        rows=tuple(_row(each) for each in shown[:MOST_SHOWN]),
        more=max(0, len(shown) - MOST_SHOWN),
    )


def replays_of(payer_id: UUID, key: str, by: Actor) -> list[Replayed]:
    """This function will list the replays of a rule, the newest first, each with what it found within reach."""
    runs = list(
        TrialRun.objects.filter(payer_id=payer_id, key=key)
        .select_related("made_by")
        .prefetch_related("weeks")
        .order_by("-made_at")[:MOST_REPLAYS]
    )
    names = _names((week for run in runs for week in run.weeks.all()), by)
    told = []
    for run in runs:
        weeks = list(run.weeks.all())
        total = rules.added("", (_tally(raw) for each in weeks for group, *raw in each.groups if group in names))
        finished = len(weeks) == len(rules.weeks(run.since, run.until))
        told.append(
            Replayed(
                run.id, wording.sentence(key, run.value), run.made_by.display_name, reach.today(by, run.made_at), run.since, run.until,
                finished, total.lines, total.money,
            )
        )  # fmt: skip
    return told


def _names(weeks: Iterable[TrialWeek], by: Actor) -> dict[str, str]:
    """The groups of some weeks that are within reach."""
    ids = {raw[0] for each in weeks for raw in each.groups}
    groups = reach.within(Group.objects.filter(id__in=ids), by).values_list("id", "name")
    return {str(group_id): name for group_id, name in groups}


def _tally(raw: list[Any]) -> Tally:
    _, before, after, differing = raw
    return Tally("", _side(before), _side(after), differing)


def _side(raw: dict[str, Any]) -> Side:
    return Side(dict(raw["counts"]), Decimal(raw["money"]))


def _span(week: TrialWeek) -> str:
    return f"{week.first_on:%m/%d/%Y} to {week.last_on:%m/%d/%Y}"


def _row(each: TrialDifference) -> Row:
    session = each.attendance.session
    return Row(
        each.attendance.client_id, session.id, each.attendance.client_name, session.local_on, session.group.name, each.minutes, _told(each.before),
        _told(each.after),
    )  # fmt: skip


def _told(raw: dict[str, Any]) -> Told:
    return Told(raw["outcome"], raw["line"], raw["units"], Decimal(raw["amount"]), raw["sentence"], raw["rule"])
