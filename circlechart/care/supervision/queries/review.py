"""One signed note as its supervisor reads it: every passage with the comments that hang on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from circlechart.base.access.facts import Actor
from circlechart.care.notes import queries as notes
from circlechart.care.notes.models import Addendum, Signature, SignedNote
from circlechart.care.supervision import rules
from circlechart.care.supervision.facts import Anchor, Clock, Need, Passage, Piece
from circlechart.care.supervision.models import Comment, Review
from circlechart.care.supervision.queries.needs import AUTHORS, needs_of
from circlechart.care.supervision.queries.queue import queue, state_of


@dataclass(frozen=True, slots=True)
class Read:
    """One text of the note, cut where comments begin and end."""

    passage: Passage
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A note for review. `shown` is the hash of what is on the page: the signed text and its addenda."""

    note: SignedNote
    author: Signature | None
    facts: tuple[tuple[str, str], ...]
    reads: tuple[Read, ...]
    comments: tuple[tuple[int, Comment, str], ...]
    """Number, comment, and the heading of the text that it hangs on."""
    addenda: tuple[Addendum, ...]
    reviews: tuple[Review, ...]
    state: str
    shown: str
    need: Need | None = None
    clock: Clock | None = None

    @property
    def entry(self) -> dict[str, object]:
        """The coded part of the client's layer."""
        found: dict[str, object] = self.note.content.get("entry", {})
        return found


def chosen(by: Actor, wanted: Sequence[UUID], most: int, now: datetime) -> list[Reviewed]:
    """This function will read notes of somebody's queue for one read-through: those wanted, or all, the first due first."""
    waiting = [each.note for each in queue(by, now) if each.note.id in wanted or not wanted]
    return reviewed(waiting[:most], now)


def reviewed(found: Sequence[SignedNote], now: datetime) -> list[Reviewed]:
    """This function will read notes for review, in as many queries for many as for one."""
    ids = [each.id for each in found]
    full = (
        SignedNote.objects.filter(id__in=ids)
        .select_related("session__group", "session__facility", "attendance")
        .prefetch_related("signatures", "addenda", "reviews", "comments")
        .in_bulk()
    )
    ordered = [full[each] for each in ids]
    needed = needs_of(ordered)
    return [_reviewed(note, needed.get(note.id), now) for note in ordered]


def _reviewed(note: SignedNote, need: Need | None, now: datetime) -> Reviewed:
    comments = sorted(note.comments.all(), key=lambda each: (each.at, each.id))
    of_place: dict[str, list[tuple[int, Anchor]]] = defaultdict(list)
    for number, each in enumerate(comments, 1):
        of_place[each.place].append((number, Anchor(each.place, each.starts, each.ends, each.quote)))
    passages = rules.passages(note.content)
    labels = {each.place: each.label for each in passages}
    addenda = tuple(sorted(note.addenda.all(), key=lambda each: (each.signed_at, each.id)))
    return Reviewed(
        note=note,
        author=next((each for each in note.signatures.all() if each.meaning in AUTHORS), None),
        facts=notes.facts(note.content),
        reads=tuple(Read(each, rules.pieces(each.text, of_place[each.place])) for each in passages),
        comments=tuple((number, each, labels.get(each.place, "")) for number, each in enumerate(comments, 1)),
        addenda=addenda,
        reviews=tuple(sorted(note.reviews.all(), key=lambda each: (each.at, each.id))),
        state=state_of(note),
        shown=rules.shown_hash(note.content_hash, [each.content_hash for each in addenda]),
        need=need,
        clock=rules.clock(note.signed_at, need.due_hours, now) if need else None,
    )
