"""Reading what the session screen sends about a client's lines."""

from uuid import UUID, uuid4

from django.http import QueryDict

from circlechart.base.kit.errors import Refusal

MOST_CHOSEN = 200


def key(posted: QueryDict) -> UUID:
    """This function will read the key that makes a repeated save harmless; a plain form gets a new one."""
    try:
        return UUID(str(posted["idem"])) if posted.get("idem") else uuid4()
    except ValueError:
        raise Refusal("This save has no key.", field="Save key", mend="Reload the page.") from None


def chosen(posted: QueryDict) -> dict[int, str]:
    """This function will read which offered lines are taken over, by number, and the words as they shall stand."""
    numbers = [int(each) for each in posted.getlist("take")[:MOST_CHOSEN] if each.isascii() and each.isdigit()]
    return {number: posted.get(f"words-{number}", "") for number in numbers}
