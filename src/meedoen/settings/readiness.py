# SPDX-License-Identifier: EUPL-1.2
"""What a real installation must be told before it starts. All that is wrong is said at once."""

from collections.abc import Iterator, Mapping

from meedoen.environment import HOW_TO_LOOK, NotReady

_NEEDED = {
    "DATABASE_URL": "the address of your PostgreSQL",
    "MEEDOEN_SECRET_KEY": "the secret that signs sessions and forms",
    "MEEDOEN_LOOKUP_PEPPER": "the secret that hides return words",
    "MEEDOEN_HOSTS": "the host names you serve, with commas",
}
_HOW_TO_GO_ON = (
    "A good secret, another for each, made once and kept outside the database: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'\n"
    "Step by step: docs/how-to/install-for-a-municipality.md\n"
)


def refuse_what_is_not_ready(told: Mapping[str, str]) -> None:
    """Stop the start when these variables do not make an installation. Raises NotReady."""
    found = [f"  {trouble}\n" for trouble in troubles(told)]
    if found:
        raise NotReady(
            "This starts a real installation, and it is not ready:\n"
            f"{''.join(found)}{_HOW_TO_GO_ON}{HOW_TO_LOOK}"
        )


def troubles(told: Mapping[str, str]) -> Iterator[str]:
    """Say of each variable that a real installation needs what is wrong with it."""
    for name, meaning in _NEEDED.items():
        if not told.get(name, "").strip():
            yield f"{name} is not set: {meaning}."
