"""How fast, how large: `./circle bench` seeds a large clinic and measures the running app over HTTP.

seed.py fills an empty database, app.py starts what `./circle serve` starts, measure.py asks it, peer.py asks the same
of the database alone and of eight separate note pages, table.py prints.
"""
