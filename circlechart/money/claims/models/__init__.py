"""Claims, what payers answered, and the files that left."""

from circlechart.money.claims.models.answers import LineAnswer, PayerAnswer, ToldPayer
from circlechart.money.claims.models.claims import Claim, ClaimLine, Submission, SubmittedClaim

__all__ = ["Claim", "ClaimLine", "LineAnswer", "PayerAnswer", "Submission", "SubmittedClaim", "ToldPayer"]
