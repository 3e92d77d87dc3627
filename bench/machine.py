"""On what it was measured."""

import os
import time
from pathlib import Path


def machine() -> str:
    """How many of which processors, and the day."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "an unnamed processor",
    )
    return f"{os.cpu_count()} × {model}, {time.strftime('%Y-%m-%d')}"
