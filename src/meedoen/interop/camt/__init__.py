# SPDX-License-Identifier: EUPL-1.2
"""The one reader of bank statements: CAMT.053 of any version (ISO 20022)."""
