# SPDX-License-Identifier: EUPL-1.2
"""The two glasses: what each law makes possible, explained, with what is still unknown.

The rules engine over the rulebook, in plain Python. It knows facts and days, and nobody: whose
facts they are, and what of it is kept, is for the rooms above.
"""
