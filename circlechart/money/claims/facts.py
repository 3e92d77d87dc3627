"""What a claim is checked for, as plain frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on a claim that must be mended, and how."""

    rule: str
    sentence: str
    mend: str
    at: str = ""
    """Loop and element, such as 2010BA NM109."""
