"""What a client does with a form that was given to them. Nobody is signed in: holding the address is the right to it."""

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from circlechart.base.audit import actions as audit
from circlechart.care.measures import instruments, rules
from circlechart.care.measures.errors import AlreadySent, BadAnswer, LeftBlank, NoSuchForm, OpenedElsewhere, TooOften
from circlechart.care.measures.facts import Answers, Finding, Instrument
from circlechart.care.measures.models import Alert, Invitation, Knock, Result, Sheet
from circlechart.care.measures.queries.scores import earlier, points_of_change, policies
from circlechart.care.measures.states import SHEET_STATES

TEN_MINUTES = timedelta(minutes=10)
MOST_KNOCKS, MOST_SAVES = 60, 2000


def knock(*, address: str, now: datetime) -> None:
    """This function will count one try of an address that holds no open form, and refuse too many.

    Raises: TooOften.
    Audit: nothing; whose form it would be is not known.
    """
    since = now.replace(minute=now.minute - now.minute % 10, second=0, microsecond=0)
    key = hmac.new(settings.SECRET_KEY.encode(), address.encode(), sha256).hexdigest()
    Knock.objects.filter(since__lt=now - 6 * TEN_MINUTES).delete()
    found, made = Knock.objects.get_or_create(address=key, since=since)
    if not made:
        Knock.objects.filter(pk=found.pk).update(times=F("times") + 1)
        if found.times >= MOST_KNOCKS:
            raise TooOften()


def open_invitation(*, invitation_id: UUID, now: datetime) -> None:
    """This function will open an invitation on the first device that asks; a second one is refused.

    Raises: OpenedElsewhere, NoSuchForm.
    Audit: measures.open with the client, by nobody who is signed in.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation_id)
        if found.withdrawn_at or not rules.alive(now, found.expires_at, found.opened_at):
            raise NoSuchForm()
        if found.opened_at:
            raise OpenedElsewhere()
        found.opened_at = now
        found.save()
        audit.record(by=None, verb="measures.open", thing=found, now=now, client=found.client_id)


def keep(*, sheet_id: UUID, answers: Mapping[str, int], count: int, now: datetime) -> int:
    """This function will keep the answers given so far; what arrives after a later save changes nothing.

    It returns the count of the save that stands.

    Raises: NoSuchForm, AlreadySent, BadAnswer, TooOften.
    Audit: nothing; what stands in the end is written when it is sent.
    """
    with transaction.atomic():
        sheet, instrument = _sheet(sheet_id, now)
        if count > MOST_SAVES:
            raise TooOften()
        if count > sheet.saves:
            sheet.answers, sheet.saves = _checked(instrument, answers), count
            sheet.save()
        return sheet.saves


def submit(*, sheet_id: UUID, answers: Mapping[str, int], as_it_is: bool, now: datetime) -> Result:
    """This function will send a form once: score it, and raise what somebody must look at.

    Sent again with the same answers, after an answer that got lost, it is the same result.

    Raises: NoSuchForm, AlreadySent, BadAnswer, LeftBlank unless `as_it_is`.
    Audit: measures.submit with the client, by nobody who is signed in.
    """
    with transaction.atomic():
        Sheet.objects.select_for_update().get(pk=sheet_id)
        sent = Result.objects.filter(sheet_id=sheet_id).first()
        if sent is not None and sent.answers == dict(answers):
            return sent
        sheet, instrument = _sheet(sheet_id, now)
        given = _checked(instrument, answers)
        if (missing := rules.blank(instrument, given)) and not as_it_is:
            raise LeftBlank(value=", ".join(str(number) for number in missing))
        sheet.answers, sheet.state, sheet.submitted_at = given, Sheet.State.SUBMITTED, now
        sheet.save()
        return _record(sheet, instrument, given, now)


def _sheet(sheet_id: UUID, now: datetime) -> tuple[Sheet, Instrument]:
    sheets = Sheet.objects.select_for_update(of=("self",)).select_related("invitation", "client__facility")
    sheet = sheets.get(pk=sheet_id)
    instrument = instruments.find(sheet.instrument)
    if sheet.state == Sheet.State.SUBMITTED:
        raise AlreadySent()
    asked = sheet.invitation
    if instrument is None or not SHEET_STATES[sheet.state] or not rules.alive(now, asked.expires_at, asked.opened_at):
        raise NoSuchForm()
    return sheet, instrument


def _checked(instrument: Instrument, answers: Mapping[str, int]) -> Answers:
    for key, value in answers.items():
        question = instrument.question(key)
        if question is None or not 0 <= value < len(question.choices):
            raise BadAnswer(value=key[:20])
    return {each.key: answers[each.key] for each in instrument.questions if each.key in answers}


def _record(sheet: Sheet, instrument: Instrument, given: Answers, now: datetime) -> Result:
    scored = rules.score(instrument, given)
    result = Result.objects.create(
        sheet=sheet, client=sheet.client, instrument=instrument.key, version=instrument.version, answers=given,
        total=scored.total, words=scored.words, because=scored.because, at=now,
    )  # fmt: skip
    for finding in _findings(result, instrument):
        Alert.objects.create(result=result, client=sheet.client, kind=finding.kind, words=finding.words, at=now)
    audit.record(by=None, verb="measures.submit", thing=result, now=now, client=sheet.client_id)
    return result


def _findings(result: Result, instrument: Instrument) -> list[Finding]:
    found = [rules.watched(instrument, result.answers)]
    if result.total is not None:
        points = points_of_change(instrument, policies())
        found.append(rules.worsened(instrument, points, result.total, earlier(result)))
    return [each for each in found if each is not None]
