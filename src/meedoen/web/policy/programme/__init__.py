# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a programme show: the whole, its figures then and now, and one action."""
