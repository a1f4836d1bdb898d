# SPDX-License-Identifier: EUPL-1.2
"""What Python itself would print on the way out, with all that was said: as a safe line instead."""

import logging
import sys
import threading
from types import TracebackType

from meedoen.logs.lines import SafeLines

_LOG = logging.getLogger("meedoen.unhandled")


def write_what_nobody_caught() -> None:
    """Let what nobody caught, in any thread, and each warning become a line of the log.

    So do the faults that the web server around us catches, whatever it was told of its own log.
    """
    for handler in logging.getLogger("gunicorn.error").handlers:
        handler.setFormatter(SafeLines())
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    logging.captureWarnings(True)


def write_fault(error: BaseException) -> None:
    """Write an exception that ends what was being done."""
    _LOG.error("unhandled", exc_info=error)


def _uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _LOG.critical("unhandled", exc_info=(kind, error, traceback))


def _uncaught_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
        write_fault(told.exc_value)
