# SPDX-License-Identifier: EUPL-1.2
"""Rules that are tried for a knelpunt: which drafts of the laboratory came from it."""
