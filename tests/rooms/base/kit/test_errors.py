from circlechart.base.kit.errors import Conflict, NotAllowed, NotFound, Refusal


class SeatTaken(Refusal):
    status = 409
    field = "group"
    mend = "Put the client on the waitlist."


def test_refusal_names_field_value_and_mend():
    refusal = SeatTaken("The group is full", value="8 of 8 seats")
    assert refusal.sentence == "The group is full. group: 8 of 8 seats. Put the client on the waitlist."
    assert refusal.status == 409


def test_refusal_given_at_the_call_wins_over_the_class():
    refusal = SeatTaken(field="cycle", value=12, mend="Open a new cycle.", status=422)
    assert (refusal.field, refusal.value, refusal.mend, refusal.status) == ("cycle", "12", "Open a new cycle.", 422)
    assert SeatTaken.status == 409


def test_refusal_text_for_logs_never_carries_the_value():
    assert str(SeatTaken("full", value="Rosa Marquez")) == "SeatTaken(group)"
    assert "Rosa" not in repr(SeatTaken("full", value="Rosa Marquez"))


def test_refusal_kinds_carry_their_status():
    assert [kind().status for kind in (Refusal, NotFound, NotAllowed, Conflict)] == [422, 404, 403, 409]


def test_refusal_without_words_still_says_something():
    assert Refusal().sentence == "This was refused."
