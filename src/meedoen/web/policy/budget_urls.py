# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the budget."""

from django.urls import path

from meedoen.web.policy.views import budget

urlpatterns = [
    path("", budget.budget, name="budget"),
]
