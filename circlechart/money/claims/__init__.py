"""Claims: ready charges in, 837P files out; every line explains itself back to attendance and rule.

What for:       one claim for each client, day, coverage and rendering provider; checked before it can leave.
Takes from:     charges; notes; the organization, facilities, coverages, diagnoses.
Gives to:       remittance (later): line control numbers come back on the 835.
Who works here: billers; facilitators see on the session screen what came of their signatures.
Windows:        `claims:session-outcome`, what came of signing, on the session screen.
Law:            ASC X12N 005010X222A1; facts/x12 (REF*6R on every line, REF*D9 unique).
"""
