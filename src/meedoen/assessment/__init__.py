# SPDX-License-Identifier: EUPL-1.2
"""The two glasses: what each law makes possible, explained, with what is still unknown."""
