"""Two independent readers of what we write: pyx12 for structure, x12sdk for structure and balancing."""

from circlechart.base.formats.x12.check import objections


def balances(text: str) -> bool:
    """x12sdk reads the file into models and refuses totals that do not balance; it raises when it refuses."""
    from x12sdk.io import X12ModelReader

    with X12ModelReader(text) as reader:
        return len(list(reader.models())) == text.count("~ST*")


def both_accept(text: str) -> bool:
    assert objections(text) == []
    return balances(text)
