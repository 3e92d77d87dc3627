"""What waits for one supervisor, by the clock; and what came back to one author."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.people.models import Credential, Supervision
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.supervision import rules
from circlechart.care.supervision.facts import Clock, Need
from circlechart.care.supervision.models import Review
from circlechart.care.supervision.queries import asked
from circlechart.care.supervision.queries.needs import AUTHORS, every_rule, needs_of

WAITING, RETURNED, ANSWERED, COSIGNED = "waiting", "returned", "answered", "cosigned"
HELD_HOURS = 72
"""For a note that only a payer's rule holds: such a rule says no time, so the shipped time counts."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One note in the queue. `state` is waiting, returned (the author's turn) or answered (read it again)."""

    note: SignedNote
    author: str
    need: Need
    clock: Clock
    state: str
    comments: int
    words: str = ""

    @property
    def zone(self) -> str:
        """The facility's time zone, in which the due time is said."""
        return self.note.session.time_zone


def queue(by: Actor, now: datetime) -> list[Waiting]:
    """This function will list the notes that need this person's cosignature, the first due first."""
    held = asked.held(_supervisees(by, now))
    notes = list(_candidates(by, now, held))
    needed = needs_of(notes)
    for note_id, sentence in held.items():
        needed.setdefault(note_id, Need(sentence, HELD_HOURS, "The payer’s rules, as the charge says", True))
    found = [_waiting(note, needed[note.id], now) for note in notes if note.id in needed]
    return sorted(found, key=lambda each: (each.state == RETURNED, each.clock.due_at, each.note.id))


def counts(by: Actor, now: datetime) -> tuple[int, int, int]:
    """This function will count what waits for this person, how much of it is overdue, and what is with its author."""
    found = queue(by, now)
    mine = [each for each in found if each.state != RETURNED]
    return len(mine), sum(each.clock.overdue for each in mine), len(found) - len(mine)


def returned_to(staff_id: UUID) -> list[tuple[SignedNote, Review]]:
    """This function will list an author's notes that a supervisor returned and that they have not answered yet."""
    latest = Review.objects.filter(signed_note=OuterRef("pk"))
    notes = (
        SignedNote.objects.filter(signatures__staff_id=staff_id, signatures__meaning__in=AUTHORS)
        .filter(Exists(latest), ~Exists(_cosigned()))
        .select_related("session__group", "attendance")
        .prefetch_related("reviews", "addenda", "signatures")
        .order_by("signed_at")
    )
    return [(note, review) for note in notes if state_of(note) == RETURNED and (review := _last(note)) is not None]


def state_of(note: SignedNote) -> str:
    """This function will say where a note is on its way between author and supervisor."""
    if any(each.meaning == Signature.Meaning.COSIGNER for each in note.signatures.all()):
        return COSIGNED
    last = _last(note)
    if last is None or last.outcome != Review.Outcome.RETURNED:
        return WAITING
    authors = {each.staff_id for each in note.signatures.all() if each.meaning in AUTHORS}
    answers = [each for each in note.addenda.all() if each.staff_id in authors and each.signed_at >= last.at]
    return ANSWERED if answers else RETURNED


def _last(note: SignedNote) -> Review | None:
    return max(note.reviews.all(), key=lambda each: (each.at, each.id), default=None)


def _waiting(note: SignedNote, need: Need, now: datetime) -> Waiting:
    author = next((each.staff_name for each in note.signatures.all() if each.meaning in AUTHORS), "")
    clock = rules.clock(note.signed_at, need.due_hours, now)
    last = _last(note)
    words = last.words if last is not None else ""
    return Waiting(note, author, need, clock, state_of(note), len(note.comments.all()), words)


def _supervisees(by: Actor, now: datetime) -> set[UUID]:
    day = reach.today(by, now)
    found = Supervision.objects.filter(supervisor_id=by.staff_id, valid__startswith__lte=day)
    return set(found.values_list("staff_id", flat=True))


def _candidates(by: Actor, now: datetime, held: Iterable[UUID]) -> QuerySet[SignedNote]:
    """Notes by those whom this person supervises, today or on the day of service, that nobody has cosigned."""
    levels = {each.level for each in every_rule() if each.needed}
    author = OuterRef("signatures__staff_id")
    day = OuterRef("session__local_on")
    lower = Credential.objects.filter(staff_id=author, valid__contains=day, level__in=levels)
    named = Q(signatures__staff__supervised_by__valid__contains=reach.today(by, now))
    named |= Q(signatures__staff__supervised_by__valid__contains=F("session__local_on"))
    return (
        reach.within(SignedNote.objects.all(), by)
        .filter(named, signatures__meaning__in=AUTHORS, signatures__staff__supervised_by__supervisor_id=by.staff_id)
        .filter(Exists(lower) | Q(id__in=list(held)), ~Exists(_cosigned()))
        .select_related("session__group", "session__facility", "attendance")
        .prefetch_related("signatures", "addenda", "reviews", "comments")
        .distinct()
    )


def _cosigned() -> QuerySet[Signature]:
    return Signature.objects.filter(signed_note=OuterRef("pk"), meaning=Signature.Meaning.COSIGNER)
