# SPDX-License-Identifier: EUPL-1.2
"""Production settings with made-up secrets, so that `check --deploy` can judge them anywhere.

`meedoen privacy endpoints` reads the addresses of the product by them.
"""

import os

os.environ.update(
    {
        "MEEDOEN_SECRET_KEY": "check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
        "MEEDOEN_LOOKUP_PEPPER": "check-only",
        "MEEDOEN_HOSTS": "meedoen.example",
        "DATABASE_URL": "postgresql://meedoen_web@/meedoen",
    }
)

from meedoen.settings.production import *  # noqa: F403
