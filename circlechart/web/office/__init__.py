"""The office: who the clients are and who works here, gathered from the rooms that know it.

For: finding a client, seeing at a glance what holds for them today, seeing staff with their credentials.
Takes from: `base.people`, `base.coverage`, `care.plans`, `care.enrollment`, `base.access`.
Gives to: nobody; it only shows.
Who works here: everybody who may see a chart; compliance and directors see staff.
Windows: a client's signed notes (`notes:chart`), for those who read notes.
Law: 45 CFR 164.502(b), minimum necessary: goals and diagnoses only for clinical roles; every chart view is audited.
A search is sent by POST, so that no name stands in an address or a log.
"""
