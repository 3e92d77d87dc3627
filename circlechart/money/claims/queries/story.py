"""The life of a claim, and a claim beside the one that it corrects."""

from circlechart.money.claims import rules
from circlechart.money.claims.facts import Beside, Happening
from circlechart.money.claims.models import Claim, ClaimLine, PayerAnswer

TONES = {"accepted": "info", "rejected": "bad", "denied": "bad", "paid": "good"}
ICONS = {"accepted": "check", "rejected": "undo", "denied": "blocked", "paid": "money"}


def story(claim: Claim) -> list[Happening]:
    """This function will tell what became of a claim, the first thing first."""
    kind = claim.kind_words
    first = Happening(claim.built_at, "claims", "", f"{kind} built", detail=_of(claim), thing=claim.replaces)
    found = [first, *_left(claim), *_answered(claim), *_later(claim)]
    if claim.withdrawn_at is not None:
        found.append(Happening(claim.withdrawn_at, "undo", "warn", "Withdrawn", detail=claim.withdrawn_because))
    return sorted(found, key=lambda each: each.at)


def compared(claim: Claim) -> tuple[tuple[Beside, ...], tuple[Beside, ...]] | None:
    """This function will put a correction beside what it corrects: what the claim says, and its lines.

    Returns None when: it corrects nothing.
    """
    if claim.replaces is None:
        return None
    void = claim.frequency == Claim.Frequency.VOID
    head = rules.beside(_head(claim.replaces), _head(claim))
    return head, rules.lines_beside(_lines(claim.replaces), _lines(claim), void=void)


def _of(claim: Claim) -> str:
    if claim.replaces is not None:
        return f"It corrects claim {claim.replaces.number}."
    if claim.follows is not None:
        return f"It follows claim {claim.follows.number}."
    return ""


def _left(claim: Claim) -> list[Happening]:
    files = claim.submissions.select_related("made_by")
    return [
        Happening(each.made_at, "arrow-right", "good", "Left", each.made_by.display_name, f"In {each.file_name}.", each)
        for each in files
    ]


def _answered(claim: Claim) -> list[Happening]:
    answers = claim.answers.select_related("recorded_by")
    said = [
        Happening(
            each.recorded_at, ICONS[each.kind], TONES[each.kind], f"{each.get_kind_display()} by the payer",
            each.recorded_by.display_name if each.recorded_by else "", _answer_words(each),
        )
        for each in answers
    ]  # fmt: skip
    told = [
        Happening(each.recorded_at, "phone", "info", f"Told: {each.get_how_display().lower()}", each.told_by.display_name,
                  each.words)
        for each in claim.told.select_related("told_by")
    ]  # fmt: skip
    return [*said, *told]


def _answer_words(each: PayerAnswer) -> str:
    amounts = f"Paid ${each.paid:,.2f}, the patient owes ${each.patient_owes:,.2f}." if each.kind == "paid" else ""
    number = f"Its number there: {each.payer_claim_number}." if each.payer_claim_number else ""
    on = f"On {each.answered_on:%m/%d/%Y}, {each.get_source_display()[:1].lower()}{each.get_source_display()[1:]}."
    return " ".join(filter(None, [on, amounts, number, each.reasons]))


def _later(claim: Claim) -> list[Happening]:
    """What was built because of it."""
    corrections = claim.corrections.exclude(status=Claim.Status.WITHDRAWN)
    secondaries = claim.secondaries.exclude(status=Claim.Status.WITHDRAWN)
    return [
        Happening(each.built_at, "refresh", "warn" if each.replaces_id else "info",
                  f"{each.kind_words} built", "", each.get_status_display(), each)
        for each in (*corrections, *secondaries)
    ]  # fmt: skip


def _head(claim: Claim) -> list[tuple[str, str]]:
    people = (("Rendering provider", claim.rendering), ("Supervising provider", claim.supervising))
    return [
        ("Payer", claim.coverage.plan.payer.name),
        ("Member ID", claim.coverage.member_id),
        *((what, who.display_name if who else "") for what, who in people),
        ("Place of service", claim.place_of_service),
        ("Diagnoses", ", ".join(claim.diagnoses)),
        ("Amount", f"${claim.amount:,.2f}"),
    ]


def _lines(claim: Claim) -> list[tuple[str, str]]:
    lines: list[ClaimLine] = sorted(claim.lines.all(), key=lambda each: each.control_number)
    return [(_service(line), f"{line.code_words} ×{line.units}, ${line.amount:,.2f}") for line in lines]


def _service(line: ClaimLine) -> str:
    return f"{line.charge.session.group.name}, {line.service_on:%m/%d/%Y}"
