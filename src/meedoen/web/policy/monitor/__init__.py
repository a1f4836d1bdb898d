# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the monitor show: figures on a map and over the years, wijken, sources."""
