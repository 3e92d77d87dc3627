"""What every template may ask: whether this is the demo clinic."""

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """This function will give the words of the footer their facts."""
    return {"demo": bool(getattr(settings, "DEMO", False))}
