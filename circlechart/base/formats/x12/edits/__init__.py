"""Our own edits of X12 files: what validators by structure miss, as sentences for a biller.

What for:     claims before they leave, and `./circle manage x12 check FILE` for files from anywhere.
Takes from:   the standard library; nothing of the writers, so that it can contradict them.
Gives to:     money/claims.
Modules:      `check` a whole file; `reading` segments from a stream; `finding` what is said; `values` shapes, money and
              days; `codes` open lists; `envelope`, `hierarchy` for every transaction; `loops` where a segment stands;
              `parties`, `cob`, `claim`, `claim_parts`, `claim_professional`, `claim_institutional` for the 837;
              `remittance` for the 835; `answers` for 270, 271, 276, 277, 999, TA1; `report` both opinions in one.
Law:          shapes of codes, never licensed lists. Each edit says where it was read.
"""

from circlechart.base.formats.x12.edits.check import findings
from circlechart.base.formats.x12.edits.finding import Finding

__all__ = ["Finding", "findings"]
