"""Addresses of the person's own pages, behind the code of a slip."""

from django.urls import path

from symbiose.jobs.views.own import entry

app_name = "own"
urlpatterns = [
    path("", entry.enter, name="enter"),
    path("side/", entry.home, name="home"),
    path("faerdig/", entry.leave, name="leave"),
]
