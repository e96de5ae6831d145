"""Import people from a file: upload, preview row by row, and the yes that writes all or nothing."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from symbiose.common.pages.blanks import blank_answer
from symbiose.engine.files import CANDIDATE_COLUMNS
from symbiose.jobs import choices, words
from symbiose.jobs.actions.candidate_import import import_candidates
from symbiose.jobs.actions.candidate_plans import plan_candidates
from symbiose.jobs.forms.import_files import ImportCandidatesForm
from symbiose.jobs.limits import limit
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.import_pages import Importing, choose_file, preview_file

CANDIDATES = Importing(
    room="candidates",
    template="jobs/candidates/import.html",
    columns=CANDIDATE_COLUMNS,
    title=gettext_lazy("Import people"),
    list_title=pgettext_lazy("candidates", "People"),
    plan=plan_candidates,
    form=ImportCandidatesForm,
    write=import_candidates,
    said=lambda count: (
        ngettext("%(count)s person is imported.", "%(count)s people are imported.", count) % {"count": count}
    ),
    days=lambda: limit("import.keep_days", timezone.localdate()),
    words=lambda: (
        (_("What the person asks for at work"), words.accommodation_choices()),
        (_("Skills"), words.skill_choices()),
        (_("Wishes"), choices.task_choices()),
    ),
    shows="?sort=newest",
)


@consultants_only
def upload(request):
    """Choose a file."""
    return choose_file(request, CANDIDATES)


@consultants_only
def blank(_request):
    """An empty workbook with the headings."""
    return blank_answer("candidates")


@consultants_only
def preview(request, upload_id):
    """What the file would do, and the yes that does it; what known people asked for is read through the logged door."""
    return preview_file(request, upload_id, CANDIDATES)
