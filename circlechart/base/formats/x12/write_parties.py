"""2000A to 2010CA, and the names and addresses of any other loop: the same segments in the 837P and the 837I."""

from collections.abc import Iterator

from circlechart.base.formats.x12 import codes
from circlechart.base.formats.x12 import parties as facts
from circlechart.base.formats.x12.segments import Segment, Unwritable, code, day, digits, optional, segment, text

NINE, FIVE_OR_NINE = (9,), (5, 9)


def billing(who: facts.Billing, *, professional: bool) -> Iterator[Segment]:
    """This function will yield 2000A PRV, 2010AA and 2010AB. Raises: Unwritable."""
    if who.tax_id_is_ssn and not professional:
        raise Unwritable("2010AA REF01", "SY", "an institution is named by its employer number (EIN). Enter the EIN.")
    if who.taxonomy:
        yield segment("PRV", "BI", "PXC", _taxonomy(who.taxonomy, "2000A"))
    yield segment("NM1", "85", "2", text(who.name, at="2010AA NM103", longest=60), "", "", "", "", "XX",
                  digits(who.npi, at="2010AA NM109", lengths=(10,)))  # fmt: skip
    yield from address(who.address, "2010AA", zip_lengths=NINE)
    yield segment("REF", "SY" if who.tax_id_is_ssn else "EI", digits(who.tax_id, at="2010AA REF02", lengths=(9,)))
    if who.pay_to is not None:
        yield segment("NM1", "87", "2")
        yield from address(who.pay_to, "2010AB", zip_lengths=FIVE_OR_NINE)


def subscriber(who: facts.Subscriber, payer: facts.Payer, *, is_patient: bool, professional: bool) -> Iterator[Segment]:
    """This function will yield 2000B SBR, 2010BA and 2010BB. Raises: Unwritable."""
    group = optional(who.group_number, at="2000B SBR03", longest=50)
    plan = "" if group else optional(who.group_name, at="2000B SBR04", longest=60)
    filing = codes.one_of(payer.filing_code, codes.FILING, at="2000B SBR09")
    responsibility = codes.one_of(who.responsibility, codes.RESPONSIBILITIES, at="2000B SBR01")
    kind = codes.one_of_or_none(who.insurance_type, codes.INSURANCE_TYPES, at="2000B SBR05") if professional else ""
    yield segment("SBR", responsibility, "18" if is_patient else "", group, plan, kind, "", "", "", filing)
    yield named("IL", who.person, "2010BA", "MI", code(who.member_id, at="2010BA NM109", shortest=2, longest=80))
    if is_patient:
        if who.address is None or who.birth_on is None:
            raise Unwritable("2010BA", who.member_id, "needs address and birth date: the subscriber is the patient.")
        yield from address(who.address, "2010BA", zip_lengths=FIVE_OR_NINE)
        yield segment("DMG", "D8", day(who.birth_on, at="2010BA DMG02"),
                      codes.one_of(who.sex, codes.SEXES, at="2010BA DMG03"))  # fmt: skip
    yield segment("NM1", "PR", "2", text(payer.name, at="2010BB NM103", longest=60), "", "", "", "", "PI",
                  code(payer.identifier, at="2010BB NM109", shortest=2, longest=80))  # fmt: skip
    if payer.legacy_billing_id:
        yield segment("REF", "G2", code(payer.legacy_billing_id, at="2010BB REF02", longest=50))


def dependent(who: facts.Dependent) -> Iterator[Segment]:
    """This function will yield 2000C PAT and 2010CA. Raises: Unwritable."""
    yield segment("PAT", codes.one_of(who.relation, codes.RELATIONS, at="2000C PAT01"))
    yield named("QC", who.person, "2010CA")
    yield from address(who.address, "2010CA", zip_lengths=FIVE_OR_NINE)
    yield segment("DMG", "D8", day(who.birth_on, at="2010CA DMG02"),
                  codes.one_of(who.sex, codes.SEXES, at="2010CA DMG03"))  # fmt: skip


def address(where: facts.Address, loop: str, *, zip_lengths: tuple[int, ...]) -> Iterator[Segment]:
    """This function will yield N3 and N4. Raises: Unwritable."""
    yield segment("N3", text(where.line, at=f"{loop} N301", longest=55),
                  optional(where.second_line, at=f"{loop} N302", longest=55))  # fmt: skip
    yield segment("N4", text(where.city, at=f"{loop} N401", shortest=2, longest=30),
                  codes.one_of(where.state, codes.STATES, at=f"{loop} N402"),
                  digits(where.zip_code, at=f"{loop} N403", lengths=zip_lengths))  # fmt: skip


def named(entity: str, person: facts.Person, loop: str, qualifier: str = "", identifier: str = "") -> Segment:
    """This function will give the NM1 of a person. Raises: Unwritable."""
    return segment(
        "NM1",
        entity,
        "1",
        text(person.last, at=f"{loop} NM103", longest=60),
        optional(person.first, at=f"{loop} NM104", longest=35),
        optional(person.middle, at=f"{loop} NM105", longest=25),
        "",
        optional(person.suffix, at=f"{loop} NM107", longest=10),
        qualifier,
        identifier,
    )


def provider(entity: str, who: facts.Provider | None, loop: str, specialty: str = "") -> Iterator[Segment]:
    """This function will yield a provider's NM1 and, where the guide has `specialty`, the PRV. Raises: Unwritable."""
    if who is None:
        return
    yield named(entity, who.person, loop, "XX", digits(who.npi, at=f"{loop} NM109", lengths=(10,)))
    if specialty and who.taxonomy:
        yield segment("PRV", specialty, "PXC", _taxonomy(who.taxonomy, loop))


def facility(where: facts.Facility | None, loop: str) -> Iterator[Segment]:
    """This function will yield the place of service with its address. Raises: Unwritable."""
    if where is None:
        return
    npi = digits(where.npi, at=f"{loop} NM109", lengths=(10,)) if where.npi else ""
    name = text(where.name, at=f"{loop} NM103", longest=60)
    yield segment("NM1", "77", "2", name, "", "", "", "", "XX" if npi else "", npi)
    yield from address(where.address, loop, zip_lengths=NINE)


def _taxonomy(value: str, loop: str) -> str:
    return code(value, at=f"{loop} PRV03", shortest=10, longest=10)
