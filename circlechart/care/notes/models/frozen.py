"""What nobody changes under a signature: the entry, its goals, and the presence that it speaks of."""

import pgtrigger

from circlechart.base.database.triggers import refuse
from circlechart.care.attendance.models import AttendanceInterval
from circlechart.care.notes.models.notes import Entry

FROZEN_ENTRY = """
  IF EXISTS (
    SELECT 1 FROM notes_signednote note JOIN attendance_attendance came ON came.id = note.attendance_id
     WHERE note.attendance_id = OLD.attendance_id AND (note.kind = 'group_note' OR came.disposition = 'no_show')
  ) THEN
    RAISE EXCEPTION 'a signed entry cannot be changed; add an addendum' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
"""
pgtrigger.register(
    pgtrigger.Trigger(
        name="frozen_when_signed",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FROZEN_ENTRY,
    )
)(Entry)
FROZEN_GOALS = f"""
  IF EXISTS (
    SELECT 1 FROM notes_signednote note JOIN attendance_attendance came ON came.id = note.attendance_id
      JOIN notes_entry entry ON entry.attendance_id = note.attendance_id
     WHERE entry.id IN (OLD.entry_id, NEW.entry_id) AND (note.kind = 'group_note' OR came.disposition = 'no_show')
  ) THEN
    {refuse("the goals of a signed entry cannot be changed; add an addendum")}
  END IF;
  RETURN COALESCE(NEW, OLD);
"""
ANNOUNCED = f"""
  IF EXISTS (SELECT 1 FROM notes_signednote WHERE attendance_id IN (OLD.attendance_id, NEW.attendance_id))
    AND NOT EXISTS (
      SELECT 1 FROM attendance_attendance came
        JOIN attendance_attendanceevent said ON said.attendance_id = came.id AND said.rev = came.rev + 1
       WHERE came.id = COALESCE(NEW.attendance_id, OLD.attendance_id) AND said.verb = 'amend'
    )
  THEN
    {refuse("presence under a signed note cannot be changed unless an amendment was announced")}
  END IF;
  RETURN COALESCE(NEW, OLD);
"""
pgtrigger.register(
    pgtrigger.Trigger(
        name="announced_when_signed",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=ANNOUNCED,
    )
)(AttendanceInterval)


class EntryGoal(Entry.goals.through):  # type: ignore[name-defined, misc]  # made by Django for `goals`
    """Which goals an entry is about."""

    class Privacy:
        clinical = ["goal"]
        operational = ["id", "entry"]

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="frozen_when_signed",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=FROZEN_GOALS,
            )
        ]
