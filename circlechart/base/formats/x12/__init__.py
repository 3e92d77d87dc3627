"""X12 5010: bytes <-> frozen dataclasses, no framework, no database.

What for:     our own writer of the 837P and a tolerant reader for every transaction type.
Takes from:   nothing but the standard library; pyx12 only in `check` as a second opinion.
Gives to:     money/claims (writing today; acknowledgements and remittances read with the same `tokens`).
Modules:      `charset` what a value may contain; `segments` one segment; `envelope` ISA, GS and ST with their counts;
              `professional` the facts of an 837P, `write837p` the file made of them; `tokens` reading; `check` pyx12.
Law:          ASC X12N 005010X222A1 as read through the pyx12 maps; a pass is evidence, not compliance.
"""
