"""How the database notes a change, for the rooms whose rows a session's charges rest on."""

import pgtrigger


def note_change(session: str) -> str:
    """This function will make the SQL that notes a change of the session whose key is the SQL expression `session`."""
    return f"""
      INSERT INTO care_sessions_sessionchange (id, session_id, transaction, at, problem)
      SELECT gen_random_uuid(), id, txid_current(), now(), '' FROM care_sessions_session
       WHERE id = ({session}) AND ended_at IS NOT NULL
      ON CONFLICT (session_id, transaction) DO NOTHING;
    """


def notes_changes(session: str) -> pgtrigger.Trigger:
    """This function will make a trigger for rows that a session's charges rest on; `session` gives its key in SQL."""
    return pgtrigger.Trigger(
        name="notes_changes",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        func=f"{note_change(session)} RETURN NULL;",
    )


OF_A_SESSION = "COALESCE(NEW.session_id, OLD.session_id)"
