"""The recurring work, in the order of the flow. The worker runs it; every job may run twice and changes nothing then."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from circlechart.base.kit import walltime
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.models import Session
from circlechart.web.pull import catch_up

DAYS_BACK = 30


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="generate_sessions", pass_context=False)
def generate_sessions(timestamp: int) -> None:
    """Make the sessions of every active group up to the horizon."""
    for group_id in Group.objects.filter(state=Group.State.ACTIVE).values_list("id", flat=True):
        sessions.materialise(group_id=group_id, by=None, now=timezone.now())


@app.periodic(cron="*/30 * * * *")
@app.task(queueing_lock="settle_places", pass_context=False)
def settle_places(timestamp: int) -> None:
    """End places whose last day is over, and take back offers that nobody answered."""
    enrollment.settle(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="capture_charges", pass_context=False)
def capture_charges(timestamp: int) -> None:
    """Derive charges and claims of recent sessions, should a request have failed to."""
    since = walltime.today(timezone.now() - timedelta(days=DAYS_BACK), walltime.NOWHERE)
    ended = Session.objects.filter(status__in=["held", "documented"], local_on__gte=since)
    for session_id in ended.order_by("local_on").values_list("id", flat=True):
        catch_up(session_id, by=None, now=timezone.now())
