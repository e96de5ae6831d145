"""Addresses of proposals and runs."""

from django.urls import path

from symbiose.matching.views import answering, answers, deciding, funnel, proposals, runs

app_name = "matching"
urlpatterns = [
    path("", proposals.proposal_list, name="list"),
    path("tragt/", funnel.funnel, name="funnel"),
    path("tragt/<str:stage>/", funnel.rows, name="funnel_rows"),
    path("hvorfor-ikke/", runs.why_not, name="why_not"),
    path("led/", runs.start, name="start_run"),
    path("koersler/", runs.runs, name="runs"),
    path("koersler/<int:run_id>/", runs.run, name="run"),
    path("svar/", answers.answers, name="own_answers"),
    path("svar/<int:organisation_id>/", answers.answers, name="answers"),
    path("svar/<int:organisation_id>/hoejst/", answers.limit, name="limit"),
    path("<str:number>/", proposals.proposal, name="proposal"),
    path("<str:number>/tabel.csv", proposals.table, name="table"),
    path("<str:number>/send/", deciding.send, name="send"),
    path("<str:number>/paamind/", deciding.remind, name="remind"),
    path("<str:number>/laeg-vaek/", deciding.set_aside, name="set_aside"),
    path("<str:number>/tag-op/", deciding.take_up, name="take_up"),
    path("<str:number>/svar/", answering.answer, name="answer"),
    path("<str:number>/svar/<int:party_id>/", deciding.answer_for, name="answer_for"),
    path("<str:number>/besked/", answering.write, name="write"),
]
