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
# A database that was started anew: a connection from before is not handed to a page.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

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
