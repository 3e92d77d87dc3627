"""How large the clinics are that are measured."""

from dataclasses import dataclass

CLIENTS_OF_A_FACILITY = 200
GROUPS_OF_A_FACILITY = 25
LEADS_OF_A_FACILITY = 5
BIG_GROUP = 30
UNSIGNED_WEEKS = 2
UNSIGNED_WEEKS_OF_THE_BIG_GROUP = 12


@dataclass(frozen=True, slots=True)
class Size:
    """One clinic: so many facilities of 200 clients and 25 weekly groups, and so many weeks of past."""

    facilities: int
    weeks: int

    @property
    def clients(self) -> int:
        return self.facilities * CLIENTS_OF_A_FACILITY

    @property
    def groups(self) -> int:
        return self.facilities * GROUPS_OF_A_FACILITY

    @property
    def words(self) -> str:
        return f"{self.clients:,} clients, {self.groups * self.weeks:,} past sessions"


WHOLE = Size(facilities=10, weeks=240)
TENTH = Size(facilities=1, weeks=240)
