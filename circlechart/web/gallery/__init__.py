"""The gallery: every atom of `base/ui` in every state, for whoever builds or reviews a screen.

For: seeing at once, in both themes and at every width, what a change to the visual language does.
Takes from: `base.ui` (the atoms), `base.access` (who may look).
Gives to: tests/rooms/base/ui, which walks it in a real browser with axe.
Who works here: whoever adds an atom.
Windows: none. It shows invented words only and reads no table.
Law: WCAG 2.2 AA.
"""
