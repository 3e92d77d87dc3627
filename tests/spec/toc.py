"""The pages of the specification, in the order of the work."""

from tests.spec import charges, minutes, signing, states, units

PAGES = (minutes.PAGE, states.PAGE, signing.PAGE, units.PAGE, charges.PAGE)
