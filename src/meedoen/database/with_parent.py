# SPDX-License-Identifier: EUPL-1.2
"""A child that goes when its parent goes, however that ended: asked of the kernel, on Linux only.

The kernel minds the thread that started the child, so only the main thread may start one.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

# <linux/prctl.h>
_PR_SET_PDEATHSIG = 1
_C = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def sent_when_parent_ends(sent: signal.Signals) -> Callable[[], None]:
    """Give what a child does before it becomes its program, so that it gets this signal then.

    For `preexec_fn` of subprocess, which runs it after the account was changed: that would undo it.
    Elsewhere than on Linux it does nothing.
    """
    parent = os.getpid()

    def ask() -> None:
        if _C is None:
            return
        _C.prctl(_PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
        # It ended while we were on our way.
        if os.getppid() != parent:
            os._exit(1)

    return ask
