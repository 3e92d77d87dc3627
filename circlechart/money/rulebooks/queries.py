"""Reading templates, what a payer's rules are as a file, and the sides of a comparison."""

import tomllib
from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

from circlechart.base.coverage.models import Payer, Plan
from circlechart.base.kit.errors import NotFound
from circlechart.base.rulebook.facts import PLAN, Case, Rulebook
from circlechart.base.rulebook.loader import BadRulebook
from circlechart.money.charges.errors import BadCase
from circlechart.money.payers import queries as payers
from circlechart.money.payers import rules as sentences
from circlechart.money.payers.facts import OWN_BOOK
from circlechart.money.rulebooks import rules
from circlechart.money.rulebooks.facts import Pair, Side, Template

UNCOVERED = Case("A client without coverage is held", {"covered": False}, {"outcome": "hold", "rule": "no-coverage"})


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """This function will list the shipped rulebooks that a new payer can follow, each with its standing."""
    found = [_template(name, _head(name)) for name in payers.shipped() if "payer" in _head(name)]
    return tuple(sorted(found, key=lambda each: (each.kind, each.title)))


def template(name: str, on: date) -> Template:
    """This function will read a template with its rules as they hold on a day. Raises: NotFound."""
    if name not in {each.name for each in templates()}:
        raise NotFound()
    return _template(name, _head(name), tuple(sentences.lines(payers.rulebook(name), on)))


def as_file(payer: Payer, plan: Plan | None, on: date) -> str:
    """This function will write what the clinic says of a payer, or also of one of its plans, as a file.

    What is on trial stands in it as such. The file inherits the shipped rulebook, so that read again it is the same book.
    """
    books = payers.books([payer], on)
    book = books.of(plan) if plan else books[payer.id]
    own = [each for each in book.values if each.book == OWN_BOOK and (plan is None) == (each.level != PLAN)]
    shipped = payers.rulebook(payer.rulebook)
    title = f"{payer.name}, {plan.name}" if plan else payer.name
    level = "plan" if plan else "contract"
    tried = payers.tried(payer, plan)
    proofs = payers.proofs(each.row for each in (*own, *tried))
    return rules.written(title, level, payer.rulebook, book.version, [*own, *tried], _cases(shipped, book, on), proofs)


def side(name: str, on: date) -> Side:
    """This function will read one side of a comparison: `template:NAME`, or the id of a payer. Raises: NotFound."""
    kind, _, rest = name.partition(":")
    if kind == "template":
        try:
            found = payers.rulebook(rest) if rest in payers.shipped() else None
        except BadRulebook:
            found = None
        if found is None:
            raise NotFound()
        return Side(name, found.title, on, found)
    payer = Payer.objects.filter(pk=name).first()
    if payer is None:
        raise NotFound()
    return Side(name, payer.name, on, payers.books([payer], on)[payer.id])


def sides() -> list[tuple[str, list[tuple[str, str]]]]:
    """This function will list what can be compared: the payers, then the templates."""
    named = [(str(each.id), each.name) for each in Payer.objects.order_by("name")]
    shipped = [(f"template:{each.name}", each.title) for each in templates()]
    return [("Payers", named), ("Templates", shipped)]


@lru_cache(maxsize=64)
def _head(name: str) -> dict[str, Any]:
    return tomllib.loads((payers.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _template(name: str, head: dict[str, Any], told: tuple[Any, ...] = ()) -> Template:
    book, payer = payers.rulebook(name), head["payer"]
    counts = Counter(each.source.trust for each in book.values)
    return Template(
        name, book.title, head.get("about", ""), head.get("standing", ""), payer["kind"], payer["filing_code"],
        dict(counts), told,
    )  # fmt: skip


def _cases(shipped: Rulebook, book: Rulebook, on: date) -> list[Case]:
    """The shipped cases as the payer's own rules decide them; one is billed and one held where that can be."""
    found = []
    for case in shipped.cases:
        try:
            found.append(Case(case.name, case.given, rules.comes_to(case, book, on)))
        except BadCase:
            continue
    return found if any(not each.passes for each in found) else [*found, UNCOVERED]


def shown(pairs: list[tuple[str, list[Pair]]], every: bool) -> dict[str, Any]:
    """This function will choose what of a comparison is shown: what differs, or also what both say alike."""
    differ = sum(each.differs for _, found in pairs for each in found)
    alike = sum(len(found) for _, found in pairs) - differ
    topics = [(topic, [each for each in found if every or each.differs]) for topic, found in pairs]
    return {"topics": [(topic, found) for topic, found in topics if found], "differ": differ, "alike": alike}
