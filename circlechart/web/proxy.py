"""What a TLS proxy says about who asks and how. Believed from the addresses that CIRCLECHART_PROXY names, else dropped."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"


def behind(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This function will give a request that came through a proxy of ours its client's address and scheme.

    Everything after it, the lock-out and the audit trail too, finds them where they are without a proxy.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        told, scheme = request.META.pop(FOR, ""), request.META.pop(PROTO, "")
        if _is_ours(_address(request.META.get("REMOTE_ADDR", ""))):
            request.META["REMOTE_ADDR"] = client(request.META["REMOTE_ADDR"], told)
            request.META["wsgi.url_scheme"] = "https" if _entries(scheme)[-1:] == ["https"] else "http"
        return get_response(request)

    return middleware


def client(proxy: str, told: str) -> str:
    """This function will find the client: the last address that a proxy of ours wrote and that is none of them.

    What stands left of it came with the request and may be anything. An entry that is no address leaves the proxy's.
    """
    nearest = proxy
    for entry in reversed(_entries(told)):
        address = _address(entry)
        if address is None:
            break
        nearest = str(address)
        if not _is_ours(address):
            break
    return nearest


def _entries(header: str) -> list[str]:
    return [entry.strip() for entry in header.split(",") if entry.strip()]


def _address(written: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(written)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_ours(address: IPv4Address | IPv6Address | None) -> bool:
    return address is not None and any(address in network for network in settings.PROXIES)
