# SPDX-License-Identifier: EUPL-1.2
"""To and from a mail server: what goes out (SMTP), and what comes back (RFC 3464)."""
