"""Addresses of schedules."""

from django.urls import path

from circlechart.care.schedules.views import closures, cycles, roster, schedule, series, session

app_name = "schedules"

urlpatterns = [
    path("groups/new/", series.new, name="new-group"),
    path("groups/<uuid:group_id>/schedule/edit/", series.edit, name="edit-group"),
    path("groups/<uuid:group_id>/schedule/", schedule.schedule, name="schedule"),
    path("groups/<uuid:group_id>/cycles/", cycles.cycles, name="cycles"),
    path("cycles/<uuid:cycle_id>/", cycles.cycle, name="cycle"),
    path("cycles/<uuid:cycle_id>/step/", cycles.step, name="step-cycle"),
    path("closed-days/", closures.index, name="closures-index"),
    path("facilities/<uuid:facility_id>/closed-days/", closures.closures, name="closures"),
    path("facilities/<uuid:facility_id>/closed-days/holidays/", closures.holidays, name="holidays"),
    path("closed-days/<uuid:closure_id>/", closures.closure, name="closure"),
    path("closed-days/<uuid:closure_id>/opening/", closures.remove, name="open-day"),
    path("schedule/<uuid:session_id>/", session.session, name="session"),
    path("schedule/<uuid:session_id>/cancellation/", session.cancel, name="cancel"),
    path("schedule/<uuid:session_id>/return/", session.reinstate, name="reinstate"),
    path("schedule/<uuid:session_id>/swap/", session.swap, name="swap"),
    path("schedule/<uuid:session_id>/guests/", roster.guest, name="guest"),
    path("schedule/<uuid:session_id>/make-ups/", roster.make_up, name="make-up"),
    path("schedule/<uuid:session_id>/excuses/", roster.excuse, name="excuse"),
    path("schedule/overrides/<uuid:override_id>/withdrawal/", roster.withdraw, name="withdraw"),
]
