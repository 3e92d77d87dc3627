"""The demo's questionnaires: what clients answered before their groups, through the same actions as a tablet."""

from datetime import timedelta

from circlechart.base.access.queries import actor_of
from circlechart.care.attendance.models import Attendance
from circlechart.care.measures import actions
from circlechart.care.measures.models import Alert
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.web.demo import content
from circlechart.web.demo.people import Cast

SESSIONS, BEFORE = 4, timedelta(minutes=18)


def fill(cast: Cast) -> None:
    """This function will fill in the forms of the last four weeks: one client gets worse, two answers cannot wait."""
    told = content.measures()
    for asked in told["asked"]:
        held = list(
            Session.objects.filter(group=cast.groups[asked["group"]], ended_at__isnull=False).order_by("-local_on")
        )[:SESSIONS]
        for number, session in enumerate(reversed(held), 1 + SESSIONS - len(held)):
            _answered(cast, session, number, asked)
    for each in told["acknowledged"]:
        alerts = Alert.objects.filter(client=cast.clients[each["client"]], kind=Alert.Kind.ITEM)
        alert = alerts.select_related("result__sheet__invitation").order_by("at").first()
        if alert is None:
            continue
        at = alert.at + timedelta(minutes=each["minutes"])
        by = actor_of(alert.result.sheet.invitation.asked_by_id, at)
        actions.acknowledge(alert_id=alert.id, done=each["done"], by=by, now=at)


def _answered(cast: Cast, session: Session, number: int, asked: dict[str, dict[str, list[str]]]) -> None:
    assert session.span is not None
    now = session.span.lower - BEFORE
    lead = SessionStaff.objects.get(session=session, role="lead").staff_id
    came = set(
        Attendance.objects.filter(session=session, disposition=Attendance.Disposition.ATTENDED).values_list(
            "client_id", flat=True
        )
    )
    forms: dict[str, dict[str, str]] = {}
    for key in ("phq9", "gad7", "group4"):
        for client, sheets in asked.get(key, {}).items():
            forms.setdefault(client, {})[key] = sheets[number - 1]
    for client, own in forms.items():
        if cast.clients[client].id not in came:
            continue
        invitation = actions.invite(
            client_id=cast.clients[client].id, keys=list(own), channel="tablet", session_id=session.id,
            by=actor_of(lead, now), now=now,
        )  # fmt: skip
        actions.open_invitation(invitation_id=invitation.id, now=now)
        for position, sheet in enumerate(invitation.sheets.order_by("position"), 1):
            answers = {f"q{place}": int(digit) for place, digit in enumerate(own[sheet.instrument], 1)}
            actions.submit(
                sheet_id=sheet.id, answers=answers, as_it_is=False, now=now + position * timedelta(minutes=2)
            )
