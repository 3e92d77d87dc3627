"""Who is expected in a session."""

from circlechart.care.enrollment.models import Enrollment
from circlechart.care.sessions.facts import Expected
from circlechart.care.sessions.models import RosterOverride, Session


def expected_roster(session: Session) -> list[Expected]:
    """This function will list who is expected: active enrollments on the day, plus and minus the session's overrides."""
    enrolled = Enrollment.objects.filter(
        group_id=session.group_id,
        status__in=[Enrollment.Status.ACTIVE, Enrollment.Status.ENDED],
        effective__contains=session.local_on,
    )
    overrides = list(RosterOverride.objects.filter(session=session))
    gone = {each.client_id for each in overrides if each.action == RosterOverride.Action.REMOVE}
    expected = {
        each.client_id: Expected(each.client_id, each.id, "member", each.default_modality or session.modality)
        for each in enrolled
        if each.client_id not in gone
    }
    for each in overrides:
        if each.action == RosterOverride.Action.ADD and each.client_id not in expected:
            expected[each.client_id] = Expected(each.client_id, None, each.kind, session.modality)
    return list(expected.values())
