"""The facts of the golden files, as a biller would have entered them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from circlechart.base.formats.x12 import benefits, institutional, parties
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.envelope import Envelope

ELM = parties.Address("1 Elm St", "Portland", "OR", "97201-1111")
ENVELOPE = Envelope("123456789", "CLAIMMD", datetime.fromisoformat("2026-11-23T09:30"), 1, 1)
BILLING = parties.Billing(
    name="Riverbend Behavioral",
    npi="1234567893",
    tax_id="931234567",
    taxonomy="251S00000X",
    address=parties.Address("100 Main St", "Portland", "OR", "97201-1234"),
    pay_to=parties.Address("PO Box 9", "Portland", "OR", "97207-0009"),
)
ACME = parties.Payer("Acme Health", "60054", "CI")
JANE = parties.Subscriber(
    parties.Person("Doe1", "Jane"), "MBR000001", group_number="GRP100", address=ELM, birth_on=date(1990, 1, 1), sex="F"
)
SMITH = parties.Provider(parties.Person("Smith", "Alex"), "1245319599", "101YA0400X")
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
    supervising=parties.Provider(parties.Person("Boss", "Pat"), "1679576722"),
    authorization="AUTH12345",
    note="Group session 8 members",
)
DEPENDENT = facts.Claim(
    control_number="PCN000002",
    trace_number="",
    billing=BILLING,
    payer=ACME,
    subscriber=parties.Subscriber(parties.Person("Doe", "Parent"), "MBR000009", group_number="GRP100"),
    dependent=parties.Dependent(parties.Person("Doe", "Teen"), "19", ELM, date(2010, 1, 1), "M"),
    lines=(replace(LINE, control_number="L000002", pointers=(1,), modifiers=("95",)),),
    diagnoses=("F41.1",),
    place="10",
    rendering=SMITH,
)


SECONDARY = replace(
    ORIGINAL,
    control_number="PCN000003",
    trace_number="",
    payer=parties.Payer("Second Payer", "62308", "CI"),
    subscriber=replace(JANE, member_id="SEC000001", group_number="GRP200", responsibility="S"),
    diagnoses=("F11.20",),
    supervising=None,
    authorization="",
    note="",
    lines=(
        replace(
            LINE,
            control_number="L000003",
            service_on=date(2026, 11, 1),
            pointers=(1,),
            modifiers=("HQ",),
            adjudications=(
                benefits.Adjudication(
                    payer_identifier="60054",
                    paid=Decimal("20.00"),
                    adjudicated_on=date(2026, 11, 10),
                    code="90853",
                    modifiers=("HQ",),
                    adjustments=(
                        benefits.Adjustment("CO", "45", Decimal("10.00")),
                        benefits.Adjustment("PR", "3", Decimal("15.00")),
                    ),
                    patient_owes=Decimal("15.00"),
                ),
            ),
        ),
    ),
    other_payers=(
        benefits.OtherPayer(
            name="Acme Health",
            identifier="60054",
            responsibility="P",
            relation="18",
            filing_code="CI",
            subscriber=JANE.person,
            member_id="MBR000001",
            address=ELM,
            group_number="GRP100",
            paid=Decimal("20.00"),
            adjudicated_on=date(2026, 11, 10),
            claim_number="PAYERICN998877",
        ),
    ),
)
JONES = parties.Provider(parties.Person("Jones", "Chris"), "1245319599", "2084P0800X")
HOUSE = replace(BILLING, taxonomy="261QM0801X")
NORTH = parties.Facility(
    "Riverbend North", parties.Address("8 Oak Ave", "Salem", "OR", "97301-2222", "Floor 2"), "1999999984"
)
IOP_DAY = institutional.Line("IL000001", "0905", Decimal("300.00"), 1, date(2026, 11, 1), code="H0015")
HOSPITAL_IOP = institutional.Claim(
    control_number="IPCN000001",
    trace_number="",
    billing=HOUSE,
    payer=ACME,
    subscriber=JANE,
    facility_code="13",
    statement_from=date(2026, 11, 1),
    statement_through=date(2026, 11, 5),
    admission_type="3",
    admission_source="1",
    patient_status="01",
    lines=(
        IOP_DAY,
        replace(IOP_DAY, control_number="IL000002", service_on=date(2026, 11, 3)),
        replace(IOP_DAY, control_number="IL000003", service_on=date(2026, 11, 5), revenue_code="0915", code="90853"),
    ),
    diagnoses=tuple(institutional.Diagnosis(each) for each in ("F11.20", "F41.1", "F43.10")),
    attending=JONES,
    authorization="AUTH777",
    billing_note="IOP group",
    occurrences=(institutional.Occurrence("11", date(2026, 10, 1)),),
    values=(institutional.Value("80", Decimal(5)),),
    conditions=("41",),
)
CENTER_IOP = replace(
    HOSPITAL_IOP,
    control_number="IPCN000002",
    facility_code="76",
    frequency="2",
    statement_through=date(2026, 11, 30),
    admission_type="9",
    admission_source="",
    patient_status="30",
    lines=tuple(
        institutional.Line(f"IL00000{place}", revenue, Decimal(200), 1, date(2026, 11, 3), code=code)
        for place, (revenue, code) in enumerate((("0915", "90853"), ("0914", "90832"), ("0904", "G0176")), start=1)
    ),
    diagnoses=(institutional.Diagnosis("F33.2"), institutional.Diagnosis("F41.1")),
    reasons=("F33.2",),
    rendering=parties.Provider(parties.Person("Smith", "Alex"), "1679576722"),
    medical_record_number="MRN0001",
    billing_note="IOP services group",
    values=(institutional.Value("80", Decimal(9)),),
    conditions=("92",),
)
SUBMITTER = parties.Submitter("Riverbend Behavioral", "123456789", "Billing", "503-555-1212")
RECEIVER = parties.Receiver("Claim MD", "CLAIMMD")


def transaction(*claims: facts.Claim) -> facts.Transaction:
    return facts.Transaction("B000001", SUBMITTER, RECEIVER, claims)


def institutional_transaction(*claims: institutional.Claim) -> institutional.Transaction:
    return institutional.Transaction("B000001", SUBMITTER, RECEIVER, claims)
