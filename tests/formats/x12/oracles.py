"""Two independent readers of what we write: pyx12 for structure, x12sdk for structure and balancing."""

from circlechart.base.formats.x12.check import objections
from circlechart.base.formats.x12.tokens import Token, read

MOST_LINES_OF_X12SDK = 50


def balances(text: str) -> bool:
    """x12sdk reads the file into models and refuses totals that do not balance; it raises when it refuses."""
    from x12sdk.io import X12ModelReader

    with X12ModelReader(text) as reader:
        return len(list(reader.models())) == text.count("~ST*")


def unread_by_x12sdk(text: str) -> set[str]:
    """What stands in the file that the guide has and x12sdk 2.2 does not read; it refuses such a file wrongly."""
    tokens = list(read(text))
    institutional = any(token.name == "GS" and token.element(8) == "005010X223A2" for token in tokens)
    return {words for token in tokens if (words := _unread(token, tokens, institutional))}


def _unread(token: Token, tokens: list[Token], institutional: bool) -> str:
    match token.name, token.element(1):
        case "NM1", "P3":
            return "a second referring provider"
        case "DMG", _ if token.element(3) == "U":
            return "an unknown sex"
        case "SVD", _ if _is_second_decision(token, tokens):
            return "a second decision on one line"
        case "SVD", _ if institutional and not token.element(3):
            return "a decision on a revenue code alone"
        case "NTE", "ADD" if institutional:
            return "a billing note"
        case "DTP", "472" if institutional and token.element(2) == "RD8":
            return "a revenue line of several days"
        case "LX", number if institutional and int(number) > MOST_LINES_OF_X12SDK:
            return "a fifty-first line"
    return ""


def _is_second_decision(token: Token, tokens: list[Token]) -> bool:
    for earlier in reversed(tokens[: token.position - 1]):
        if earlier.name == "LX":
            return False
        if earlier.name == "SVD":
            return True
    return False


def both_accept(text: str) -> bool:
    """pyx12 has no objection, and x12sdk none where it can read the file."""
    assert objections(text) == []
    return bool(unread_by_x12sdk(text)) or balances(text)
