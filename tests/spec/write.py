"""`./circle spec` writes docs/spec from the tables of this folder; tests/spec says when it is old."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "spec"
HEAD = """# The rules, as they are

For clinicians and billers: what Circlechart counts, asks for and charges, as tables of cases. Each line is a test that
runs with every change, so what stands here is what the program does. Is a line wrong for your clinic or your payer?
Say which line, and what it should come to.

"""


def written() -> dict[str, str]:
    """Every file with its text."""
    from tests.spec.toc import PAGES

    contents = "".join(f"{number}. [{page.title}]({page.file}.md)\n" for number, page in enumerate(PAGES, 1))
    return {"README.md": HEAD + contents, **{f"{page.file}.md": page.markdown() for page in PAGES}}


def main() -> int:
    """Write them all."""
    import django

    django.setup()
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_text(text)
        print(f"Wrote docs/spec/{name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
