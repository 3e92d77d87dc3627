"""How both forms spell what every claim has: names, addresses, ZIP codes, telephones, bare numbers."""

from circlechart.base.formats.paper.filling import joined
from circlechart.base.formats.x12.charset import clean
from circlechart.base.formats.x12.parties import Address, Person

_ZIP, _ZIP_AND_FOUR, _TELEPHONE = 5, 9, 10


def name(person: Person) -> str:
    """This function will spell a name as forms want it: last and suffix, first, initial, with commas."""
    return joined((joined((person.last, person.suffix)), person.first, clean(person.middle)[:1]), ", ")


def street(address: Address) -> str:
    """This function will put both lines of an address into one."""
    return joined((address.line, address.second_line))


def zip_code(address: Address) -> str:
    """This function will spell a ZIP with its hyphen; anything else stays as it was given."""
    kept = digits(address.zip_code)
    if len(kept) == _ZIP_AND_FOUR:
        return f"{kept[:_ZIP]}-{kept[_ZIP:]}"
    return kept if len(kept) == _ZIP else clean(address.zip_code)


def city(address: Address) -> str:
    """This function will spell city, state and ZIP in one line, without commas."""
    return joined((address.city, address.state, zip_code(address)))


def digits(value: str) -> str:
    """This function will keep the digits."""
    return "".join(letter for letter in value if letter.isascii() and letter.isdigit())


def telephone(value: str) -> tuple[str, str]:
    """This function will divide a telephone number of ten digits into area and number; another one stays whole."""
    kept = digits(value)
    if len(kept) != _TELEPHONE:
        return "", clean(value)
    return kept[:3], f"{kept[3:6]}-{kept[6:]}"
