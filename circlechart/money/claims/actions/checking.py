"""What keeps claims from leaving: our own rules first, then the writer and pyx12 as a second opinion."""

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from circlechart.base.kit import walltime
from circlechart.base.people.models import Organization
from circlechart.money.claims import build, gather, queries, rules
from circlechart.money.claims.facts import Finding
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.money.clearinghouse import queries as clearinghouse


def check(claims: list[Claim], now: datetime) -> list[Claim]:
    """This function will find what stands in the way of claims and keep it with them; returns those that changed.

    pyx12 only sees claims that our rules accept, those of one file together.
    """
    if not claims:
        return []
    organization = Organization.objects.get()
    left = queries.left_beside(claims)
    facts = {claim.id: gather.facts_of_claim(claim, organization) for claim in claims}
    late = queries.days_past_filing(claims, now)
    found = {
        claim.id: (
            *rules.scrub(facts[claim.id]),
            *_beside(claim, left.get(claim.id)),
            *_open(claim, now),
            *_late(claim, late),
        )
        for claim in claims
    }
    in_a_file: dict[tuple[UUID, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if not found[claim.id]:
            in_a_file[clearinghouse.partner_of(claim.coverage.plan.payer).key, claim.form].append(claim)
    for together in in_a_file.values():
        if _objections(together, facts, organization, now):  # somebody's; each is asked alone to find out whose
            found |= {claim.id: _objections([claim], facts, organization, now) for claim in together}
    return _kept(claims, found)


def _beside(claim: Claim, left: ClaimLine | None) -> tuple[Finding, ...]:
    if left is None or claim.frequency == Claim.Frequency.VOID:
        return ()
    session = left.charge.session
    assert session.started_at is not None
    at = walltime.clock(session.started_at, session.time_zone)
    return (rules.billed_beside(left.claim.number, session.group.name, at),)


def _late(claim: Claim, late: dict[UUID, tuple[int, int]]) -> tuple[Finding, ...]:
    if claim.id not in late:
        return ()
    return (rules.past_filing(*late[claim.id], claim.coverage.plan.payer.name),)


def _open(claim: Claim, now: datetime) -> tuple[Finding, ...]:
    return rules.period_open(claim.service_on, claim.service_through, walltime.today(now, claim.facility.time_zone))


def _kept(claims: list[Claim], found: dict[UUID, tuple[Finding, ...]]) -> list[Claim]:
    changed = []
    for claim in claims:
        findings = [asdict(each) for each in found[claim.id]]
        status = Claim.Status.DRAFT if findings else Claim.Status.READY
        if (claim.findings, claim.status) != (findings, status):
            claim.findings, claim.status = findings, status
            changed.append(claim)
    Claim.objects.bulk_update(changed, ["findings", "status"])
    return changed


def _objections(
    claims: list[Claim], facts: dict[UUID, gather.AnyClaim], organization: Organization, now: datetime
) -> tuple[Finding, ...]:
    first = claims[0]
    partner = clearinghouse.partner_of(first.coverage.plan.payer)
    envelope = gather.addressed(organization, partner, 1, now, first.facility.time_zone)
    of_claims = [facts[claim.id] for claim in claims]
    together = gather.transactions(first.number, organization, partner, of_claims)
    return build.findings(envelope, together, today=walltime.today(now, first.facility.time_zone))
