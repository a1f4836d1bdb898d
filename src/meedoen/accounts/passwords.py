# SPDX-License-Identifier: EUPL-1.2
"""Password hashes, sealed: who reads them out of the database cannot try passwords against them.

A function that gives one hash at a time would not keep them in: one statement calls it for
everybody (ADR 0025).
"""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher

from meedoen.accounts.at_rest import Broken, seal, unseal
from meedoen.accounts.queries import sealing_secrets

_LABEL = "password"
_ARGON2 = Argon2PasswordHasher()


class SealedArgon2(BasePasswordHasher):
    """Argon2, sealed with the secret of the installation."""

    algorithm = "sealed"

    def encode(self, password: str, salt: str) -> str:
        """Hash and seal a password."""
        return sealed(_ARGON2.encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """Tell whether this is the password; what was not sealed here is no hash."""
        try:
            return _ARGON2.verify(password, opened(encoded))
        except Broken:
            return False

    def salt(self) -> str:
        """Make a salt as Argon2 has it."""
        return _ARGON2.salt()

    def decode(self, encoded: str) -> Any:
        """Give the parts of the hash. Raises Broken."""
        return _ARGON2.decode(opened(encoded))

    def safe_summary(self, encoded: str) -> Any:
        """Give what may be shown of it: nothing."""
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:
        """Tell whether a stronger hash could be made. An account is not changed at log-in."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Take no more time: all hashes here are equally strong."""


def sealed(encoded: str) -> str:
    """Seal a hash that Argon2 made."""
    made = seal(encoded, label=_LABEL, secrets=sealing_secrets())
    return f"{SealedArgon2.algorithm}${made}"


def opened(encoded: str) -> str:
    """Open a sealed hash. Raises Broken."""
    text = encoded.removeprefix(f"{SealedArgon2.algorithm}$")
    return unseal(text, label=_LABEL, secrets=sealing_secrets())
