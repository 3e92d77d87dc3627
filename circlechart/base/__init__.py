"""Floor 1: who is who, who may, what was seen.

Rooms, in order: database, jobs, ui, live, audit, people, coverage, access, privacy. Plain Python beside them: formats, wording, kit, rulebook.
"""
