"""Floor 5: settings, addresses, the launcher's server side, and the screens that belong to no single room.

Rooms, in order: home, demo, office, gallery.
"""
