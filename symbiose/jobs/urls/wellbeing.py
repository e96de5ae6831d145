"""Addresses of the four questions."""

from django.urls import path

from symbiose.jobs.views import wellbeing

app_name = "wellbeing"
urlpatterns = [
    path("", wellbeing.overview, name="overview"),
    path("<str:number>/link/", wellbeing.give, name="give"),
    path("<str:number>/ark/", wellbeing.sheet, name="sheet"),
]
