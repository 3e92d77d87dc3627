"""Setting and ending goals and diagnoses. What was in force on a day stays in force for that day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.kit.errors import Refusal
from circlechart.base.people.models import Client
from circlechart.care.plans import queries, rules
from circlechart.care.plans.errors import BadCode, BadDay, NotOfThisClient, NumberTaken, RankTaken
from circlechart.care.plans.models import Diagnosis, Goal, Problem

ONE_DAY = timedelta(days=1)
FINER = "Look it up by its beginning and choose one of those."
REFUSED_BY: dict[str, type[Refusal]] = {
    "goal_number_once_at_a_time": NumberTaken,
    "diagnosis_rank_once_at_a_time": RankTaken,
    "diagnosis_code_shape": BadCode,
}


def set_goal(
    *,
    client_id: UUID,
    number: str,
    text: str,
    from_on: date,
    by: Actor,
    now: datetime,
    problem_id: UUID | None = None,
) -> Goal:
    """This function will set a goal from a day on, which may answer a problem of the same client.

    Raises: NotAllowed, NumberTaken, NotOfThisClient.
    Audit: plans.set_goal with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, number):
        client = locked(client_id, by, now)
        if problem_id is not None and not Problem.objects.filter(pk=problem_id, client=client).exists():
            raise NotOfThisClient(field="Problem")
        goal = Goal.objects.create(
            client=client, number=number, text=text.strip(), effective=DateRange(from_on, None), problem_id=problem_id
        )
        audit.record(by=by, verb="plans.set_goal", thing=goal, now=now, client=client.id, details={"number": number})
        return goal


def end_goal(*, goal_id: UUID, last_on: date, by: Actor, now: datetime) -> Goal:
    """This function will end a goal after its last day.

    Raises: NotAllowed, BadDay.
    Audit: plans.end_goal with the client.
    """
    with transaction.atomic():
        goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal_id)
        locked(goal.client_id, by, now)
        goal.effective = until(goal.effective, last_on)
        goal.save()
        audit.record(by=by, verb="plans.end_goal", thing=goal, now=now, client=goal.client_id)
        return goal


def set_diagnosis(
    *, client_id: UUID, code: str, label: str, rank: int, from_on: date, by: Actor, now: datetime
) -> Diagnosis:
    """This function will set a diagnosis from a day on.

    Raises: NotAllowed, RankTaken, BadCode.
    Audit: plans.set_diagnosis with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, code):
        client = locked(client_id, by, now)
        check_code(code)
        diagnosis = Diagnosis.objects.create(
            client=client, code=code.strip().upper(), label=label.strip(), rank=rank, effective=DateRange(from_on, None)
        )
        audit.record(by=by, verb="plans.set_diagnosis", thing=diagnosis, now=now, client=client.id)
        return diagnosis


def end_diagnosis(*, diagnosis_id: UUID, last_on: date, by: Actor, now: datetime) -> Diagnosis:
    """This function will end a diagnosis after its last day.

    Raises: NotAllowed, BadDay.
    Audit: plans.end_diagnosis with the client.
    """
    with transaction.atomic():
        diagnosis = Diagnosis.objects.select_for_update(of=("self",)).get(pk=diagnosis_id)
        locked(diagnosis.client_id, by, now)
        diagnosis.effective = until(diagnosis.effective, last_on)
        diagnosis.save()
        audit.record(by=by, verb="plans.end_diagnosis", thing=diagnosis, now=now, client=diagnosis.client_id)
        return diagnosis


def locked(client_id: UUID, by: Actor, now: datetime) -> Client:
    """This function will lock a client whose plan is written. Raises: NotAllowed."""
    client = Client.objects.select_for_update(of=("self",)).select_related("facility").get(pk=client_id)
    decide.ensure(by, Permission.EDIT_PLAN, client, on=now)
    return client


def check_code(code: str) -> None:
    """This function will refuse what is no code that a claim can carry. Raises: BadCode."""
    found = rules.problem_with(code.strip().upper(), queries.codes())
    if found == "has_finer_codes":
        raise BadCode("This code has finer ones below it, and a claim carries those.", value=code, mend=FINER)
    if found:
        raise BadCode(value=code)


def until(span: DateRange, last_on: date) -> DateRange:
    """This function will end a span after its last day. Raises: BadDay."""
    assert span.lower is not None
    if last_on < span.lower:
        raise BadDay(value=last_on.isoformat())
    return DateRange(span.lower, last_on + ONE_DAY)
