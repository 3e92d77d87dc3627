"""A case from a file, decided without a database: what each client's session comes to, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.charges.errors import BadCase
from circlechart.money.charges.facts import ChargeCase, Decision, Other, Pair, Reason
from circlechart.money.charges.rules import stated
from circlechart.money.charges.rules.decide import decide
from circlechart.money.charges.rules.reasons import reason
from circlechart.money.charges.rules.trial import on_trial
from circlechart.money.payers.facts import CREDENTIALS, SERVICES
from circlechart.money.payers.rules import sentence

KNOWN = {each.name: each for each in fields(ChargeCase) if each.name != "override"}
OF_THE_SESSION = {"minutes": "session_minutes", "lead_level": "rendering_level", "lead_npi": "rendering_npi"}
TESTING = "testing"
HIGHEST = Decimal("9999999.99")
OF_A_CLIENT = {"name", "payer", "attended", "fee", *stated.TIMES, *stated.DAYS}
OF_A_CASE = {"session", "client", "clients", "title", "name", "about"}
OUTCOMES = {"bill": "charges", "hold": "holds", "wait": "waits", "included": "included", "none": "nothing"}
ROWS: dict[str, type[Other] | type[Pair]] = {"same_day": Other, "pairs": Pair}
LISTS = ("authorized_codes",)
WORDS: dict[Any, str] = {bool: "true or false", str: "a text", int: "a whole number, zero or more"}
CHOICES = {
    "note": ("signed", "unsigned", "none"),
    "modality": ("in_person", "video", "audio"),
    "service": tuple(SERVICES),
    "rendering_level": (*CREDENTIALS, ""),
}


def explain(raw: Mapping[str, Any], books: Mapping[str, Rulebook]) -> dict[str, Any]:
    """This function will decide every client of a case and say why.

    Shape: {"service_on", "present", "clients": [{"name", "payer", "outcome", "code", "modifiers", "units", "amount",
    "hold", "warnings", "reasons": [{"rule", "key", "version", "sentence", "source", "unverified"}]}], "totals"}.
    Units: amounts in dollars as text, where the case gives a fee.

    Source: docs/rulebook-files.md. Raises: BadCase naming the place, the value and the mend.
    """
    strange = sorted(map(str, raw.keys() - OF_A_CASE))
    if strange:
        raise BadCase(strange[0], "", "There is no such part of a case. It has a [session] and one [[client]] or more.")
    session = raw.get("session")
    when = stated.held(session) if isinstance(session, Mapping) else None
    shared, clients = _shared(raw, when), raw.get("client", raw.get("clients", []))
    if not isinstance(clients, list) or not clients:
        raise BadCase("the case", "", "It needs at least one [[client]].")
    given = [_client(number, each, books) for number, each in enumerate(clients, start=1)]
    here = Counter(each["payer"] for each in given if each["attended"])
    told = []
    for each in given:
        own = stated.stated(each["at"], each["raw"], session or {}, when, shared["service_on"])
        case = _case(each, shared, own, here)
        told.append(_told(each, _decision(case, books.get(each["payer"]), each["attended"])))
    outcomes = Counter(each["outcome"] for each in told)
    totals = {name: outcomes[outcome] for outcome, name in OUTCOMES.items()}
    return {"service_on": shared["service_on"].isoformat(), "present": here.total(), "clients": told, "totals": totals}


def _case(
    given: Mapping[str, Any], shared: Mapping[str, Any], own: Mapping[str, Any], here: Counter[str]
) -> ChargeCase:
    """What is counted, then what the session says, then what the client's own facts say. Raises: BadCase."""
    facts = {"minutes": shared.get("session_minutes", 0), "present": here.total(), "members": here[given["payer"]]}
    facts |= {**shared, **_implied(given["facts"]), **own, **given["facts"]}
    facts |= {} if given["attended"] else {"note": "none", "minutes": 0}
    _possible(given["at"], facts)
    return ChargeCase(**facts)


def deciding(book: Rulebook) -> Rulebook:
    """This function will leave out of a book what is on trial: it decides nothing. Source: docs/rulebook-files.md."""
    kept = tuple(each for each in book.values if each.status != TESTING)
    return book if len(kept) == len(book.values) else replace(book, values=kept)


def _decision(case: ChargeCase, book: Rulebook | None, attended: bool) -> Decision:
    """What is decided, with what is on trial beside it, and for who did not come whether a fee may be asked."""
    if book is None:
        return decide(case, None)
    decision = decide(case, deciding(book))
    on_it = [each for each in book.values if each.status == TESTING and each.in_force(case.service_on)]
    if on_it:
        tried = sorted(book.values, key=lambda each: each.status == TESTING)
        decision = on_trial(case, decision, replace(book, values=tuple(tried)))
    if attended:
        return decision
    fee: Value | None = deciding(book).find("no_show.fee", case.service_on, case.service)
    said = sentence("no_show.fee", fee.value if fee else None)
    why = reason("no-show-fee", said, fee)
    return replace(decision, reasons=(why, *decision.reasons))


def _implied(facts: Mapping[str, Any]) -> dict[str, Any]:
    """An authorization with a number, or with a count of units, is recorded."""
    return {"authorized": True} if facts.get("authorization") or "authorized_left" in facts else {}


