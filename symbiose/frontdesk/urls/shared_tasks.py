"""Addresses of shared tasks of departments."""

from django.urls import path

from symbiose.frontdesk.views import shared_parts as parts
from symbiose.frontdesk.views import shared_tasks as views

app_name = "shared_tasks"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("ny/", views.add, name="add"),
    path("<int:shared_id>/", views.detail, name="detail"),
    path("<int:shared_id>/ret/", views.change, name="change"),
    path("<int:shared_id>/giv-videre/", views.hand_over, name="hand_over"),
    path("<int:shared_id>/foerte-til/", views.lead_on, name="lead_on"),
    path("<int:shared_id>/afslut/", views.close, name="close"),
    path("<int:shared_id>/genaabn/", views.reopen, name="reopen"),
    path("<int:shared_id>/inviter/", parts.invite, name="invite"),
    path("<int:shared_id>/bidrag/<int:shared_part_id>/", parts.give, name="give"),
    path("<int:shared_id>/bidrag/<int:shared_part_id>/nej/", parts.decline, name="decline"),
    path("<int:shared_id>/bidrag/<int:shared_part_id>/spoerg-igen/", parts.ask_again, name="ask_again"),
    path("<int:shared_id>/bidrag/<int:shared_part_id>/send-igen/", parts.send_again, name="send_again"),
    path("<int:shared_id>/bidrag/<int:shared_part_id>/ikke-mere/", parts.withdraw, name="withdraw"),
]
