"""X12 5010: bytes <-> frozen dataclasses, no framework, no database.

What for:     our own writers of the 837P and the 837I and a tolerant reader for every transaction type.
Takes from:   nothing but the standard library; pyx12 only in `check` as a second opinion.
Gives to:     money/claims (writing today; acknowledgements and remittances read with the same `tokens`).
Modules:      `charset` what a value may contain; `codes` short lists of the guides; `segments` one segment;
              `envelope` ISA, GS and ST with their counts; `parties`, `benefits`, `details` facts that both claims share;
              `professional` the facts of an 837P, `institutional` those of an 837I; `write837p` and `write837i` the
              files made of them, over `hierarchy` and `write_parties`, `write_details`, `write_benefits`,
              `write_diagnoses`; `split` a claim that is too long; `balance` whether payers' decisions add up;
              `tokens` reading; `check` pyx12; `edits` our own opinion about any file.
Law:          ASC X12N 005010X222A1 and 005010X223A2 as read through the pyx12 maps; a pass is evidence, not compliance.
"""
