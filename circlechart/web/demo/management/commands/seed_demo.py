"""`manage seed_demo`: the demo clinic, made once and kept up to date."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from circlechart.web.demo.seed import seed


class Command(BaseCommand):
    """Make the demo clinic."""

    help = "Make the demo clinic, or bring its sessions up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, saying how far it is."""
        show = self.stdout.isatty()

        def say(words: str) -> None:
            self.stdout.write(f"\r  {words:<40}" if show else f"  {words}", ending="" if show else "\n")
            sys.stdout.flush()

        seed(timezone.now(), say)
        if show:
            self.stdout.write("")
