"""Filling a clinic with ready claims: people through the models, what they came to through SQL.

Triggers and foreign keys of what follows a session are off while it is seeded: nobody measures that, and every row is
made from the rows it points to.
"""

from datetime import date, timedelta

from django.db import connection, transaction
from psycopg.types.range import DateRange

from bench import words
from bench.seed import defaults, npi
from circlechart.base.coverage.models import Coverage, Payer, Plan
from circlechart.base.people.models import Client, Facility, Organization, Staff
from circlechart.care.enrollment.models import Group
from circlechart.money.claims.models import Claim

CLAIMS_OF_A_CLIENT, SEATS = 10, 8
FIRST_DAY = date(2026, 9, 7)
ALWAYS = DateRange(date(2018, 1, 1), None)
ODD_FIRST = ("Zoë", "José María", "D'Andre", "Ann-Sofie", "Øystein", "Chloé")
ODD_LAST = ("O’Shea", "Núñez-Ibarra", "Łukasiewicz", "Groß", "de la Cruz y Peña", "Van der Berg", "Ñahui", "Sørensen")
STREETS = ("Mill Street", "Canal Road Apt 4", "Orchard Lane #12", "P.O. Box 77", "Straße der Ferry 9")
PAYERS = (
    ("Alder Mutual", "ALDR1", "commercial", "CI", "90853"),
    ("Prairie State Medicaid", "PRSM1", "medicaid", "MC", "H0005"),
    ("Great Rivers Blue", "GRBL1", "commercial", "BL", "90853"),
    ("Harbor HMO", "HRBR1", "commercial", "HM", "90853"),
    ("Medicare Part B", "MCRB1", "medicare", "MB", "90853"),
)

SESSIONS = """
DROP TABLE IF EXISTS bench_seat, bench_meeting, bench_row;
CREATE TEMP TABLE bench_seat AS
SELECT client.id AS client_id, coverage.id AS coverage_id, plan.payer_id, chosen.group_id, chosen.facility_id,
       chosen.lead_id, chosen.n, payer.rulebook,
       client.legal_first_name || ' ' || client.legal_last_name AS name
  FROM unnest(%(clients)s::uuid[], %(groups)s::uuid[], %(facilities)s::uuid[], %(leads)s::uuid[])
         WITH ORDINALITY AS chosen(client_id, group_id, facility_id, lead_id, n)
  JOIN people_client client ON client.id = chosen.client_id
  JOIN coverage_coverage coverage ON coverage.client_id = client.id AND coverage.priority = 1
  JOIN coverage_plan plan ON plan.id = coverage.plan_id JOIN coverage_payer payer ON payer.id = plan.payer_id;
CREATE TEMP TABLE bench_meeting AS
SELECT gen_random_uuid() AS id, group_id, facility_id, lead_id, on_day::date,
       (on_day::date + time '18:00') AT TIME ZONE 'America/Chicago' AS started
  FROM (SELECT DISTINCT group_id, facility_id, lead_id FROM bench_seat) AS groups,
       generate_series(%(first)s::date, %(first)s::date + 7 * (%(weeks)s - 1), interval '7 days') AS on_day;
INSERT INTO care_sessions_session (id, group_id, facility_id, local_on, local_start, duration_minutes, time_zone,
  modality, status, started_at, start_basis, ended_at, end_basis, roster_frozen_at)
SELECT id, group_id, facility_id, on_day, time '18:00', 90, 'America/Chicago', 'in_person', 'documented', started,
       'scheduled', started + interval '90 minutes', 'scheduled', started
  FROM bench_meeting;
CREATE TEMP TABLE bench_row AS
SELECT gen_random_uuid() AS attendance_id, gen_random_uuid() AS note_id, gen_random_uuid() AS charge_id,
       gen_random_uuid() AS claim_id, upper(replace(gen_random_uuid()::text, '-', '')) AS number, seat.*,
       meeting.id AS session_id, meeting.started, meeting.on_day,
       CASE rulebook WHEN 'demo-medicaid' THEN 'H0005' ELSE '90853' END AS code,
       CASE rulebook WHEN 'demo-medicaid' THEN '{HQ,HF}' ELSE '{}' END::varchar(2)[] AS modifiers,
       CASE rulebook WHEN 'demo-medicaid' THEN 58.50 ELSE 62.00 + n %% 7 END AS fee,
       ('{F10.20,F33.1,F41.1,F43.10}'::varchar(8)[])[1:1 + n %% 4] AS diagnoses
  FROM bench_meeting meeting JOIN bench_seat seat USING (group_id)
"""

