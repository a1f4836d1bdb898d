# SPDX-License-Identifier: EUPL-1.2
"""The one reader of ledger files: XML Auditfile Financieel (XAF) 3.x and 4.0."""
