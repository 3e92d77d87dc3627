"""Every client's treatment plan, written and signed by the same actions as a clinician's."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from circlechart.base.access.facts import Actor
from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.plans import actions, queries, rules
from circlechart.care.plans.facts import InterventionGiven, ObjectiveGiven, OutlineGiven, ProblemGiven, SigningGiven
from circlechart.web.demo import content
from circlechart.web.demo.people import Cast

SIGNED, BEHIND, CALM = time(15), timedelta(weeks=4), 20
UNSIGNED_EVERY, SPOKEN_EVERY = 11, 7
COUNSELING = "Individual counseling toward the goal"


def write(cast: Cast, now: datetime) -> None:
    """This function will give every client a signed plan; a few are due for review, and one is past it."""
    raw = content.plans()
    for number, (key, row) in enumerate(raw["plans"].items()):
        _plan(cast, key, row, number, raw["review"].get(key), now)


def _plan(cast: Cast, key: str, row: list[str], number: int, review_in: int | None, now: datetime) -> None:
    client, intake = cast.clients[key], cast.intakes[key]
    zone = client.facility.time_zone
    today = walltime.today(now, zone)
    first = max(intake, today - BEHIND)
    by, group_id, times = _care(cast, client, first, now)
    from_on = _begins(client, intake, today, number, review_in)
    review_on = rules.latest_review(from_on, queries.rule_for(client, from_on))
    if review_in is not None:
        review_on = today + timedelta(days=review_in)
    at = min(now, walltime.instant(from_on, SIGNED, zone))
    statement, wish, strengths, done, *steps = row
    outline = OutlineGiven(wish, strengths, "", done, 0)
    actions.save_outline(client_id=client.id, given=outline, by=by, now=at)
    diagnosis = client.diagnoses.order_by("rank")[0]
    since = min(first, from_on)
    given = ProblemGiven(statement, diagnosis.code, "", since)
    problem = actions.add_problem(client_id=client.id, given=given, by=by, now=at)
    goals = list(client.goals.order_by("number"))
    for goal, text, measure in zip(goals, steps[::2], steps[1::2], strict=True):
        actions.answer_problem(goal_id=goal.id, problem_id=problem.id, by=by, now=at)
        step = ObjectiveGiven(text, measure, review_on, since)
        actions.add_objective(goal_id=goal.id, given=step, by=by, now=at)
    line = InterventionGiven(
        "group" if group_id else "individual", group_id, "" if group_id else COUNSELING, times, 1 if group_id else 2,
        None if group_id else by.staff_id, tuple(goal.id for goal in goals), since,
    )  # fmt: skip
    actions.add_intervention(client_id=client.id, given=line, by=by, now=at)
    _sign(client, from_on, review_on, number, by, at)


def _care(cast: Cast, client: Client, on: date, now: datetime) -> tuple[Actor, UUID | None, int]:
    """Who writes the plan, the client's group, and how often it meets in a week."""
    place = Enrollment.objects.filter(client=client, status="active").select_related("group").first()
    raw = next((each for each in content.clinic()["group"] if place and each["name"] == place.group.name), None)
    author = actor_of(cast.staff[raw["lead"] if raw else "maribel"].id, now)
    return author, place.group_id if place else None, len(raw["days"]) if raw else 1


def _begins(client: Client, intake: date, today: date, number: int, review_in: int | None) -> date:
    """Plans began on different days, so that their reviews are not all due in one week."""
    days = queries.rule_for(client, today).days
    ago = days - review_in if review_in is not None else 3 * number % (days - CALM)
    return max(intake, today - timedelta(days=ago))


def _sign(client: Client, from_on: date, review_on: date, number: int, by: Actor, at: datetime) -> None:
    plan = queries.plan_of(client.id, walltime.today(at, client.facility.time_zone))
    given = SigningGiven("initial", from_on, review_on, "", rules.plan_hash(plan))
    version = actions.sign_plan(client_id=client.id, given=given, by=by, now=at)
    if number % UNSIGNED_EVERY:
        how = "typed" if number % SPOKEN_EVERY else "spoken"
        name = client.display_name
        later = at + timedelta(minutes=4)
        actions.sign_with_client(
            version_id=version.id, meaning="client", method=how, name=name, remark="", by=by, now=later
        )
