"""Addresses of supervision: the queue, one review, reading several through, the rules, the log of hours."""

from django.urls import path

from circlechart.care.supervision.views import hours, queue, review, versions

app_name = "supervision"

urlpatterns = [
    path("supervision/", queue.index, name="queue"),
    path("supervision/read-through/", queue.read_through, name="read-through"),
    path("supervision/rules/", versions.index, name="rules"),
    path("supervision/rules/new/", versions.new, name="set-rule"),
    path("supervision/hours/", hours.index, name="hours"),
    path("supervision/hours/new/", hours.new, name="log-hours"),
    path("supervision/hours/lines/<uuid:line_id>/", hours.correct, name="correct-hours"),
    path("supervision/hours/<uuid:staff_id>/", hours.person, name="person-hours"),
    path("supervision/hours/<uuid:staff_id>/export/", hours.export, name="export-hours"),
    path("notes/<uuid:note_id>/review/", review.review, name="review"),
    path("notes/<uuid:note_id>/comments/", review.comments, name="comments"),
    path("notes/<uuid:note_id>/return/", review.give_back, name="return"),
    path("notes/<uuid:note_id>/cosignature/", review.cosignature, name="cosignature"),
    path("notes/<uuid:note_id>/supervision/", review.window, name="window"),
]
