"""Addresses of the person's own pages, behind the code of a slip."""

from django.urls import path

from symbiose.jobs.urls import own_work
from symbiose.jobs.views.own import entry, held, offers, telling

app_name = "own"
urlpatterns = [
    path("", entry.enter, name="enter"),
    path("side/", entry.home, name="home"),
    path("faerdig/", entry.leave, name="leave"),
    path("forslag/<str:number>/", offers.offer, name="offer"),
    path("forslag/<str:number>/svar/", offers.answer, name="answer_offer"),
    path("forslag/<str:number>/fortryd/", offers.take_back, name="take_back_answer"),
    path("begynd/", telling.begin, name="begin"),
    path("spoergsmaal/<slug:slug>/", telling.question, name="question"),
    path("svar/", telling.answers, name="answers"),
    path("om-mig/", held.held, name="held"),
    path("om-mig/kontakt/", held.contact, name="contact"),
    path("om-mig/fil/", held.download, name="download"),
    path("om-mig/ikke-mere/", held.stop, name="stop"),
    path("om-mig/slet/", held.erase_page, name="erase"),
    *own_work.urlpatterns,
]
