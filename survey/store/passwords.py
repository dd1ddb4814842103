"""Passwords as hashes: argon2id with the parameters that OWASP's password storage cheat sheet names first."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    return HASHER.hash(password)


def fits(password: str, stored: str) -> bool:
    """Whether it is the password of this hash; "" (none set, or no such account) takes as long to refuse."""
    try:
        HASHER.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


@cache
def _nobodys() -> str:
    return hashed("nobody's password")
