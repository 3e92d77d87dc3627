"""Triggers that several rooms use."""

import pgtrigger


def append_only(table_words: str) -> pgtrigger.Trigger:
    """This function will make a trigger that refuses UPDATE and DELETE of a row, naming the table in plain words."""
    return pgtrigger.Trigger(
        name="append_only",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"RAISE EXCEPTION '{table_words} cannot be changed or deleted; add a new row instead' USING ERRCODE = '42501';",
    )


def refuse(words: str) -> str:
    """This function will make the SQL that refuses a change, in plain words and as a missing right."""
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = '42501';"


def columns_change(*free: str) -> str:
    """This function will make the SQL condition that something other than the columns in `free` changes in a row."""
    rest = "".join(f" - '{column}'" for column in free)
    return f"(to_jsonb(NEW){rest}) IS DISTINCT FROM (to_jsonb(OLD){rest})"


def insert_or_update_of(*columns: str) -> pgtrigger.Operation:
    """This function will make the operation of a trigger that acts on a new row and when one of these columns is set."""
    return pgtrigger.Insert | pgtrigger.UpdateOf(*columns)  # type: ignore[no-untyped-call, no-any-return]  # pgtrigger has no types here
