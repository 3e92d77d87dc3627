"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the second recommended option of RFC 9106, section 4: three passes over 64 MiB, four lanes.

    OWASP's password storage cheat sheet asks for less (19 MiB, two passes); Django's own settings, two passes over
    100 MiB in eight lanes, cost as much and hold half as much memory again for every password that is checked.
    A password kept with other settings is kept anew when its owner signs in.
    """

    time_cost, memory_cost, parallelism = 3, 64 * 1024, 4
