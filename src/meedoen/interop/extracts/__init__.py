# SPDX-License-Identifier: EUPL-1.2
"""Files of the sources of the monitor: read, checked per row, and told what is wrong."""
