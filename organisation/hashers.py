"""A quick hasher for drawn codes. Never for a password that a person chose."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class SlipHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds: a slip has 50 random bits, lives a week and is used once."""

    algorithm = "fast_slip"
    iterations = 2_000
