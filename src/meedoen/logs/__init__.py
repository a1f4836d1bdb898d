# SPDX-License-Identifier: EUPL-1.2
"""What a real installation writes of faults and slow statements: where, and never whose words."""
