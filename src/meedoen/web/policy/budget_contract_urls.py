# SPDX-License-Identifier: EUPL-1.2
"""The addresses of contracts, and of what was delivered under them."""

from django.urls import path

from meedoen.web.policy.views import budget_contracts

urlpatterns = [
    path("contracten/", budget_contracts.agreements, name="budget_contracts"),
    path("contracten/<int:contract_id>/", budget_contracts.agreement, name="budget_contract"),
    path("geleverd/", budget_contracts.deliveries, name="budget_deliveries"),
]
