"""Rules of cosigning in versions, reviews with their comments, and the log of supervision."""

from circlechart.care.supervision.models.hours import SupervisionHours
from circlechart.care.supervision.models.reviews import Comment, Review
from circlechart.care.supervision.models.rules import CosignRule

__all__ = ["Comment", "CosignRule", "Review", "SupervisionHours"]
