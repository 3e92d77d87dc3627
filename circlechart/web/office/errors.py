"""What can go wrong at the office, in words that the front desk can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class ChartNumberTaken(Conflict):
    because = "Another client has this chart number."
    field = "Chart number"
    mend = "Look that client up first; if it is somebody else, give the next free number."


class ClientChanged(Conflict):
    because = "Somebody else changed this client since you opened the form."
    mend = "Compare, and save again: what stands in the form is taken then."


class PayerNamed(Conflict):
    because = "Another payer has this name."
    field = "Name"
    mend = "Look at the list of payers: it may be the same one."


class CoverageOverlaps(Conflict):
    because = "Another coverage has this priority for some of these days."
    field = "From"
    mend = "End that coverage first, or choose another priority."


class SubscriberMissing(Refusal):
    because = "The client is not the subscriber, so the subscriber must be named."
    field = "Subscriber's last name"
    mend = "Type the subscriber's first and last name."


class BadDay(Refusal):
    because = "The last day lies before the first day."
    field = "Through"
    mend = "Choose a day on or after the first day."


class BadNpi(Refusal):
    because = "That is not an NPI: its check digit does not fit."
    field = "NPI"
    mend = "Type the ten digits again."


class BadTaxId(Refusal):
    because = "That is not a tax number: it has nine digits."
    field = "Tax number"
    mend = "Type the nine digits of the employer identification number."


class BadTaxonomy(Refusal):
    because = "That is not a taxonomy code: it has ten characters and ends in X."
    field = "Taxonomy"
    mend = "Take it from the organization's NPI record, such as 261QM0801X."


class BadPhone(Refusal):
    because = "A telephone number has ten digits."
    field = "Phone"
    mend = "Type it with the area code."


class BillingBox(Refusal):
    because = "Claims are refused when the billing address is a post-office box."
    field = "Street"
    mend = "Type the street where the organization is."


class PlusFourMissing(Refusal):
    because = "Claims need all nine digits of this ZIP code."
    field = "Postal code"
    mend = "Look up the last four at the post office's ZIP code search, and write it as 60929-0417."


class FacilityNamed(Conflict):
    because = "Another facility has this name."
    field = "Name"
    mend = "Give a name that tells the two apart."


class NpiTaken(Conflict):
    because = "Another staff member has this NPI."
    field = "NPI"
    mend = "Look at the staff list: one of the two is mistyped."


class CredentialOverlaps(Conflict):
    because = "A credential of this kind and state holds for some of these days."
    field = "From"
    mend = "End that one first, or correct the days."


class RoleHeld(Conflict):
    because = "This role is already held for some of these days."
    field = "From"
    mend = "End that one first, or correct the days."


class SupervisorNamed(Conflict):
    because = "Another supervisor is named for some of these days."
    field = "From"
    mend = "End that supervision first, or correct the days."


class OwnSupervisor(Refusal):
    because = "A person cannot supervise themselves."
    field = "Supervisor"
    mend = "Choose somebody else."


class RoleUnknown(Refusal):
    because = "There is no such role."
    field = "Role"
    mend = "Choose one of the list."
