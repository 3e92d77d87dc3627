"""A payer's rules as a file, and the file onto another payer: the same rules, days, standings and cases."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from circlechart.base.coverage.models import Payer
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import RuleGiven, StepGiven
from circlechart.money.payers.facts.cases import WHOLE, CaseGiven
from circlechart.money.payers.models import RuleStep, RuleVersion
from circlechart.money.rulebooks import actions, queries, rules
from circlechart.money.rulebooks.actions import Taking
from circlechart.money.rulebooks.errors import NothingInIt
from tests import cast

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = NOW.date()
FIRST, ENDS = date(2031, 1, 1), date(2031, 6, 1)
FLOOR = "minutes.floor"


def say(clinic: cast.Clinic, key: str, value: object, since: date = FIRST, **more: object) -> RuleVersion:
    usual = {"source": "Manual of 2031", "trust": "F1", "read_on": TODAY}
    given = RuleGiven(key, value, since, **{**usual, **more})
    payer = clinic.payers["commercial"]
    return payers.set_rule(payer_id=payer.id, given=given, seen=True, by=clinic.biller, now=NOW)


def retire(clinic: cast.Clinic, version: RuleVersion, on: date) -> None:
    step = StepGiven("retire", "The letter", on)
    payers.step(
        payer_id=version.payer_id, version_id=version.id, given=step, seen=True, by=clinic.biller, now=NOW, today=TODAY
    )


def cases() -> tuple[CaseGiven, ...]:
    return CaseGiven(True, WHOLE | {"minutes": 61}), CaseGiven(False, WHOLE | {"minutes": 31})


def said(clinic: cast.Clinic, name: str) -> None:
    """What a table row says of Alder."""
    if name == "confirmed":
        say(clinic, FLOOR, 40)
    elif name == "unverified, though read":
        say(clinic, FLOOR, 40, unverified=True)
    elif name == "no such rule":
        say(clinic, "group.maximum_size", None)
    elif name == "on trial beside what decides":
        say(clinic, FLOOR, 40)
        say(clinic, FLOOR, 35, trial=True)
    elif name == "retired":
        retire(clinic, say(clinic, FLOOR, 40), ENDS)
    elif name == "retired, and said again later":
        retire(clinic, say(clinic, FLOOR, 40), ENDS)
        say(clinic, FLOOR, 38, since=ENDS + timedelta(days=30))
    elif name == "with cases of its own":
        say(clinic, FLOOR, 50, cases=cases())
    elif name == "for one service, with words that need care":
        say(clinic, "group_psychotherapy.claim.note", 'Say "yes" \\ no', source='A "letter" \\ of 2031')
    elif name == "for the payer and the contract":
        say(clinic, FLOOR, 40, level="payer")
        say(clinic, FLOOR, 42)


ROWS = (
    "confirmed", "unverified, though read", "no such rule", "on trial beside what decides", "retired",
    "retired, and said again later", "with cases of its own", "for one service, with words that need care",
    "for the payer and the contract",
)  # fmt: skip


def body(payer: Payer) -> str:
    """The file without its head, which names the payer and counts its changes."""
    text = queries.as_file(payer, None, FIRST)
    return text[text.index("[[value]]") :]


def taken(clinic: cast.Clinic, payer: Payer, text: str) -> int:
    taking = Taking(rules.reading("alder.toml", text.encode()))
    return actions.take_file(payer_id=payer.id, taking=taking, seen=True, by=clinic.biller, now=NOW)


@pytest.mark.parametrize("row", ROWS)
def test_what_is_exported_is_taken_by_another_payer_and_exported_the_same(row: str) -> None:
    clinic = cast.clinic()
    said(clinic, row)
    alder = clinic.payers["commercial"]
    other = Payer.objects.create(name="Birch Mutual", rulebook=alder.rulebook, kind=alder.kind)
    text = queries.as_file(alder, None, FIRST)
    assert taken(clinic, other, text) == RuleVersion.objects.filter(payer=alder).count()
    assert body(other) == body(alder)
    assert "[[value.case]]" in text
    count = RuleVersion.objects.count(), RuleStep.objects.count()
    with pytest.raises(NothingInIt):
        taken(clinic, other, text)
    assert count == (RuleVersion.objects.count(), RuleStep.objects.count())


def test_a_file_that_ends_what_stands_retires_it() -> None:
    clinic = cast.clinic()
    version = say(clinic, FLOOR, 40)
    alder = clinic.payers["commercial"]
    text = queries.as_file(alder, None, FIRST).replace("from = 2031-01-01", "from = 2031-01-01\nuntil = 2031-06-01")
    assert taken(clinic, alder, text) == 1
    step = RuleStep.objects.get(version=version)
    assert (step.status, step.from_on) == ("retired", ENDS)
    assert step.why == "It ends so in the file alder.toml."
