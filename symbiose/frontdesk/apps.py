"""The one entrance."""

from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

ENQUIRY_PAGES = tuple(
    f"enquiries:{name}"
    for name in (
        "list",
        "add",
        "detail",
        "change",
        "answer",
        "make_case",
        "set_aside",
        "hand_over",
        "pass_on",
        "forget",
    )
)
CASE_PAGES = tuple(
    f"cases:{name}"
    for name in (
        *("detail", "change", "close", "reopen", "next", "dialogue", "add_party", "add_task", "finish_task"),
        *("hand_over", "merge", "split", "sheet", "partner", "forget"),
    )
)
DESK_PAGES = tuple(f"desk:{name}" for name in ("manned", "add_absence", "add_rule"))
VERBS = {
    "frontdesk.receive": _("Enquiry received"),
    "frontdesk.answer": _("Answered"),
    "frontdesk.set_aside": _("Set aside as noise"),
    "frontdesk.mark_read": _("Marked as read"),
    "frontdesk.take_up": _("Taken up again"),
    "frontdesk.change_enquiry": _("Enquiry put right"),
    "frontdesk.confirm_firm": _("They write for the firm: confirmed"),
    "frontdesk.refuse_firm": _("They do not write for the firm"),
    "frontdesk.pass_on": _("Passed on to the municipality, with consent"),
    "frontdesk.open_case": _("Case begun"),
    "frontdesk.in_case": _("A case was made of it"),
    "frontdesk.attach": _("Joined to a case"),
    "frontdesk.waits_for": _("An enquiry came to the case"),
    "frontdesk.change_case": _("Case put right"),
    "frontdesk.close_case": _("Case closed"),
    "frontdesk.reopen_case": _("Case opened again"),
    "frontdesk.add_party": _("Takes part"),
    "frontdesk.change_party": _("Party put right"),
    "frontdesk.remove_party": _("Takes no part any more"),
    "frontdesk.set_next_step": _("Next step agreed"),
    "frontdesk.log_dialogue": _("First answer, or the next step was done"),
    "frontdesk.add_task": _("Task given"),
    "frontdesk.finish_task": _("Task done"),
    "frontdesk.take_up_task": _("Task open again"),
    "frontdesk.hand_over": _("Handed over"),
    "frontdesk.hand_over_step": _("Next step handed over"),
    "frontdesk.hand_over_task": _("Task handed over"),
    "frontdesk.escalate": _("Late: others have been told"),
    "frontdesk.remind": _("Reminded"),
    "frontdesk.unheard": _("Nobody here can answer: the municipality was told that it waits, and nothing of it"),
    "frontdesk.heard": _("Somebody here can answer again"),
    "frontdesk.merge_case": _("Gathered in another case"),
    "frontdesk.gather_case": _("Another case was gathered in this one"),
    "frontdesk.split_case": _("Parted from another case"),
    "frontdesk.part_case": _("A case was parted from this one"),
    "frontdesk.move_enquiry": _("Moved to another case"),
    "frontdesk.open_calendar": _("Calendar address made"),
    "frontdesk.renew_calendar": _("Calendar address made anew"),
    "frontdesk.end_calendar": _("Calendar address ended"),
    "frontdesk.set_rule": _("Rule of who gets what begun"),
    "frontdesk.end_rule": _("Rule of who gets what ended"),
}


class FrontdeskConfig(AppConfig):
    name = "symbiose.frontdesk"
    verbose_name = _("The one entrance")

    def ready(self):
        from symbiose.frontdesk import (  # models are ready only now
            outreach_register,
            partner_shown,
            queries,
            rhythm_registering,
            shared_registering,
            survey_registering,
            waiting,
        )
        from symbiose.frontdesk.actions import following
        from symbiose.frontdesk.actions.telling import KIND, page_of
        from symbiose.frontdesk.registering import register_letters
        from symbiose.notices.kinds import register_kind
        from symbiose.organisations.queries import LABEL as ORGANISATION

        following.register()
        shared_registering.register()
        outreach_register.ready()
        rhythm_registering.register()
        survey_registering.register()
        partner_shown.register()
        for label, noun, plural, visible in (
            (queries.ENQUIRY, _("Enquiry"), _("Enquiries"), queries.enquiries_visible_to),
            (queries.CASE, _("Case"), _("Cases"), queries.cases_visible_to),
        ):
            registry.register(
                registry.ObjectKind(
                    label=label,
                    noun=noun,
                    plural=plural,
                    title=str,
                    url=page_of,
                    visible=visible,
                    state=lambda one: capfirst(str(one.get_state_display())),
                )
            )
        registry.register_verbs(VERBS)
        register_letters()
        register_kind(
            KIND, _("Enquiries and cases"), _("When you get an enquiry, a case or a task, and when something is late.")
        )
        registry.register_waiting(waiting.waiting)
        registry.register_related(ORGANISATION, waiting.of_organisation)
        marks = (
            *CASE_PAGES,
            *ENQUIRY_PAGES,
            *DESK_PAGES,
            *shared_registering.PAGES,
            *outreach_register.PAGES,
            *rhythm_registering.PAGES,
            *survey_registering.PAGES,
        )
        register_menu(
            MenuItem(Role.ADVISER, 20, _("Cases"), "cases:list", marks),
            MenuItem(Role.ENTRANCE, 20, _("Cases"), "cases:list", marks),
        )
