"""Who may open what: every address of the house, asked by every role, here and from another facility.

The table is the expectation. A status of the 2xx, 3xx or 4xx kind other than 401, 403 and 404 means that the person got
in (an empty form is answered with 422, a state that does not fit with 409). A new address must be given its line.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from circlechart.base.access import credential
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.access.roles import ROLES
from circlechart.base.people.models import Client, Contact, Credential, Staff, Supervision
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment.models import Group, GroupCycle, PlaceCorrection
from circlechart.care.measures import actions as measures
from circlechart.care.plans.models import Intervention, Objective, PlanVersion, Problem
from circlechart.care.sessions.models import FacilityClosure, RosterOverride
from circlechart.care.supervision.models import SupervisionHours
from circlechart.money.charges.models import Authorization, ChargeOverride
from circlechart.money.claims import actions as claims
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse.models import House as ClearingHouse
from circlechart.money.clearinghouse.models import Printer
from circlechart.money.payers.models import RuleVersion
from circlechart.money.trials import actions as trials
from circlechart.money.trials.facts import Given
from circlechart.outside.drafting.models import Line
from tests import cast
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

# fac facilitator  cof co-facilitator  trn trainee  peer peer specialist  sup supervisor  desk front desk  bill biller
# nur nurse  dir program director  comp compliance  adm administrator  none: somebody without a role
WHO = {
    "fac": "lead", "cof": "co", "trn": "trainee", "peer": "peer", "sup": "supervisor", "desk": "desk", "bill": "biller",
    "nur": "nurse", "dir": "director", "comp": "compliance", "adm": "administrator", "none": "nobody",
}  # fmt: skip
TABLE = """
                                  fac  cof  trn peer  sup desk bill  nur  dir comp  adm none
