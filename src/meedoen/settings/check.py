# SPDX-License-Identifier: EUPL-1.2
"""Production settings with made-up secrets, so that `check --deploy` can judge them anywhere.

`meedoen privacy endpoints` reads the addresses of the product by them.
"""

import os
import secrets

os.environ.update(
    {
        # Made anew each time: a secret that stands in the code is none.
        "MEEDOEN_SECRET_KEY": secrets.token_urlsafe(50),
        "MEEDOEN_LOOKUP_PEPPER": secrets.token_urlsafe(50),
        "MEEDOEN_HOSTS": "meedoen.example",
        "DATABASE_URL": "postgresql://meedoen_web@/meedoen",
    }
)

from meedoen.settings.production import *  # noqa: F403
