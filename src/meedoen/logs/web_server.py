# SPDX-License-Identifier: EUPL-1.2
"""The log of gunicorn itself: `gunicorn --logger-class meedoen.logs.web_server.SafeLogger`."""

import logging
from typing import Any

from gunicorn.glogging import Logger

from meedoen.logs.lines import SafeLines


class SafeLogger(Logger):
    """Writes faults as safe lines, and keeps no list of who asked for what."""

    def setup(self, cfg: Any) -> None:
        """Set gunicorn's own log up, and write all of it the safe way."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(SafeLines())
        self.access_log.handlers = [logging.NullHandler()]
        self.access_log.propagate = False

    def access(self, *_: Any) -> None:
        """Write nothing: an address and a path are about somebody."""
