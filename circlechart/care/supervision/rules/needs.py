"""The one place that says whether a note needs a cosignature."""

import hashlib
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.supervision.facts import LEVELS, Need, Rule


def need(levels: Iterable[str], kind: str, payer_id: UUID | None, on: date, rules: Iterable[Rule]) -> Need | None:
    """This function will say why a note by somebody with these credential levels needs a cosignature on a day.

    Every credential held must need it: whoever also holds one that stands alone signs alone, and so does somebody
    without any credential on file. Of several the shortest time counts. Returns None when: the note stands alone.
    Source: facts 7.16 and the clinic's own rules, each with its source.
    """
    known = list(rules)
    said = [_nearest(level, kind, payer_id, on, known) for level in sorted(set(levels))]
    asking = [each for each in said if each is not None and each.needed]
    if not asking or len(asking) < len(said):
        return None
    first = min(asking, key=lambda each: each.due_hours)
    words = f"The author’s credential is {LEVELS.get(first.level, first.level)}; a supervisor cosigns."
    return Need(words, first.due_hours, first.source, first.unverified)


def default_rules(book: Rulebook) -> tuple[Rule, ...]:
    """This function will read the shipped rules of a rulebook: a level for each that `cosign.needed_from` names."""
    hours = next(each for each in book.values if each.key == "cosign.due_hours")
    named = next(each for each in book.values if each.key == "cosign.needed_from")
    begins, unverified = named.effective_from, named.unverified or hours.unverified
    return tuple(Rule(level, True, hours.value, begins, named.source.title, unverified) for level in named.value)


def standing(rules: Iterable[Rule], on: date) -> list[Rule]:
    """This function will list the versions that hold on a day or begin later, nearest first; what was replaced is left out."""
    latest: dict[tuple[str, UUID | None, str], Rule] = {}
    coming: list[Rule] = []
    for rule in rules:
        if rule.begins_on > on:
            coming.append(rule)
        elif rule.notes not in latest or latest[rule.notes].nearness < rule.nearness:
            latest[rule.notes] = rule
    return sorted((*latest.values(), *coming), key=lambda each: (each.level, each.nearness), reverse=False)


def shown_hash(content_hash: str, addenda: Iterable[str]) -> str:
    """This function will hash what a supervisor was shown: the signed text and every addendum to it, in their order."""
    return hashlib.sha256("\n".join((content_hash, *addenda)).encode()).hexdigest()


def _nearest(level: str, kind: str, payer_id: UUID | None, on: date, rules: list[Rule]) -> Rule | None:
    found = [
        each
        for each in rules
        if each.level == level
        and each.payer_id in (None, payer_id)
        and each.kind in ("", kind)
        and each.begins_on <= on
    ]
    return max(found, key=lambda each: each.nearness, default=None)
