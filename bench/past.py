"""The SQL that makes the past: each step fills one week of one kind of row. Parameters: week (1 is last week), monday."""

from bench.size import BIG_GROUP, UNSIGNED_WEEKS, UNSIGNED_WEEKS_OF_THE_BIG_GROUP

FUNCTIONS = (
    """
    CREATE FUNCTION bench_key(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
      SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),
        'hex')::uuid
    $$
    """,
    "CREATE UNLOGGED TABLE bench_pool (name text PRIMARY KEY, sentences text[])",
    """
    CREATE FUNCTION bench_words(wanted text, number bigint) RETURNS text LANGUAGE sql STABLE AS $$
      SELECT sentences[1 + number % cardinality(sentences)] FROM bench_pool WHERE name = wanted
    $$
    """,
    """
    CREATE UNLOGGED TABLE bench_plan (group_id uuid, facility_id uuid, room_id uuid, lead_id uuid, co_id uuid,
      day int, hour int, number int)
    """,
    """
    CREATE UNLOGGED TABLE bench_session (id uuid, group_id uuid, facility_id uuid, room_id uuid, lead_id uuid,
      co_id uuid, on_day date, start time, started timestamptz, ended timestamptz, signed boolean, lucky bigint,
      co_line uuid, narrative jsonb)
    """,
    """
    CREATE UNLOGGED TABLE bench_row (session bench_session, attendance_id uuid, entry_id uuid, note_id uuid,
      charge_id uuid, claim_id uuid, client people_client, enrollment_id uuid, coverage_id uuid, book text,
      k bigint, disposition text, left_early boolean, goals uuid[], goal_words jsonb, response text, progress text,
      plan text, participation int)
    """,
)

SESSIONS = f"""
TRUNCATE bench_session, bench_row;
INSERT INTO bench_session
SELECT bench_key(started), group_id, facility_id, room_id, lead_id, co_id, on_day, start, started,
       started + interval '90 minutes', NOT (%(week)s <= {UNSIGNED_WEEKS}
         OR (capacity = {BIG_GROUP} AND %(week)s <= {UNSIGNED_WEEKS_OF_THE_BIG_GROUP})),
       abs(hashtext(group_id::text || %(week)s)::bigint), gen_random_uuid(), NULL
  FROM (SELECT plan.*, capacity, (%(monday)s::date + day) AS on_day, make_time(hour, 0, 0) AS start,
               ((%(monday)s::date + day) + make_time(hour, 0, 0)) AT TIME ZONE 'America/Chicago' AS started
          FROM bench_plan plan JOIN enrollment_group ON enrollment_group.id = group_id) AS planned
 ORDER BY started;
UPDATE bench_session SET narrative = jsonb_build_object('topic', bench_words('topics', lucky),
  'interventions', bench_words('interventions', lucky) || ' ' || bench_words('interventions', lucky + 2),
  'content', bench_words('narrative', lucky) || ' ' || bench_words('narrative', lucky + 3) || ' '
    || bench_words('narrative', lucky / 7 + 5));
INSERT INTO care_sessions_session (id, group_id, facility_id, slot_key, occurrence_on, local_on, local_start,
  duration_minutes, time_zone, room_id, modality, status, cancel_reason, overridden, conflict_flag, started_at,
  start_basis, ended_at, end_basis, roster_frozen_at, rev)
SELECT id, group_id, facility_id, group_id, on_day, on_day, start, 90, 'America/Chicago', room_id, 'in_person',
       CASE WHEN signed THEN 'documented' ELSE 'held' END, '', '{{}}', '', started, 'scheduled', ended, 'scheduled',
       started, 3
  FROM bench_session;
INSERT INTO care_sessions_sessionstaff (id, session_id, staff_id, role)
SELECT bench_key(started), id, lead_id, 'lead' FROM bench_session
UNION ALL SELECT co_line, id, co_id, 'co_facilitator' FROM bench_session;
INSERT INTO notes_narrative (id, session_id, topic, interventions, content, rev)
SELECT bench_key(ended), id, narrative ->> 'topic', narrative ->> 'interventions', narrative ->> 'content', 4
  FROM bench_session;
INSERT INTO notes_staffpart (id, session_staff_id, interventions, rev)
SELECT bench_key(ended), co_line, bench_words('interventions', lucky + 1), 2 FROM bench_session
"""

