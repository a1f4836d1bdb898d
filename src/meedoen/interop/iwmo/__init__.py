# SPDX-License-Identifier: EUPL-1.2
"""The one reader of iWmo and iJw messages: who was granted what, and when it began and ended."""

from meedoen.interop.iwmo.reading import read_messages

__all__ = ["read_messages"]
