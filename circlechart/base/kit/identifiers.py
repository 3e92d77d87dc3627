"""Keys and public identifiers."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """This function will make a time-ordered, non-guessable key (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def npi_is_valid(npi: str) -> bool:
    """This function will say whether ten digits pass the Luhn check of an NPI.

    Source: 45 CFR 162.406 and the NPI standard: Luhn over the NPI prefixed with 80840.
    """
    if len(npi) != 10 or not npi.isascii() or not npi.isdigit():
        return False
    total = 0
    for place, digit in enumerate(int(character) for character in reversed("80840" + npi)):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
