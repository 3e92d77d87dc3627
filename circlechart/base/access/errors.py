"""What can go wrong at the door, in words for the person in front of it."""

from circlechart.base.kit.errors import Conflict, Refusal


class WrongCredential(Refusal):
    because = "That is not your password."
    field = "Password"
    mend = "Type the password that you sign in with."


class SomebodyElse(Refusal):
    because = "Somebody else is signed in on this page."
    field = "Username"
    mend = "Reload the page and sign in."


class LockedOut(Refusal):
    status = 429
    because = "Too many wrong passwords, so this sign-in is locked for fifteen minutes."
    field = "Password"
    mend = "Try again in fifteen minutes, or ask your administrator to unlock you."


class ChangePasswordFirst(Refusal):
    status = 403
    because = "Your password was given to you by somebody else."
    field = "Password"
    mend = "Choose one of your own first."


class WeakPassword(Refusal):
    because = "That password is too easy."
    field = "New password"
    mend = "Take twelve characters or more; four plain words are good."


class LastAdministrator(Conflict):
    because = "Nobody else would administer this installation."
    field = "Last day"
    mend = "Give somebody else the role of administrator, without an end, and a sign-in first."


class UsernameTaken(Conflict):
    because = "Somebody else signs in with this name."
    field = "Username"
    mend = "Choose another, such as the first letter and the last name."


class BadUsername(Refusal):
    because = "A username has 3 to 60 small letters, digits, dots or hyphens."
    field = "Username"
    mend = "Write it like a.rivers."
