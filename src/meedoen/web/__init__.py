# SPDX-License-Identifier: EUPL-1.2
"""The faces: resident, professional, policy and machine; and the components they share."""
