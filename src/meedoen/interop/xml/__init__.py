# SPDX-License-Identifier: EUPL-1.2
"""XML of others, read with all that is unsafe off; what readers of messages share."""
