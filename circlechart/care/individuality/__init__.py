"""Is a note this client's own? Compared before it is signed, and from a file.

What for:     an entry that repeats another one is seen before anybody signs it.
Takes from:   base/wording.
Gives to:     notes.
Law:          the guard shows and asks; it never writes a note's words.
"""
