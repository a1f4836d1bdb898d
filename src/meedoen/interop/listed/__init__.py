# SPDX-License-Identifier: EUPL-1.2
"""The one reader of costs in a table (CSV or XLSX): invoices, subsidies, and of SVB and CAK."""
