"""Addresses of the front page, the start pages, the municipality's own texts and the health page."""

from django.urls import path

from symbiose.home import views
from symbiose.home.views import call, contacts, writing

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("i-dag/", views.today, name="today"),
    path("soeg/", views.search, name="search"),
    path("opkald/", call.call, name="call"),
    path("opkald/find/", call.found, name="call_found"),
    path("opkald/tael/", call.count, name="count_call"),
    path("organisationer/hvem-er-med/", views.directory, name="directory"),
    path("maal/", views.goals, name="goals"),
    path("laes/", views.readings, name="readings"),
    path("laes/ny/", writing.add, name="add_reading"),
    path("laes/side/<int:reading_id>/", writing.page, name="reading_page"),
    path("laes/side/<int:reading_id>/ret/", writing.change, name="change_reading"),
    path("laes/<slug:slug>/", views.reading, name="reading"),
    path("kontakt/", views.contact, name="contact"),
    path("kontakt/punkter/", contacts.index, name="contact_points"),
    path("kontakt/punkter/nyt/", contacts.add, name="add_contact"),
    path("kontakt/punkter/<int:contact_id>/", contacts.page, name="contact_point"),
    path("kontakt/punkter/<int:contact_id>/ret/", contacts.change, name="change_contact"),
    path("kontakt/punkter/<int:contact_id>/bekraeft/", contacts.confirm, name="confirm_contact"),
    path("was/", views.accessibility, name="accessibility"),
    path("was", views.accessibility),
    path("om-dine-oplysninger/", views.privacy, name="privacy"),
    path("om/", views.about, name="about"),
    path("healthz", views.health, name="health"),
]
