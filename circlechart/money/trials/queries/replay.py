"""A week of sessions under the rules in force and with a changed one, client by client in the order of time.

What a charge depends on besides its own session is followed for each of the two by itself: units that count toward a
payer's most, what the day's other sessions are charged as, and units of an authorization. Under a changed rule an earlier
session may be charged that was held, and then a later one meets the most.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather
from circlechart.money.charges.gather import Around, Carried, Derived, Known
from circlechart.money.payers import queries as payers
from circlechart.money.trials import rules
from circlechart.money.trials.facts import Tally, Told
from circlechart.money.trials.queries.tries import held_with

Line = tuple[UUID, UUID, str]
Ledger = dict[Line, list[tuple[date, int]]]
Units = tuple[UUID, str, date, int, int]
"""Client, code, day, units as it is and changed."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the weeks before came to, as far as later ones depend on it."""

    units: Sequence[Units] = ()
    authorized: Mapping[UUID, int] = field(default_factory=dict)
    """Units that the changed rule uses of an authorization more than the rules in force; fewer are negative."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A client's session that would come to something else."""

    attendance_id: UUID
    minutes: int
    before: Told
    after: Told


@dataclass(slots=True)
class Week:
    """What a week comes to, by group, and what later weeks depend on."""

    sessions: Counter[UUID] = field(default_factory=Counter)
    pairs: dict[UUID, list[tuple[Told, Told]]] = field(default_factory=lambda: defaultdict(list))
    differing: list[Differing] = field(default_factory=list)
    units: list[Units] = field(default_factory=list)
    authorized: Counter[UUID] = field(default_factory=Counter)

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


def replayed(
    payer: Payer, trying: payers.Tried, days: tuple[date, date], since: date, earlier: Earlier, now: datetime
) -> Week:
    """This function will replay the sessions of some days that ended, in as many queries for many as for few.

    `earlier` is what the weeks before came to; what counts from before the replay (`since`) is as it was charged.
    """
    sessions = list(held_with(payer).filter(local_on__range=days).order_by("local_on", "span", "id"))
    week = Week(authorized=Counter(earlier.authorized))
    known = [replace(each, coverages=_of(payer, each)) for each in gather.gathered(sessions, now)]
    if not known:
        return week
    trial = payers.books_by_day([payer], {each.session.local_on for each in known}, trying)
    changed = [replace(each, books=trial[each.session.local_on]) for each in known]
    counts = any(_has_most(each) for each in (*known, *changed))
    ledgers = _ledgers(payer, known, since, earlier) if counts else ({}, {})
    around = _around(payer, known), _around(payer, changed)
    for one, other in zip(known, changed, strict=True):
        before = _decided(one, payer, ledgers[0], around[0][one.session.id])
        after = _decided(other, payer, ledgers[1], _less(around[1][one.session.id], week.authorized))
        _kept(week, one.session, before, after, counts)
    return week


def _of(payer: Payer, known: Known) -> dict[UUID, Coverage]:
    return {key: each for key, each in known.coverages.items() if each.plan.payer_id == payer.id}


def _has_most(known: Known) -> bool:
    return any(value.key.endswith(gather.CAPS) for book in known.books.values() for value in book.values)


def _ledgers(payer: Payer, known: Sequence[Known], since: date, earlier: Earlier) -> tuple[Ledger, Ledger]:
    clients = {each.client_id for room in known for each in room.coverages.values()}
    charged = gather.units_until(clients, payer.id, since)
    before, after = (defaultdict(list, {key: list(own) for key, own in charged.items()}) for _ in range(2))
    for client_id, code, on, units, changed in earlier.units:
        before[client_id, payer.id, code].append((on, units))
        after[client_id, payer.id, code].append((on, changed))
    return before, after


def _around(payer: Payer, known: Sequence[Known]) -> dict[UUID, Around]:
    """What stands around the charges, with the day's other sessions as these rules charge each by itself."""
    alone = gather.around(known, {})
    met = Counter(_day(each, coverage) for each in known for coverage in each.coverages.values())
    twice = {key for key, count in met.items() if count > 1}
    days: dict[tuple[UUID, UUID, date], list[Carried]] = defaultdict(list)
    for each in known:
        if not any(_day(each, coverage) in twice for coverage in each.coverages.values()):
            continue
        assert each.session.span is not None
        began = each.session.span.lower
        for one in gather.decided(each, {}, payer.id, alone[each.session.id]):
            if one.decision.provided and one.coverage is not None:
                line = (one.decision.provided, one.row.minutes, began, each.session.id, one.signed_note_id is not None)
                days[_day(each, one.coverage)].append(line)
    return gather.around(known, days) if days else alone


def _day(known: Known, coverage: Coverage) -> tuple[UUID, UUID, date]:
    return (coverage.client_id, coverage.plan.payer_id, known.session.local_on)


def _less(around: Around, used: Counter[UUID]) -> Around:
    """The authorizations with what the changed rule has used of them more, or less, than the rules in force."""
    if not any(used.values()):
        return around
    left = {
        key: (each, None if units is None else max(units - used[each.id], 0))
        for key, (each, units) in around.authorized.items()
    }
    return replace(around, authorized=left)


def _decided(known: Known, payer: Payer, ledger: Ledger, around: Around) -> list[Derived]:
    """The clients of the payer, and their units into the ledger."""
    capped = gather.capped(known.session, known.coverages, known.books)
    used = gather.used(known.session, capped, known.books, ledger) if capped else {}
    found = gather.decided(known, used, payer.id, around)
    for each in found:
        if each.decision.outcome == "bill":
            key = (each.row.client_id, payer.id, each.decision.code)
            ledger.setdefault(key, []).append((known.session.local_on, each.decision.units))
    return found


def _kept(week: Week, session: Session, before: list[Derived], after: list[Derived], counts: bool) -> None:
    week.sessions[session.group_id] += bool(before)
    for one, other in zip(before, after, strict=True):
        sides = rules.told(one.decision, one.amount), rules.told(other.decision, other.amount)
        week.pairs[session.group_id].append(sides)
        if sides[0].same != sides[1].same:
            week.differing.append(Differing(one.row.attendance_id, one.row.minutes, *sides))
        if counts:
            week.units += _units(one, other, session.local_on)
        for each, sign in ((one, -1), (other, 1)):
            if each.authorization is not None and each.decision.outcome == "bill":
                week.authorized[each.authorization.id] += sign * each.decision.units


def _units(one: Derived, other: Derived, on: date) -> list[Units]:
    """What each of the two charges; a changed code is a line of its own."""
    charged: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, each in enumerate((one, other)):
        if each.decision.outcome == "bill":
            charged[each.decision.code][place] = each.decision.units
    return [(one.row.client_id, code, on, before, after) for code, (before, after) in charged.items()]
