"""Reading how claims leave."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.base.people.models import Facility, Staff
from circlechart.money.clearinghouse.facts import Going, Partner, Place
from circlechart.money.clearinghouse.models import Attending, Blank, House, PayerRoute, Printer


def partner_of(payer: Payer) -> Partner:
    """This function will say whom a payer's files are handed to; read the payer with `route__house` to ask nothing."""
    house = _house(payer)
    if house is None:
        return Partner(payer.id, payer.name, payer.payer_id)
    return Partner(
        key=house.id, name=house.name, receiver_id=house.receiver_id, house_id=house.id,
        receiver_qualifier=house.receiver_qualifier, sender_qualifier=house.sender_qualifier,
        sender_id=house.sender_id, group_sender=house.group_sender, group_receiver=house.group_receiver,
        receiver_identifier=house.receiver_identifier, production=house.production, most_claims=house.most_claims,
        most_in_transaction=house.most_in_transaction, file_pattern=house.file_pattern,
        line_ending=house.line_ending,
    )  # fmt: skip


def partner(key: UUID) -> Partner | None:
    """This function will find whom files are handed to by its own key. Returns None when: there is no such house or payer."""
    payer = (
        Payer.objects.filter(Q(route__house=key) | Q(pk=key, route__house=None)).select_related("route__house").first()
    )
    return partner_of(payer) if payer else None


def identifier(payer: Payer) -> str:
    """This function will say what a payer is called where its claims go (2010BB NM109)."""
    route = _route(payer)
    return route.called if route and route.called else payer.payer_id


def houses() -> list[House]:
    """This function will list the houses by name."""
    return list(House.objects.order_by("name").prefetch_related("routes"))


def going() -> list[Going]:
    """This function will list the payers by name with how their claims leave."""
    payers = Payer.objects.exclude(kind=Payer.Kind.SELF_PAY).select_related("route__house").order_by("name")
    return [Going(payer, _house(payer), identifier(payer)) for payer in payers]


def places(by: Actor) -> list[Place]:
    """This function will list the facilities within reach with who attends, their printers and blanks."""
    attending = Attending.objects.select_related("staff").order_by("-valid")
    blanks = Blank.objects.defer("content").order_by("form")
    found = reach.within(Facility.objects.order_by("name"), by).prefetch_related(
        Prefetch("attending", attending), Prefetch("printers", Printer.objects.order_by("form", "name")),
        Prefetch("blanks", blanks),
    )  # fmt: skip
    return [
        Place(each, tuple(each.attending.all()), tuple(each.printers.all()), tuple(each.blanks.all())) for each in found
    ]


def attending(facility_ids: Iterable[UUID]) -> list[Attending]:
    """This function will read who attends institutional care at these facilities, on any day."""
    return list(Attending.objects.filter(facility_id__in=list(facility_ids)))


def attends(known: Iterable[Attending], facility_id: UUID, on: date) -> UUID | None:
    """This function will say who attends at a facility on a day. Returns None when: nobody is named."""
    return next((each.staff_id for each in known if each.facility_id == facility_id and on in each.valid), None)


def who_may_attend(facility: Facility) -> list[Staff]:
    """This function will list the staff of a facility with an NPI, by name."""
    return list(facility.staff.exclude(npi="").order_by("legal_last_name", "legal_first_name"))


def printers(facility_id: UUID, form: str) -> list[Printer]:
    """This function will list the printers of a facility for a form."""
    return list(Printer.objects.filter(facility_id=facility_id, form=form).order_by("name"))


def blank(facility_id: UUID, form: str) -> bytes | None:
    """This function will read a facility's blank of a form. Returns None when: it gave none."""
    content = Blank.objects.filter(facility_id=facility_id, form=form).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def _route(payer: Payer) -> PayerRoute | None:
    return getattr(payer, "route", None)


def _house(payer: Payer) -> House | None:
    route = _route(payer)
    return route.house if route else None