POST access:alive                 204  204  204  204  204  204  204  204  204  204  204  403
GET  attendance:cancel            200  200  403  403  200  403  403  403  200  403  403  403
POST attendance:cancel            422  422  403  403  422  403  403  403  422  403  403  403
GET  access:password              200  200  200  200  200  200  200  200  200  200  200  403
POST access:password              422  422  422  422  422  422  422  422  422  422  422  403
POST attendance:close             302  302  403  403  302  403  403  403  302  403  403  403
GET  attendance:correction        200  200  403  403  200  403  403  403  200  403  403  403
POST attendance:correction        422  422  403  403  422  403  403  403  422  403  403  403
GET  attendance:late-add          200  200  403  403  200  403  403  403  200  403  403  403
POST attendance:late-add          422  422  403  403  422  403  403  403  422  403  403  403
POST attendance:mark              409  409  403  403  409  403  403  403  409  403  403  403
POST attendance:mark-remaining    302  302  403  403  302  403  403  403  302  403  403  403
POST attendance:open              302  302  403  403  302  403  403  403  302  403  403  403
GET  attendance:outreach          200  200  200  200  200  200  403  403  200  403  403  403
POST attendance:outreach-contact  422  422  422  422  422  422  403  403  422  403  403  403
GET  attendance:retime            200  200  403  403  200  403  403  403  200  403  403  403
POST attendance:retime            422  422  403  403  422  403  403  403  422  403  403  403
GET  attendance:discrepancies     200  403  403  403  200  200  403  403  200  403  403  403
POST attendance:settle-discrepancy 422 403  403  403  422  422  403  403  422  403  403  403
POST attendance:step              409  409  403  403  409  403  403  403  409  403  403  403
POST attendance:undo-closing      409  409  403  403  409  403  403  403  409  403  403  403
POST attendance:undo-opening      409  409  403  403  409  403  403  403  409  403  403  403
POST charges:add-authorization    403  403  403  403  403  422  422  403  403  403  403  403
GET  charges:authorizations       200  200  200  200  200  200  200  200  200  200  403  403
POST charges:step-authorization   403  403  403  403  403  302  302  403  403  403  403  403
POST charges:end-override         403  403  403  403  403  403  302  403  302  403  403  403
GET  charges:history              403  403  403  403  403  403  200  403  200  200  403  403
POST charges:load-pairs           403  403  403  403  403  403  422  403  403  403  422  403
POST charges:override             403  403  403  403  403  403  422  403  422  403  403  403
GET  charges:overrides            403  403  403  403  403  403  200  403  200  200  403  403
GET  charges:pairs                403  403  403  403  403  403  200  403  200  200  200  403
POST charges:correction-effect    422  422  403  403  422  403  403  403  422  403  403  403
GET  charges:session-effect       200  200  403  403  200  403  403  403  200  200  403  403
GET  charges:worklist             403  403  403  403  403  403  200  403  200  200  403  403
GET  claims:answer                403  403  403  403  403  403  200  403  403  403  403  403
POST claims:answer                403  403  403  403  403  403  422  403  403  403  403  403
GET  claims:claim                 403  403  403  403  403  403  200  403  200  200  403  403
GET  claims:edi                   403  403  403  403  403  403  200  403  403  403  403  403
GET  claims:paper                 403  403  403  403  403  403  200  403  403  403  403  403
GET  claims:sheet                 403  403  403  403  403  403  200  403  403  403  403  403
GET  claims:file                  403  403  403  403  403  403  200  403  403  403  403  403
GET  claims:files                 403  403  403  403  403  403  200  403  200  200  403  403
POST claims:next-file             403  403  403  403  403  403  302  403  403  403  403  403
GET  claims:index                 403  403  403  403  403  403  200  403  200  200  403  403
GET  claims:session-outcome       200  200  403  403  200  403  403  403  200  200  403  403
GET  claims:submission            403  403  403  403  403  403  200  403  200  200  403  403
POST claims:send                  403  403  403  403  403  403  302  403  403  403  403  403
GET  claims:tell                  403  403  403  403  403  403  200  403  403  403  403  403
POST claims:tell                  403  403  403  403  403  403  422  403  403  403  403  403
GET  clearinghouse:attending      403  403  403  403  403  403  200  403  403  403  200  403
POST clearinghouse:attending      403  403  403  403  403  403  422  403  403  403  422  403
GET  clearinghouse:blank          403  403  403  403  403  403  200  403  403  403  403  403
POST clearinghouse:blank          403  403  403  403  403  403  422  403  403  403  403  403
GET  clearinghouse:edit-house     403  403  403  403  403  403  200  403  403  403  200  403
POST clearinghouse:edit-house     403  403  403  403  403  403  422  403  403  403  422  403
GET  clearinghouse:edit-printer   403  403  403  403  403  403  200  403  403  403  403  403
POST clearinghouse:edit-printer   403  403  403  403  403  403  422  403  403  403  403  403
GET  clearinghouse:index          403  403  403  403  403  403  200  403  200  200  200  403
GET  clearinghouse:new-house      403  403  403  403  403  403  200  403  403  403  200  403
POST clearinghouse:new-house      403  403  403  403  403  403  422  403  403  403  422  403
GET  clearinghouse:new-printer    403  403  403  403  403  403  200  403  403  403  403  403
POST clearinghouse:new-printer    403  403  403  403  403  403  422  403  403  403  403  403
GET  clearinghouse:route          403  403  403  403  403  403  200  403  403  403  200  403
POST clearinghouse:route          403  403  403  403  403  403  302  403  403  403  302  403
GET  clearinghouse:test-page      403  403  403  403  403  403  200  403  403  403  403  403
GET  drafting:session             200  200  403  403  200  403  403  403  200  200  403  403
POST drafting:lines               422  422  403  403  403  403  403  403  403  403  403  403
POST drafting:taken               409  409  403  403  403  403  403  403  403  403  403  403
POST drafting:withdraw            302  302  403  403  403  403  403  403  403  403  403  403
POST enrollment:accept            422  403  403  403  422  422  403  403  422  403  403  403
POST enrollment:decline           409  403  403  403  409  409  403  403  409  403  403  403
POST enrollment:end               422  403  403  403  422  422  403  403  422  403  403  403
POST enrollment:enroll            422  403  403  403  422  422  403  403  422  403  403  403
GET  enrollment:group             200  200  200  200  200  200  200  200  200  200  403  403
GET  enrollment:groups            200  200  200  200  200  200  200  200  200  200  200  403
POST enrollment:offer             409  403  403  403  409  409  403  403  409  403  403  403
POST enrollment:transfer          422  403  403  403  422  422  403  403  422  403  403  403
POST enrollment:void              422  403  403  403  422  422  403  403  422  403  403  403
POST enrollment:wait              422  403  403  403  422  422  403  403  422  403  403  403
GET  gallery:gallery              403  403  403  403  403  403  403  403  403  403  200  403
POST gallery:gallery              403  403  403  403  403  403  403  403  403  403  200  403
GET  home:today                   200  200  200  200  200  200  200  200  200  200  200  403
GET  home:week                    200  200  200  200  200  200  200  200  200  200  200  403
GET  measures:session             200  200  200  200  200  200  403  200  200  403  403  403
GET  measures:rows                200  200  403  403  200  403  403  403  200  200  403  403
GET  measures:news                200  200  403  403  200  403  403  403  200  200  403  403
GET  measures:client              200  200  200  200  200  403  403  200  200  200  403  403
POST measures:invite              302  302  302  302  302  302  403  302  302  403  403  403
GET  measures:invitation          200  200  200  200  200  200  403  200  200  403  403  403
POST measures:withdraw            302  302  302  302  302  302  403  302  302  403  403  403
GET  measures:instruments         200  200  200  200  200  403  403  200  200  200  403  403
POST measures:change              403  403  403  403  302  403  403  403  302  403  403  403
GET  measures:result              200  200  200  200  200  403  403  200  200  200  403  403
GET  measures:alerts              200  200  200  200  200  403  403  200  200  200  403  403
POST measures:acknowledge         302  302  302  403  302  403  403  302  302  403  403  403
POST notes:addenda                302  302  403  403  403  403  403  403  403  403  403  403
GET  plans:plan                   200  200  200  200  200  403  403  200  200  200  403  403
GET  plans:codes                  200  200  200  200  200  403  403  200  200  200  403  403
GET  plans:version                200  200  200  200  200  403  403  200  200  200  403  403
GET  plans:print                  200  200  200  200  200  403  403  200  200  200  403  403
GET  charts:chart                 200  200  200  200  200  403  403  200  200  200  403  403
GET  charts:print                 200  200  200  200  200  403  403  200  200  200  403  403
GET  charts:compliance            200  200  200  200  200  403  403  200  200  200  403  403
POST plans:outline                422  422  422  403  422  403  403  422  422  403  403  403
POST plans:add-problem            422  422  422  403  422  403  403  422  422  403  403  403
POST plans:add-goal               422  422  422  403  422  403  403  422  422  403  403  403
POST plans:add-intervention       422  422  422  403  422  403  403  422  422  403  403  403
POST plans:signature              422  422  422  403  422  403  403  422  422  403  403  403
POST plans:add-objective          422  422  422  403  422  403  403  422  422  403  403  403
POST plans:end-goal               422  422  422  403  422  403  403  422  422  403  403  403
POST plans:end-problem            422  422  422  403  422  403  403  422  422  403  403  403
POST plans:end-objective          422  422  422  403  422  403  403  422  422  403  403  403
POST plans:end-intervention       422  422  422  403  422  403  403  422  422  403  403  403
POST plans:client-signature       422  422  422  403  422  403  403  422  422  403  403  403
GET  plans:signature              200  200  200  403  200  403  403  200  200  403  403  403
POST plans:answers                302  302  302  403  302  403  403  302  302  403  403  403
POST plans:supervisor-signature   403  403  403  403  422  403  403  403  403  403  403  403
GET  charts:session-plans         200  200  403  403  200  403  403  403  200  200  403  403
GET  charts:group-plans           200  200  200  200  200  200  200  200  200  200  403  403
GET  notes:chart                  200  200  200  200  200  403  403  200  200  200  403  403
POST notes:entry                  409  409  403  403  403  403  403  403  403  403  403  403
POST notes:narrative              409  409  403  403  403  403  403  403  403  403  403  403
GET  notes:note                   200  200  403  403  200  403  403  403  200  200  403  403
POST notes:part                   302  302  403  403  403  403  403  403  403  403  403  403
GET  notes:print                  200  200  403  403  200  403  403  403  200  200  403  403
GET  notes:session                200  200  403  403  200  403  403  403  200  200  403  403
GET  notes:signature              200  200  403  403  403  403  403  403  403  403  403  403
POST notes:signature              302  302  403  403  403  403  403  403  403  403  403  403
GET  notes:state                  200  200  403  403  200  403  403  403  200  200  403  403
POST team:presence               200  200  403  403  200  403  403  403  200  200  403  403
GET  team:window                  200  200  403  403  200  403  403  403  200  200  403  403
POST team:team-notes              422  422  403  403  403  403  403  403  403  403  403  403
POST team:rows                    422  422  403  403  403  403  403  403  403  403  403  403
GET  team:live                    200  200  403  403  200  403  403  403  200  200  403  403
POST office:add-coverage          403  403  403  403  403  422  422  403  403  403  403  403
POST office:add-credential        403  403  403  403  403  403  403  403  403  403  422  403
GET  office:client                200  200  200  200  200  200  200  200  200  200  403  403
GET  office:clients               200  200  200  200  200  200  200  200  200  200  403  403
POST office:clients               200  200  200  200  200  200  200  200  200  200  403  403
GET  office:edit-client           403  403  403  403  403  200  403  403  200  403  403  403
POST office:edit-client           403  403  403  403  403  422  403  403  422  403  403  403
GET  office:edit-contact          403  403  403  403  403  200  403  403  200  403  403  403
POST office:edit-contact          403  403  403  403  403  422  403  403  422  403  403  403
GET  office:places                403  403  403  403  403  403  403  403  200  403  200  403
GET  office:edit-organization     403  403  403  403  403  403  403  403  200  403  200  403
POST office:edit-organization     403  403  403  403  403  403  403  403  422  403  422  403
GET  office:edit-facility         403  403  403  403  403  403  403  403  200  403  200  403
POST office:edit-facility         403  403  403  403  403  403  403  403  422  403  422  403
GET  office:edit-payer            403  403  403  403  403  403  200  403  403  403  200  403
POST office:edit-payer            403  403  403  403  403  403  422  403  403  403  422  403
GET  office:edit-staff            403  403  403  403  403  403  403  403  403  403  200  403
POST office:edit-staff            403  403  403  403  403  403  403  403  403  403  422  403
POST office:end-coverage          403  403  403  403  403  302  302  403  403  403  403  403
POST office:end-credential        403  403  403  403  403  403  403  403  403  403  302  403
POST office:end-diagnosis         302  302  302  403  302  403  403  302  302  403  403  403
POST office:end-goal              302  302  302  403  302  403  403  302  302  403  403  403
POST office:end-role              403  403  403  403  403  403  403  403  403  403  302  403
POST office:end-supervision       403  403  403  403  403  403  403  403  403  403  302  403
POST office:give-sign-in          403  403  403  403  403  403  403  403  403  403  422  403
POST office:grant-role            403  403  403  403  403  403  403  403  403  403  422  403
GET  office:member                403  403  403  403  200  403  403  403  200  200  200  403
GET  office:new-client            403  403  403  403  403  200  403  403  200  403  403  403
POST office:new-client            403  403  403  403  403  422  403  403  422  403  403  403
GET  office:new-contact           403  403  403  403  403  200  403  403  200  403  403  403
POST office:new-contact           403  403  403  403  403  422  403  403  422  403  403  403
GET  office:new-staff             403  403  403  403  403  403  403  403  403  403  200  403
POST office:new-staff             403  403  403  403  403  403  403  403  403  403  422  403
POST office:remove-contact        403  403  403  403  403  302  403  403  302  403  403  403
POST office:set-diagnosis         422  422  422  403  422  403  403  422  422  403  403  403
POST office:set-goal              422  422  422  403  422  403  403  422  422  403  403  403
POST office:set-supervisor        403  403  403  403  403  403  403  403  403  403  422  403
GET  office:staff                 403  403  403  403  200  403  403  403  200  200  200  403
POST office:stop-sign-in          403  403  403  403  403  403  403  403  403  403  302  403
GET  office:trail                 403  403  403  403  403  403  403  403  403  200  403  403
POST office:trail                 403  403  403  403  403  403  403  403  403  200  403  403
POST office:unlock                403  403  403  403  403  403  403  403  403  403  302  403
GET  payers:change-rule           403  403  403  403  403  403  200  403  403  403  200  403
POST payers:change-rule           403  403  403  403  403  403  422  403  403  403  422  403
GET  payers:follow-state          403  403  403  403  403  403  200  403  403  403  200  403
POST payers:follow-state          403  403  403  403  403  403  302  403  403  403  302  403
GET  payers:index                 403  403  403  403  403  403  200  403  200  200  200  403
GET  payers:new-fee               403  403  403  403  403  403  200  403  403  403  200  403
POST payers:new-fee               403  403  403  403  403  403  422  403  403  403  422  403
GET  payers:payer                 403  403  403  403  403  403  200  403  200  200  200  403
GET  payers:rule                  403  403  403  403  403  403  200  403  200  200  200  403
GET  rulebooks:templates         403  403  403  403  403  403  200  403  200  200  200  403
GET  rulebooks:template          403  403  403  403  403  403  200  403  200  200  200  403
GET  rulebooks:compare           403  403  403  403  403  403  200  403  200  200  200  403
GET  rulebooks:versions          403  403  403  403  403  403  200  403  200  200  200  403
GET  rulebooks:download          403  403  403  403  403  403  200  403  200  200  200  403
GET  rulebooks:take              403  403  403  403  403  403  200  403  403  403  200  403
POST rulebooks:take              403  403  403  403  403  403  422  403  403  403  422  403
GET  office:add-payer            403  403  403  403  403  403  200  403  403  403  200  403
POST office:add-payer            403  403  403  403  403  403  422  403  403  403  422  403
GET  office:copy-payer           403  403  403  403  403  403  200  403  403  403  200  403
POST office:copy-payer           403  403  403  403  403  403  422  403  403  403  422  403
GET  payers:step                  403  403  403  403  403  403  200  403  403  403  200  403
POST payers:step                  403  403  403  403  403  403  422  403  403  403  422  403
GET  schedules:edit-group         403  403  403  403  403  200  403  403  200  403  200  403
POST schedules:edit-group         403  403  403  403  403  422  403  403  422  403  422  403
GET  schedules:new-group          403  403  403  403  403  200  403  403  200  403  200  403
POST schedules:new-group          403  403  403  403  403  422  403  403  422  403  422  403
GET  schedules:closure            403  403  403  403  403  200  403  403  200  403  200  403
POST schedules:closure            403  403  403  403  403  422  403  403  422  403  422  403
GET  schedules:closures           200  200  200  200  200  200  200  200  200  200  200  403
POST schedules:closures           403  403  403  403  403  422  403  403  422  403  422  403
GET  schedules:closures-index     302  302  302  302  302  302  302  302  302  302  302  403
GET  schedules:holidays           403  403  403  403  403  200  403  403  200  403  200  403
POST schedules:holidays           403  403  403  403  403  422  403  403  422  403  422  403
GET  schedules:open-day           403  403  403  403  403  200  403  403  200  403  200  403
POST schedules:open-day           403  403  403  403  403  302  403  403  302  403  302  403
GET  schedules:cycle              403  403  403  403  403  200  403  403  200  403  200  403
POST schedules:cycle              403  403  403  403  403  422  403  403  422  403  422  403
GET  schedules:cycles             200  200  200  200  200  200  200  200  200  200  200  403
POST schedules:cycles             403  403  403  403  403  422  403  403  422  403  422  403
POST schedules:step-cycle         403  403  403  403  403  422  403  403  422  403  422  403
POST schedules:cancel             302  302  403  403  302  302  403  403  302  403  302  403
POST schedules:excuse             302  302  403  403  302  302  403  403  302  403  403  403
POST schedules:guest              302  302  403  403  302  302  403  403  302  403  403  403
POST schedules:make-up            422  422  422  422  422  422  422  422  422  422  403  403
POST schedules:reinstate          409  409  403  403  409  409  403  403  409  403  409  403
GET  schedules:schedule           200  200  200  200  200  200  200  200  200  200  200  403
GET  schedules:session            200  200  200  200  200  200  200  200  200  200  200  403
POST schedules:session            422  422  422  422  422  422  422  422  422  422  422  403
POST schedules:swap               403  403  403  403  403  422  403  403  422  403  422  403
POST schedules:withdraw           302  302  403  403  302  302  403  403  302  403  403  403
GET  supervision:rules            403  403  403  403  200  403  403  403  200  200  200  403
GET  supervision:set-rule         403  403  403  403  403  403  403  403  200  403  403  403
POST supervision:set-rule         403  403  403  403  403  403  403  403  422  403  403  403
GET  supervision:hours            200  200  200  200  200  403  403  403  200  403  403  403
GET  supervision:log-hours        403  403  403  403  200  403  403  403  403  403  403  403
POST supervision:log-hours        403  403  403  403  422  403  403  403  403  403  403  403
GET  supervision:correct-hours    403  403  403  403  200  403  403  403  403  403  403  403
POST supervision:correct-hours    403  403  403  403  422  403  403  403  403  403  403  403
GET  supervision:person-hours     403  403  403  403  200  403  403  403  403  403  403  403
GET  supervision:export-hours     403  403  403  403  200  403  403  403  403  403  403  403
GET  supervision:queue            403  403  403  403  200  403  403  403  403  403  403  403
GET  supervision:read-through     403  403  403  403  200  403  403  403  403  403  403  403
POST supervision:read-through     403  403  403  403  422  403  403  403  403  403  403  403
GET  supervision:review           403  403  403  403  200  403  403  403  403  403  403  403
POST supervision:comments         403  403  403  403  422  403  403  403  403  403  403  403
POST supervision:return           403  403  403  403  422  403  403  403  403  403  403  403
POST supervision:cosignature      403  403  403  403  422  403  403  403  403  403  403  403
GET  supervision:window           200  200  403  403  200  403  403  403  200  200  403  403
GET  trials:replay                403  403  403  403  403  403  200  403  200  200  403  403
POST trials:replay                403  403  403  403  403  403  422  403  422  422  403  403
GET  trials:run                   403  403  403  403  403  403  200  403  200  200  403  403
POST trials:go-on                 403  403  403  403  403  403  302  403  302  302  403  403
GET  trials:session               403  403  403  403  403  403  200  403  200  200  403  403
GET  trials:try                   403  403  403  403  403  403  200  403  200  200  403  403
GET  trials:typed                 403  403  403  403  403  403  200  403  200  200  403  403
POST trials:typed                 403  403  403  403  403  403  422  403  422  422  403  403
"""
PUBLIC = {"access:sign-in", "access:reauth", "access:sign-out", "access:lock"} | {
    f"measures:{name}" for name in ("form", "start", "answers", "submission", "give-back")
}
OF_A_PAYER = tuple(f"trials:{name}" for name in ("go-on", "replay", "run", "try", "typed"))
OF_THE_WHOLE_ORGANIZATION = (
    *OF_A_PAYER,
    "measures:change", "payers:", "rulebooks:", "charges:pairs", "charges:load-pairs", "office:edit-payer", "office:add-payer", "office:copy-payer",
    "office:edit-organization",
    "clearinghouse:index", "clearinghouse:new-house", "clearinghouse:edit-house",
    "clearinghouse:route", "claims:files", "claims:next-file",
)  # fmt: skip
ENDED_BY_A_DAY = ("coverage", "goal", "diagnosis", "credential", "role", "supervision")
FORBIDDEN, MISSING, SIGNED_OUT = 403, 404, 401
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"')


def rows() -> dict[tuple[str, str], dict[str, int]]:
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    return {(name, verb): dict(zip(head, map(int, cells), strict=True)) for verb, name, *cells in lines}


def addresses() -> dict[str, Any]:
    def walk(patterns: list[Any], space: str) -> Iterator[tuple[str, Any]]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
            elif isinstance(each, URLPattern):
                yield f"{space}{each.name}", each

    return dict(walk(get_resolver().url_patterns, ""))


ADDRESSES = addresses()


class House:
    """A signed and billed session at the north clinic; the cast works there, or, when asked, at the west clinic."""

    def __init__(self) -> None:
        self.clinic = cast.clinic()
        lead, supervisor = self.clinic.staff["lead"], self.clinic.staff["supervisor"]
        Supervision.objects.create(staff=lead, supervisor=supervisor, valid=cast.ALWAYS)
        self.session = signed_group(self.clinic)
        ready, sending = Claim.objects.order_by("number")[:2]
        sent = claims.send(claim_ids=[sending.id], by=self.clinic.biller, now=ENDED)
        row = self.session.attendances.get(client=sending.client)
        client = row.client
        self.ids: dict[str, Any] = {
            "session_id": self.session.id, "attendance_id": row.id, "client_id": client.id, "claim_id": sending.id,
            "note_id": row.signed_notes.get().id, "submission_id": sent.id, "group_id": self.clinic.group.id,
            "coverage_id": client.coverages.get().id, "goal_id": client.goals.get().id,
            "payer_id": self.clinic.payers["commercial"].id, "key": "minutes.floor", "way": "text", "move": "confirm",
            "name": "tricare", "template": "tricare", "form": "professional", "partner_id": self.clinic.payers["commercial"].id,
            "diagnosis_id": client.diagnoses.get().id, "enrollment_id": client.enrollments.get().id,
        }  # fmt: skip
        self.ids |= self._hired(client) | {"version_id": self._ruled(), "run_id": self._replayed()}
        closed = FacilityClosure(closed_on=timezone.now().date() + timedelta(days=40), name="Staff day", policy="skip")
        closed.facility, closed.source, closed.approved_by = self.clinic.north, "manual", supervisor
        closed.save()
        self.ids |= {"facility_id": self.clinic.north.id, "closure_id": closed.id, "cycle_id": self._cycle().id}
        house = ClearingHouse.objects.create(name="Ridge Line Exchange", receiver_id="740001234")
        printer = Printer.objects.create(facility=self.clinic.north, form="ub04", name="Front desk")
        self.ids |= {"house_id": house.id, "printer_id": printer.id}
        self.ids["correction_id"] = self._corrected(client)
        self.planned = self.clinic.session(cast.evening() + timedelta(days=7))
        away = {"client": client, "action": "remove", "kind": "excused_ahead", "reason": "Away that week"}
        self.ids["override_id"] = RosterOverride.objects.create(session=self.planned, **away).id
        self.ids |= self._decided(row, client) | self._measured(client) | self._planned(client)
        noted = Line(attendance=row, kind="did", text="Came late and stayed.", idem=uuid4(), by=lead, at=ENDED)
        noted.save()
        self.ids["noted_id"] = noted.id
        self.bodies = {
            "charges:step-authorization": {"status": "closed"},
            **{f"office:end-{thing}": {"last_on": "2027-01-31"} for thing in ENDED_BY_A_DAY},
            "schedules:cancel": {"cancel-reason": "No heating"},
            "schedules:excuse": {"excuse-client": str(self._another(client).id), "excuse-reason": "At court"},
            "schedules:guest": {"guest-chart_number": self._newcomer().chart_number, "guest-reason": "Visits once"},
            "notes:entry": {"base_rev": "0"},
            "notes:narrative": {"base_rev": "0"},
            "notes:part": {"base_rev": "0"},
            "attendance:mark": {"choice": "present", "base_rev": str(row.rev)},
            "attendance:step": {"reason": "med_pass"},
            "notes:addenda": {"text": "He called his brother.", "reason": "Told later", "password": "asked elsewhere"},
            "claims:send": {"claim": str(ready.id)},
            "measures:invite": {"instruments": "gad7", "channel": "link"},
            "measures:change": {"points": "5", "because": "Own figures of the year"},
            "measures:acknowledge": {"done": "Spoke with him alone after group"},
        }
        for who, person in self.clinic.staff.items():
            User.objects.create(username=who, staff=person)

    def _decided(self, row: Attendance, client: Client) -> dict[str, UUID]:
        """What the payer authorized, and what was decided against its rule."""
        biller = self.clinic.staff["biller"]
        known = Authorization.objects.create(
            client=client, payer=self.clinic.payers["commercial"], number="A-1180", effective=cast.ALWAYS,
            status="approved", said_by=biller, said_at=ENDED,
        )  # fmt: skip
        decided = ChargeOverride.objects.create(
            attendance=row, what="line", units=1, reason="The payer said so", by=biller, role="biller", at=ENDED
        )
        return {"authorization_id": known.id, "decision_id": decided.id}

    def _planned(self, client: Client) -> dict[str, UUID]:
        """A treatment plan with one of everything, and a signed version."""
        always = {"effective": cast.ALWAYS}
        goal = client.goals.get()
        problem = Problem.objects.create(client=client, statement="Nights without sleep", **always)
        words = {"letter": "a", "text": "Sleep six hours", "measure": "sleep diary", "target_on": date(2027, 1, 31)}
        step = Objective.objects.create(goal=goal, **words, **always)
        line = Intervention.objects.create(client=client, kind="individual", times=1, **always)
        content = {
            "client": {"name": "x", "chart_number": "x", "birth_on": "1991-04-02"}, "facility": "x", "findings": "",
            "from_on": "2026-11-01", "review_on": "2027-01-01",
            "plan": {"outline": dict.fromkeys(("wish", "strengths", "needs", "discharge"), ""), "problems": [],
                     "goals": [], "interventions": []},
        }  # fmt: skip
        version = PlanVersion.objects.create(
            client=client, number=1, kind="initial", from_on=date(2026, 11, 1), review_on=date(2027, 1, 1),
            content=content, content_hash="0" * 64, signed_at=ENDED,
        )  # fmt: skip
        known = {"problem_id": problem.id, "objective_id": step.id, "intervention_id": line.id}
        return {**known, "plan_version_id": version.id}

    def _measured(self, client: Client) -> dict[str, Any]:
        """A form with an answer that cannot wait, and another one that waits to be filled in."""
        by, now = self.clinic.lead, timezone.now()
        asked = {"client_id": client.id, "session_id": None, "channel": "link", "by": by, "now": now}
        sheet = measures.invite(keys=["phq9"], **asked).sheets.get()
        answers = dict.fromkeys((f"q{number}" for number in range(1, 11)), 1)
        sent = measures.submit(sheet_id=sheet.id, answers=answers, as_it_is=False, now=now)
        waits = measures.invite(keys=["gad7"], **asked)
        known = {"result_id": sent.id, "alert_id": sent.alerts.get().id, "invitation_id": waits.id}
        return {**known, "instrument": "gad7"}

    def _another(self, client: Client) -> Client:
        """Somebody who is not away that week already; which claim was sent is chance."""
        return next(each for each in self.clinic.clients if each != client)

    def _newcomer(self) -> Client:
        return Client.objects.create(
            chart_number="NC-4001", legal_first_name="Odalys", legal_last_name="Brennecke", birth_on="1990-05-06",
            administrative_sex="F", facility=self.clinic.north,
        )  # fmt: skip

    def _cycle(self) -> GroupCycle:
        """A cycle of a closed group of the north clinic."""
        group = Group.objects.create(
            facility=self.clinic.north, name="Closed circle", kind="closed", service="skills_group", capacity=8
        )
        return GroupCycle.objects.create(group=group, number=1, target_sessions=4, start_on=cast.SINCE)

    def _corrected(self, client: Client) -> UUID:
        """A place of the client that somebody changed for days already past."""
        made = PlaceCorrection(kind="given", first_on=cast.SINCE, last_on=cast.SINCE, at=timezone.now())
        made.enrollment, made.by = client.enrollments.get(), self.clinic.staff["desk"]
        made.save()
        return made.id

    def _replayed(self) -> UUID:
        """A replay of a changed rule over the session."""
        given = Given("minutes.floor", 60, self.session.local_on, self.session.local_on)
        payer_id = self.clinic.payers["commercial"].id
        return trials.start(payer_id=payer_id, given=given, by=self.clinic.biller, now=ENDED).id

    def _ruled(self) -> UUID:
        """A rule of next year that nobody confirmed."""
        return RuleVersion.objects.create(
            payer=self.clinic.payers["commercial"], number=1, key="minutes.floor", value=40, status="unverified",
            effective_from=date(2027, 1, 1), trust="G", source="Letter", read_on=date(2026, 11, 23),
            made_by_id=self.clinic.biller.staff_id, made_at=timezone.now(),
        ).id  # fmt: skip

    def _hired(self, client: Client) -> dict[str, UUID]:
        """Somebody of the north staff who stays there, with all that a person of the staff holds."""
        north = self.clinic.north
        person = Staff.objects.create(
            legal_first_name="Nils", legal_last_name="Bergqvist", display_name="Nils Bergqvist", active_from=cast.SINCE
        )
        person.facilities.add(north)
        grant = RoleGrant.objects.create(staff=person, role="nurse", facility=north, valid=cast.ALWAYS)
        credential = Credential.objects.create(
            staff=person, kind="RN", level="nurse", number="1", state="IL", valid=cast.ALWAYS
        )
        supervisor = self.clinic.staff["supervisor"]
        supervision = Supervision.objects.create(staff=person, supervisor=supervisor, valid=cast.ALWAYS)
        contact = Contact.objects.create(client=client, name="Edda Lorne", relation="Sister", phone="8155550102")
        User.objects.create(username="nils", staff=person)
        hours = SupervisionHours(
            staff=person, supervisor=supervisor, supervisor_name="Ingrid Valmont", form="individual"
        )
        hours.meeting, hours.held_on, hours.minutes, hours.at = uuid4(), cast.SINCE, 60, timezone.now()
        hours.save()
        return {
            "line_id": hours.id, "staff_id": person.id, "grant_id": grant.id, "credential_id": credential.id, "supervision_id": supervision.id,
            "contact_id": contact.id,
        }  # fmt: skip

    def move_west(self) -> None:
        """Everybody works at the other facility now."""
        RoleGrant.objects.update(facility=self.clinic.west)
        for person in self.clinic.staff.values():
            person.facilities.set([self.clinic.west])

    def knock(self, who: str, verb: str, name: str, **more: str) -> Any:
        """Ask as somebody, and undo what it did."""
        browser = Browser()
        pattern = ADDRESSES[name]
        known = {**self.ids, "session_id": self.planned.id} if name.startswith("schedules:") else self.ids
        ids = {key: uuid4() for key in known} if more.pop("ids", "") else known
        address = reverse(name, kwargs={key: ids[key] for key in pattern.pattern.converters})
        with transaction.atomic():
            if who:
                user = User.objects.get(username=who)
                browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            asked = browser.get if verb == "GET" else browser.post
            answer = asked(address, self.bodies.get(name, {}) if verb == "POST" else {}, **more)
            transaction.set_rollback(True)
        return answer


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The house is built once; each test undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield House()
        transaction.set_rollback(True)


@pytest.fixture
def house(standing: House, db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(credential, "confirm", lambda request, password: None)  # test_sign_in.py asks for it
    return standing


ROWS = rows()


def test_every_address_has_its_line() -> None:
    known = {name for name, _ in ROWS} | PUBLIC
    assert set(ADDRESSES) - known == set(), "say in the table who may open it"
    assert known - set(ADDRESSES) == set(), "no longer an address"


@pytest.mark.parametrize(("name", "verb"), ROWS, ids=lambda each: each)
def test_address_opens_by_role(house: House, name: str, verb: str) -> None:
    expected = ROWS[name, verb]
    found = {role: house.knock(who, verb, name).status_code for role, who in WHO.items()}
    assert found == expected


@pytest.mark.parametrize(("name", "verb"), ROWS, ids=lambda each: each)
def test_things_of_another_facility_look_absent(house: House, name: str, verb: str) -> None:
    """Who holds the permission elsewhere gets the same 404 as for an id that never was; who does not, the same 403."""
    house.move_west()
    for role, who in WHO.items():
        holds = ADDRESSES[name].callback.permission in ROLES.get(cast.STAFF[who][2], frozenset())
        there = house.knock(who, verb, name)
        page = there.content.decode()
        named = [client for client in house.clinic.clients if client.legal_last_name in page]
        assert named == [] or name == "gallery:gallery", role  # the gallery's people are invented
        if not holds:
            assert there.status_code == FORBIDDEN, role
        elif name.startswith(OF_THE_WHOLE_ORGANIZATION):
            assert there.status_code == ROWS[name, verb][role], role
        elif ADDRESSES[name].pattern.converters or name in house.bodies:
            never = house.knock(who, verb, name, ids="new")
            assert (there.status_code, never.status_code) == (MISSING, MISSING), role
            assert "Nothing here" in page
            assert CSRF.sub("", page) == CSRF.sub("", never.content.decode())


@pytest.mark.parametrize(("name", "verb"), ROWS, ids=lambda each: each)
def test_nobody_and_strangers_see_nothing(house: House, name: str, verb: str) -> None:
    assert house.knock("nobody", verb, name).status_code == FORBIDDEN
    stranger = house.knock("", verb, name)
    if stranger.status_code == SIGNED_OUT:  # prose was sent: it is shown again beside the way to sign in
        assert verb == "POST"
        assert reverse("access:sign-in") in stranger.content.decode()
    else:
        assert (stranger.status_code, stranger["Location"].split("?")[0]) == (302, reverse("access:sign-in"))
    script = house.knock("", verb, name, HTTP_ACCEPT="application/json")
    assert (script.status_code, list(script.json())) == (401, ["error"])


def test_an_address_that_never_was_is_a_plain_404(house: House, client: Browser) -> None:
    for address in ("/clients/not-an-id/", "/claims/1/", "/no/such/place/", "/sessions/%00/", "/../../etc/passwd"):
        answer = client.get(address)
        assert answer.status_code == MISSING
        assert "Traceback" not in answer.content.decode()


def test_someone_with_two_jobs_has_in_each_place_only_the_one_of_that_place(house: House) -> None:
    """Who treats in the west and bills in the north reads no notes in the north, and bills nothing in the west."""
    both = house.clinic.staff["biller"]
    RoleGrant.objects.create(staff=both, role="program_director", facility=house.clinic.west, valid=cast.ALWAYS)
    answers = {name: house.knock("biller", "GET", name) for name in ("claims:claim", "notes:note", "notes:session")}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "claims:claim": 200, "notes:note": MISSING, "notes:session": MISSING,
    }  # fmt: skip
    assert house.knock("biller", "POST", "enrollment:enroll").status_code == MISSING
    house.move_west()
    RoleGrant.objects.filter(staff=both, role="biller").update(facility=house.clinic.north)
    assert house.knock("biller", "GET", "claims:claim").status_code == 200
    RoleGrant.objects.filter(staff=both, role="biller").update(facility=house.clinic.west)
    assert house.knock("biller", "GET", "claims:claim").status_code == MISSING


def test_a_role_for_all_facilities_reaches_all_of_them(house: House) -> None:
    house.move_west()
    RoleGrant.objects.filter(role="compliance").update(facility=None)
    assert house.knock("compliance", "GET", "notes:note").status_code == 200
    assert house.knock("compliance", "POST", "notes:addenda").status_code == FORBIDDEN
