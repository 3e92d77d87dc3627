"""The rules of cosigning as they are, and which notes need a cosignature under them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet
from psycopg.types.range import DateRange

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.base.people.models import Credential
from circlechart.base.rulebook import loader
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.supervision import rules
from circlechart.care.supervision.facts import Need, Rule
from circlechart.care.supervision.models import CosignRule

RULEBOOKS = Path(__file__).resolve().parent.parent / "rulebooks"
AUTHORS = (Signature.Meaning.AUTHOR, Signature.Meaning.CO_FACILITATOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """A signed note of which is asked whether it needs a cosignature."""

    note_id: UUID
    kind: str
    on: date
    payer_id: UUID | None = None


@cache
def shipped() -> tuple[Rule, ...]:
    """This function will read the shipped rules, once."""
    return rules.default_rules(loader.read(RULEBOOKS, "house"))


def every_rule() -> list[Rule]:
    """This function will read every version of every rule: the shipped ones, and what the clinic said."""
    return [*shipped(), *map(_rule, CosignRule.objects.all())]


def rules_on(day: date) -> list[tuple[Rule, CosignRule | None]]:
    """This function will list the rules that hold on a day or begin later, each with the row that says it."""
    rows = CosignRule.objects.select_related("payer", "by").in_bulk()
    return [(each, rows.get(each.row) if each.row else None) for each in rules.standing(every_rule(), day)]


def payers() -> list[tuple[str, str]]:
    """This function will list the payers for whom a rule can be set, by name."""
    return [(str(each.id), each.name) for each in Payer.objects.order_by("name")]


def needs(asked: Iterable[Asked]) -> dict[UUID, Need]:
    """This function will say which of some notes need a cosignature, in three queries for one note as for a thousand."""
    notes = list(asked)
    if not notes:
        return {}
    known = every_rule()
    signed = Signature.objects.filter(signed_note_id__in=[each.note_id for each in notes], meaning__in=AUTHORS)
    authors = dict(signed.values_list("signed_note_id", "staff_id"))
    held = credentials(set(authors.values()))
    found = {}
    for each in notes:
        levels = [level for level, span in held.get(authors.get(each.note_id), ()) if each.on in span]
        need = rules.need(levels, each.kind, each.payer_id, each.on, known)
        if need is not None:
            found[each.note_id] = need
    return found


def needs_of(notes: Sequence[SignedNote]) -> dict[UUID, Need]:
    """This function will say the same of notes that come with their session and attendance, whoever pays for them."""
    payers = payers_of(notes)
    return needs(Asked(each.id, each.kind, each.session.local_on, payers.get(each.id)) for each in notes)


def payers_of(notes: Sequence[SignedNote]) -> dict[UUID, UUID]:
    """This function will find who pays first for each note's client on its day."""
    clients = {each.attendance.client_id for each in notes if each.attendance is not None}
    own: dict[UUID, list[Coverage]] = defaultdict(list)
    for coverage in Coverage.objects.filter(client_id__in=clients).select_related("plan").order_by("priority"):
        own[coverage.client_id].append(coverage)
    found = {}
    for note in notes:
        mine = own.get(note.attendance.client_id, ()) if note.attendance is not None else ()
        first = next((each for each in mine if note.session.local_on in each.effective), None)
        if first is not None:
            found[note.id] = first.plan.payer_id
    return found


def credentials(staff_ids: Collection[UUID]) -> dict[UUID | None, list[tuple[str, DateRange]]]:
    """This function will list the levels of people's credentials with the days on which each is valid."""
    found: dict[UUID | None, list[tuple[str, DateRange]]] = defaultdict(list)
    rows: QuerySet[Credential] = Credential.objects.filter(staff_id__in=staff_ids)
    for staff_id, level, span in rows.values_list("staff_id", "level", "valid"):
        found[staff_id].append((level, span))
    return found


def _rule(row: CosignRule) -> Rule:
    return Rule(
        row.level, row.needed, row.due_hours, row.begins_on, row.source, row.unverified, row.payer_id, row.note_kind,
        row.number, row.id,
    )  # fmt: skip