ROWS = """
INSERT INTO bench_row
SELECT s, bench_key(s.started), bench_key(s.ended), bench_key(s.ended + interval '20 minutes'),
       bench_key(s.ended + interval '20 minutes'), bench_key(s.ended + interval '21 minutes'), client, seat.enrollment,
       coverage.id, payer.rulebook, seat.k,
       CASE WHEN s.signed AND (s.lucky + seat.k * 13) %% 100 < 8 THEN 'no_show'
            WHEN s.signed AND (s.lucky + seat.k * 13) %% 100 < 12 THEN 'excused' ELSE 'attended' END,
       (s.lucky + seat.k * 13) %% 100 > 94, goal.ids[1:2], goal.words,
       bench_words('response', s.lucky + seat.k) || ' ' || bench_words('response', s.lucky / 11 + seat.k * 3),
       bench_words('progress', s.lucky / 5 + seat.k), bench_words('plan', s.lucky / 3 + seat.k),
       1 + (s.lucky + seat.k) %% 4
  FROM bench_session s
  JOIN LATERAL (SELECT id AS enrollment, client_id, row_number() OVER (ORDER BY id) AS k
                  FROM enrollment_enrollment WHERE group_id = s.group_id) seat ON true
  JOIN people_client client ON client.id = seat.client_id
  JOIN coverage_coverage coverage ON coverage.client_id = client.id
  JOIN coverage_plan plan ON plan.id = coverage.plan_id
  JOIN coverage_payer payer ON payer.id = plan.payer_id
  JOIN LATERAL (SELECT array_agg(id ORDER BY number) AS ids,
                       jsonb_agg(jsonb_build_array(number, text) ORDER BY number) FILTER (WHERE number < '3') AS words
                  FROM plans_goal WHERE client_id = client.id) goal ON true
 ORDER BY s.started, seat.k;
INSERT INTO attendance_attendance (id, session_id, client_id, enrollment_id, coverage_id, client_name, basis,
  disposition, reason, modality, confirmed_by_id, confirmed_at, rev)
SELECT attendance_id, (session).id, (client).id, enrollment_id, coverage_id,
       (client).legal_first_name || ' ' || (client).legal_last_name, 'member', disposition, '', 'in_person',
       (session).lead_id, (session).started, 2
  FROM bench_row;
INSERT INTO attendance_attendanceinterval (id, attendance_id, kind, span, reason, modality, source)
SELECT bench_key((session).started), attendance_id, 'present',
       tstzrange((session).started, CASE WHEN left_early THEN (session).ended - interval '20 minutes' END), '',
       'in_person', 'staff'
  FROM bench_row WHERE disposition = 'attended';
INSERT INTO attendance_attendanceevent (id, idem, attendance_id, by_id, verb, payload, base_rev, rev, at)
SELECT bench_key((session).started), gen_random_uuid(), attendance_id, (session).lead_id, 'mark',
       jsonb_build_object('choice', disposition), 1, 2, (session).started
  FROM bench_row
"""

ENTRIES = """
INSERT INTO notes_entry (id, attendance_id, kind, responsible_id, participation, response, progress, plan, free_text, rev)
SELECT entry_id, attendance_id, CASE disposition WHEN 'no_show' THEN 'no_show_note' ELSE 'group_note' END,
       (session).lead_id, CASE disposition WHEN 'attended' THEN participation END,
       CASE disposition WHEN 'attended' THEN response ELSE '' END,
       CASE disposition WHEN 'attended' THEN progress ELSE '' END,
       CASE disposition WHEN 'attended' THEN plan ELSE '' END, '', 5
  FROM bench_row;
INSERT INTO notes_entry_goals (entry_id, goal_id)
SELECT entry_id, unnest(goals) FROM bench_row WHERE disposition = 'attended';
INSERT INTO notes_draftrevision (id, idem, cell, cell_id, base_rev, rev, content, outcome, by_id, at)
SELECT bench_key((session).ended), gen_random_uuid(), 'entry', entry_id, 4, 5, jsonb_build_object(
         'typed', jsonb_build_object('response', response),
         'result', jsonb_build_object('response', response, 'progress', progress, 'plan', plan, 'free_text', '',
           'participation', participation, 'goals', to_jsonb(goals))),
       'saved', (session).lead_id, (session).ended
  FROM bench_row WHERE disposition = 'attended'
"""

