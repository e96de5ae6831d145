"""Addresses of how an entrance is manned."""

from django.urls import path

from symbiose.frontdesk.views import desk as views

app_name = "desk"
urlpatterns = [
    path("", views.manned, name="manned"),
    path("fravaer/", views.add_absence, name="add_absence"),
    path("fravaer/<int:absence_id>/fjern/", views.drop_absence, name="drop_absence"),
    path("regel/", views.add_rule, name="add_rule"),
    path("regel/<int:rule_id>/slut/", views.end_rule, name="end_rule"),
]
