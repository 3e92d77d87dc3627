"""How a row tells open pages that it changed: in its own transaction, by a word and a key."""

import pgtrigger

from circlechart.base.live.facts import CHANNEL


def announce(what: str, topic: str) -> str:
    """This function will make the SQL that announces a change of the thing whose key is the SQL expression `topic`.

    It is heard when the transaction commits, once however often it is said, and never when it rolls back.
    """
    return f"PERFORM pg_notify('{CHANNEL}', '{what}:' || ({topic})::text);"


def announces(topic: str, what: str = "session") -> pgtrigger.Trigger:
    """This function will make a trigger for rows that pages show; `topic` gives the key of what they belong to in SQL."""
    return pgtrigger.Trigger(
        name="announces",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        func=f"{announce(what, topic)} RETURN NULL;",
    )
