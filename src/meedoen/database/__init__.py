# SPDX-License-Identifier: EUPL-1.2
"""The embedded PostgreSQL: finding its programs, starting and stopping it, and its roles.

Pure Python without Django, since it runs before Django may be set up. A production installation
sets `DATABASE_URL` and never comes here. The owner role migrates; pages and worker connect as
roles that own nothing, so that row-level security holds for them (ADR 0001, 0004 and 0024).
"""
