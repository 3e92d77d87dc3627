"""An evening group from the first mark to the last signature, for tests of what is charged and claimed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from circlechart.base.coverage.models import Coverage, Plan
from circlechart.base.people.models import Client
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as desks
from circlechart.care.notes.actions import Edit
from circlechart.care.plans.models import Diagnosis, Goal
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims.models import Claim
from circlechart.web.pull import catch_up
from tests import cast

WORDS = (
    "Named the hour when the craving peaks and whom to call.",
    "Practiced saying no with a partner and laughed at the first try.",
    "Described two nights of broken sleep and the radio that helped.",
    "Left the circle once, came back and said that anger was there.",
    "Set the phone alarm for the evening doses during group.",
    "Counted the meals of the week aloud and found four.",
    "Read half a page from the notebook.",
    "Told how the corner store was passed on Sunday.",
    "Drew the way home and marked the two doors to avoid.",
    "Asked the others what they say when a cousin pours a glass.",
    "Stayed quiet, then thanked the room for waiting.",
    "Brought the bus card that was bought instead of cigarettes.",
)


@dataclass
class Evening:
    """A group that ran for `minutes` from `start`, led by `lead`; everybody present unless marked otherwise."""

    clinic: cast.Clinic
    start: datetime = field(default_factory=cast.evening)
    minutes: int = 90
    lead: str = "lead"
    marks: dict[str, Mark] = field(default_factory=dict)
    session: Session = field(init=False)

    @property
    def ended(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    def hold(self, modality: str = "in_person", sign: bool = True) -> "Evening":
        """Run the group: open, mark, write, close, and sign unless told otherwise."""
        self.session = self.clinic.session(self.start, self.minutes, **{"lead": self.lead, "co_facilitator": "co"})
        Session.objects.filter(pk=self.session.pk).update(modality=modality)
        by = self.clinic.actors[self.lead]
        attendance.open_session(session_id=self.session.id, by=by, now=self.start)
        for name, given in self.marks.items():
            attendance.mark(
                attendance_id=self.id(name), given=given, base_rev=1, idem=uuid4(), by=by, now=self.ended
            )  # fmt: skip
        attendance.mark_remaining_present(session_id=self.session.id, idem=uuid4(), by=by, now=self.ended)
        self._write()
        attendance.close_session(session_id=self.session.id, by=by, now=self.ended)
        self.session.refresh_from_db()
        if sign:
            self.sign()
        self.catch_up()
        return self

    def sign(self) -> None:
        """The lead signs everything."""
        by = self.clinic.actors[self.lead]
        desk = desks.signing_desk(desks.load(self.session, self.ended), by.staff_id)
        read = {draft.attendance_id: draft.content_hash for draft in desk.drafts}
        done = notes.sign(session_id=self.session.id, read=read, by=by, now=self.ended)
        assert done.refused == (), done.refused

    def catch_up(self) -> None:
        """What follows a request that changed the session."""
        catch_up(self.session.id, by=None, now=self.ended)

    def id(self, name: str) -> UUID:
        return cast.row_id(boards.board(self.session.id, self.ended).rows, name)

    def correct(self, name: str, given: Mark, why: str = "Read the sign-in sheet again.") -> None:
        """Correct one client's attendance, and let everything follow."""
        row = next(row for row in boards.board(self.session.id, self.ended).rows if row.name == name)
        attendance.correct(
            attendance_id=row.attendance_id, given=given, why=why, base_rev=row.rev, idem=uuid4(),
            by=self.clinic.actors[self.lead], now=self.ended,
        )  # fmt: skip
        self.catch_up()

    def charge(self, name: str) -> Charge:
        return Charge.objects.get(current=True, session=self.session, attendance__client_name=name)

    def claim(self, name: str) -> Claim:
        return Claim.objects.exclude(status="withdrawn").get(lines__charge__attendance__client_name=name)

    def statuses(self) -> dict[str, str]:
        """What each payer's charges are, together."""
        found: dict[str, set[str]] = {}
        for charge in Charge.objects.filter(current=True, session=self.session).select_related("coverage__plan__payer"):
            payer = charge.coverage.plan.payer.name if charge.coverage else ""
            found.setdefault(payer, set()).add(charge.hold_rule or charge.status)
        return {payer: " ".join(sorted(each)) for payer, each in found.items()}

    def _write(self) -> None:
        by = self.clinic.actors[self.lead]
        shared = {"topic": "Evenings", "interventions": "Role play", "content": "The group spoke about evenings."}
        notes.save_narrative(session_id=self.session.id, edit=Edit(shared, 0, uuid4()), by=by, now=self.ended)
        for number, row in enumerate(boards.board(self.session.id, self.ended).rows):
            if row.note_owed != "group_note":
                continue
            goal = Goal.objects.filter(client_id=row.client_id).first()
            fields = {
                "response": WORDS[number], "progress": f"{WORDS[number].split()[0]} it unasked.", "plan": "",
                "free_text": "", "participation": 1 + number % 4, "goals": [str(goal.id)] if goal else [],
            }  # fmt: skip
            edit = Edit(fields, 0, uuid4())
            notes.save_entry(attendance_id=row.attendance_id, edit=edit, by=by, now=self.ended)


def join(clinic: cast.Clinic, last: str, payer: str = "commercial", first: str = "Nadia", **columns: str) -> Client:
    """One more member of the cast's group, with a coverage, a diagnosis and a goal."""
    number = Client.objects.count()
    client = Client.objects.create(
        chart_number=f"NC-{2001 + number}", legal_first_name=first, legal_last_name=last, birth_on="1990-01-01",
        administrative_sex="F", facility=clinic.north,
        **{"street": f"{number} Canal Row", "city": "Harrow Falls", "state": "IL", "postal_code": "60929"} | columns,
    )  # fmt: skip
    plan = Plan.objects.get(payer=clinic.payers[payer])
    Coverage.objects.create(client=client, plan=plan, member_id=f"M{800100 + number}", effective=cast.ALWAYS)
    Diagnosis.objects.create(client=client, code="F11.20", label="Opioid use disorder", effective=cast.ALWAYS)
    Goal.objects.create(client=client, number="1.1", text=f"Keep step {number}", effective=cast.ALWAYS)
    Enrollment.objects.create(group=clinic.group, client=client, effective=cast.ALWAYS, status="active")
    return client
