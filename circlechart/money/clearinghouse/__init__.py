"""How claims leave: the houses that carry files, who goes through which, control numbers, printers and blanks.

What for:       one file goes to one house; every house has its own identifiers, limits, file names and numbers.
Takes from:     payers as organizations; facilities and staff; the paper forms.
Gives to:       claims, which fills the files and the forms.
Who works here: billers and billing administrators; program directors and compliance read.
Windows:        `clearinghouse:index`, from a claim's findings and from Payers.
Law:            ASC X12 control numbers (ISA13, GS06); facts/x12 section 5 for what houses want; nothing of it is built in.
"""
