"""How the demo clinic's claims leave: the house that carries them, and who attends."""

from datetime import datetime

from circlechart.base.access.queries import actor_of
from circlechart.money.clearinghouse import actions
from circlechart.money.clearinghouse.facts import MOST_IN_TRANSACTION, HouseGiven
from circlechart.web.demo import content
from circlechart.web.demo.people import SINCE, Cast


def arrange(cast: Cast, now: datetime) -> None:
    """This function will name the house, the payers that it carries claims to, and the physician of each place."""
    raw, biller = content.clinic()["leaving"], actor_of(cast.staff["hamid"].id, now)
    given = HouseGiven(
        name=raw["house"],
        receiver_qualifier="ZZ",
        receiver_id=raw["receiver_id"],
        sender_qualifier="ZZ",
        sender_id=raw["sender_id"],
        group_sender="",
        group_receiver="",
        receiver_identifier="",
        production=False,
        most_claims=MOST_IN_TRANSACTION,
        most_in_transaction=MOST_IN_TRANSACTION,
        file_pattern=raw["file_pattern"],
        line_ending="",
    )
    house = actions.save_house(house_id=None, given=given, by=biller, now=now)
    for payer in cast.payers.values():
        actions.set_route(payer_id=payer.id, house_id=house.id, payer_id_there="", by=biller, now=now)
    for place, who in raw["attending"].items():
        actions.set_attending(
            facility_id=cast.facilities[place].id, staff_id=cast.staff[who].id, from_on=SINCE, by=biller, now=now
        )
