"""The gallery on a small server without a database, and a real Chromium to look at it."""

import threading
import types
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Browser, Page

from circlechart.base.kit.errors import Conflict
from circlechart.web.gallery.contents import contents
from circlechart.web.gallery.forms import EachWidget

PASSWORD = "correct horse battery staple"
state: dict[str, Any] = {"locked": False, "sent": [], "password": PASSWORD}


class Person:
    is_authenticated = True

    def get_username(self) -> str:
        return "j.rivera"


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def wrapped(request: HttpRequest, **given: Any) -> HttpResponse:
        request.user = Person()
        return view(request, **given)

    return wrapped


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/gallery.html", contents(EachWidget))


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/page.html")


def refusal(request: HttpRequest) -> HttpResponse:
    refused = Conflict("The room is taken.", field="Room", value="<b>B</b>", mend="Choose another room.")
    return render(request, "ui/refusal.html", {"refusal": refused}, status=HTTPStatus.CONFLICT)


def broken(request: HttpRequest, page: str) -> HttpResponse:
    return render(request, f"{page}.html")


def save(request: HttpRequest) -> HttpResponse:
    if state["locked"]:
        return JsonResponse({"error": {"because": "Signed out."}, "sign_in": "/sign-in/"}, status=401)
    state["sent"].append(request.POST.dict())
    return JsonResponse({"saved": request.POST.get("text", "")})


def reauth(request: HttpRequest) -> HttpResponse:
    if request.POST.get("password") != PASSWORD or request.POST.get("username") != "j.rivera":
        return JsonResponse(
            {"error": {"because": "That is not the password of j.rivera.", "mend": "Type it again."}}, status=403
        )
    state["locked"] = False
    return JsonResponse({"ok": True})


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


access = types.ModuleType("access_urls")
access.app_name = "access"
access.urlpatterns = [
    path("reauth/", reauth, name="reauth"),
    path("lock/", nothing, name="lock"),
    path("alive/", nothing, name="alive"),
    path("out/", nothing, name="sign-out"),
    path("sign-in/", nothing, name="sign-in"),
]
home = types.ModuleType("home_urls")
home.app_name = "home"
home.urlpatterns = [path("", signed_in(gallery), name="today"), path("week/", signed_in(gallery), name="week")]
site_urls = types.ModuleType("gallery_site_urls")
site_urls.urlpatterns = [
    path("gallery/", signed_in(gallery)),
    path("plain/", signed_in(plain)),
    path("refusal/", refusal),
    path("broken/<str:page>/", broken),
    path("save/", save),
    path("access/", include(access)),
    path("", include(home)),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing on the test's output."""


class Handler(WSGIHandler):
    """Answers from the addresses above, whatever ROOT_URLCONF says; other tests of this process notice nothing."""

    def get_response(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = site_urls
        return super().get_response(request)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with override_settings(MIDDLEWARE=MIDDLEWARE, STATIC_ROOT=str(tmp_path_factory.mktemp("static"))):
        handler = Handler()
    server = make_server("127.0.0.1", 0, handler, WSGIServer, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def backend(site: str) -> dict[str, Any]:
    """What the small server knows: `locked`, and what was `sent`."""
    return state


class Look:
    """A page and what it complained about."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))

    def go(self, where: str = "/gallery/") -> Page:
        self.page.goto(self.base + where)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture
def look(site: str, browser: Browser) -> Iterator[Callable[..., Look]]:
    """Opens a page at a width and in a theme: `look(810, "dark").go("/gallery/")`."""
    opened = []
    state["locked"] = False
    state["sent"].clear()

    def opening(width: int = 1280, theme: str = "light", height: int = 900, **given: Any) -> Look:
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=width < 1000, is_mobile=width < 1000, **given
        )
        context.add_cookies([{"name": "theme", "value": theme, "url": site}])
        opened.append(context)
        return Look(context.new_page(), site)

    yield opening
    for context in opened:
        context.close()


@pytest.fixture
def addresses() -> types.ModuleType:
    """The addresses of the small server."""
    return site_urls
