"""What stands around one session's charges: payers' rules and fees, other charges, authorizations, overrides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from circlechart.base.coverage.models import Coverage
from circlechart.care.sessions.models import Session
from circlechart.money.charges.facts import ChargeCase, Decision, Other, Override, Pair
from circlechart.money.charges.gather import day, decided
from circlechart.money.charges.gather.used import Used, units_before
from circlechart.money.charges.models import Authorization
from circlechart.money.payers import queries as payers


@dataclass(frozen=True, slots=True)
class Around:
    """All of it by attendance, but for rules and fees."""

    books: payers.Books
    fees: Mapping[tuple[UUID, str], Decimal]
    """By payer and code. Units: dollars for one unit."""
    used: Mapping[UUID, Used]
    beside: Mapping[UUID, tuple[Other, ...]]
    """What each client's other sessions of the day carry."""
    pairs: Mapping[UUID, tuple[Pair, ...]]
    authorized: Mapping[UUID, tuple[Authorization, int | None]]
    """The authorization that covers the day, and the units that it still has."""
    overrides: Mapping[UUID, Override]

    def completed(self, key: UUID, case: ChargeCase) -> ChargeCase:
        """This function will complete one client's case."""
        used_day, used_week, used_year = self.used.get(key, (0, 0, 0))
        found, left = self.authorized.get(key, (None, None))
        return replace(
            case, used_day=used_day, used_week=used_week, used_year=used_year, same_day=self.beside.get(key, ()),
            pairs=self.pairs.get(key, ()), authorized=found is not None, authorized_left=left,
            authorization=found.number if found else "", override=self.overrides.get(key, Override()),
        )  # fmt: skip

    def authorization(self, key: UUID, decision: Decision) -> Authorization | None:
        """This function will name the authorization that a charge uses. Returns None when: none covers all its units."""
        found, left = self.authorized.get(key, (None, None))
        return found if left is None or left >= decision.units else None


def gathered(session: Session, coverages: Mapping[UUID, Coverage], trying: payers.Tried = ()) -> Around:
    """This function will read what stands around a session's charges, in a constant number of queries."""
    billed = {each.plan.payer_id: each.plan.payer for each in coverages.values()}
    books = payers.books(billed.values(), session.local_on, trying)
    beside = day.others(session, coverages)
    return Around(
        books=books,
        fees=payers.fees(set(billed), session.local_on),
        used=units_before(session, coverages, books),
        beside=beside,
        pairs=day.pairs(session, coverages, books, beside),
        authorized=decided.authorizations(session, coverages, books),
        overrides=decided.overrides(session),
    )
