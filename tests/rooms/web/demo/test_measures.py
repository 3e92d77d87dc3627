"""The demo's questionnaires: four weeks of scores, one client who gets worse, two answers that could not wait."""

from datetime import datetime

from circlechart.care.measures.models import Alert, Result
from circlechart.web.demo import people


def test_demo_has_four_weeks_of_scores_and_its_alerts(demo: datetime) -> None:
    names = {client.id: key for key, client in people.load().clients.items()}
    found = {
        (names[each.client_id], each.kind): hasattr(each, "acknowledgement")
        for each in Alert.objects.select_related("acknowledgement")
    }
    assert found == {("darius", "worse"): False, ("lu", "item"): True, ("ines", "item"): False}
    assert Result.objects.filter(at__gt=demo).count() == 0
    weeks = {each.at.isocalendar().week for each in Result.objects.filter(instrument="phq9")}
    assert len(weeks) >= 4
    assert Result.objects.values("client").distinct().count() >= 14
