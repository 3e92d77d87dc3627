"""What a plan is made of: words about the client, problems, objectives, interventions, each from a day on."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.kit.errors import Refusal
from circlechart.base.people.models import Client
from circlechart.care.enrollment.models import Group
from circlechart.care.plans import queries
from circlechart.care.plans.actions.holdings import check_code, locked, set_diagnosis, until
from circlechart.care.plans.errors import (
    BadCode,
    BadDay,
    BadIntervention,
    ChangedMeanwhile,
    GroupPlanned,
    NoLetterLeft,
    NotOfThisClient,
    ProblemListed,
)
from circlechart.care.plans.facts import OUTLINE, InterventionGiven, ObjectiveGiven, OutlineGiven, ProblemGiven
from circlechart.care.plans.models import Goal, Intervention, Objective, Outline, Problem

REFUSED_BY: dict[str, type[Refusal]] = {
    "problem_code_once_at_a_time": ProblemListed,
    "problem_code_shape": BadCode,
    "intervention_group_once_at_a_time": GroupPlanned,
    "intervention_group_weekly": BadIntervention,
    "intervention_often_enough": BadIntervention,
}


def save_outline(*, client_id: UUID, given: OutlineGiven, by: Actor, now: datetime) -> Outline:
    """This function will save what a plan says of the client as a whole, unless somebody else changed it meanwhile.

    Raises: NotAllowed, ChangedMeanwhile.
    Audit: plans.save_outline with the client and the names of what changed.
    """
    with transaction.atomic():
        client = locked(client_id, by, now)
        outline = Outline.objects.filter(client=client).first() or Outline(client=client, rev=0)
        if given.rev != outline.rev:
            raise ChangedMeanwhile(field="The client")
        changed = [name for name in OUTLINE if getattr(outline, name) != getattr(given, name).strip()]
        if changed or outline.rev == 0:
            for name in changed:
                setattr(outline, name, getattr(given, name).strip())
            outline.rev += 1
            outline.save()
            audit.record(
                by=by, verb="plans.save_outline", thing=outline, now=now, client=client.id, details={"changed": changed}
            )
        return outline


def add_problem(*, client_id: UUID, given: ProblemGiven, by: Actor, now: datetime) -> Problem:
    """This function will put a problem on the list from a day on; with a rank it is a diagnosis on claims, too.

    Raises: NotAllowed, BadCode, ProblemListed, RankTaken.
    Audit: plans.add_problem with the client, and plans.set_diagnosis for a diagnosis.
    """
    code = given.code.strip().upper()
    with transaction.atomic(), in_words(REFUSED_BY, code):
        client = locked(client_id, by, now)
        if code:
            check_code(code)
        known = queries.codes().find(code)
        label = given.label.strip() or (known.label if known else "")
        if given.rank is not None:
            if not code:
                raise BadCode("A diagnosis on claims needs its code.")
            set_diagnosis(
                client_id=client.id, code=code, label=label[:120] or given.statement[:120], rank=given.rank,
                from_on=given.from_on, by=by, now=now,
            )  # fmt: skip
        problem = Problem.objects.create(
            client=client, statement=given.statement.strip(), code=code, label=label[:160],
            effective=DateRange(given.from_on, None),
        )  # fmt: skip
        audit.record(by=by, verb="plans.add_problem", thing=problem, now=now, client=client.id)
        return problem


def end_problem(*, problem_id: UUID, last_on: date, by: Actor, now: datetime) -> Problem:
    """This function will take a problem off the list after its last day; a diagnosis on claims is ended for itself.

    Raises: NotAllowed, BadDay.
    Audit: plans.end_problem with the client.
    """
    with transaction.atomic():
        problem = Problem.objects.select_for_update(of=("self",)).get(pk=problem_id)
        locked(problem.client_id, by, now)
        problem.effective = until(problem.effective, last_on)
        problem.save()
        audit.record(by=by, verb="plans.end_problem", thing=problem, now=now, client=problem.client_id)
        return problem


def answer_problem(*, goal_id: UUID, problem_id: UUID | None, by: Actor, now: datetime) -> Goal:
    """This function will say which problem a goal answers.

    Raises: NotAllowed, NotOfThisClient.
    Audit: plans.answer_problem with the client.
    """
    with transaction.atomic():
        goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal_id)
        client = locked(goal.client_id, by, now)
        if problem_id is not None and not Problem.objects.filter(pk=problem_id, client=client).exists():
            raise NotOfThisClient(field="Problem")
        goal.problem_id = problem_id
        goal.save()
        audit.record(by=by, verb="plans.answer_problem", thing=goal, now=now, client=client.id)
        return goal


def add_objective(*, goal_id: UUID, given: ObjectiveGiven, by: Actor, now: datetime) -> Objective:
    """This function will add a measurable step toward a goal, with its day; it gets the next letter.

    Raises: NotAllowed, BadDay, NoLetterLeft.
    Audit: plans.add_objective with the client and the number.
    """
    with transaction.atomic():
        goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal_id)
        locked(goal.client_id, by, now)
        if given.target_on < given.from_on:
            raise BadDay("The target date lies before the first day.", field="Target date", value=given.target_on)
        letter = queries.letters(goal.id, given.from_on)
        if not letter:
            raise NoLetterLeft()
        objective = Objective.objects.create(
            goal=goal, letter=letter, text=given.text.strip(), measure=given.measure.strip(), target_on=given.target_on,
            effective=DateRange(given.from_on, None),
        )  # fmt: skip
        number = f"{goal.number}{letter}"
        audit.record(
            by=by,
            verb="plans.add_objective",
            thing=objective,
            now=now,
            client=goal.client_id,
            details={"number": number},
        )
        return objective


def end_objective(*, objective_id: UUID, outcome: str, last_on: date, by: Actor, now: datetime) -> Objective:
    """This function will end an objective after its last day, with what became of it.

    Raises: NotAllowed, BadDay.
    Audit: plans.end_objective with the client and the outcome.
    """
    with transaction.atomic():
        objective = Objective.objects.select_for_update(of=("self",)).select_related("goal").get(pk=objective_id)
        locked(objective.goal.client_id, by, now)
        objective.effective, objective.outcome = until(objective.effective, last_on), outcome
        objective.save()
        audit.record(
            by=by, verb="plans.end_objective", thing=objective, now=now, client=objective.goal.client_id,
            details={"outcome": outcome},
        )  # fmt: skip
        return objective


def add_intervention(*, client_id: UUID, given: InterventionGiven, by: Actor, now: datetime) -> Intervention:
    """This function will plan a group so many times a week, or another service, from a day on.

    Raises: NotAllowed, GroupPlanned, BadIntervention, NotOfThisClient.
    Audit: plans.add_intervention with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, ""):
        client = locked(client_id, by, now)
        goals = _fitting(client, given)
        line = Intervention.objects.create(
            client=client, kind=given.kind, group_id=given.group_id, words=given.words.strip(), times=given.times,
            every_weeks=given.every_weeks, staff_id=given.staff_id, effective=DateRange(given.from_on, None),
        )  # fmt: skip
        line.goals.set(goals)
        audit.record(by=by, verb="plans.add_intervention", thing=line, now=now, client=client.id)
        return line


def end_intervention(*, intervention_id: UUID, last_on: date, by: Actor, now: datetime) -> Intervention:
    """This function will end a line of the plan after its last day.

    Raises: NotAllowed, BadDay.
    Audit: plans.end_intervention with the client.
    """
    with transaction.atomic():
        line = Intervention.objects.select_for_update(of=("self",)).get(pk=intervention_id)
        locked(line.client_id, by, now)
        line.effective = until(line.effective, last_on)
        line.save()
        audit.record(by=by, verb="plans.end_intervention", thing=line, now=now, client=line.client_id)
        return line


def _fitting(client: Client, given: InterventionGiven) -> list[Goal]:
    """The goals of a line of the plan, which is of the client's facility and goals."""
    if (given.kind == Intervention.Kind.GROUP) != (given.group_id is not None):
        raise BadIntervention(field="Group")
    if given.group_id and not Group.objects.filter(pk=given.group_id, facility_id=client.facility_id).exists():
        raise NotOfThisClient("That group is of another facility.", field="Group")
    goals = list(Goal.objects.filter(pk__in=given.goals, client=client))
    if len(goals) != len(set(given.goals)):
        raise NotOfThisClient(field="Goals")
    return goals
