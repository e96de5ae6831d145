"""Addresses of who is covered first."""

from django.urls import path

from symbiose.jobs.views import fairness

app_name = "fairness"
urlpatterns = [
    path("", fairness.policy, name="policy"),
    path("saet/", fairness.change, name="set"),
]
