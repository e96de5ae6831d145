"""Addresses of personal links and of the inbox."""

from django.urls import path

from symbiose.notices import views

app_name = "notices"
urlpatterns = [
    path("besked/<int:notice_id>/", views.open_notice, name="open"),
    path("<str:token>/ny/", views.send_again, name="send_again"),
    path("<str:token>/", views.answer, name="answer"),
]
