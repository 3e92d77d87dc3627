"""Words of trials that only their templates need."""
