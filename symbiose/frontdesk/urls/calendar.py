"""Addresses of one's own calendar."""

from django.urls import path

from symbiose.frontdesk.views import calendar as views

app_name = "calendar"
urlpatterns = [
    path("", views.own, name="own"),
    path("ny/", views.renew, name="renew"),
    path("slut/", views.end, name="end"),
    path("<str:token>/symbiose.ics", views.feed, name="feed"),
]
