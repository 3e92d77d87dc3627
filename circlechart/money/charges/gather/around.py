"""What stands around a session's charges: the rest of each client's day, authorizations, overrides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from circlechart.money.charges.facts import ChargeCase, Decision, Other, Override, Pair
from circlechart.money.charges.gather import day, said, week
from circlechart.money.charges.gather.day import Days, Room
from circlechart.money.charges.gather.week import Elsewhere
from circlechart.money.charges.models import Authorization


@dataclass(frozen=True, slots=True)
class Around:
    """All of it by attendance."""

    beside: Mapping[UUID, tuple[Other, ...]] = field(default_factory=dict)
    """What each client's other sessions of the day carry."""
    pairs: Mapping[UUID, tuple[Pair, ...]] = field(default_factory=dict)
    authorized: Mapping[UUID, tuple[Authorization, int | None]] = field(default_factory=dict)
    """The authorization that covers the day, and the units that it still has."""
    overrides: Mapping[UUID, Override] = field(default_factory=dict)
    weeks: Mapping[UUID, Elsewhere] = field(default_factory=dict)
    """Minutes of the payer's week in other sessions, where it asks."""

    def completed(self, key: UUID, case: ChargeCase) -> ChargeCase:
        """This function will complete one client's case."""
        found, left = self.authorized.get(key, (None, None))
        week = self.weeks.get(key)
        today = case.service_on + timedelta(days=case.days_since)
        return replace(
            case, same_day=self.beside.get(key, ()), pairs=self.pairs.get(key, ()), authorized=found is not None,
            authorized_left=left, authorization=found.number if found else "",
            authorized_codes=tuple(found.codes) if found else (),
            week_minutes=week.minutes + case.minutes if week else None, week_over=week is not None and week.last_on < today,
            override=self.overrides.get(key, Override()),
        )  # fmt: skip

    def authorization(self, key: UUID, decision: Decision) -> Authorization | None:
        """This function will name the authorization that a charge uses. Returns None when: none covers all its units."""
        found, left = self.authorized.get(key, (None, None))
        return found if left is None or left >= decision.units else None


NOTHING = Around()


def around(rooms: Sequence[Room], days: Days | None = None) -> dict[UUID, Around]:
    """This function will read what stands around the charges of sessions, by session, in a constant number of queries.

    `days` says what the sessions of each client's day are charged as; without it that is read from the charges.
    """
    beside = day.others(rooms, days)
    pairs, authorized, overrides = day.pairs(rooms, beside), said.authorizations(rooms), said.overrides(rooms)
    weeks = week.minutes(rooms)
    return {each.session.id: Around(beside, pairs, authorized, overrides, weeks) for each in rooms}
