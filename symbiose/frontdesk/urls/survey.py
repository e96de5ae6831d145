"""Addresses of the yearly survey."""

from django.urls import path

from symbiose.frontdesk.views import survey as views

app_name = "survey"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("start/", views.start, name="start"),
]