def _possible(at: str, facts: Mapping[str, Any]) -> None:
    """Nobody is present longer than the session ran. Raises: BadCase."""
    ran = facts.get("session_minutes")
    if ran is not None and facts["minutes"] > ran:
        words = f"The session ran {ran} minutes. Correct one of the two."
        raise BadCase(f"{at}.minutes", facts["minutes"], words)


def _shared(raw: Mapping[str, Any], when: stated.Held | None) -> dict[str, Any]:
    """The facts that the session says for all clients. Raises: BadCase."""
    session = raw.get("session")
    if not isinstance(session, Mapping):
        raise BadCase("the case", "", "It needs a [session].")
    shared: dict[str, Any] = {
        (name := OF_THE_SESSION.get(str(key)) or str(key)): _checked(f"session.{key}", name, said)
        for key, said in session.items()
        if key not in stated.OF_SESSION | stated.DAYS
    }
    shared = {**stated.of_session(when), **shared}
    if "service_on" not in shared:
        raise BadCase("session.service_on", "", "Write the day of service, like 2026-11-23.")
    return shared


def _client(number: int, raw: Any, books: Mapping[str, Rulebook]) -> dict[str, Any]:
    at = f"client {number}"
    if not isinstance(raw, Mapping):
        raise BadCase(at, raw, "Write it as a [[client]] table.")
    payer = raw.get("payer", next(iter(books)) if len(books) == 1 else None)
    if payer is not None and (not isinstance(payer, str) or (payer and payer not in books)):
        raise BadCase(
            f"{at}.payer", payer, f"Name one of the rules files: {', '.join(books)}. Leave it empty for no coverage."
        )
    facts = {key: _checked(f"{at}.{key}", key, said) for key, said in raw.items() if key not in OF_A_CLIENT}
    return {
        "at": at,
        "raw": raw,
        "name": str(raw.get("name", f"Client {number}")),
        "payer": payer or "",
        "attended": _checked(f"{at}.attended", "covered", raw.get("attended", True)),
        "fee": _fee(f"{at}.fee", raw.get("fee")),
        "facts": facts if payer else facts | {"covered": False},
    }


def _checked(at: str, key: str, said: Any) -> Any:
    """The value as its field of the case takes it. Raises: BadCase."""
    field = KNOWN.get(key)
    if field is None:
        raise BadCase(at, said, f"There is no such fact. Known are {', '.join(sorted(KNOWN))}.")
    if key == "service_on":
        return _day(at, said)
    if key in LISTS:
        return _codes(at, said)
    if key in ROWS:
        return _rows(at, ROWS[key], said)
    kind: Any = field.type if field.type in (bool, str) else int
    wrong = not isinstance(said, (bool, int, str)) or type(said) is not kind or (kind is int and int(said) < 0)
    if wrong:
        raise BadCase(at, said, f"Write {WORDS[kind]}.")
    if key in CHOICES and said not in CHOICES[key]:
        raise BadCase(at, said, f"Write one of {', '.join(CHOICES[key])}.")
    return said


def _rows(at: str, kind: type[Other] | type[Pair], said: Any) -> tuple[Any, ...]:
    """The day's other sessions, each a code or a table, or the pair edits between them. Raises: BadCase."""
    if not isinstance(said, list):
        raise BadCase(at, said, "Write a list.")
    found = []
    for number, each in enumerate(said, start=1):
        given = {"code": each} if kind is Other and isinstance(each, str) else each
        try:
            row = kind(**given)
        except TypeError:
            words = f"Write a table with {', '.join(field.name for field in fields(kind))}."
            raise BadCase(f"{at} {number}", each, words) from None
        for field in fields(kind):
            value = getattr(row, field.name)
            if type(value) is not field.type or (field.type is int and value < 0):
                raise BadCase(f"{at} {number}.{field.name}", value, f"Write {WORDS[field.type]}.")
        found.append(row)
    return tuple(found)


def _codes(at: str, said: Any) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise BadCase(at, said, 'Write a list of codes, such as ["H0037"].')
    return tuple(said)


def _day(at: str, said: Any) -> date:
    if type(said) is date:
        return said
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        raise BadCase(at, said, "Write a day like 2026-11-23.") from None


def _fee(at: str, said: Any) -> Decimal | None:
    if said is None:
        return None
    try:
        fee = Decimal(str(said))
    except InvalidOperation:
        raise BadCase(at, said, "Write dollars like 62.00.") from None
    if not fee.is_finite() or not 0 <= fee <= HIGHEST or fee != fee.quantize(Decimal("0.01")):
        raise BadCase(at, said, f"Write dollars in whole cents, from 0 to {HIGHEST}, like 62.00.")
    return fee


def _told(given: Mapping[str, Any], decision: Decision) -> dict[str, Any]:
    billed = decision.outcome == "bill"
    fee = given["fee"]
    return {
        "name": given["name"],
        "payer": given["payer"],
        "outcome": decision.outcome,
        "code": decision.code if billed else "",
        "modifiers": list(decision.modifiers) if billed else [],
        "units": decision.units if billed else 0,
        "amount": str(fee * decision.units) if billed and fee is not None else None,
        "hold": decision.blocking.sentence if decision.blocking else "",
        "warnings": [_reason(each) for each in decision.warnings],
        "reasons": [_reason(each) for each in decision.reasons],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "key": reason.key,
        "version": reason.version,
        "sentence": reason.sentence,
        "source": reason.source,
        "unverified": reason.unverified,
    }
