"""The pages of the specification, in the order of the work."""

from tests.spec import charges, effects, measures, minutes, signing, states, units

PAGES = (minutes.PAGE, effects.PAGE, measures.PAGE, states.PAGE, signing.PAGE, units.PAGE, charges.PAGE)
