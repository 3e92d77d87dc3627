"""Rules that come from a file or from another payer. Every one is set by the action that the form uses too."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.rulebook.facts import LEVELS, PLAN, Rulebook, Value
from circlechart.money.payers import actions as payers
from circlechart.money.payers import queries as books
from circlechart.money.payers import rules as sentences
from circlechart.money.payers.errors import TouchesCharges
from circlechart.money.payers.facts import OWN_BOOK, CaseGiven, FeeGiven, RuleGiven, kind_of
from circlechart.money.payers.models import FeeLine, RuleVersion
from circlechart.money.rulebooks import rules
from circlechart.money.rulebooks.actions.setting import Made, Wanted, set_all
from circlechart.money.rulebooks.errors import BadFile, NothingInIt, RulesAlready
from circlechart.money.rulebooks.facts import Change, Preview, Problem, Read

NAMES = {number: name for name, number in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class Taking:
    """What is taken: a file as read, for which plan its plan's rules are, and from which day on. None: its own days."""

    read: Read
    plan_id: UUID | None = None
    from_on: date | None = None


def take_file(*, payer_id: UUID, taking: Taking, seen: bool, by: Actor, now: datetime) -> int:
    """This function will say of a payer what a file says, all of it or nothing, and count what was new.

    Raises: NotAllowed, NotFound, BadFile, NothingInIt, TouchesCharges.
    Audit: rulebooks.take_file with the file's name and the number of rules; payers.set_rule for each.
    """
    with transaction.atomic():
        payer = _payer(payer_id, by, now)
        done, _ = _taken(payer, taking, by, now)
        if done.problems:
            raise BadFile(done.problems[0].sentence)
        if not done.versions:
            raise NothingInIt(value=taking.read.file)
        if done.touches and not seen:
            raise TouchesCharges(done.touches)
        details = {"file": taking.read.file[:80], "rules": len(done.versions)}
        audit.record(by=by, verb="rulebooks.take_file", thing=payer, now=now, details=details)
        return len(done.versions)


def preview_file(*, payer_id: UUID, taking: Taking, by: Actor, now: datetime) -> Preview:
    """This function will say what taking a file would change, and change nothing.

    Raises: NotAllowed, NotFound.
    Audit: none; it is taken back.
    """
    with transaction.atomic():
        payer = _payer(payer_id, by, now)
        mark = transaction.savepoint()
        done, changes = _taken(payer, taking, by, now)
        transaction.savepoint_rollback(mark)
    return Preview(tuple(changes), done.unchanged, tuple(done.problems), done.touches)


def copy_rules(*, from_id: UUID, to_id: UUID, fees: bool, by: Actor, now: datetime) -> int:
    """This function will say of a new payer what the clinic says of another one; its fees too if asked.

    A plan's own rules stay with their plan. Nobody confirmed anything for the new payer, so all of it is unverified.

    Raises: NotAllowed, NotFound, RulesAlready.
    Audit: rulebooks.copy with the payer it comes from; payers.set_rule and payers.set_fee for each.
    """
    with transaction.atomic():
        to, source = _payer(to_id, by, now), _payer(from_id, by, now)
        if to.rule_versions.exists() or to.fees.exists():
            raise RulesAlready(value=to.name)
        book = books.books([source], reach.today(by, now))[source.id]
        own = [each for each in book.values if each.book == OWN_BOOK and each.level != LEVELS["state"]]
        given = [Wanted(replace(_given(each, None), unverified=True)) for each in own]
        done = set_all(to, given, by, now)
        for line in FeeLine.objects.filter(payer=source).order_by("effective") if fees else ():
            fee = FeeGiven(line.code, line.amount, line.effective.lower)
            payers.set_fee(payer_id=to.id, given=fee, seen=True, by=by, now=now)
        details = {"from": str(source.id), "rules": len(done.versions), "fees": fees}
        audit.record(by=by, verb="rulebooks.copy", thing=to, now=now, details=details)
        return len(done.versions)


def _payer(payer_id: UUID, by: Actor, now: datetime) -> Payer:
    decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
    payer = Payer.objects.select_for_update(of=("self",)).filter(pk=payer_id).first()
    if payer is None:
        raise NotFound()
    return payer


def _taken(payer: Payer, taking: Taking, by: Actor, now: datetime) -> tuple[Made, list[Change]]:
    """Set what a file says, and tell what it changed."""
    read = taking.read
    if read.problems:
        return Made(problems=list(read.problems)), []
    given = _givens(taking)
    days = {each.given.from_on for each in given}
    before = {day: _book(payer, taking, day) for day in days}
    done = set_all(payer, given, by, now, read.file)
    after = {day: _book(payer, taking, day) for day in days}
    last = max([reach.today(by, now), *days])
    if read.inherits == payer.rulebook and not done.problems:
        book = _book(payer, taking, last)
        broken = [(each, rules.broken(each, book, last)) for each in read.cases]
        mend = "Correct the case, or the value that it rests on."
        done.problems += [
            Problem(read.file, f"case “{each.name[:60]}”", "", said, mend) for each, said in broken if said
        ]
    ends = {(each.given.key, each.given.level, each.given.from_on): each.ends_on for each in given}
    return done, [
        replace(
            _change(each, before[each.effective_from], after[each.effective_from]),
            ends_on=ends[each.key, each.level, each.effective_from],
        )
        for each in done.versions
    ]


def _book(payer: Payer, taking: Taking, on: date) -> Rulebook:
    found = books.books([payer], on)
    return found.get(taking.plan_id or payer.id, found[payer.id])


def _change(version: RuleVersion, before: Rulebook, after: Rulebook) -> Change:
    was, becomes = (book.stands(version.key, version.effective_from) for book in (before, after))
    kind = kind_of(version.key)
    old = sentences.sentence(version.key, was.value if was else None)
    new = sentences.sentence(version.key, becomes.value if becomes else None)
    label = kind.label if kind else version.key
    return Change(
        version.key,
        label,
        version.effective_from,
        old,
        new,
        version.status,
        version.trust,
        version.source,
        same=old == new,
    )


def _givens(taking: Taking) -> list[Wanted]:
    """What a file says, each from its own day, or what holds on a day from that day on."""
    first = taking.from_on
    found = [
        each for each in taking.read.values if not first or not each.effective_until or each.effective_until > first
    ]
    moved = [replace(each, effective_from=max(each.effective_from, first)) if first else each for each in found]
    ordered = sorted(moved, key=lambda each: (each.effective_from, each.key))
    begins = {(each.key, each.level, each.effective_from) for each in ordered if each.status != "testing"}
    ends = {
        id(each): each.effective_until for each in ordered if (each.key, each.level, each.effective_until) not in begins
    }
    proofs = {id(to): taking.read.proofs.get(rules.said(each), ()) for each, to in zip(found, moved, strict=True)}
    return [Wanted(_given(each, taking.plan_id, proofs[id(each)]), ends.get(id(each))) for each in ordered]


def _given(value: Value, plan_id: UUID | None, cases: tuple[CaseGiven, ...] = ()) -> RuleGiven:
    level = value.level or LEVELS["payer"]
    return RuleGiven(
        value.key, value.value, value.effective_from, value.source.title, value.source.trust, value.source.read_on,
        value.source.url, NAMES[level], plan_id if level == PLAN else None, value.status == "testing",
        unverified=value.status == "unverified", cases=cases,
    )  # fmt: skip
