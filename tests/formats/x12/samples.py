"""The facts of the golden files, as a biller would have entered them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.envelope import Envelope

ELM = facts.Address("1 Elm St", "Portland", "OR", "97201-1111")
ENVELOPE = Envelope("123456789", "CLAIMMD", datetime.fromisoformat("2026-11-23T09:30"), 1, 1)
BILLING = facts.Billing(
    name="Riverbend Behavioral",
    npi="1234567893",
    tax_id="931234567",
    taxonomy="251S00000X",
    address=facts.Address("100 Main St", "Portland", "OR", "97201-1234"),
    pay_to=facts.Address("PO Box 9", "Portland", "OR", "97207-0009"),
)
ACME = facts.Payer("Acme Health", "60054", "CI")
JANE = facts.Subscriber(
    facts.Person("Doe1", "Jane"), "MBR000001", group_number="GRP100", address=ELM, birth_on=date(1990, 1, 1), sex="F"
)
SMITH = facts.Provider(facts.Person("Smith", "Alex"), "1245319599", "101YA0400X")
LINE = facts.Line("L000001", "90853", Decimal("45.00"), 1, date(2026, 11, 20), (1, 2), ("HQ", "HF"))
ORIGINAL = facts.Claim(
    control_number="PCN000001",
    trace_number="CH00000001",
    billing=BILLING,
    payer=ACME,
    subscriber=JANE,
    lines=(LINE,),
    diagnoses=("F11.20", "F41.1"),
    place="11",
    rendering=SMITH,
    supervising=facts.Provider(facts.Person("Boss", "Pat"), "1679576722"),
    authorization="AUTH12345",
    note="Group session 8 members",
)
DEPENDENT = facts.Claim(
    control_number="PCN000002",
    trace_number="",
    billing=BILLING,
    payer=ACME,
    subscriber=facts.Subscriber(facts.Person("Doe", "Parent"), "MBR000009", group_number="GRP100"),
    dependent=facts.Dependent(facts.Person("Doe", "Teen"), "19", ELM, date(2010, 1, 1), "M"),
    lines=(replace(LINE, control_number="L000002", pointers=(1,), modifiers=("95",)),),
    diagnoses=("F41.1",),
    place="10",
    rendering=SMITH,
)


def transaction(*claims: facts.Claim) -> facts.Transaction:
    return facts.Transaction(
        "B000001",
        facts.Submitter("Riverbend Behavioral", "123456789", "Billing", "503-555-1212"),
        facts.Receiver("Claim MD", "CLAIMMD"),
        claims,
    )
