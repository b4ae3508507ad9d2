"""How passwords and slips are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher


class SlipHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds: a slip has 50 random bits, lives a week and is used once."""

    algorithm = "fast_slip"
    iterations = 2_000


class PersonHasher(Argon2PasswordHasher):
    """Argon2id as OWASP's Password Storage Cheat Sheet gives it for servers: 19 MiB, two passes, one lane.

    Django's own 100 MB a check would let a few people who prove themselves at the same minute, as all venues
    do at the bell, fill the memory of a county's machine.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
