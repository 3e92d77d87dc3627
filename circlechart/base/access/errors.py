"""What can go wrong at the door, in words for the person in front of it."""

from circlechart.base.kit.errors import Refusal


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
