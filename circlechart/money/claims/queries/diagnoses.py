"""Which diagnoses a claim names."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from circlechart.care.plans.models import Diagnosis
from circlechart.money.claims.facts import Wanted

MOST = {"professional": 12, "institutional": 25}
"""What the guides have room for: facts/x12 section 6."""


class InForce:
    """The diagnoses of some clients, read once."""

    def __init__(self, clients: Iterable[UUID]) -> None:
        self._known: dict[UUID, list[Diagnosis]] = defaultdict(list)
        for each in Diagnosis.objects.filter(client_id__in=set(clients)).order_by("rank"):
            self._known[each.client_id].append(each)

    def of(self, wanted: Wanted) -> tuple[str, ...]:
        """This function will say the codes in force on the last day of service of a claim, the principal one first."""
        on = max(line.service_on for line in wanted.lines)
        codes = [each.code for each in self._known[wanted.key.client_id] if on in each.effective]
        return tuple(codes[: MOST[wanted.key.form]])


def in_force(clients: Iterable[UUID]) -> InForce:
    """This function will read the diagnoses of some clients, whenever they were in force."""
    return InForce(clients)
