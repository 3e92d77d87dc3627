"""The one page of this room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from circlechart.base.access.guard import requires
from circlechart.base.access.permissions import Permission
from circlechart.web.gallery.contents import contents
from circlechart.web.gallery.forms import EachWidget


@requires(Permission.ADMINISTER)
def gallery(request: HttpRequest) -> HttpResponse:
    """This function will show every atom in every state."""
    return render(request, "gallery/gallery.html", contents(EachWidget))
