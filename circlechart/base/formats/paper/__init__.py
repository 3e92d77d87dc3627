"""Documents on paper: plain values in, PDF bytes out. No Django here; data reaches typst only through its inputs.

`note` typesets a signed note. `cms1500` and `ub04` lay the facts of a claim, the same that become an 837P and 837I, on
the boxes of `form` (data beside it); `filling` says in words what does not fit. A filled form becomes `text` or `pdf`
for purchased stock, `pdf` over the clinic's own blank, or a `workcopy` in our own layout. No form's art is shipped.
"""
