"""Addresses of proposals of placement and of the searches that find them."""

from django.urls import path

from symbiose.jobs.views import offer_answering, offer_deciding, offer_runs, offers

app_name = "offers"
urlpatterns = [
    path("", offers.offer_list, name="list"),
    path("led/", offer_runs.start, name="start_run"),
    path("soegninger/", offer_runs.run_list, name="runs"),
    path("soegninger/<int:placement_run_id>/", offer_runs.run, name="run"),
    path("uden-mulighed/", offers.without, name="without"),
    path("person/<str:code>/", offers.person, name="person"),
    path("person/<str:code>/led/", offer_runs.for_person, name="find_for_person"),
    path("person/<str:code>/ingen-af-dem/", offer_deciding.none_of_them, name="none_of_them"),
    path("person/<str:code>/hvorfor-ikke/<str:group>/", offers.why_not, name="why_not"),
    path("stilling/<str:position_number>/", offers.position, name="position"),
    path("stilling/<str:position_number>/led/", offer_runs.for_position, name="find_for_position"),
    path("<str:number>/", offers.offer, name="offer"),
    path("<str:number>/samtaleark/", offers.talk_sheet, name="talk_sheet"),
    path("<str:number>/spoerg/", offer_deciding.ask, name="ask"),
    path("<str:number>/spoerg-ikke/", offer_deciding.ask_no_more, name="ask_no_more"),
    path("<str:number>/vis/", offer_deciding.show, name="show"),
    path("<str:number>/fortryd-svar/", offer_deciding.think_again, name="think_again"),
    path("<str:number>/laeg-vaek/", offer_deciding.set_aside, name="set_aside"),
    path("<str:number>/tag-op/", offer_deciding.take_up, name="take_up"),
    path("<str:number>/personens-svar/", offer_answering.answer_person, name="answer_person"),
    path("<str:number>/svar/", offer_answering.answer, name="answer"),
    path("<str:number>/svar-for/", offer_answering.answer_workplace, name="answer_workplace"),
]
