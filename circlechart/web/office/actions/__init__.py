"""Writing who the clients are and how they are covered."""

from circlechart.web.office.actions.clients import add_client, edit_client
from circlechart.web.office.actions.coverages import add_coverage, end_coverage

__all__ = ["add_client", "add_coverage", "edit_client", "end_coverage"]
