# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: finding its programs, starting and stopping it, and its two roles.

Pure Python without Django, since it runs before Django may be set up. A production installation
sets `DATABASE_URL` and never comes here. The owner role migrates; the web process connects as a
role that owns nothing, so that row-level security holds for it (ADR 0001, ADR 0004).
"""
