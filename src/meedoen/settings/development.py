# SPDX-License-Identifier: EUPL-1.2
"""A municipality on your own machine: the embedded database and the invented region."""

import os

from meedoen.database import embedded, roles
from meedoen.settings import demonstration
from meedoen.settings.base import *  # noqa: F403
from meedoen.settings.base import env
from meedoen.settings.readiness import refuse_invented_people_elsewhere

DEMONSTRATION = True
# Known to everybody, which is fine for invented people on your own machine and for nothing else.
SECRET_KEY = "demonstration-only-demonstration-only-demonstration-only"  # noqa: S105
LOOKUP_PEPPER = "demonstration-only"
MONITOR_SECRET = "demonstration-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("MEEDOEN_HOSTS", default=[])]
# A database of your own on this machine: as the role that its address names, or as the one that
# the command needs. Pages, worker and migrations are three.
_ROLE = roles.named(env("MEEDOEN_DATABASE_ROLE", default="web"))
DATABASES = {"default": env.db_url("DATABASE_URL", default=embedded.address_for(_ROLE))}
if "MEEDOEN_DATABASE_ROLE" in os.environ:
    DATABASES["default"]["USER"] = _ROLE
refuse_invented_people_elsewhere(DATABASES["default"], os.environ)
SECOND_FACTOR_REQUIRED = False
PHONE_NUMBER = "0900 000 00 00"
WHITENOISE_USE_FINDERS = True
DEMONSTRATION_RESIDENTS = demonstration.RESIDENTS
DEMONSTRATION_PASSWORD = demonstration.PASSWORD
LETTER_STYLES = demonstration.LETTER_STYLES
MEEDOEN_MUNICIPALITY_TOKENS = {"GM9902": "meedoen/municipalities/vennerhout.css"}
# Straight from the source folders; a real installation collects them first.
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = True
# Everything on the console, with tracebacks; the people in it are invented.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "meedoen.logs.lines.ReadableLines",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"meedoen": {"level": "INFO"}},
}
