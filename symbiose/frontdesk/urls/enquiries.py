"""Addresses of enquiries."""

from django.urls import path

from symbiose.frontdesk.views import claims, erasing, handing, reading, receipts
from symbiose.frontdesk.views import enquiries as views

app_name = "enquiries"
urlpatterns = [
    path("", views.enquiry_list, name="list"),
    path("ny/", views.add, name="add"),
    path("fil/<int:letter_file_id>/", receipts.letter_file, name="file"),
    path("<slug:enquiry_number>/", views.detail, name="detail"),
    path("<slug:enquiry_number>/ret/", views.change, name="change"),
    path("<slug:enquiry_number>/svar/", views.answer, name="answer"),
    path("<slug:enquiry_number>/forloeb/", views.make_case, name="make_case"),
    path("<slug:enquiry_number>/laeg-til-side/", views.aside, name="set_aside"),
    path("<slug:enquiry_number>/tag-op/", views.take_up, name="take_up"),
    path("<slug:enquiry_number>/skriver-for/", claims.confirm, name="confirm_firm"),
    path("<slug:enquiry_number>/skriver-ikke-for/", claims.refuse, name="refuse_firm"),
    path("<slug:enquiry_number>/laest/", reading.enquiry, name="read"),
    path("<slug:enquiry_number>/giv-videre/", handing.hand_over_enquiry, name="hand_over"),
    path("<slug:enquiry_number>/send-videre/", handing.pass_on, name="pass_on"),
    path("<slug:enquiry_number>/slet/", erasing.enquiry, name="forget"),
]
