"""Rules that come from a file or from another payer."""

from circlechart.money.rulebooks.actions.take import Taking, copy_rules, preview_file, take_file

__all__ = ["Taking", "copy_rules", "preview_file", "take_file"]
