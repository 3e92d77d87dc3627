"""The recurring work, in the order of the flow. The worker runs it; every job may run twice and changes nothing then."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from circlechart.care.sessions.models import Session
from circlechart.web.pull import catch_up

DAYS_BACK = 30


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="capture_charges", pass_context=False)
def capture_charges(timestamp: int) -> None:
    """Derive charges and claims of recent sessions, should a request have failed to."""
    since = timezone.now().date() - timedelta(days=DAYS_BACK)
    ended = Session.objects.filter(status__in=["held", "documented"], local_on__gte=since)
    for session_id in ended.order_by("local_on").values_list("id", flat=True):
        catch_up(session_id, by=None, now=timezone.now())
