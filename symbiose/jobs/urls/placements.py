"""Addresses of placements."""

from django.urls import path

from symbiose.jobs.views import (
    placement_detail,
    placement_figures,
    placement_firm,
    placement_help,
    placement_left,
    placement_making,
    placements,
)

app_name = "placements"
urlpatterns = [
    path("", placements.placement_list, name="list"),
    path("ny/", placement_making.add, name="add"),
    path("tal/", placement_figures.figures, name="figures"),
    path("tal/raekker/", placement_figures.rows, name="figure_rows"),
    path("aftal/<str:offer_number>/", placement_making.agree, name="agree"),
    path("<str:number>/", placement_detail.detail, name="detail"),
    path("<str:number>/fortael/", placements.tell, name="tell"),
    path("<str:number>/pauser/", placements.pauses, name="pauses"),
    path("<str:number>/timer/", placements.hours, name="hours"),
    path("<str:number>/timer.csv", placements.curve_csv, name="curve_csv"),
    path("<str:number>/samtaler/", placements.talks, name="talks"),
    path("<str:number>/ret/", placement_making.change, name="change"),
    path("<str:number>/vilkaar/", placement_making.terms, name="terms"),
    path("<str:number>/hjaelp/", placement_detail.ask_help, name="help"),
    path("<str:number>/kald/", placement_help.calls, name="calls"),
    path("<str:number>/link/", placement_firm.send, name="send_link"),
    path("<str:number>/foerste-dag/", placement_help.first_day, name="first_day"),
    path("<str:number>/foerste-dag/udskriv/", placement_help.print_first_day, name="print_first_day"),
    path("<str:number>/foerste-dag/foto/", placement_help.photo, name="photo"),
    path("<str:number>/foerste-dag/foto/ret/", placement_help.photo_change, name="photo_change"),
    path("<str:number>/tilbage/", placement_left.left, name="left"),
]
