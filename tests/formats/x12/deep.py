"""How long the property tests look: a few seconds as a rule; with CIRCLECHART_DEEP=1 a hundred times as many examples."""

import os

DEEP = 100 if os.environ.get("CIRCLECHART_DEEP") == "1" else 1


def examples(usual: int) -> int:
    return usual * DEEP
