# SPDX-License-Identifier: EUPL-1.2
"""Places kept, waiting lists, referrals and their answers: the one book of who goes where."""
