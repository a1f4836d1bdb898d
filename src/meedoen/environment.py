# SPDX-License-Identifier: EUPL-1.2
"""Which settings are used: those of production, unless another environment is asked for by name.

Every way in asks here. Nobody who forgets a variable opens the doors of the demonstration.
"""

import os
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

PRODUCTION = "production"
HOW_TO_LOOK = (
    "Only want to look? The demonstration with invented people: `make run`, or set "
    "MEEDOEN_ENVIRONMENT=development."
)
# Files beside the settings that are no environment.
_PARTS = frozenset({"base", "demonstration", "readiness"})


class NotReady(ImproperlyConfigured, SystemExit):
    """It cannot start like this; the message says all that is wrong, and what to do.

    Python itself ends with the message, and without a traceback, whatever program read the
    settings: `python -m django` has no other way to say it in words.
    """

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.code = said


def choose_settings() -> None:
    """Name the settings of this environment for Django, unless they are named already.

    `MEEDOEN_ENVIRONMENT` is a file of `meedoen/settings/`; without it: production. Raises NotReady
    for one that is not there.
    """
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    environment = os.environ.get("MEEDOEN_ENVIRONMENT") or PRODUCTION
    module = f"meedoen.settings.{environment}"
    known = environment.isidentifier() and environment not in _PARTS and find_spec(module)
    if not known:
        raise NotReady(
            f"MEEDOEN_ENVIRONMENT is {environment!r}, and there are no settings of that name. It "
            f"is production or development, or a file of your own in src/meedoen/settings/. "
            f"{HOW_TO_LOOK}"
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = module