ROWS = """
SET LOCAL session_replication_role = replica;
INSERT INTO attendance_attendance (id, session_id, client_id, coverage_id, client_name, basis, disposition, modality)
SELECT attendance_id, session_id, client_id, coverage_id, name, 'member', 'attended', 'in_person' FROM bench_row;
INSERT INTO notes_signednote (id, session_id, attendance_id, kind, content, content_hash, attendance_rev, signed_at)
SELECT note_id, session_id, attendance_id, 'group_note', '{}', encode(sha256(note_id::text::bytea), 'hex'), 1,
       started + interval '2 hours'
  FROM bench_row;
INSERT INTO charges_charge (id, session_id, attendance_id, signed_note_id, coverage_id, rendering_id, service_on,
  minutes, status, code, modifiers, units, amount, place_of_service, reasons, rulebook, rulebook_version, fingerprint,
  derived_at, current)
SELECT charge_id, session_id, attendance_id, note_id, coverage_id, lead_id, on_day, 90, 'ready', code, modifiers, 1,
       fee, '11', '[]', rulebook, '2026.1', encode(sha256(charge_id::text::bytea), 'hex'),
       started + interval '2 hours', true
  FROM bench_row;
INSERT INTO claims_claim (id, number, trace_number, client_id, coverage_id, facility_id, rendering_id, service_on,
  place_of_service, diagnoses, amount, status, built_at, rulebook, rulebook_version)
SELECT claim_id, left(number, 20), left(number, 30), client_id, coverage_id, facility_id, lead_id, on_day, '11',
       diagnoses, fee, 'ready', started + interval '2 hours', rulebook, '2026.1'
  FROM bench_row;
INSERT INTO claims_claimline (id, claim_id, charge_id, control_number, service_on, code, modifiers, units, amount)
SELECT gen_random_uuid(), claim_id, charge_id, left(number, 20) || 'L01', on_day, code, modifiers, 1, fee
  FROM bench_row
"""


def prepare() -> None:
    """What every size shares: the organization, its places and staff, payers, and defaults that SQL can use."""
    with connection.cursor() as cursor:
        for statement in defaults():
            cursor.execute(statement)
    home = {"street": "410 Linden Court", "city": "Harrow Falls", "state": "IL", "postal_code": "609290417"}
    Organization.objects.create(
        name="Harrow Falls Recovery", npi=npi(193210208), tax_id="361234567", taxonomy="261QM0801X",
        contact_name="Hamid Farrow", phone="815-555-0142", **home,
    )  # fmt: skip
    for number in range(3):
        address = home if number == 0 else home | {"street": f"{number}0 Depot Avenue", "street_2": "Floor 2"}
        Facility.objects.create(name=f"Clinic {number + 1}", npi=npi(150000000 + number) if number == 2 else "",
                                time_zone="America/Chicago", **address)  # fmt: skip
    for number in range(20):
        first, last = words.FIRST[number], words.LAST[number]
        Staff.objects.create(
            legal_first_name=first, legal_last_name=last, display_name=f"{first} {last}", npi=npi(100300000 + number),
            taxonomy="1041C0700X" if number % 4 else "", active_from=ALWAYS.lower,
        )  # fmt: skip
    for name, key, kind, filing, code in PAYERS:
        book = "demo-medicaid" if code == "H0005" else "demo-commercial"
        payer = Payer.objects.create(name=name, payer_id=key, kind=kind, filing_code=filing, rulebook=book, **home)
        Plan.objects.create(payer=payer, name="Standard")


