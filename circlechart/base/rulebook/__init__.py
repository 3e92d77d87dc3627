"""Dated, cited values that rules read: the mechanism, not the rules. No Django.

What for:     a number or code that varies by payer, state or date is a `Value` with its source, never a constant.
Takes from:   TOML files of the rooms that own rules.
Gives to:     money/payers and money/charges today; care/levels later.
Law:          design H5; a value without source, dates that overlap or leave gaps, or a rule without one passing and
              one failing case is refused when the file is read.
"""
