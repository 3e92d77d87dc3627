"""That something changed which is derived from a session; written by the database with the change itself."""

import pgtrigger
from django.db import models

from circlechart.base.database.fields import short_text
from circlechart.base.database.models import Record
from circlechart.base.live.triggers import announce, announces
from circlechart.care.sessions import triggers
from circlechart.care.sessions.models.session import Session, SessionStaff


class SessionChange(Record):
    """A change of an ended session that charges are still to be derived from; whoever derived them takes it away.

    It is written in the transaction of the change, so it survives whatever happens to the process afterwards. One row
    for each transaction and never one for two: nobody waits for anybody else to write it.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="changes")
    transaction = models.BigIntegerField(help_text="0: found by the recurring work")
    at = models.DateTimeField()
    problem = short_text()

    class Privacy:
        operational = ["id", "session", "transaction", "at", "problem"]

    class Meta:
        indexes = [models.Index(fields=["session"], name="change_with_problem", condition=~models.Q(problem=""))]
        constraints = [models.UniqueConstraint(name="change_once", fields=["session", "transaction"])]


WHAT_COUNTS = ("started_at", "ended_at", "local_on", "modality", "group_id", "facility_id")
CHANGED = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in WHAT_COUNTS)
OF_THE_SESSION_ITSELF = f"""
  IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL THEN
    INSERT INTO care_sessions_sessionchange (id, session_id, transaction, at, problem)
    VALUES (gen_random_uuid(), NEW.id, txid_current(), now(), '') ON CONFLICT (session_id, transaction) DO NOTHING;
  ELSIF {CHANGED} THEN
    {triggers.note_change("NEW.id")}
  END IF;
  RETURN NULL;
"""
pgtrigger.register(
    pgtrigger.Trigger(
        name="notes_changes", operation=pgtrigger.Update, when=pgtrigger.After, func=OF_THE_SESSION_ITSELF
    )
)(Session)
pgtrigger.register(triggers.notes_changes(triggers.OF_A_SESSION))(SessionStaff)
pgtrigger.register(
    pgtrigger.Trigger(
        name="announces",
        operation=pgtrigger.Update,
        when=pgtrigger.After,
        condition=pgtrigger.Q(new__roster_frozen_at__isnull=False) | pgtrigger.Q(old__roster_frozen_at__isnull=False),
        func=f"{announce('session', 'NEW.id')} RETURN NULL;",
    )
)(Session)
pgtrigger.register(announces(triggers.OF_A_SESSION))(SessionStaff)
