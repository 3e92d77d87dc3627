"""Names that are sure because more than one of their parts stands there: full names, titles, initials."""

import re
from collections.abc import Iterator

from circlechart.base.wording.naming.facts import Named
from circlechart.base.wording.naming.place import finite
from circlechart.base.wording.naming.roster import Roster, names_of
from circlechart.base.wording.naming.tokens import Word
from circlechart.base.wording.naming.words import forms, kinds, of

Found = tuple[int, int, Named, str]  # from which place in the text to which, who, why
PAIR = 2
DOTTED = re.compile(r"(?<![\w.])([^\W\d_])\.[ \u00a0]?([^\W\d_])(?:\.|(?![\w]))(?!\w)")
INITIAL_GAP = re.compile(r"^\.?[ \u00a0]$")
LETTER_AFTER = re.compile(r"^[ \u00a0]([^\W\d_])(\.?)(?!['’\w])")
# two letters with full stops that are said every day
EVERYDAY = frozenset(
    [
        "am",
        "pm",
        "us",
        "uk",
        "dc",
        "la",
        "aa",
        "na",
        "md",
        "rn",
        "pa",
        "np",
        "po",
        "da",
        "iv",
        "id",
        "tv",
        "er",
        "vs",
        "eg",
        "ie",
        "si",
        "hi",
        "oc",
    ]
)


def full_names(words: tuple[Word, ...], at: int, to: int, ready: Roster) -> Iterator[Found]:
    """This function will find a first name with its last name, in any order, an initial between or not."""
    name = "".join(word.plain for word in words[at:to])
    for who in ready.people:
        names = names_of(who)
        for mine, others, back in ((names.firsts, names.lasts, False), (names.lasts, names.firsts, True)):
            if name not in mine or words[to - 1].possessive:
                continue
            comma = back and words[to - 1].gap.strip() == ","
            end = _reaches(words, to, others) if words[to - 1].gap.strip() in ({","} if comma else {""}) else 0
            if end and _sure(
                words[at],
                words[end - 1],
                ordinary=bool(kinds(name) and kinds(words[end - 1].plain)),
                back=back,
                comma=comma,
            ):
                yield words[at].start, words[end - 1].end, who, "full name"


def _reaches(words: tuple[Word, ...], start: int, others: frozenset[str]) -> int:
    """Behind which word the other part of the name ends; 0 when it does not follow."""
    for skip in (0, 1):
        for long in (3, 2, 1):
            end = start + skip + long
            if end > len(words) or any(
                "\n" in word.gap or len(word.gap.strip(" -.’'")) for word in words[start - 1 : end - 1][1:]
            ):
                continue
            if skip and not (words[start].capital and (len(words[start].plain) == 1 or not kinds(words[start].plain))):
                continue
            if "".join(word.plain for word in words[start + skip : end]) in others:
                return end
    return 0


def _sure(first: Word, last: Word, *, ordinary: bool, back: bool, comma: bool) -> bool:
    """Two ordinary words are a name with two capitals alone: “Will love is hard.” is none."""
    if back and not comma and ordinary:
        return False
    return not ordinary or (first.capital and last.capital)


def titled(words: tuple[Word, ...], at: int, to: int, ready: Roster) -> Iterator[Found]:
    """This function will find “Ms. Voss”, “R. Voss” and “Voss, R.”."""
    if at == 0:
        return
    name, before = "".join(word.plain for word in words[at:to]), words[at - 1]
    gap = before.gap
    for who in ready.people:
        names = names_of(who)
        if name in names.lasts and before.plain in of("titles") and INITIAL_GAP.match(gap):
            yield before.start, words[to - 1].end, who, "title and last name"
        initials = {first for first, last in names.initials if name.startswith(last)}
        one_letter = len(before.plain) == 1 and before.capital and INITIAL_GAP.match(gap)
        said = before.plain != "i" and (before.plain != "a" or "." in gap or not before.opens)
        if name in names.lasts and one_letter and said and before.plain in initials and words[at].capital:
            yield before.start, words[to - 1].end, who, "initial and last name"


def lettered(text: str, words: tuple[Word, ...], at: int, to: int, ready: Roster) -> Iterator[Found]:
    """This function will find “Jack B.”."""
    last = words[to - 1]
    match = LETTER_AFTER.match(text[last.end :])
    if last.possessive or match is None or not (words[at].capital or not kinds(words[at].plain)):
        return
    letter, stop = match.groups()
    if not letter.isupper() or (letter in "IA" and not stop):
        return
    name = "".join(word.plain for word in words[at:to])
    for who in ready.people:
        names = names_of(who)
        if name in names.firsts and any(each[0] == letter.casefold() for each in names.lasts):
            ends_sentence = stop and not text[last.end + match.end() :].strip()
            yield words[at].start, last.end + match.end() - bool(ends_sentence), who, "first name and initial"


def initials(text: str, ready: Roster) -> Iterator[Found]:
    """This function will find “A.B.”; everyday letters only among people."""
    for match in DOTTED.finditer(text):
        pair = (match.group(1).casefold(), match.group(2).casefold())
        if pair in ready.my_initials or not (match.group(1).isupper() and match.group(2).isupper()):
            continue
        who = next((each for each in ready.people if not each.relative_of and pair in names_of(each).initials), None)
        if who and ("".join(pair) not in EVERYDAY or _among_people(text, match)):
            yield match.start(), match.end(), who, "initials"


def pairs(words: tuple[Word, ...], ready: Roster) -> Iterator[Found]:
    """This function will find initials without full stops, “peer JB said”, among people alone."""
    for at, word in enumerate(words):
        if (
            len(word.text) != PAIR
            or not word.shouted
            or word.plain in EVERYDAY
            or (word.plain[0], word.plain[-1]) in ready.my_initials
        ):
            continue
        pair = (word.plain[0], word.plain[-1])
        who = next((each for each in ready.people if not each.relative_of and pair in names_of(each).initials), None)
        before = words[at - 1].plain if at and words[at - 1].runs_on else ""
        after = words[at + 1].plain if at + 1 < len(words) and word.runs_on else ""
        around = (
            before in of("people") | forms("done_to_people") | {"beside", "with", "like", "when", "told"}
            or after in finite()
        )
        if who and around and before not in of("articles") | of("possessives"):
            yield word.start, word.end, who, "initials"


def _among_people(text: str, match: re.Match[str]) -> bool:
    before = re.findall(r"[^\W\d_]+", text[: match.start()])[-1:]
    after = re.findall(r"[^\W\d_]+", text[match.end() :])[:1]
    near = of("people") | forms("done_to_people") | {"beside"}
    return bool(before and before[0].casefold() in near) or bool(
        after
        and after[0].casefold() in finite()
        and not (before and before[0].casefold() in of("articles") | of("possessives"))
    )
