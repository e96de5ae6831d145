"""Addresses of a consultant's people."""

from django.urls import path

from symbiose.jobs.views import caseload

app_name = "caseload"
urlpatterns = [
    path("", caseload.people, name="list"),
    path("giv-videre/", caseload.passing, name="pass_on"),
    path("ark/<str:number>/", caseload.sheet, name="sheet"),
]
