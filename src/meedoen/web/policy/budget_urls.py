# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the budget."""

from django.urls import include, path

from meedoen.web.policy import budget_contract_urls, budget_key_urls
from meedoen.web.policy.views import budget, budget_checks, budget_ways

urlpatterns = [
    path("", budget.budget, name="budget"),
    path("", include(budget_key_urls)),
    path("", include(budget_contract_urls)),
    path("saldi/", budget.balances, name="budget_balances"),
    path("saldi/tabel.<str:form>", budget.balances_file, name="budget_balances_file"),
    path("taakveld/<str:funding_law>/<str:taakveld>/", budget.taakveld, name="budget_taakveld"),
    path(
        "taakveld/<str:funding_law>/<str:taakveld>/<str:partner>/",
        budget.partner,
        name="budget_partner",
    ),
    path("boeking/<int:booking_id>/", budget_ways.booking, name="budget_booking"),
    path("boeking/<int:booking_id>/terug/", budget_ways.take_back, name="budget_take_back"),
    path("stuk/<int:document_id>/", budget_ways.document, name="budget_document"),
    path("zoek/", budget_ways.search, name="budget_search"),
    path("wacht/", budget_checks.waits, name="budget_waits"),
    path("wacht/betaald/", budget_checks.unplaced, name="budget_unplaced"),
    path("steekproef/", budget_checks.sample, name="budget_sample"),
    path("steekproef/tabel.<str:form>", budget_checks.sample_file, name="budget_sample_file"),
]
