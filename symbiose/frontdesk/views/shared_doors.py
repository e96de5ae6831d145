"""What the pages of shared tasks share: finding what the reader may see, and carrying out a verb once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.shared_tasks import NotADepartment
from symbiose.frontdesk.actions.shared_tasks.telling import page_of_shared
from symbiose.frontdesk.queries.shared_tasks import shared_visible_to, with_shared_rows


def find_shared(request, shared_id):
    """The task, or 404 for those who may not know that it exists."""
    return get_object_or_404(with_shared_rows(shared_visible_to(request.actor)), pk=shared_id)


def find_part(request, shared_id, part_id):
    """A department's part of a task that the reader may see."""
    task = find_shared(request, shared_id)
    part = next((one for one in task.parts.all() if one.pk == part_id), None)
    if part is None:
        raise Http404
    part.task = task
    return part


def carried_out(request, form, act, sentence, *, address):
    """Run the verb once and go on, or None where the form must be shown again."""

    def run():
        act()
        messages.success(request, sentence)
        return address

    try:
        return HttpResponseRedirect(form.run_once(run) or request.path)
    except Conflict as conflict:
        show_conflict(form, conflict)
    except NotADepartment as error:
        form.add_error(None, _("%(name)s is no department here any more. Choose another.") % {"name": error.args[0]})
    except NotAllowed:
        form.add_error(None, _("That cannot be done as it stands now. Look at the page once more."))
    return None


def by_form(request, task, form, act, *, said, heading, button, lead=""):
    """The page of a form about a shared task; sent and in order, the verb and the task's page."""
    if request.method == "POST" and form.is_valid():
        done = carried_out(request, form, act, said, address=page_of_shared(task))
        if done:
            return done
    context = {"task": task, "form": form, "heading": heading, "button": button, "lead": lead}
    return render(request, "frontdesk/shared_form.html", context)
