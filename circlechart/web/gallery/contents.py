"""What the gallery shows: invented words, every state."""

import re
from pathlib import Path
from typing import NamedTuple

from django.core.paginator import Paginator
from django.forms import Form

from circlechart.base import ui


class Decided(NamedTuple):
    """A decision, as `base.access` would give it."""

    allowed: bool
    because: str


SENT = {"name": "Wise mind and everything around it, on Thursdays", "starts_at": "25:10", "seats": "40", "mode": "open"}
ATTENDANCE = [
    ("present", "Present", "check", "good"),
    ("late", "Late", "late", "warn"),
    ("left_early", "Left early", "leave", "warn"),
    ("no_show", "No-show", "absent", "bad"),
    ("excused", "Excused", "excused", "neutral"),
]
GOALS = [("1", "2.1 Name the feeling before acting on it"), ("2", "2.3 Sleep before midnight on four nights of seven")]
ICONS = re.findall(r'symbol id="([^"]+)"', (Path(ui.__file__).parent / "static/ui/icons.svg").read_text())


def contents(widgets: type[Form]) -> dict[str, object]:
    """This function will return what the gallery shows; the form has one of each widget."""
    return {
        "fresh": widgets(),
        "refused": widgets(SENT, auto_id="bad_%s"),
        "attendance": ATTENDANCE,
        "rooms": [("a", "Room A"), ("b", "Room B", "", "", "Taken by Family night")],
        "participation": [(1, "1"), (2, "2"), (3, "3"), (4, "4")],
        "goals": GOALS,
        "may": Decided(allowed=True, because=""),
        "may_not": Decided(allowed=False, because="Only the lead of this session may end it."),
        "tabs": [("Roster", "#tabs", 8), ("Waitlist", "#tabs", 2), ("History", "#tabs")],
        "page": Paginator(range(120), 25).page(2),
        "tones": ["neutral", "info", "good", "warn", "bad"],
        "long": "Bartholomew-Konstantin Featherstonehaugh-Okonkwo-Villanueva de los Ángeles " * 2,
        "unbroken": "donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
        "hostile": "<script>alert(1)</script> & \"quotes\" 'too'",
        "icons": ICONS,
    }
