"""Bytes to dataclasses and back: X12 and paper. No Django.

What for:     files that others must be able to read.
Takes from:   the standard library; typst for PDF, pyx12 as a second opinion.
Gives to:     claims, notes.
"""
