# SPDX-License-Identifier: EUPL-1.2
"""A real installation. Every secret comes from the environment; a missing one stops the start."""

import os

from meedoen.settings.base import *  # noqa: F403
from meedoen.settings.base import env
from meedoen.settings.readiness import refuse_what_is_not_ready

refuse_what_is_not_ready(os.environ)

SECRET_KEY = env("MEEDOEN_SECRET_KEY")
LOOKUP_PEPPER = env("MEEDOEN_LOOKUP_PEPPER")
ALLOWED_HOSTS = env.list("MEEDOEN_HOSTS")
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = True
DATABASES["default"]["ENGINE"] = "meedoen.database.postgresql"
# A database that was started anew: a connection from before is not handed to a page.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Faults and slow statements go to stderr, one JSON object a line, without anybody's words. Nothing
# is mailed: what Django would send shows addresses, what was sent, and the values of variables.
FAULTS_AS_SAFE_LINES = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"safe": {"()": "meedoen.logs.lines.SafeLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "safe"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A page that is not there is no fault.
        "django.request": {"handlers": [], "propagate": True, "level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
    },
}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
