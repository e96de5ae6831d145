"""Addresses of the network that exchanges make, and of the streams that published sources tell of."""

from django.urls import path

from symbiose.matching.views import network

app_name = "web"
urlpatterns = [
    path("netvaerk/", network.network, name="network"),
    path("kendte-stroemme/", network.streams, name="streams"),
]
