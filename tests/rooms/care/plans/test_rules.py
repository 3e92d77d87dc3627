"""What a plan lacks, where it stands, which code is found, and what was done of it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from circlechart.care.plans import queries, rules
from circlechart.care.plans.facts import (
    Delivered,
    GoalFacts,
    InterventionFacts,
    ObjectiveFacts,
    PlanFacts,
    Prescribed,
    ProblemFacts,
    VersionFacts,
)

TODAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 2)
GROUP = UUID(int=7)
GOAL = GoalFacts(
    uuid4(), "1.1", "Sleep", uuid4(), "Sleeps badly",
    (ObjectiveFacts(uuid4(), "1.1a", "Sleep six hours", "sleep diary", date(2027, 1, 15)),),
)  # fmt: skip
PLAN = PlanFacts(
    {"wish": "Rest", "strengths": "", "needs": "", "discharge": "Rested"},
    (ProblemFacts(uuid4(), "Sleeps badly", "F51.01"),),
    (GOAL,),
    (InterventionFacts(uuid4(), "Skills", "", 2, 1, "", ("1.1",)),),
)
HASH = rules.plan_hash(PLAN)


def version(review_on: date, agreed: bool = True) -> VersionFacts:
    return VersionFacts(uuid4(), 1, TODAY - timedelta(days=60), review_on, HASH, agreed)


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "expired"), (0, "due"), (14, "due"), (15, "in_force")], ids=lambda each: str(each)
)
def test_standing_by_the_day_of_review(days: int, state: str) -> None:
    found = rules.standing(TODAY, PLAN, HASH, version(TODAY + timedelta(days=days)), 14)
    assert (found.state, found.warns) == (state, state != "in_force")


def test_standing_before_anybody_signed() -> None:
    empty = PlanFacts(dict.fromkeys(PLAN.outline, ""))
    assert rules.standing(TODAY, empty, "", None, 14).state == "none"
    assert rules.standing(TODAY, PLAN, HASH, None, 14).state == "draft"


def test_standing_says_that_the_plan_changed_and_that_the_client_has_not_signed() -> None:
    changed = replace(PLAN, outline=PLAN.outline | {"wish": "Rest and work"})
    found = rules.standing(TODAY, changed, rules.plan_hash(changed), version(date(2027, 1, 1), agreed=False), 14)
    assert (found.changed, found.awaits_client) == (True, True)


def test_a_whole_plan_lacks_nothing() -> None:
    assert rules.gaps(PLAN, TODAY) == ()


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (replace(PLAN, problems=()), "Add a problem"),
        (replace(PLAN, goals=()), "at least one goal"),
        (replace(PLAN, interventions=()), "what is done"),
        (replace(PLAN, goals=(replace(GOAL, objectives=()),)), "no objective"),
        (replace(PLAN, goals=(replace(GOAL, objectives=(replace(GOAL.objectives[0], target_on=date(2026, 11, 24)),)),)), "is past"),
    ],
    ids=["problem", "goal", "service", "objective", "target"],
)  # fmt: skip
def test_a_plan_without_a_part_is_not_signed(plan: PlanFacts, says: str) -> None:
    assert any(each.blocks and says in each.sentence for each in rules.gaps(plan, TODAY))


def test_review_is_due_by_the_shortest_rule() -> None:
    rule = rules.review_rule(queries.book(), TODAY, [("OP", "outpatient"), ("IOP", "intensive outpatient")])
    assert (rule.days, rule.unverified) == (30, True)
    assert "intensive outpatient" in rule.because


def test_partial_hospitalization_has_its_cited_days() -> None:
    rule = rules.review_rule(queries.book(), TODAY, [("PHP", "partial hospitalization"), ("OP", "outpatient")])
    assert (rule.days, rule.unverified) == (31, False)


def test_every_other_plan_has_the_default_marked_unverified() -> None:
    rule = rules.review_rule(queries.book(), TODAY, [("commercial", "Alder Mutual")])
    assert (rule.days, rule.unverified) == (90, True)


def test_codes_of_the_words_file_are_all_in_the_full_list() -> None:
    table = queries.codes()
    assert len(table.rows) > 1000
    assert [each.code for each in table.rows if each.code.replace(".", "") not in table.known] == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("f10.20", "F10.20"),
        ("alcohol use disorder, moderate", "F10.20"),
        ("opioid severe", "F11.20"),
        ("f5081", "F50.810"),
        ("suicidal ideation", "R45.851"),
    ],
)
def test_code_is_found_by_letters_and_by_words(words: str, first: str) -> None:
    assert rules.search(words, queries.codes())[0].code == first


def test_code_search_gives_only_what_a_claim_can_carry() -> None:
    assert "F43.1" not in {each.code for each in rules.search("F43.1", queries.codes())}
    assert rules.search("  ", queries.codes()) == []
    assert rules.search("no such malady", queries.codes()) == []


@pytest.mark.parametrize(
    ("code", "why"), [("F11.20", ""), ("F50.81", "has_finer_codes"), ("F99.99", "no_such_code"), ("E11.9", "")]
)
def test_code_that_a_claim_can_carry(code: str, why: str) -> None:
    assert rules.problem_with(code, queries.codes()) == why


@pytest.mark.parametrize(
    ("disposition", "basis", "outcome"),
    [
        ("attended", "member", "attended"),
        ("elsewhere", "member", "attended"),
        ("removed", "member", "partial"),
        ("no_show", "member", "missed"),
        ("cancelled_late", "member", "missed"),
        ("cancelled_timely", "member", "excluded"),
        ("excused", "member", "excluded"),
        ("facility_cancelled", "member", "excluded"),
        ("expected", "member", ""),
        ("attended", "observer", ""),
    ],
)
def test_disposition_counts_as_care_says(disposition: str, basis: str, outcome: str) -> None:
    assert rules.outcome(disposition, basis) == outcome


def met(*days: tuple[int, str]) -> list[Delivered]:
    return [Delivered(GROUP, MONDAY + timedelta(days=ahead), outcome) for ahead, outcome in days]


def done(delivered: list[Delivered], *, from_on: date = MONDAY, until_on: date | None = None, today: date = TODAY) -> list[tuple[int, int]]:  # fmt: skip
    lines = rules.compliance([Prescribed(GROUP, "Skills", 2, from_on, until_on)], delivered, today)
    return [(week.due, week.counted) for week in lines[0].weeks]


def test_week_owes_what_the_plan_says() -> None:
    assert done(met((0, "attended"), (2, "no_show")), today=date(2026, 11, 9)) == [(2, 1), (0, 0)]


def test_week_without_a_session_still_owes_it() -> None:
    assert done([], today=date(2026, 11, 9))[0] == (2, 0)


def test_excused_is_not_in_the_denominator() -> None:
    assert done(met((0, "attended"), (2, "excluded")), today=date(2026, 11, 9))[0] == (1, 1)


def test_more_than_was_due_repairs_no_other_week() -> None:
    week = met((0, "no_show"), (2, "no_show"), (7, "attended"), (8, "attended"), (9, "attended"))
    assert done(week, today=date(2026, 11, 16))[:2] == [(2, 0), (2, 2)]


def test_week_that_runs_owes_what_has_met() -> None:
    assert done(met((21, "attended")), from_on=MONDAY + timedelta(days=21), today=TODAY) == [(1, 1)]


def test_week_in_which_the_plan_began_or_ended_owes_what_met() -> None:
    first = MONDAY + timedelta(days=2)
    assert done(met((2, "attended")), from_on=first, today=date(2026, 11, 9))[0] == (1, 1)
    assert done(met((0, "attended")), until_on=MONDAY + timedelta(days=1), today=TODAY) == [(1, 1)]


def test_to_date_is_rounded_down_and_none_without_anything_due() -> None:
    [line] = rules.compliance([Prescribed(GROUP, "Skills", 3, MONDAY)], met((0, "attended"), (1, "attended"), (2, "no_show")), date(2026, 11, 8))  # fmt: skip
    assert (line.percent, line.words) == (66, "2 of 3 sessions, 66 %")
    [nothing] = rules.compliance([Prescribed(GROUP, "Skills", 3, TODAY)], [], TODAY)
    assert nothing.percent is None
