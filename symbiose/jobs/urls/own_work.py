"""Addresses of the person's own pages about work; they stand in the namespace of the person's pages."""

from django.urls import path

from symbiose.jobs.views.own import work

urlpatterns = [
    path("arbejde/", work.work, name="work"),
    path("hjaelp/", work.help_wanted, name="help"),
    path("foerste-dag/", work.first_day, name="first_day"),
    path("foerste-dag/foto/", work.first_day_photo, name="first_day_photo"),
    path("tilbage/", work.left, name="left"),
    path("fire-spoergsmaal/", work.survey, name="survey"),
]
