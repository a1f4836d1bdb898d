# SPDX-License-Identifier: EUPL-1.2
"""Tables as files to take along: CSV, workbooks of Excel and OpenDocument, and PDF."""
