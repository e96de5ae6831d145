"""Addresses of the consultant's pages of people."""

from django.urls import path

from symbiose.jobs.views.candidates import files, pages, telling, verbs

app_name = "candidates"
urlpatterns = [
    path("", pages.candidate_list, name="list"),
    path("ny/", telling.add, name="add"),
    path("import/", files.upload, name="import"),
    path("import/skabelon.xlsx", files.blank, name="import_blank"),
    path("import/<int:upload_id>/", files.preview, name="preview_file"),
    path("<slug:code>/", pages.detail, name="detail"),
    path("<slug:code>/svar/", telling.change, name="change"),
    path("<slug:code>/hensyn/", pages.conditions, name="conditions"),
    path("<slug:code>/vis/", pages.preview, name="preview"),
    path("<slug:code>/kontakt/", pages.contact, name="contact"),
    path("<slug:code>/seddel/", verbs.slip, name="slip"),
    path("<slug:code>/seddel/tilbage/", verbs.withdraw_slip, name="withdraw_slip"),
    path("<slug:code>/pause/", verbs.rest, name="rest"),
    path("<slug:code>/slet/", verbs.erase_page, name="erase"),
    path("<slug:code>/tilstand/", verbs.act, name="act"),
]
