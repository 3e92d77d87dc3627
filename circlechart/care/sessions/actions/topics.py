"""Which topic of its curriculum a group takes when."""

from datetime import date, timedelta

from circlechart.care.enrollment.models import CurriculumItem, Group, GroupCycle
from circlechart.care.sessions import rules
from circlechart.care.sessions.models import Session
from circlechart.care.sessions.queries.timetable import GONE, OPEN_CYCLES


def give_topics(group: Group, first: date) -> None:
    """This function will give the coming sessions their numbers and topics; a topic that somebody chose stays."""
    items = list(CurriculumItem.objects.filter(version_id=group.curriculum_version_id).order_by("sequence"))
    recent = Session.objects.filter(group=group, local_on__gte=first - timedelta(days=rules.CYCLE_DAYS))
    sessions = list(recent.order_by("span", "id"))
    cycles = list(group.cycles.all()) if group.kind == Group.Kind.CLOSED else []
    for cycle in cycles:
        if cycle.state in OPEN_CYCLES:
            own = [each for each in sessions if each.cycle_id == cycle.id]
            _number_cycle(group, cycle, own, items, first)
    if items and not cycles:
        _rotate(group, sessions, items, first)


def _number_cycle(
    group: Group, cycle: GroupCycle, sessions: list[Session], items: list[CurriculumItem], first: date
) -> None:
    counted = [each for each in sessions if each.cancel_basis != Session.CancelBasis.SCHEDULE]
    live = [_counts(each, group, first) for each in counted]
    for session, number in zip(counted, rules.sequence(live, cycle.target_sessions, group.cancel_policy), strict=True):
        item = items[(number - 1) % len(items)] if items and number else None
        _give(session, number, item, first)


def _rotate(group: Group, sessions: list[Session], items: list[CurriculumItem], first: date) -> None:
    """An open group goes round and round; what has been held, or was chosen by somebody, is where it goes on from."""
    numbers = {item.id: number for number, item in enumerate(items, 1)}
    skip = group.cancel_policy == Group.CancelPolicy.SKIP
    after = 0
    for session in sessions:
        chosen = numbers.get(session.curriculum_item_id) if session.curriculum_item_id else None
        if not _assignable(session, first):
            after = chosen if chosen and _counts(session, group, first) else after
            continue
        number = rules.rotation([_counts(session, group, first)], len(items), after, skip)[0]
        _give(session, number, items[number - 1] if number else None, first)
        after = number or after


def _counts(session: Session, group: Group, first: date) -> bool:
    """A planned session counts while it is to come; later only if it was held, where topics advance on that."""
    if session.status in GONE:
        return False
    waits = session.status == Session.Status.SCHEDULED and group.advance_on == Group.AdvanceOn.HELD
    return not (waits and session.local_on < first)


def _assignable(session: Session, first: date) -> bool:
    planned = session.status in (Session.Status.SCHEDULED, Session.Status.CANCELLED)
    free = session.slot_key is not None and "curriculum_item" not in session.overridden
    return planned and free and session.local_on >= first


def _give(session: Session, number: int | None, item: CurriculumItem | None, first: date) -> None:
    same = session.sequence == number and session.curriculum_item_id == (item.id if item else None)
    if _assignable(session, first) and not same:
        Session.objects.filter(pk=session.pk, status=session.status).update(sequence=number, curriculum_item=item)
