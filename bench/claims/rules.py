"""How fast sessions are decided: a payer's book with the clinic's own rules over it, and cases as evenings bring them."""

import time
from collections import Counter
from datetime import date, timedelta
from typing import Any

FIRST_DAY, DAYS = date(2026, 8, 27), 90
OVERRIDES = {
    "minutes.floor": 40,
    "iop_group.minutes.floor": 150,
    "group.maximum_size": 12,
    "group.counted": "members",
    "group.outside": "hold",
    "staff.ratio": 12,
    "modifiers.group": "HQ",
    "modifiers.level.associate": "HL",
    "telehealth.taken": ["video"],
    "units.day_maximum": 4,
    "filing.days": 365,
    "note.hours": 72,
    "cosign_needed_from": ["associate"],
}
BOOKS = ("demo-commercial", "demo-medicaid", "texas-medicaid", "commercial-iop-mh", "tricare")


def books() -> list[Any]:
    """Shipped books, each with versions of a dozen rules that the clinic set at some day of the ninety."""
    from circlechart.base.rulebook.facts import CONTRACT, Source, Value
    from circlechart.money.payers import queries

    source = Source("Payer's manual", "F1", FIRST_DAY)
    found = []
    for name in BOOKS:
        own = [
            Value(key, said, "", FIRST_DAY + timedelta(30 * turn), None, "confirmed", source, "clinic", CONTRACT, "1")
            for turn in range(3)
            for key, said in OVERRIDES.items()
        ]
        found.append(queries.rulebook(name).overridden(name, own, FIRST_DAY + timedelta(DAYS)))
    return found


def cases(count: int) -> list[Any]:
    """Sessions of eight over ninety days: all services and ways, leads of every level, notes signed and not."""
    from circlechart.money.charges.facts import ChargeCase

    services = ("group_psychotherapy", "sud_group", "sud_group", "iop_group", "group_psychotherapy")
    return [
        ChargeCase(
            service_on=FIRST_DAY + timedelta(number // 8 % DAYS),
            minutes=(178 if number // 8 % 5 == 3 else 38) + number * 7 % 53,
            service=services[number // 8 % 5],
            modality=("in_person", "in_person", "video", "in_person", "audio")[number // 8 % 21 % 5],
            present=5 + number // 8 % 9,
            members=1 + number % 6,
            note="unsigned" if number % 13 == 0 else "signed",
            rendering_level=("masters", "doctoral", "masters", "associate")[number // 8 % 7 % 4],
            cosigned=number % 5 > 0,
            session_minutes=240 if number // 8 % 5 == 3 else 90,
            staff=1 + number // 8 % 2,
            used_day=number % 17 % 2,
            authorized=number % 9 > 0,
            signed_after_hours=number % 80,
            days_since=number % 89,
        )
        for number in range(count)
    ]


def decisions(count: int) -> dict[str, Any]:
    """Every case decided by one book after the other, as `charges` and `explain` do it."""
    import django

    django.setup()
    from circlechart.money.charges.rules import decide

    told, asked = books(), cases(count)
    for case in asked[:100]:
        decide(case, told[0])
    started, wall = time.process_time(), time.perf_counter()
    outcomes = Counter(decide(case, told[place // 8 % len(told)]).outcome for place, case in enumerate(asked))
    cpu = time.process_time() - started
    return {"decisions": count, "cpu": cpu, "wall": time.perf_counter() - wall, "outcomes": dict(outcomes)}
