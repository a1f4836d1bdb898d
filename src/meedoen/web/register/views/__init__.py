# SPDX-License-Identifier: EUPL-1.2
"""The views of the register."""
