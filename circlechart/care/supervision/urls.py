"""Addresses of supervision: the queue, one review, reading several through, the rules, the log of hours."""

from django.urls import path

from circlechart.care.supervision.views import queue, review

app_name = "supervision"

urlpatterns = [
    path("supervision/", queue.index, name="queue"),
    path("supervision/read-through/", queue.read_through, name="read-through"),
    path("notes/<uuid:note_id>/review/", review.review, name="review"),
    path("notes/<uuid:note_id>/comments/", review.comments, name="comments"),
    path("notes/<uuid:note_id>/return/", review.give_back, name="return"),
    path("notes/<uuid:note_id>/cosignature/", review.cosignature, name="cosignature"),
    path("notes/<uuid:note_id>/supervision/", review.window, name="window"),
]
