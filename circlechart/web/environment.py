"""Typed reading of environment variables; every problem is reported at once, at boot."""

import os
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

T = TypeVar("T")


class Environment:
    """Collects settings from `CIRCLECHART_*` variables and all mistakes in them."""

    def __init__(self, variables: dict[str, str] | None = None) -> None:
        self.variables = dict(os.environ) if variables is None else variables
        self.problems: list[str] = []

    def read(self, name: str, default: T, parse: Callable[[str], T], expected: str) -> T:
        """This function will return the parsed variable or the default, and note a problem when it does not parse."""
        raw = self.variables.get(name)
        if raw is None or raw == "":
            return default
        try:
            return parse(raw)
        except ValueError:
            self.problems.append(f"{name}={raw!r}: expected {expected}.")
            return default

    def text(self, name: str, default: str) -> str:
        return self.read(name, default, str, "text")

    def flag(self, name: str, default: bool) -> bool:
        return self.read(name, default, _flag, "yes or no")

    def number(self, name: str, default: int) -> int:
        return self.read(name, default, int, "a whole number")

    def path(self, name: str, default: Path) -> Path:
        return self.read(name, default, Path, "a path")

    def items(self, name: str, default: list[str]) -> list[str]:
        return self.read(name, default, lambda raw: [part.strip() for part in raw.split(",") if part.strip()], "a list")

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        return self.read(name, [], _networks, "addresses, such as 127.0.0.1,10.0.0.0/8")

    def database(self, name: str, socket_folder: Path) -> dict[str, object]:
        """This function will turn postgresql://user:password@host/name?host=/socket into Django's DATABASES entry."""
        raw = self.variables.get(name) or f"postgresql:///circlechart?host={socket_folder}&user=circlechart"
        parts = urlsplit(raw)
        if parts.scheme not in {"postgres", "postgresql"}:
            self.problems.append(f"{name}={raw!r}: expected postgresql://… ; no other database holds the safety rules.")
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "circlechart",
            "USER": unquote(parts.username or query.get("user", "circlechart")),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host") or parts.hostname or "",
            "PORT": str(parts.port or query.get("port", "")),
        }

    def raise_problems(self) -> None:
        """Raises: SystemExit with one line for each problem."""
        if self.problems:
            raise SystemExit("Circlechart cannot start:\n" + "\n".join(f"  - {problem}" for problem in self.problems))


def _networks(raw: str) -> list[IPv4Network | IPv6Network]:
    return [ip_network(part.strip()) for part in raw.split(",") if part.strip()]


def _flag(raw: str) -> bool:
    lowered = raw.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError(raw)
