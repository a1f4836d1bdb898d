# SPDX-License-Identifier: EUPL-1.2
"""Django's PostgreSQL, watched for slow statements on every connection, whoever opens it."""
