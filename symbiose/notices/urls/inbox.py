"""Addresses of the inbox, and of letters out and in."""

from django.urls import path

from symbiose.notices.views import choices, delivery, inbox, incoming, left, texts

app_name = "inbox"
urlpatterns = [
    path("", inbox.index, name="list"),
    path("alle-laest/", inbox.read_all, name="read_all"),
    path("<int:notice_id>/laest/", inbox.read, name="read"),
    path("<int:notice_id>/ulaest/", inbox.unread, name="unread"),
    path("breve/", choices.letters, name="letters"),
    path("kom-ikke-frem/", delivery.index, name="undelivered"),
    path("kom-ikke-frem/<int:letter_id>/igen/", delivery.again, name="again"),
    path("kom-ikke-frem/<int:letter_id>/ringet/", delivery.called, name="called"),
    path("modtaget/", incoming.index, name="incoming"),
    path("modtaget/laeg-ind/", incoming.drop, name="drop"),
    path("modtaget/ikke-laest-ind/", left.index, name="left"),
    path("modtaget/<int:incoming_id>/", left.detail, name="left_letter"),
    path("modtaget/<int:incoming_id>/skriv-ind/", left.tell, name="tell"),
    path("modtaget/<int:incoming_id>/laeg-til-side/", left.set_aside, name="set_aside"),
    path("modtaget/<int:incoming_id>/tag-op/", left.take_up, name="take_up"),
    path("tekster/", texts.index, name="texts"),
    path("tekster/<slug:text_key>/<str:language>/", texts.change, name="text"),
    path("tekster/<slug:text_key>/<str:language>/standard/", texts.standard, name="standard"),
]
