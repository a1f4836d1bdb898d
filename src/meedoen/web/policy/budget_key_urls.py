# SPDX-License-Identifier: EUPL-1.2
"""The addresses of keys, and of the budget that the council adopted."""

from django.urls import path

from meedoen.web.policy.views import budget_keys, budget_plan

urlpatterns = [
    path("begroting/", budget_plan.plan, name="budget_plan"),
    path("sleutels/", budget_keys.keys, name="keys"),
    path("sleutels/nieuw/", budget_keys.new_key, name="new_key"),
    path("sleutels/<int:key_id>/", budget_keys.key, name="key"),
    path("sleutels/<int:key_id>/vaststellen/", budget_keys.adopt_key, name="adopt_key"),
    path("sleutels/<int:key_id>/opzij/", budget_keys.drop_key, name="drop_key"),
    path("sleutels/<int:key_id>/terug/", budget_keys.take_key_up_again, name="take_key_up_again"),
]
