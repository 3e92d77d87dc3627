"""The places in the header, in the order of the work. A place shows only if its URL exists and the actor may go there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Place:
    """A primary destination: its words, its URL name, its icon, and where else its pages are.

    `parts` are pages of another place's things that belong here all the same, such as the charge of an attendance.
    """

    label: str
    url_name: str
    icon: str
    also: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A place as one page shows it."""

    label: str
    href: str
    icon: str
    current: bool


PLACES = (
    Place("Today", "home:today", "today"),
    Place("Week", "home:week", "week"),
    Place("Groups", "enrollment:groups", "groups", also=("/schedule/", "/cycles/", "/closed-days/", "/facilities/")),
    Place("Clients", "office:clients", "clients"),
    Place("Claims", "claims:index", "claims", also=("/charges/",), parts=("/charge/",)),
    Place("Payers", "payers:index", "money", also=("/clearinghouses/", "/replays/")),
    Place("Staff", "office:staff", "staff", also=("/places/",)),
    Place("Trail", "office:trail", "history"),
)


def _signed_in(request: HttpRequest, url_name: str) -> bool:
    return request.user.is_authenticated


_reach: Callable[[HttpRequest, str], bool] = _signed_in


def ask(reach: Callable[[HttpRequest, str], bool]) -> None:
    """This function will set who decides whether an actor may go to a place (`base.access` does so when it is ready)."""
    global _reach
    _reach = reach


def links(request: HttpRequest) -> list[Link]:
    """This function will return the places this person may go to, the one they are in marked."""
    found: list[tuple[Place, str]] = []
    for place in PLACES:
        try:
            address = reverse(place.url_name)
        except NoReverseMatch:
            continue
        if _reach(request, place.url_name):
            found.append((place, address))
    holds = [address for place, address in found if _holds(place, address, request.path)]
    here = max(holds, key=len, default=None)
    return [Link(place.label, address, place.icon, address == here) for place, address in found]


def _holds(place: Place, address: str, path: str) -> bool:
    return any(_within(path, each) for each in (address, *place.also)) or any(each in path for each in place.parts)


def _within(path: str, address: str) -> bool:
    return path == address or (address != "/" and path.startswith(address))
