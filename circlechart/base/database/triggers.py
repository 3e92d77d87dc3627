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
