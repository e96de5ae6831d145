"""Addresses of writing to the entrance without an account."""

from django.urls import path

from symbiose.frontdesk.views import writing as views

app_name = "writing"
urlpatterns = [
    path("", views.write, name="write"),
    path("sendt/", views.sent, name="sent"),
    path("link/", views.again, name="again"),
]
