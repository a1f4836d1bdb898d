# SPDX-License-Identifier: EUPL-1.2
"""What the first migrations of this room call where work is; nothing else uses this name."""

from meedoen.vocabulary.work import WorkState

RunState = WorkState
