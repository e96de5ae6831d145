"""Addresses of cases."""

from django.urls import path

from symbiose.frontdesk.views import cases as views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("<slug:case_number>/", views.detail, name="detail"),
    path("<slug:case_number>/ret/", views.change, name="change"),
    path("<slug:case_number>/afslut/", views.close, name="close"),
    path("<slug:case_number>/genaabn/", views.reopen, name="reopen"),
]
