# SPDX-License-Identifier: EUPL-1.2
"""The registry of the sources of the monitor: what each holds, by whom, on what ground (pure)."""
