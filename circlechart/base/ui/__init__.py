"""The visual language: the frame of a page, about thirty atoms, the scripts that every page needs.

For: one look, one way to ask and to say, accessible once and therefore everywhere.
Takes from: nobody; it knows no client, no session and no claim.
Gives to: every room that draws a screen: `ui/page.html`, `ui/bare.html`, `{% load ui %}`, `ui/send.js`, `ui/announce.js`.
Who works here: everybody who adds a screen; whoever adds an atom adds it to the gallery and to docs/visual-language.md.
Windows: none. `navigation.PLACES` names URLs of higher rooms; a place that does not exist is left out.
Law: WCAG 2.2 AA (Section 508 and 45 CFR 84.84 for recipients of federal funds); 45 CFR 164.312(a)(2)(iii) automatic
log-off: `idle.js` locks in place, the server decides.
"""
