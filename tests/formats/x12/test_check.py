"""The second opinion is there before the first claim asks for it."""

import pytest

from circlechart.base.formats.x12 import check, write837i, write837p
from tests.formats.x12.samples import ENVELOPE, HOSPITAL_IOP, ORIGINAL, institutional_transaction, transaction


def test_the_maps_read_beforehand_are_those_of_our_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_maps", {})
    check.load_maps()
    before = set(check._maps)

    assert check.objections(write837p.write(ENVELOPE, [transaction(ORIGINAL)])) == []
    assert check.objections(write837i.write(ENVELOPE, [institutional_transaction(HOSPITAL_IOP)])) == []
    assert set(check._maps) == before
