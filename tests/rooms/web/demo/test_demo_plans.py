"""The demo: every client has a treatment plan of their own; two are due for review, one is past it."""

from collections import Counter
from datetime import UTC, datetime

from circlechart.base.people.models import Client
from circlechart.care.plans import queries
from circlechart.care.plans.models import Objective, PlanVersion, Problem
from circlechart.web.demo import seed


def test_every_demo_client_has_a_plan_of_their_own(db: None) -> None:
    now = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    seed.make(now)
    clients = list(Client.objects.select_related("facility"))
    states = Counter(each.state for each in queries.standings(clients, now).values())
    assert states == {"in_force": len(clients) - 3, "due": 2, "expired": 1}
    for model, name in ((Problem, "statement"), (Objective, "text"), (Objective, "measure")):
        said = list(model.objects.values_list(name, flat=True))
        assert len(said) >= len(clients) or name == "measure"
        assert name == "measure" or len(set(said)) == len(said)
    assert PlanVersion.objects.filter(signatures__meaning="client").count() < len(clients)
