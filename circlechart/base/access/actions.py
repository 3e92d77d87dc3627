"""What access itself writes: who came in, went out, and was refused; sign-ins given, changed and stopped."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from circlechart.base.access import decide, queries
from circlechart.base.access.errors import BadUsername, LastAdministrator, UsernameTaken, WeakPassword
from circlechart.base.access.facts import Actor
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.base.people.models import Staff

USERNAME = re.compile(r"[a-z0-9][a-z0-9.-]{2,59}")
CONSONANTS, VOWELS, SYLLABLES = "bdfghjkmnprstvz", "aeiou", 8


@dataclass(frozen=True, slots=True)
class _Person:
    staff_id: UUID


def note_sign_in(*, by: UUID, verb: str, now: datetime, ip: str | None = None) -> None:
    """This function will write that somebody signed in or out, or locked the screen.

    Raises: nothing.
    Audit: the given verb, of kind sign-in.
    """
    audit.record(by=_Person(by), verb=verb, thing=None, now=now, kind=AuditEvent.Kind.SIGN_IN, ip=ip)


def note_refusal(*, username: str, verb: str, now: datetime, ip: str | None = None) -> None:
    """This function will write that a password was refused, never what was typed: it may be a password, too.

    Raises: nothing.
    Audit: the given verb, of kind refused, with the person if the username is one.
    """
    staff_id = User.objects.filter(username=username).values_list("staff_id", flat=True).first()
    because = "The password was not right." if staff_id else "Nobody has this username."
    audit.refused(by=_Person(staff_id) if staff_id else None, verb=verb, because=because, now=now, ip=ip)


def give_sign_in(*, staff_id: UUID, username: str, by: Actor, now: datetime) -> str:
    """This function will give somebody a sign-in, or a new password for theirs, and return it to be shown once.

    It must be changed at the first use; who was signed in with the old one is out, and a lock-out is over.

    Raises: NotAllowed, NotFound, BadUsername, UsernameTaken.
    Audit: access.give_sign_in.
    """
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise BadUsername(value=username[:60])
    with transaction.atomic():
        staff = _staff(staff_id, by, now)
        if User.objects.filter(username=username).exclude(staff=staff).exists():
            raise UsernameTaken(value=username)
        password = _temporary_password()
        user = User.objects.filter(staff=staff).first() or User(staff=staff)
        user.username, user.is_active, user.must_change_password = username, True, True
        user.set_password(password)
        user.save()
        reset(username=username)
        audit.record(by=by, verb="access.give_sign_in", thing=user, now=now, details={"staff": str(staff.id)})
        return password


def stop_sign_in(*, staff_id: UUID, by: Actor, now: datetime) -> None:
    """This function will let somebody sign in no more; whoever is signed in as them is out at once.

    Raises: NotAllowed, NotFound, LastAdministrator.
    Audit: access.stop_sign_in.
    """
    with transaction.atomic():
        queries.lock_administrators()
        user = _user(staff_id, by, now)
        if queries.last_administrator(Q(staff=user.staff), queries.day_of(user.staff, now)):
            raise LastAdministrator(field="Sign-in", value=user.username)
        user.is_active = False
        user.save()
        audit.record(by=by, verb="access.stop_sign_in", thing=user, now=now, details={"staff": str(staff_id)})


def unlock(*, staff_id: UUID, by: Actor, now: datetime) -> None:
    """This function will end a lock-out before its time.

    Raises: NotAllowed, NotFound.
    Audit: access.unlock.
    """
    with transaction.atomic():
        user = _user(staff_id, by, now)
        reset(username=user.username)
        audit.record(by=by, verb="access.unlock", thing=user, now=now, details={"staff": str(staff_id)})


def change_password(*, user: User, new: str, by: Actor, now: datetime) -> None:
    """This function will give the signed-in person a password of their own; the old one was asked for before.

    Raises: WeakPassword.
    Audit: access.change_password.
    """
    if user.check_password(new):
        raise WeakPassword("That is the password you have now.", mend="Choose another.")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from None
    with transaction.atomic():
        user.set_password(new)
        user.must_change_password = False
        user.save()
        audit.record(by=by, verb="access.change_password", thing=user, now=now)


def _staff(staff_id: UUID, by: Actor, now: datetime) -> Staff:
    decide.ensure(by, Permission.ADMINISTER, None, on=now)
    by = decide.where(by, Permission.ADMINISTER)
    staff = Staff.objects.select_for_update(of=("self",)).filter(pk=staff_id).first()
    if staff is None or not (by.everywhere or staff.facilities.filter(id__in=by.facility_ids).exists()):
        raise NotFound()
    if not by.everywhere and RoleGrant.objects.filter(_beyond(by), staff=staff).exists():
        raise NotAllowed(
            f"{staff.display_name} also holds a role where you are no administrator.",
            mend="Ask an administrator of the whole organization.",
        )
    return staff


def _beyond(by: Actor) -> Q:
    """Roles that reach further than an administrator of some facilities: whoever sets the password could take them."""
    return Q(facility__isnull=True) | ~Q(facility_id__in=by.facility_ids)


def _user(staff_id: UUID, by: Actor, now: datetime) -> User:
    user = User.objects.filter(staff=_staff(staff_id, by, now)).first()
    if user is None:
        raise NotFound("This person has no sign-in.", mend="Give them one first.")
    return user


def _temporary_password() -> str:
    """Easy to read out and to type, and about 50 bits: such as bado-rifu-keno-satu."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES)]
    return "-".join(first + second for first, second in zip(syllables[::2], syllables[1::2], strict=True))
