"""Letters to me: which of them a person wants."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.pages.access import signed_in
from symbiose.notices import actions, queries
from symbiose.notices.forms import LettersForm


@signed_in
def letters(request):
    """At once, once a day or none, for each kind."""
    form = LettersForm(request.POST or None, rows=queries.choices_of(request.actor))
    if form.is_valid():

        def keep():
            actions.choose_letters(form.modes, by=request.actor)
            return reverse("inbox:letters")

        address = form.run_once(keep)
        messages.success(request, _("Your choice is kept. It counts for letters from now on."))
        return redirect(address)
    return render(request, "notices/letters.html", {"form": form})
