"""Signed versions of plans: their signatures, and how they are printed."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from circlechart.base.formats.paper.note import Page, Part, Section
from circlechart.base.formats.paper.note import SignatureLine as PrintedSignature
from circlechart.base.kit import walltime
from circlechart.base.people.models import Credential, Supervision
from circlechart.care.plans.facts import SignatureLine
from circlechart.care.plans.models import PlanVersion

OUTLINE_WORDS = (
    ("wish", "What the client wants from treatment"),
    ("strengths", "Strengths"),
    ("needs", "What stands in the way"),
    ("discharge", "How both will know that it is done"),
)


def version(version_id: UUID) -> PlanVersion:
    """This function will read a signed version with its signatures. Raises: PlanVersion.DoesNotExist."""
    found = PlanVersion.objects.select_related("client__facility").prefetch_related("signatures__staff")
    return found.get(pk=version_id)


def versions(client_id: UUID) -> list[PlanVersion]:
    """This function will list the signed versions of a client's plan, newest first."""
    found = PlanVersion.objects.filter(client_id=client_id).prefetch_related("signatures")
    return list(found.order_by("-number"))


def credentials_of(staff_id: UUID, on: date) -> str:
    """This function will list somebody's credentials of a day, as they stand beside a signature."""
    kinds = Credential.objects.filter(staff_id=staff_id, valid__contains=on).order_by("kind")
    return ", ".join(kinds.values_list("kind", flat=True))


def by_author_supervised(version: PlanVersion, supervisor_id: UUID, on: date) -> bool:
    """This function will say whether somebody supervises the clinician who signed a version."""
    authors = [each.staff_id for each in version.signatures.all() if each.meaning == "clinician"]
    return Supervision.objects.filter(staff_id__in=authors, supervisor_id=supervisor_id, valid__contains=on).exists()


def signatures(version: PlanVersion) -> list[SignatureLine]:
    """This function will list who signed a version, as people read it."""
    return [
        SignatureLine(
            who=f"{each.name}, {each.credentials}" if each.credentials else each.name,
            meaning=each.get_meaning_display(),
            method="" if each.method == "password" else each.get_method_display(),
            remark=each.remark,
            witness="" if each.method == "password" else each.staff.display_name,
            at=each.signed_at,
            hash=each.content_hash,
        )
        for each in version.signatures.all()
    ]


def document(version: PlanVersion) -> Page:
    """This function will lay a signed version out for printing, from its frozen content alone."""
    content, zone = version.content, version.client.facility.time_zone
    client, plan = content["client"], content["plan"]
    heading = f"Treatment plan, version {version.number}"
    facts = [("Client", client["name"]), ("Chart number", client["chart_number"]), ("Born", _day(client["birth_on"]))]
    facts += [("Kind", version.get_kind_display()), ("In force from", _day(content["from_on"]))]
    facts += [("Review by", _day(content["review_on"]))]
    return Page(
        title=heading,
        heading=heading,
        organization=content["facility"],
        footer=f"{client['name']}, version {version.number}. Confidential health record.",
        facts=tuple(facts),
        sections=tuple(_sections(plan, content["findings"])),
        signatures=tuple(_printed(each, zone) for each in signatures(version)),
        addenda=(),
    )


def _sections(plan: dict[str, Any], findings: str) -> Iterable[Section]:
    outline: dict[str, str] = plan["outline"]
    if findings:
        yield Section("What the review found", (Part("", findings),))
    said = tuple(Part(words, outline[name]) for name, words in OUTLINE_WORDS if outline[name].strip())
    if said:
        yield Section("The client", said)
    problems: list[dict[str, str]] = plan["problems"]
    yield Section("Problems", tuple(Part(f"{p['code']} {p['label']}".strip(), p["statement"]) for p in problems))
    yield Section("Goals and objectives", tuple(_goal(each) for each in plan["goals"]))
    lines: list[dict[str, Any]] = plan["interventions"]
    yield Section("What is done, and how often", tuple(_line(each) for each in lines))


def _goal(goal: dict[str, Any]) -> Part:
    steps: list[dict[str, str]] = goal["objectives"]
    words = [f"{s['number']} {s['text']} Measured by: {s['measure']} By {_day(s['target_on'])}." for s in steps]
    answers = [f"Answers: {goal['problem']}"] if goal["problem"] else []
    return Part(f"{goal['number']} {goal['text']}", "\n".join([*answers, *words]))


def _line(line: dict[str, Any]) -> Part:
    goals: list[str] = line["goals"]
    toward = f"Toward {', '.join(goals)}." if goals else ""
    by = f"With {line['staff']}." if line["staff"] else ""
    return Part(f"{line['what']}, {line['often']}", " ".join(filter(None, (str(line["words"]), by, toward))))


def _printed(line: SignatureLine, zone: str) -> PrintedSignature:
    how = f" ({line.method}; {line.witness} was there)" if line.method else ""
    meaning = f"{line.meaning}{how}{f': {line.remark}' if line.remark else ''}"
    return PrintedSignature(
        line.who, meaning, walltime.local(line.at, zone).strftime("%m/%d/%Y %-I:%M %p %Z"), line.hash
    )


def _day(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%m/%d/%Y")
