"""The demo clinic: one fictional organization for the demo, the scenario, docs and screenshots.

What for:       `./circle demo` starts with a clinic that has a past, a today, a coming month and one group ready to run now.
Takes from:     `data/*.toml`, written by hand; every write of the past goes through the same actions as a person's.
Gives to:       nobody; no room imports the demo.
Law:            invented people only.
"""
