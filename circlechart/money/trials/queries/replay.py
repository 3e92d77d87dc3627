"""A week of sessions under the rules in force and with a changed one, client by client in the order of time.

Units that count toward a payer's most are counted in memory, for each of the two by itself: under a changed rule an
earlier session may be charged that was held, and then a later one meets the most.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather
from circlechart.money.charges.gather import Derived, Known
from circlechart.money.payers import queries as payers
from circlechart.money.trials import rules
from circlechart.money.trials.facts import Tally, Told
from circlechart.money.trials.queries.tries import held_with

Line = tuple[UUID, UUID, str]
Ledger = dict[Line, list[tuple[date, int]]]
CAPPED = (".day_maximum", ".week_maximum", ".year_maximum")


@dataclass(frozen=True, slots=True)
class Differing:
    """A client's session that would come to something else."""

    attendance_id: UUID
    minutes: int
    before: Told
    after: Told


@dataclass(slots=True)
class Week:
    """What a week comes to, by group, and the units that it charges, before and after."""

    sessions: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    pairs: dict[UUID, list[tuple[Told, Told]]] = field(default_factory=lambda: defaultdict(list))
    differing: list[Differing] = field(default_factory=list)
    units: list[tuple[UUID, str, date, int, int]] = field(default_factory=list)

    def tallies(self) -> dict[UUID, Tally]:
        """This function will add each group's sessions up."""
        return {
            group_id: Tally(
                "",
                rules.side(before for before, _ in own),
                rules.side(after for _, after in own),
                sum(before.same != after.same for before, after in own),
            )
            for group_id, own in self.pairs.items()
        }


Earlier = Sequence[tuple[UUID, str, date, int, int]]


def replayed(
    payer: Payer, trying: payers.Tried, days: tuple[date, date], since: date, earlier: Earlier, now: datetime
) -> Week:
    """This function will replay the sessions of some days that ended, in as many queries for many as for few.

    `earlier` are the units of the weeks before; what counts from before the replay (`since`) is as it was charged.
    """
    sessions = list(held_with(payer).filter(local_on__range=days).order_by("local_on", "span", "id"))
    week = Week()
    if not sessions:
        return week
    known = gather.gathered(sessions, now)
    trial = payers.books_by_day([payer], {each.local_on for each in sessions}, trying)
    counts = any(_has_most(each.books[payer.id]) or _has_most(trial[each.session.local_on][payer.id]) for each in known)
    before, after = _ledgers(payer, known, since, earlier) if counts else ({}, {})
    for each in known:
        mine = replace(each, coverages=_of(payer, each))
        both = (
            _decided(mine, payer, before),
            _decided(replace(mine, books=trial[each.session.local_on]), payer, after),
        )
        _kept(week, each.session, both, counts)
    return week


def _has_most(book: Rulebook) -> bool:
    return any(value.key.endswith(CAPPED) for value in book.values)


def _of(payer: Payer, known: Known) -> dict[UUID, Coverage]:
    return {key: each for key, each in known.coverages.items() if each.plan.payer_id == payer.id}


def _ledgers(payer: Payer, known: Sequence[Known], since: date, earlier: Earlier) -> tuple[Ledger, Ledger]:
    clients = {row.client_id for each in known for row in each.board.rows}
    charged = gather.units_until(clients, payer.id, since)
    before, after = (defaultdict(list, {key: list(own) for key, own in charged.items()}) for _ in range(2))
    for client_id, code, on, units, changed in earlier:
        before[client_id, payer.id, code].append((on, units))
        after[client_id, payer.id, code].append((on, changed))
    return before, after


def _decided(known: Known, payer: Payer, ledger: Ledger) -> list[Derived]:
    """The clients of the payer, and their units into the ledger."""
    capped = gather.capped(known.session, known.coverages, known.books)
    used = gather.used(known.session, capped, known.books, ledger) if capped else {}
    found = gather.decided(known, used, payer.id)
    for each in found:
        if each.decision.outcome == "bill":
            key = (each.row.client_id, payer.id, each.decision.code)
            ledger.setdefault(key, []).append((known.session.local_on, each.decision.units))
    return found


def _kept(week: Week, session: Session, both: tuple[list[Derived], list[Derived]], counts: bool) -> None:
    if both[0]:
        week.sessions[session.group_id] += 1
    for one, other in zip(*both, strict=True):
        before, after = rules.told(one.decision, one.amount), rules.told(other.decision, other.amount)
        week.pairs[session.group_id].append((before, after))
        if before.same != after.same:
            week.differing.append(Differing(one.row.attendance_id, one.row.minutes, before, after))
        if counts:
            week.units += _units(one, other, session.local_on)


def _units(one: Derived, other: Derived, on: date) -> list[tuple[UUID, str, date, int, int]]:
    """What each of the two charges; a changed code is a line of its own."""
    charged: Mapping[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, each in enumerate((one, other)):
        if each.decision.outcome == "bill":
            charged[each.decision.code][place] = each.decision.units
    return [(one.row.client_id, code, on, before, after) for code, (before, after) in charged.items()]
