# SPDX-License-Identifier: EUPL-1.2
"""What went over the bank: held against what is to be paid, and else looked into."""
