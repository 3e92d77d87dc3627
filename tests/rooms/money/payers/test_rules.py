"""A payer's rules in plain sentences, and what a typed value can be."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.rulebook.facts import CONTRACT, Source, Value
from circlechart.money.payers import queries, rules
from circlechart.money.payers.facts import CREDENTIALS, KINDS, TOPICS, kind_of

ON = date(2026, 11, 23)
SENTENCES = [
    ("group_psychotherapy.code", "90853", "Group psychotherapy is billed as 90853."),
    ("iop_group.code", None, "Intensive outpatient group is not covered: its charges are held."),
    ("units.basis", "per_session", "One unit for a session, however long it runs."),
    ("units.basis", "per_15", "One unit for every 15 minutes present."),
    ("units.rounding", "full", "Only whole units count."),
    ("units.rounding", "midpoint", "More than half of a unit is a unit."),
    ("units.rounding", "cms8", "The eight-minute rule of CMS."),
    ("units.maximum", 1, "At most 1 unit for one session, also when it runs over."),
    ("units.maximum", None, "There is no most of units for one session."),
    ("minutes.floor", 45, "Under 45 minutes present, the charge is held. Nothing is rounded up."),
    (
        "iop_group.minutes.floor", 180,
        "Intensive outpatient group: under 180 minutes present, the charge is held. Nothing is rounded up.",
    ),
    ("iop_group.units.basis", "per_diem", "Intensive outpatient group: one unit for a day."),
    ("units.basis", "per_hour", "One unit for every hour present."),
    ("revenue_code", "0906", "Lines carry revenue code 0906."),
    ("code.suppressed", True, "Lines carry their revenue code alone, without a procedure code."),
    ("units.day_maximum", 1, "At most 1 unit of a code in a day."),
    ("units.week_maximum", 4, "At most 4 units of a code in a week."),
    ("week.start", "monday", "The week runs from Monday through Sunday."),
    ("units.year_maximum", 135, "At most 135 units of a code in a calendar year."),
    ("minutes.session_floor", 45, "A session under 45 minutes is held."),
    ("minutes.maximum", 90, "At most 90 minutes present count."),
    ("group.counted", "members", "Only this payer's members in the room are counted."),
    ("group.counted", "everyone", "Everybody in the room is counted."),
    ("group.outside", "warn", "With too many or too few: its charges stand, with a warning."),
    ("staff.ratio", 12, "One staff member for every 12 clients in the room."),
    ("modifiers.program", "HF", "Every line carries HF for the program."),
    ("modifiers.group", "HQ", "Every line of a group carries HQ."),
    *(
        (f"modifiers.level.{key}", "HO", f"With a lead at level {words}, the line carries HO.")
        for key, words in CREDENTIALS.items()
    ),
    ("modifiers.level.peer", None, "With a lead at level peer specialist, no modifier is added."),
    ("modifiers.removed", ["GT"], "GT is never sent."),
    ("place_of_service", "58", "By visit, the place of service is 58."),
    ("telehealth.taken", ["in_person"], "It is charged by visit only."),
    ("telehealth.taken", ["video"], "By audio and video it is charged; otherwise by visit only."),
    (
        "claim.supervisor_renders", ["associate"],
        "With a lead at level associate or trainee, the supervisor who cosigned is the rendering provider.",
    ),
    ("claim.form", "institutional", "Institutional claim, 837I or UB-04."),
    ("claim.type_of_bill", "13", "The type of bill begins with 13; its last digit is the frequency."),
    ("claim.condition_codes", ["92"], "The claim carries condition code 92."),
    (
        "claim.corrections", "original_only",
        "A claim that was wrong: only originals are taken (frequency 1); the payer is told another way.",
    ),
    ("authorization.required", True, "Without an authorization the charge is held."),
    ("filing.days", 95, "A claim must arrive within 95 days of the service."),
    ("note.hours", 72, "The note is signed within 72 hours of the session's end."),
    ("note.late", "hold", "With a note signed later: its charges are held."),
    ("no_show.fee", "never", "A fee for not coming: never charged to the member."),
    ("authorization.after_units", 24, "After 24 units in a year an authorization is needed."),
    ("note.goal_required", True, "Without a goal of the client's plan in the note the charge is held."),
    (
        "minutes.day_floor", 180,
        "A day is charged once, when the client was present 180 minutes over all its sessions.",
    ),
    ("per_diem.includes", ["90853", "H0038"], "90853 and H0038 are inside the day's charge."),
    ("same_day.excludes", ["H2035"], "It is not charged on the same day as H2035."),
    ("same_day.excluded", "warn", "With such a code on the same day: its charges stand, with a warning."),
    ("same_day.distinct", ["90853"], "Beside 90853 of the same day it carries the modifier of a distinct service."),
    ("same_day.modifier", "XE", "A service that is distinct from another of the day carries XE."),
    (
        "same_day.pairs", "medicare_practitioner",
        "Codes of the same day are held against Medicare NCCI, practitioner, as loaded.",
    ),
    (
        "group.maximum_size", 12,
        "With more than 12 clients in the room, this payer's charges are held. Nobody is turned away.",
    ),
    ("group.minimum_size", 2, "With fewer than 2 clients in the room, this payer's charges are held."),
    ("modifiers.always", ["HF", "HQ"], "Every line carries HF and HQ."),
    ("modifiers.always", [], "No modifier stands on every line."),
    ("telehealth.modifier.video", "95", "By video, the line carries 95."),
    ("telehealth.modifier.audio", "93", "By telephone, the line carries 93."),
    ("telehealth.place_of_service.home", "10", "By video or telephone, the place of service is 10."),
    (
        "who_may_render", ["masters", "doctoral"],
        "The lead's credential is at level doctoral or master's; other charges are held.",
    ),
    (
        "cosign_needed_from", ["associate"],
        "With a lead at level associate or trainee, the charge is held until the supervisor has cosigned.",
    ),
    (
        "claim.occurrence_codes", ["11:start", "50:last"],
        "The claim carries occurrence code 11 with the start of care and occurrence code 50 with its last day.",
    ),
    ("claim.value_codes", ["80:days"], "The claim carries value code 80 with the number of days of service."),
    ("claim.value_codes", ["A1:12.50"], "The claim carries value code A1 with 12.50."),
    ("claim.billing_provider", "facility", "The facility bills, under its own NPI and address."),
    ("claim.period", "week", "One claim for a week."),
    ("claim.interim", True, "Bills of a stay follow each other: first (2), continuing (3) and last (4)."),
    ("claim.admission_type", "3", "The type of admission is 3, elective."),
    ("claim.admission_source", "1", "The point of origin is 1."),
    ("claim.patient_status", "01", "The only and the last bill of a stay say patient status 01."),
    ("claim.rendering", True, "An institutional claim names who rendered beside who attends."),
    ("claim.note", "Program day", "Every claim carries the note “Program day”."),
    ("claim.attachments", ["OZ:AA"], "With a claim goes OZ by AA."),
    ("claim.attachments", ["OZ:AA", "PN:FX"], "With a claim go OZ by AA and PN by FX."),
    ("claim.lines_per_claim", 22, "At most 22 lines on a claim; more are put on further claims."),
    (
        "claim.supervising_provider", ["associate"],
        "With a lead at level associate or trainee, the supervisor who cosigned is named on the claim.",
    ),
    ("per_diem.part", "iop_group", "It is a part of the day of Intensive outpatient group: its minutes count there."),
    ("day.full_minutes", 300, "300 minutes present over the day make it a full day."),
    ("day.full_code", "H0037", "A full day is billed as H0037, and with an authorization for it."),
    ("day.full_revenue_code", "0913", "A full day carries revenue code 0913."),
    ("day.services_minimum", 3, "A day has at least 3 services."),
    ("day.primary_codes", ["90834", "G0410"], "A day has one of 90834 or G0410 among its services."),
    ("day.outside", "hold", "With a day that lacks services: its charges are held."),
    ("week.minutes_minimum", 540, "In a week, a client is present 540 minutes at least."),
    ("week.minutes_maximum", 1140, "In a week, a client is present 1140 minutes at most."),
    ("week.outside", "hold", "With too few or too many minutes in a week: its charges are held."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "words"), SENTENCES)
def test_a_rule_in_a_plain_sentence(key: str, value: Any, words: str) -> None:
    assert rules.sentence(key, value) == words
    assert value == [] or rules.problem(key, value) == ""


def test_every_kind_has_its_sentence_here() -> None:
    told = {key for key, _, _ in SENTENCES}
    services = {key for key in KINDS if key.endswith(".code")}
    assert set(KINDS) - told - services == set()
    assert all(kind_of(key) for key in told)


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_says_what_holds_when_there_is_no_rule(key: str) -> None:
    assert rules.sentence(key, None).endswith(".")


@pytest.mark.parametrize("name", queries.shipped())
def test_every_shipped_value_is_of_a_known_kind_and_shape(name: str) -> None:
    for value in queries.rulebook(name).values:
        assert rules.problem(value.key, value.value) == "", value.key
        assert rules.sentence(value.key, value.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("group_psychotherapy.code", "9085"), ("group_psychotherapy.code", "<b>90"), ("group_psychotherapy.code", 90853),
        ("units.basis", "per_month"), ("units.basis", None), ("units.rounding", ""), ("units.maximum", 0),
        ("minutes.floor", -1), ("minutes.floor", 601), ("minutes.floor", "45"), ("minutes.floor", True),
        ("minutes.floor", 45.5), ("modifiers.always", []), ("modifiers.always", ["HF", "HF"]),
        ("modifiers.always", ["HF", "HQ", "95", "GT", "U1"]), ("modifiers.always", ["hf"]), ("modifiers.always", "HF"),
        ("telehealth.modifier.video", "9"), ("telehealth.place_of_service.home", "00"),
        ("telehealth.place_of_service.home", "1"), ("who_may_render", []), ("who_may_render", ["wizard"]),
        ("revenue_code", "906"), ("revenue_code", "0000"), ("claim.type_of_bill", "131"), ("claim.condition_codes", ["9"]),
        ("claim.condition_codes", []), ("claim.occurrence_codes", ["11"]), ("claim.occurrence_codes", ["11:never"]),
        ("claim.occurrence_codes", ["11:start", "11:last"]), ("claim.value_codes", ["80:1.234"]), ("claim.value_codes", []),
        ("claim.period", "year"), ("claim.patient_status", "30"), ("claim.patient_status", "1"),
        ("claim.admission_source", "11"), ("claim.note", " "), ("claim.note", "A" * 81), ("claim.attachments", ["OZ"]),
        ("claim.attachments", ["OZ:XX"]), ("claim.lines_per_claim", 1000), ("authorization.required", "yes"), ("telehealth.taken", ["post"]),
        ("telehealth.taken", ["in_person", "video"]),
        ("no.such.rule", 1), ("skills_group.no.such.rule", 1), ("skills_group.group_psychotherapy.code", "90853"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_the_rule_is_refused_in_words(key: str, value: Any) -> None:
    assert rules.problem(key, value).endswith(".")


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.text(max_size=3), max_size=6)
)


@given(key=st.sampled_from([*KINDS, "no.such.rule"]), value=JUNK)
def test_any_value_is_either_refused_in_words_or_said_in_words(key: str, value: Any) -> None:
    if not rules.problem(key, value):
        assert rules.sentence(key, value).endswith(".")


def test_lines_say_what_holds_and_what_follows() -> None:
    book = queries.rulebook("demo-commercial")
    source = Source("Letter", "F1", ON)
    later = Value("minutes.floor", 40, "minutes", date(2027, 1, 1), None, "confirmed", source, "clinic", CONTRACT, "1")
    found = rules.lines(book.overridden("Alder", [later], ON), ON)
    assert [topic for topic, _ in found] == list(TOPICS)
    floor = next(each for _, own in found for each in own if each.kind.key == "minutes.floor")
    assert "45 minutes" in floor.sentence
    assert "40 minutes" in floor.later_sentence
    assert floor.later == later
    assert (floor.own, floor.standing[:10]) == (False, "Unverified")
    assert floor.trust == "General knowledge, read nowhere"
    most = next(each for _, own in found for each in own if each.kind.key == "units.maximum")
    assert (most.value, most.standing, most.trust, most.own) == (None, "", "", False)


def test_history_lists_the_newest_of_the_most_specific_first() -> None:
    source = Source("Letter", "F1", ON)
    own = [
        Value("minutes.floor", said, "minutes", since, None, "confirmed", source, "clinic", CONTRACT, str(number))
        for number, (said, since) in enumerate([(40, date(2026, 6, 1)), (30, date(2026, 3, 1))], 1)
    ]
    book = queries.rulebook("demo-commercial").overridden("Alder", own, ON)
    assert [each.value for each in rules.history(book, "minutes.floor")] == [40, 30, 45]
