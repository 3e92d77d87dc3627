"""Whether what was typed can address and name files. Pure functions."""

import re

ALLOWED = re.compile(r"(?:[A-Za-z0-9._-]|\{(?:form|number|date|test)\})+")
LONGEST_NAME = 100


def pattern_problem(pattern: str) -> str:
    """This function will say why files cannot be named by a pattern; empty when they can.

    Source: two files of one house never share a name, since some houses overwrite the first (facts/x12 section 5).
    """
    if ALLOWED.fullmatch(pattern) is None or len(pattern) > LONGEST_NAME:
        return "The name has something other than letters, digits, dots, dashes, underscores and the words in braces."
    if "{number}" not in pattern:
        return "Without {number} two files would have the same name."
    return ""
