# SPDX-License-Identifier: EUPL-1.2
"""A product that breaks outside all middleware of ours; gunicorn serves it in a test."""

from typing import NoReturn


def application(environ: dict[str, object], start_response: object) -> NoReturn:
    """Break with what was asked for in the message."""
    raise ValueError(f"cannot answer {environ['PATH_INFO']}?{environ['QUERY_STRING']}")
