"""A changed rule over the four weeks of the demo: what differs, in lines and money."""

from datetime import datetime, timedelta
from typing import Any

from circlechart.base.coverage.models import Payer
from circlechart.money.charges.models import Charge
from circlechart.money.payers.facts import kind_of
from circlechart.money.trials import queries
from circlechart.money.trials.facts import Change


def test_the_changed_floor_over_the_four_weeks_of_the_demo(demo: datetime) -> None:
    """The demo's commercial payer wants 45 minutes: who left early or came late shows it, in lines and money."""
    payer = Payer.objects.get(rulebook="demo-commercial")
    today = demo.date()
    kind = kind_of("minutes.floor")
    assert kind is not None
    value = Change(kind, 80, today).as_value()
    days = (today - timedelta(days=35), today - timedelta(days=1))
    came = queries.replayed(payer, [value], days, days[0], queries.Earlier(), demo)
    charged = Charge.objects.filter(current=True, status="ready", coverage__plan__payer=payer)
    tallies = list(came.tallies().values())
    assert sum(each.before.lines for each in tallies) == charged.count() > 20
    assert sum(each.before.money for each in tallies) == sum(each.amount for each in charged)
    lost = charged.filter(minutes__lt=80).exclude(session__group__service="iop_group")
    assert lost.count() > 0
    assert sum(each.lines for each in tallies) == -lost.count() - _of_iop(came, charged)
    nothing = queries.replayed(payer, [], days, days[0], queries.Earlier(), demo)
    assert (nothing.differing, len(nothing.pairs)) == ([], len(came.pairs))


def _of_iop(came: queries.Week, charged: Any) -> int:
    iop = set(charged.filter(session__group__service="iop_group").values_list("attendance_id", flat=True))
    return sum(each.attendance_id in iop for each in came.differing)
