# SPDX-License-Identifier: EUPL-1.2
"""What everyday words are about: the lexicon that matching and search share. Plain Python."""
