"""Addresses of the person's own pages, behind the code of a slip."""

from django.urls import path

from symbiose.jobs.views.own import entry, offers

app_name = "own"
urlpatterns = [
    path("", entry.enter, name="enter"),
    path("side/", entry.home, name="home"),
    path("faerdig/", entry.leave, name="leave"),
    path("forslag/<str:number>/", offers.offer, name="offer"),
    path("forslag/<str:number>/svar/", offers.answer, name="answer_offer"),
    path("forslag/<str:number>/fortryd/", offers.take_back, name="take_back_answer"),
]
