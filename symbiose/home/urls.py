"""Addresses of the front page, the start pages, the municipality's own texts and the health page."""

from django.urls import path

from symbiose.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("i-dag/", views.today, name="today"),
    path("soeg/", views.search, name="search"),
    path("maal/", views.goals, name="goals"),
    path("laes/", views.readings, name="readings"),
    path("laes/<slug:slug>/", views.reading, name="reading"),
    path("kontakt/", views.contact, name="contact"),
    path("was/", views.accessibility, name="accessibility"),
    path("was", views.accessibility),
    path("om-dine-oplysninger/", views.privacy, name="privacy"),
    path("om/", views.about, name="about"),
    path("healthz", views.health, name="health"),
]
