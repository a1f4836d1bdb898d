# SPDX-License-Identifier: EUPL-1.2
"""Settings: one base, one file per environment, no logic; what stops a start stands apart."""
