"""Addresses of the kit itself: saved views."""

from django.urls import path

from symbiose.common.pages import views

app_name = "pages"
urlpatterns = [
    path("gem/", views.save_view, name="save_view"),
    path("<int:view_id>/fjern/", views.drop_view, name="drop_view"),
]
