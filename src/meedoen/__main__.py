# SPDX-License-Identifier: EUPL-1.2
"""Lets `python -m meedoen` be the `meedoen` command."""

import sys

from meedoen.commands import main

sys.exit(main())
