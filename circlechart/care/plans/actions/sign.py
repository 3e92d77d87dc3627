"""Signing a plan: by the clinician as a new version, with the client, and by the supervisor."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import Refusal
from circlechart.base.people.models import Client, Staff
from circlechart.care.plans import queries, rules
from circlechart.care.plans.actions.holdings import locked
from circlechart.care.plans.errors import (
    AlreadySigned,
    BadReview,
    ChangedMeanwhile,
    NotReady,
    NotSuperseded,
    NotTheSupervisor,
)
from circlechart.care.plans.facts import PlanFacts, SigningGiven
from circlechart.care.plans.models import PlanSignature, PlanVersion

REFUSED_BY: dict[str, type[Refusal]] = {
    "plan_version_number_once": ChangedMeanwhile,
    "plan_signed_once_as": AlreadySigned,
}


def sign_plan(*, client_id: UUID, given: SigningGiven, by: Actor, now: datetime) -> PlanVersion:
    """This function will freeze a client's plan as it was read through and sign it as its next version.

    Raises: NotAllowed, ChangedMeanwhile, NotReady, BadReview.
    Audit: plans.sign with the client, the number and the kind.
    """
    with transaction.atomic(), in_words(REFUSED_BY, ""):
        client = locked(client_id, by, now)
        today = walltime.today(now, client.facility.time_zone)
        plan = queries.plan_of(client.id, today)
        if rules.plan_hash(plan) != given.read:
            raise ChangedMeanwhile(field="Plan", mend="Read it through again as it stands now, then sign.")
        blocking = [each for each in rules.gaps(plan, today) if each.blocks]
        if blocking:
            raise NotReady(blocking[0].sentence)
        before = PlanVersion.objects.filter(client=client).order_by("-number").first()
        _check_days(client, before, given)
        number = before.number + 1 if before else 1
        kind = given.kind if before else PlanVersion.Kind.INITIAL
        if kind != PlanVersion.Kind.INITIAL and not given.findings.strip():
            raise NotReady("Say what the review found, or why the plan is revised.", field="Findings", mend="")
        content = _content(client, plan, given, number, kind)
        version = PlanVersion.objects.create(
            client=client, number=number, kind=kind, from_on=given.from_on, review_on=given.review_on,
            findings=given.findings.strip(), content=content, content_hash=rules.fingerprint(content), signed_at=now,
        )  # fmt: skip
        _sign(version, by, "clinician", now)
        details = {"number": number, "kind": str(kind)}
        audit.record(by=by, verb="plans.sign", thing=version, now=now, client=client.id, details=details)
        return version


def sign_with_client(
    *, version_id: UUID, meaning: str, method: str, name: str, remark: str, by: Actor, now: datetime
) -> PlanSignature:
    """This function will record that the client, or a guardian, signed the newest version, or declined to and why.

    Raises: NotAllowed, NotSuperseded, AlreadySigned, NotReady for a name or reason that is missing.
    Audit: plans.sign_with_client with the client, as whom and how.
    """
    with transaction.atomic(), in_words(REFUSED_BY, ""):
        version = _newest(version_id)
        locked(version.client_id, by, now)
        if method == PlanSignature.Method.DECLINED and not remark.strip():
            raise NotReady("Say why it was declined.", field="Remark", mend="In the client's own words, if possible.")
        if not name.strip():
            raise NotReady("Type the name of who signs.", field="Name", mend="")
        signature = PlanSignature.objects.create(
            version=version, meaning=meaning, method=method, name=name.strip(), remark=remark.strip(),
            staff_id=by.staff_id, content_hash=version.content_hash, signed_at=now,
        )  # fmt: skip
        details = {"as": meaning, "how": method}
        audit.record(
            by=by, verb="plans.sign_with_client", thing=version, now=now, client=version.client_id, details=details
        )
        return signature


def sign_as_supervisor(*, version_id: UUID, by: Actor, now: datetime) -> PlanSignature:
    """This function will add the signature of the author's supervisor to the newest version.

    Raises: NotAllowed, NotTheSupervisor, NotSuperseded, AlreadySigned.
    Audit: plans.sign_as_supervisor with the client.
    """
    with transaction.atomic(), in_words(REFUSED_BY, ""):
        version = _newest(version_id)
        decide.ensure(by, Permission.COSIGN_NOTE, version, on=now)
        day = walltime.today(now, version.client.facility.time_zone)
        if not queries.by_author_supervised(version, by.staff_id, day):
            raise NotTheSupervisor()
        signature = _sign(version, by, "supervisor", now)
        audit.record(by=by, verb="plans.sign_as_supervisor", thing=version, now=now, client=version.client_id)
        return signature


def _check_days(client: Client, before: PlanVersion | None, given: SigningGiven) -> None:
    """A plan is reviewed in time, and a revision does not put the review off."""
    rule = queries.rule_for(client, given.from_on)
    latest = rules.latest_review(given.from_on, rule)
    if before and given.kind == PlanVersion.Kind.REVISION and before.review_on > given.from_on:
        latest = min(latest, before.review_on)
    if before and given.from_on < before.from_on:
        raise BadReview("It begins before the version that it follows.", field="From", value=given.from_on, mend="")
    if not given.from_on < given.review_on <= latest:
        said = f"{latest:%b} {latest.day}, {latest.year}"
        raise BadReview(value=given.review_on, mend=f"Choose a day until {said}. {rule.because}")


def _content(client: Client, plan: PlanFacts, given: SigningGiven, number: int, kind: str) -> dict[str, Any]:
    return {
        "client": {
            "id": str(client.id),
            "name": client.display_name,
            "chart_number": client.chart_number,
            "birth_on": client.birth_on.isoformat(),
        },
        "facility": client.facility.name,
        "number": number,
        "kind": str(kind),
        "from_on": given.from_on.isoformat(),
        "review_on": given.review_on.isoformat(),
        "findings": given.findings.strip(),
        "plan": rules.freeze(plan),
    }


def _newest(version_id: UUID) -> PlanVersion:
    version = PlanVersion.objects.select_related("client__facility").get(pk=version_id)
    if PlanVersion.objects.filter(client_id=version.client_id, number__gt=version.number).exists():
        raise NotSuperseded(value=version.number)
    return version


def _sign(version: PlanVersion, by: Actor, meaning: str, now: datetime) -> PlanSignature:
    staff = Staff.objects.get(pk=by.staff_id)
    day = walltime.today(now, version.client.facility.time_zone)
    return PlanSignature.objects.create(
        version=version, meaning=meaning, method="password", name=staff.display_name,
        credentials=queries.credentials_of(staff.id, day), staff=staff, content_hash=version.content_hash, signed_at=now,
    )  # fmt: skip
