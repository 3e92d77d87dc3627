"""Letting the file of claims out."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.base.people.models import Organization
from circlechart.care.sessions.models import Session
from circlechart.money.charges import actions as charges
from circlechart.money.claims import build, gather, queries
from circlechart.money.claims.actions import locking
from circlechart.money.claims.actions.assemble import assemble
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.errors import FoundNow, NothingToSend, NotReady
from circlechart.money.claims.models import Claim, ClaimLine, Submission
from circlechart.money.clearinghouse import actions as numbers
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.facts import LINE_ENDINGS, Numbers, Partner


def send(*, claim_ids: list[UUID], by: Actor, now: datetime) -> Submission:
    """This function will write the file of ready claims for one clearinghouse or payer and keep exactly what left.

    What the claims rest on is locked and derived anew first, in the same transaction: whoever changed it may not have
    come to derive it. Then every claim is checked again, because an address or an NPI may have changed.
    The consent decision and its disclosure stand here once base/privacy exists; nothing else lets a claim out.

    Raises: NotAllowed, NotReady, FoundNow, NothingToSend.
    Audit: claims.send for each claim, with the client; what capture and assemble write.
    """
    decide.ensure(by, Permission.BUILD_CLAIMS, None, on=now)
    with transaction.atomic():  # what is found stays, although nothing leaves
        _one_file(list(queries.whole(Claim.objects.filter(id__in=claim_ids))), by, now)
        sessions = _derive_anew(claim_ids, by, now)
        claims = locking.lock_claims(id__in=claim_ids)
        found = _overtaken(claims) or _found(claims, by, now)
        sent = None if found else _let_out(claims, by, now)
        if sent and any(claim.replaces_id for claim in claims):  # what waited for a void to leave follows now
            for session in sessions:
                assemble(session_id=session.id, by=by, now=now)
    if sent is None:
        assert found is not None
        raise found
    return sent


def _derive_anew(claim_ids: list[UUID], by: Actor, now: datetime) -> list[Session]:
    """Nothing is believed at the door: the charges and claims of every session on these claims are derived now."""
    on_claims = ClaimLine.objects.filter(claim_id__in=claim_ids)
    sessions = locking.lock_sessions(set(on_claims.values_list("charge__session_id", flat=True)))
    locking.lock_beside(sessions)
    for session in sessions:
        charges.capture(session_id=session.id, by=by, now=now)
    for session in sessions:
        assemble(session_id=session.id, by=by, now=now)
    return sessions


def _overtaken(claims: list[Claim]) -> NotReady | None:
    gone = next((claim for claim in claims if claim.status == Claim.Status.WITHDRAWN), None)
    if gone is None:
        return None
    words = "Attendance, a note, a diagnosis or coverage changed after this claim was built, so it was withdrawn."
    return NotReady(
        words, field="Claim", value=gone.number, mend="Nothing was sent. Reload: what may leave is built anew."
    )


def _found(claims: list[Claim], by: Actor, now: datetime) -> NotReady | None:
    _one_file(claims, by, now)  # somebody else may have sent one meanwhile
    found = check(claims, now)
    return FoundNow(found[0].findings[0]["sentence"], value=found[0].number) if found else None


def _let_out(claims: list[Claim], by: Actor, now: datetime) -> Submission:
    partner = _one_file(claims, by, now)
    given = numbers.take_numbers(partner.key, -(-len(claims) // partner.most_in_transaction))
    control = given.file
    text = _text(claims, partner, given, f"{control:09d}", now)
    payers = {claim.coverage.plan.payer_id for claim in claims}
    form, zone = claims[0].form, claims[0].facility.time_zone
    sent = Submission.objects.create(
        payer_id=payers.pop() if len(payers) == 1 else None, house_id=partner.house_id, partner=partner.key, form=form,
        control_number=control, content=text, name=partner.file_name(form, control, walltime.today(now, zone)),
        made_by_id=by.staff_id, made_at=now,
    )  # fmt: skip
    sent.claims.set(claims)
    Claim.objects.filter(id__in=[claim.id for claim in claims]).update(status=Claim.Status.SENT)
    things = [(claim, claim.client_id) for claim in claims]
    audit.record_each(by=by, verb="claims.send", things=things, now=now)
    return sent


def preview(claim: Claim, now: datetime) -> str:
    """This function will write a test file of one claim, which goes nowhere. Raises: Unwritable."""
    partner = replace(clearinghouse.partner_of(claim.coverage.plan.payer), production=False)
    return _text([claim], partner, Numbers(1, 1), claim.number, now)


def _text(claims: list[Claim], partner: Partner, given: Numbers, reference: str, now: datetime) -> str:
    organization = Organization.objects.get()
    envelope = gather.addressed(
        organization, partner, given.file, now, claims[0].facility.time_zone, given.first_set
    )  # fmt: skip
    by_patient = sorted(claims, key=lambda each: (each.client_id, each.coverage_id, each.number))
    facts = (gather.facts_of_claim(claim, organization) for claim in by_patient)
    sets = gather.streamed(reference, organization, partner, facts)
    return build.file(envelope, sets, LINE_ENDINGS[partner.line_ending])


def _one_file(claims: list[Claim], by: Actor, now: datetime) -> Partner:
    """Whom the file of these claims is handed to. Raises: NotAllowed, NothingToSend, NotReady."""
    if not claims:
        raise NothingToSend()
    for claim in claims:
        decide.ensure(by, Permission.BUILD_CLAIMS, claim, on=now)
        if claim.status != Claim.Status.READY:
            raise NotReady(field="Claim", value=claim.number)
    partner = clearinghouse.partner_of(claims[0].coverage.plan.payer)
    if any(clearinghouse.partner_of(claim.coverage.plan.payer).key != partner.key for claim in claims):
        what = "clearinghouse" if partner.house_id else "payer"
        raise NotReady(f"A file goes to one {what}.", field="Claims", mend=f"Choose claims of one {what}.")
    if len({claim.form for claim in claims}) > 1:
        words = "Professional and institutional claims never go in one file."
        raise NotReady(words, field="Claims", mend="Choose claims of one form.")
    if len(claims) > partner.most_claims:
        words = f"{partner.name} takes at most {partner.most_claims} claims in a file."
        raise NotReady(words, field="Claims", value=len(claims), mend="Choose fewer; the others go in the next file.")
    return partner
