# SPDX-License-Identifier: EUPL-1.2
"""The tests: a database server of their own, made for a run and gone afterwards."""

from meedoen.settings import demonstration
from meedoen.settings.base import *  # noqa: F403
from meedoen.settings.base import env

DEMONSTRATION = True
SECRET_KEY = "tests-only-tests-only-tests-only-tests-only-tests-only"  # noqa: S105
LOOKUP_PEPPER = "tests-only"
MONITOR_SECRET = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Type checking and linting read these settings too, without a server.
DATABASES = {
    "default": env.db_url(
        "MEEDOEN_TEST_DATABASE_URL", default="postgresql://meedoen_owner@/meedoen"
    )
}
SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# All that a test types comes from one address; the tests of the doors set their own numbers.
DOORS = dict.fromkeys(("story", "call", "press"), (100000, 100000))
PHONE_NUMBER = "0900 000 00 00"
DEMONSTRATION_RESIDENTS = demonstration.RESIDENTS
DEMONSTRATION_PASSWORD = demonstration.PASSWORD
LETTER_STYLES = demonstration.LETTER_STYLES
MEEDOEN_MUNICIPALITY_TOKENS = {"GM9902": "meedoen/municipalities/vennerhout.css"}
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
