"""Addresses of personal links."""

from django.urls import path

from symbiose.notices.views import answers, inbox

app_name = "notices"
urlpatterns = [
    path("besked/<int:notice_id>/", inbox.open_notice, name="open"),
    path("<str:token>/ny/", answers.send_again, name="send_again"),
    path("<str:token>/", answers.answer, name="answer"),
]
