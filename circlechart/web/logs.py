"""What the logs say about an unexpected error: where it happened, never the data it happened with."""

import logging
import sys
import traceback
from types import TracebackType


class FramesOnly(logging.Formatter):
    """Formats an error as its kind and the lines it passed; its own words may quote what was typed or stored."""

    def formatException(  # the name is the base class's
        self,
        ei: "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]",
    ) -> str:
        kind, error, where = ei
        if kind is None or error is None:
            return ""
        lines = [f"{name} line {line} in {function}" for name, line, function, _ in traceback.extract_tb(where)]
        causes = [type(cause).__name__ for cause in _causes(error)]
        return "\n".join([*lines, " from ".join(causes)])


def _causes(error: BaseException) -> list[BaseException]:
    """The error and those it came from, outermost first."""
    found: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in found and len(found) < sys.getrecursionlimit():
        found.append(each)
        each = each.__cause__ or each.__context__
    return found
