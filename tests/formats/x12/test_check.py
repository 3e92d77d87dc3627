"""The second opinion is there before the first claim asks for it."""

import pytest

from circlechart.base.formats.x12 import check
from circlechart.base.formats.x12.write837p import write
from tests.formats.x12.samples import ENVELOPE, ORIGINAL, transaction


def test_the_maps_read_beforehand_are_those_of_our_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_maps", {})
    check.load_maps()
    before = set(check._maps)

    assert check.objections(write(ENVELOPE, [transaction(ORIGINAL)])) == []
    assert set(check._maps) == before
