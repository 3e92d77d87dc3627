"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the first setting of OWASP's password storage cheat sheet: one pass over 46 MiB, one lane.

    The same password signs the notes of a group, so it is checked while somebody waits: with Django's own settings
    (two passes over 100 MiB) the check takes longer than the eight signatures, their charges and claims together.
    Guessing through the door is stopped by the lock-out. A password kept with other settings is kept anew when its
    owner signs in.
    """

    time_cost, memory_cost, parallelism = 1, 46 * 1024, 1
