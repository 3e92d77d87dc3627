"""What our writers let through is never wrong in a way that a writer answers for; what a person typed may be."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circlechart.base.formats.x12.edits import findings
from circlechart.base.formats.x12.segments import Unwritable
from tests.formats.x12.samples import CENTER_IOP, DEPENDENT, HOSPITAL_IOP, ORIGINAL, SECONDARY
from tests.formats.x12.test_any_facts import shaken, written
from tests.formats.x12.test_write837i import RESIDENTIAL
from tests.formats.x12.test_write837p_details import EVERYTHING

TODAY = date(2026, 11, 25)
CLAIMS = [ORIGINAL, DEPENDENT, SECONDARY, EVERYTHING, HOSPITAL_IOP, CENTER_IOP, RESIDENTIAL]
# what follows from the order and the sums of a file, whatever was typed
OF_THE_WRITER = ("envelope.", "file.", "hl.", "prv.", "pay_to.", "value.", "money.", "claim.order", "claim.total")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(CLAIMS))
def test_any_facts_that_are_written_have_envelope_order_and_sums(data, claim) -> None:
    try:
        text = written(shaken(data, claim))
    except Unwritable:
        return
    found = list(findings(text, today=TODAY))
    assert [one for one in found if one.rule.startswith(OF_THE_WRITER)] == []
