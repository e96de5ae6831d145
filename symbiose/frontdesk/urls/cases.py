"""Addresses of cases."""

from django.urls import path

from symbiose.frontdesk.views import calendar, erasing, handing, partner, reading, sheet, work
from symbiose.frontdesk.views import cases as views

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("<slug:case_number>/", views.detail, name="detail"),
    path("<slug:case_number>/ret/", views.change, name="change"),
    path("<slug:case_number>/afslut/", views.close, name="close"),
    path("<slug:case_number>/genaabn/", views.reopen, name="reopen"),
    path("<slug:case_number>/besoegsark/", sheet.sheet, name="sheet"),
    path("<slug:case_number>/kalender.ics", calendar.step, name="calendar"),
    path("<slug:case_number>/find-partner/", partner.partner, name="partner"),
    path("<slug:case_number>/naeste/", work.next_step, name="next"),
    path("<slug:case_number>/dialog/", work.dialogue, name="dialogue"),
    path("<slug:case_number>/part/", work.add_party, name="add_party"),
    path("<slug:case_number>/part/<int:case_party_id>/fjern/", work.remove_party, name="remove_party"),
    path("<slug:case_number>/opgave/", work.add_task, name="add_task"),
    path("<slug:case_number>/opgave/<int:task_id>/", work.finish_task, name="finish_task"),
    path("<slug:case_number>/opgave/<int:task_id>/fortryd/", work.take_up_task, name="take_up_task"),
    path("<slug:case_number>/giv-videre/", handing.hand_over_case, name="hand_over"),
    path("<slug:case_number>/saml/", handing.merge, name="merge"),
    path("<slug:case_number>/del/", handing.split, name="split"),
    path("<slug:case_number>/laest/", reading.case, name="read"),
    path("<slug:case_number>/slet/", erasing.case, name="forget"),
]
