"""`manage demo_signins`: who can sign in to the demo, and as what."""

from typing import Any

from django.core.management.base import BaseCommand

from circlechart.base.access.roles import LABELS
from circlechart.web.demo import content


class Command(BaseCommand):
    """Print the demo's sign-ins."""

    help = "Print the demo clinic's sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line each; all have the same password, because everybody is invented."""
        raw = content.clinic()
        self.stdout.write(f"Password for everybody: {raw['password']}\n\n")
        for each in raw["staff"]:
            roles = ", ".join(LABELS[role] for role in each["roles"]) or "No role: sees nothing"
            self.stdout.write(f"  {each['key']:<9} {' '.join(each['name']):<20} {roles}")
