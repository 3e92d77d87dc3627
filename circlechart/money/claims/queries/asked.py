"""What payers ask of the claims of some charges: form, period, codes, who is named."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from circlechart.base.coverage.models import Plan
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.enrollment.models import Enrollment
from circlechart.money.charges.models import Charge
from circlechart.money.claims.facts import BilledLine, Key, Particulars, Stay, Wanted
from circlechart.money.claims.rules import period
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.models import Attending
from circlechart.money.payers import queries as payers
from circlechart.money.payers.queries import Books
from circlechart.money.payers.rules import charged_as

INSTITUTIONAL, PROFESSIONAL = "institutional", "professional"
MOST_LINES = {PROFESSIONAL: 50, INSTITUTIONAL: 999}
DAY, ORGANIZATION = "day", "organization"


class Asked:
    """The rules of the payers of some charges, read once for all of them; constant queries for each day of service."""

    def __init__(self, charges: Iterable[Charge]) -> None:
        self.charges = list(charges)

    def key(self, charge: Charge) -> Key:
        """This function will say on which claim a ready charge belongs, all parts of it together."""
        assert charge.coverage_id is not None and charge.rendering_id is not None
        plain = Key(
            client_id=charge.attendance.client_id,
            coverage_id=charge.coverage_id,
            facility_id=charge.session.facility_id,
            rendering_id=charge.rendering_id,
            supervising_id=charge.supervising_id,
            place_of_service=charge.place_of_service,
            service_on=charge.service_on,
            authorization=charge.authorization.number if charge.authorization else "",
        )
        return self._institutional(charge, plain) if self.form(charge) == INSTITUTIONAL else plain

    def line(self, charge: Charge) -> BilledLine:
        """This function will make the line of a ready charge."""
        revenue = suppressed = ""
        if self.form(charge) == INSTITUTIONAL:
            full = charge.code == self._get(charge, "day.full_code", "")
            usual = self._get(charge, "revenue_code", "")
            revenue = self._get(charge, "day.full_revenue_code", usual) if full else usual
            suppressed = self._get(charge, "code.suppressed", "")
        alone = bool(revenue and suppressed)
        return BilledLine(
            charge_id=charge.id,
            attendance_id=charge.attendance_id,
            service_on=charge.service_on,
            code="" if alone else charge.code,
            modifiers=() if alone else tuple(charge.modifiers),
            units=charge.units,
            amount=charge.amount,
            revenue_code=revenue,
        )

    def dressed(self, wanted: Wanted, charge: Charge) -> Wanted:
        """This function will add what the payer wants on a claim to which a charge belongs."""
        note, papers = self._get(charge, "claim.note", ""), self._get(charge, "claim.attachments", [])
        attachments = tuple((report, way) for report, _, way in (str(each).partition(":") for each in papers))
        book = self.book(charge)
        biller = self._get(charge, "claim.billing_provider", ORGANIZATION)
        added = Particulars(
            note=note, attachments=attachments, billing_provider="" if biller == ORGANIZATION else biller
        )
        plain = replace(wanted, rulebook=(book.title, book.version), particulars=added)
        return self._as_bill(plain, charge) if wanted.key.form == INSTITUTIONAL else plain

    def parted(self, wanted: Wanted, charge: Charge) -> list[Wanted]:
        """This function will put lines that one claim does not hold on further claims, in their order."""
        most = self.most(charge)
        parts = [wanted.lines[at : at + most] for at in range(0, len(wanted.lines), most)]
        return [
            self.dressed(replace(wanted, key=replace(wanted.key, part=number), lines=lines), charge)
            for number, lines in enumerate(parts, start=1)
        ]

    def most(self, charge: Charge) -> int:
        """This function will say how many lines the payer takes on a claim like that of a charge."""
        holds = MOST_LINES[self.form(charge)]
        return min(holds, int(self._get(charge, "claim.lines_per_claim", holds)))

    def form(self, charge: Charge) -> str:
        """This function will say which form the payer wants for the service; professional where nothing is said."""
        return str(self._get(charge, "claim.form", PROFESSIONAL))

    def book(self, charge: Charge) -> Rulebook:
        """This function will find the rules of a charge's plan on its day."""
        return self._books[charge.service_on].of(self._plan(charge))

    def stay(self, charge: Charge) -> Stay:
        """This function will find the stay in the program to which a charge belongs."""
        key = (charge.attendance.client_id, charge.session.group.program_id or charge.session.group_id)
        return period.stay_of(self._spans.get(key, []), charge.service_on)

    def _institutional(self, charge: Charge, plain: Key) -> Key:
        on = charge.service_on
        policy, week = self._get(charge, "claim.period", DAY), self._get(charge, "week.start", "sunday")
        first, last = period.period(policy, on, self.stay(charge), week)
        return replace(
            plain,
            rendering_id=plain.rendering_id if self._get(charge, "claim.rendering", None) else None,
            supervising_id=None,
            place_of_service="",
            service_on=first,
            service_through=last,
            form=INSTITUTIONAL,
            attending_id=clearinghouse.attends(self._attending, charge.session.facility_id, on),
            facility_code=str(self._get(charge, "claim.type_of_bill", "")).lstrip("0"),
        )

    def _as_bill(self, wanted: Wanted, charge: Charge) -> Wanted:
        key, stay = wanted.key, self.stay(charge)
        assert key.service_through is not None
        status = str(self._get(charge, "claim.patient_status", ""))
        interim = bool(self._get(charge, "claim.interim", None))
        frequency, status = period.bill(interim, key.service_on, key.service_through, stay, status)
        added = replace(
            wanted.particulars,
            admission_type=str(self._get(charge, "claim.admission_type", "")),
            admission_source=str(self._get(charge, "claim.admission_source", "")),
            occurrences=self._occurrences(wanted, charge, stay),
            values=self._values(wanted, charge),
        )
        conditions = tuple(self._get(charge, "claim.condition_codes", ()))
        return replace(
            wanted, frequency=frequency, patient_status=status, condition_codes=conditions, particulars=added,
            admitted_on=stay.admitted_on,
        )  # fmt: skip

    def _occurrences(self, wanted: Wanted, charge: Charge, stay: Stay) -> tuple[tuple[str, date], ...]:
        assert wanted.key.service_through is not None
        days = {
            "start": stay.admitted_on,
            "first": wanted.key.service_on,
            "last": wanted.key.service_through,
            "service": min(line.service_on for line in wanted.lines),
        }
        told = (str(each).partition(":") for each in self._get(charge, "claim.occurrence_codes", ()))
        return tuple((code, days[meaning]) for code, _, meaning in told)

    def _values(self, wanted: Wanted, charge: Charge) -> tuple[tuple[str, Decimal], ...]:
        amounts = {
            "days": Decimal(len({line.service_on for line in wanted.lines})),
            "units": Decimal(sum(line.units for line in wanted.lines)),
        }
        told = (str(each).partition(":") for each in self._get(charge, "claim.value_codes", ()))
        return tuple((code, amounts[what] if what in amounts else Decimal(what)) for code, _, what in told)

    def _get(self, charge: Charge, key: str, default: Any) -> Any:
        book, on = self.book(charge), charge.service_on
        return book.get(key, on, default, charged_as(book, charge.session.group.service, on))

    def _plan(self, charge: Charge) -> Plan:
        assert charge.coverage is not None
        return charge.coverage.plan

    @cached_property
    def _books(self) -> dict[date, Books]:
        plans = {self._plan(each).payer for each in self.charges}
        return payers.books_by_day(plans, [each.service_on for each in self.charges])

    @cached_property
    def _attending(self) -> list[Attending]:
        return clearinghouse.attending({each.session.facility_id for each in self.charges})

    @cached_property
    def _spans(self) -> dict[tuple[UUID, UUID], list[tuple[date, date | None]]]:
        """When each client had a place in a program, or in a group that belongs to none."""
        clients = {each.attendance.client_id for each in self.charges}
        places = Enrollment.objects.filter(client_id__in=clients, status__in=["active", "ended"])
        found: dict[tuple[UUID, UUID], list[tuple[date, date | None]]] = defaultdict(list)
        for place in places.select_related("group"):
            if place.effective is not None and place.effective.lower is not None:
                span = (place.effective.lower, place.effective.upper)
                found[place.client_id, place.group.program_id or place.group_id].append(span)
        return found
