# SPDX-License-Identifier: EUPL-1.2
"""The one reader of invoices and credit notes in UBL 2, also as Peppol BIS and NLCIUS say."""
