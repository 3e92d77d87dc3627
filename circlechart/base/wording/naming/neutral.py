"""What to write in the place of a name."""

from circlechart.base.wording.naming.facts import Mention

WORDS = "another group member"
RELATIVES = "a relative of another group member"


def neutral(text: str, mention: Mention) -> str:
    """This function will give the neutral words for one place: with a capital where a sentence opens."""
    words = RELATIVES if mention.who.relative_of else WORDS
    before = text[: mention.start].rstrip(" \t\"'“”‘’(")
    for ahead in ("peer", "member", "client", "participant"):
        if before.casefold().endswith(ahead):
            words = "from the group" if ahead == "peer" else words
    opens = not before or before[-1] in ".!?\n"
    return words[0].upper() + words[1:] if opens else words


def neutralized(text: str, mentions: tuple[Mention, ...]) -> str:
    """This function will write a text without these mentions, from the last to the first so that places keep."""
    for mention in sorted(mentions, key=lambda each: each.start, reverse=True):
        text = text[: mention.start] + neutral(text, mention) + text[mention.end :]
    return text
