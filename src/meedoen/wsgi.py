# SPDX-License-Identifier: EUPL-1.2
"""The door for the web server."""

import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from meedoen.database.connected import must_be
from meedoen.database.errors import DatabaseTrouble
from meedoen.database.roles import WEB
from meedoen.environment import NotReady, choose_settings
from meedoen.logs.hooks import write_what_nobody_caught

# gunicorn stops at this code; at any other it would start the same anew, for ever.
DOES_NOT_START = 3

try:
    choose_settings()
    application = get_wsgi_application()
    if settings.FAULTS_AS_SAFE_LINES:
        write_what_nobody_caught()
    # All pages are read before somebody asks for one.
    _pages = get_resolver().url_patterns
    must_be(WEB)
except (NotReady, DatabaseTrouble) as trouble:
    sys.stderr.write(f"meedoen: {trouble}\n")
    sys.exit(DOES_NOT_START)
