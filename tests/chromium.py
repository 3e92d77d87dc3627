"""Unpack the Chromium of the npm package: `python -m tests.chromium PACKAGE_FOLDER TARGET`."""

import stat
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import brotli


def unpack(package: Path, target: Path) -> None:
    """Write the browser, and a starter that finds the libraries beside it."""
    folder = target.parent
    browser = folder / "headless-shell"
    browser.write_bytes(brotli.decompress((package / "bin" / "chromium.br").read_bytes()))
    browser.chmod(0o755)
    for name in ("al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"):
        packed = package / "bin" / name
        if packed.exists():
            with tarfile.open(fileobj=BytesIO(brotli.decompress(packed.read_bytes()))) as archive:
                archive.extractall(folder / name.split(".")[0], filter="data")
    libraries = ":".join(str(path) for path in (folder / "al2023" / "lib", folder / "swiftshader", folder))
    target.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH="{libraries}" exec "{browser}" "$@"\n')
    target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
