# SPDX-License-Identifier: EUPL-1.2
"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meedoen.settings.production")
application = get_wsgi_application()