def add(claims: int) -> int:
    """Add as many claims that are ready, with all that they rest on; returns how many there are then."""
    clients = _clients(claims // CLAIMS_OF_A_CLIENT)
    facilities, staff = list(Facility.objects.order_by("name")), list(Staff.objects.order_by("npi"))
    wanted = -(-len(clients) // SEATS)
    groups = [
        Group(facility=facilities[each % 3], name=f"Evening {clients[0].chart_number}-{each}", kind="open",
              service=words.SERVICES[each % 3], capacity=12, default_modality="in_person")
        for each in range(wanted)
    ]  # fmt: skip
    Group.objects.bulk_create(groups)
    with transaction.atomic(), connection.cursor() as cursor:
        given = {
            "clients": [client.id for client in clients],
            "groups": [groups[place // SEATS].id for place in range(len(clients))],
            "facilities": [groups[place // SEATS].facility_id for place in range(len(clients))],
            "leads": [staff[place // SEATS % len(staff)].id for place in range(len(clients))],
            "first": FIRST_DAY,
            "weeks": CLAIMS_OF_A_CLIENT,
        }
        cursor.execute(SESSIONS, given)
        cursor.execute(ROWS)
    return Claim.objects.count()


def _clients(count: int) -> list[Client]:
    """People with one coverage or two; every ninth is a dependent, every seventh has a name with odd letters.

    Nobody's sex is unknown: the guide has U, and x12sdk, which is measured on the same file, wrongly refuses it.
    """
    before = Client.objects.count()
    facility = Facility.objects.order_by("name").first()
    plans = list(Plan.objects.select_related("payer").order_by("payer__name"))
    made = [_client(before + place, facility) for place in range(count)]
    Client.objects.bulk_create(made, batch_size=1000)
    covered = [each for place, client in enumerate(made) for each in _coverages(before + place, client, plans)]
    Coverage.objects.bulk_create(covered, batch_size=1000)
    return made


def _client(number: int, facility: Facility | None) -> Client:
    first, last = words.FIRST[number % len(words.FIRST)], words.LAST[number // 7 % len(words.LAST)]
    if number % 7 == 0:
        first, last = ODD_FIRST[number // 7 % len(ODD_FIRST)], ODD_LAST[number // 7 % len(ODD_LAST)]
    return Client(
        chart_number=f"B-{number:06d}", legal_first_name=first, legal_last_name=last,
        legal_middle_name="Renée" if number % 5 == 0 else "", birth_on=date(1950, 1, 1) + timedelta(number * 37 % 20000),
        administrative_sex="FM"[number % 2], facility=facility, street=f"{10 + number} {STREETS[number % len(STREETS)]}",
        street_2="" if number % 11 else "Rear building", city="Harrow Falls", state="IL",
        postal_code="60929" if number % 2 else "60929-0417",
    )  # fmt: skip


def _coverages(number: int, client: Client, plans: list[Plan]) -> list[Coverage]:
    dependent = {} if number % 9 else {
        "relation": ("child", "spouse", "other")[number // 9 % 3], "subscriber_first_name": "Ragnhild",
        "subscriber_last_name": client.legal_last_name, "subscriber_birth_on": date(1961, 5, 4), "subscriber_sex": "F",
    }  # fmt: skip
    first = Coverage(client=client, plan=plans[number % len(plans)], member_id=f"M{number:08d}", effective=ALWAYS,
                     group_number="" if number % 4 else f"GRP-{number % 50}", **dependent)  # fmt: skip
    if number % 6:
        return [first]
    other = plans[(number + 2) % len(plans)]
    return [first, Coverage(client=client, plan=other, member_id=f"S{number:08d}", priority=2, effective=ALWAYS)]
