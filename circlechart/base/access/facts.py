"""Who acts, and what was decided about them, as plain frozen values."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in force, at one facility or (None) at all of them."""

    role: str
    facility_id: UUID | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person with the roles they hold today."""

    staff_id: UUID
    display_name: str
    grants: tuple[Grant, ...]

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles, wherever they are held."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def everywhere(self) -> bool:
        """Whether any role reaches all facilities."""
        return any(grant.facility_id is None for grant in self.grants)

    def at(self, places: frozenset[UUID]) -> "Actor":
        """The same person with their roles at these facilities only; a role for all facilities is one at each of them."""
        held = {
            Grant(grant.role, place) for grant in self.grants for place in places if grant.facility_id in (None, place)
        }
        return Actor(self.staff_id, self.display_name, tuple(sorted(held, key=str)))

    @property
    def facility_ids(self) -> frozenset[UUID]:
        """The facilities that a role names."""
        return frozenset(grant.facility_id for grant in self.grants if grant.facility_id is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether it is allowed, and the reason in words that a person reads."""

    allowed: bool
    because: str
