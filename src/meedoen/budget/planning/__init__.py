# SPDX-License-Identifier: EUPL-1.2
"""What was decided beforehand for a year: its budget, beside what is booked and expected."""