SIGNED = """
INSERT INTO notes_signednote (id, session_id, attendance_id, kind, content, content_hash, attendance_rev, signed_at)
SELECT note_id, (session).id, attendance_id,
       CASE disposition WHEN 'attended' THEN 'group_note' ELSE 'no_show_note' END,
       jsonb_build_object('kind', CASE disposition WHEN 'attended' THEN 'group_note' ELSE 'no_show_note' END,
         'header', jsonb_build_object('group', (session).group_id, 'service_on', (session).on_day, 'facility', '',
           'starts_at', (session).started, 'ends_at', (session).ended, 'time_zone', 'America/Chicago',
           'number_present', 8, 'staff', '[]'::jsonb),
         'client', jsonb_build_object('id', (client).id, 'name', (client).legal_last_name,
           'chart_number', (client).chart_number, 'birth_on', (client).birth_on),
         'attendance', jsonb_build_object('status', 'present', 'minutes', CASE WHEN left_early THEN 70 ELSE 90 END,
           'intervals', '[]'::jsonb, 'reason', ''),
         'narrative', (session).narrative,
         'entry', jsonb_build_object('response', response, 'progress', progress, 'plan', plan, 'goals', goal_words,
           'participation', participation, 'free_text', '')),
       encode(sha256(note_id::text::bytea), 'hex'), 2, (session).ended + interval '20 minutes'
  FROM bench_row WHERE (session).signed AND disposition <> 'excused';
INSERT INTO notes_signature (id, signed_note_id, staff_id, meaning, staff_name, credentials, content_hash, signed_at)
SELECT bench_key((session).ended + interval '20 minutes'), note_id, (session).lead_id, 'author', 'The lead', 'LCSW',
       encode(sha256(note_id::text::bytea), 'hex'), (session).ended + interval '20 minutes'
  FROM bench_row WHERE (session).signed AND disposition <> 'excused';
INSERT INTO audit_auditevent (id, at, kind, verb, actor_id, thing_type, thing_id, client_id, facility_id, details, because)
SELECT bench_key((session).ended + interval '20 minutes'), (session).ended + interval '20 minutes', 'changed',
       'notes.sign', (session).lead_id, 'notes.signednote', note_id, (client).id, (session).facility_id, '{}', ''
  FROM bench_row WHERE (session).signed AND disposition <> 'excused'
"""

CHARGED = """
INSERT INTO charges_charge (id, session_id, attendance_id, signed_note_id, coverage_id, rendering_id, service_on,
  minutes, status, code, modifiers, units, amount, place_of_service, hold_rule, hold_sentence, reasons, rulebook,
  rulebook_version, fingerprint, derived_at, current)
SELECT charge_id, (session).id, attendance_id, note_id, coverage_id, (session).lead_id, (session).on_day,
       CASE WHEN left_early THEN 70 ELSE 90 END, 'ready', CASE book WHEN 'demo-medicaid' THEN 'H0005' ELSE '90853' END,
       '{}', 1, 62.00, '11', '', '', '[{"rule": "code", "sentence": "The payer''s code for a group."}]', book, '2026.1',
       encode(sha256(charge_id::text::bytea), 'hex'), (session).ended + interval '20 minutes', true
  FROM bench_row WHERE (session).signed AND disposition = 'attended' AND %(week)s > 5;
INSERT INTO claims_claim (id, number, trace_number, client_id, coverage_id, facility_id, rendering_id, service_on,
  place_of_service, diagnoses, amount, status, findings, built_at, withdrawn_because)
SELECT claim_id, upper(right(replace(claim_id::text, '-', ''), 19)), upper(left(replace(claim_id::text, '-', ''), 30)),
       (client).id, coverage_id, (session).facility_id, (session).lead_id, (session).on_day, '11', '{F10.20}', 62.00,
       'ready', '[]', (session).ended + interval '21 minutes', ''
  FROM bench_row WHERE (session).signed AND disposition = 'attended' AND %(week)s > 5;
INSERT INTO claims_claimline (id, claim_id, charge_id, service_on, control_number, code, modifiers, units, amount)
SELECT bench_key((session).ended + interval '21 minutes'), claim_id, charge_id, (session).on_day,
       upper(left(replace(claim_id::text, '-', ''), 30)), '90853', '{}', 1, 62.00
  FROM bench_row WHERE (session).signed AND disposition = 'attended' AND %(week)s > 5;
UPDATE claims_claim SET status = 'sent' WHERE status = 'ready' AND %(week)s > 5
"""

TODAY = """
INSERT INTO care_sessions_session (id, group_id, facility_id, slot_key, occurrence_on, local_on, local_start,
  duration_minutes, time_zone, room_id, modality, status, cancel_reason, overridden, conflict_flag, start_basis,
  end_basis, rev)
SELECT bench_key(now()), group_id, facility_id, group_id, %(today)s, %(today)s, make_time(hour, 0, 0), 90,
       'America/Chicago', room_id, 'in_person', 'scheduled', '', '{}', '', '', '', 1
  FROM bench_plan WHERE day = 0;
INSERT INTO care_sessions_sessionstaff (id, session_id, staff_id, role)
SELECT gen_random_uuid(), session.id, plan.lead_id, 'lead'
  FROM bench_plan plan JOIN care_sessions_session session
    ON session.group_id = plan.group_id AND session.local_on = %(today)s
"""

STEPS = (SESSIONS, ROWS, ENTRIES, SIGNED, CHARGED)
