"""The one entrance."""

from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

ENQUIRY_PAGES = tuple(
    f"enquiries:{name}" for name in ("list", "add", "detail", "change", "answer", "make_case", "set_aside")
)
CASE_PAGES = tuple(f"cases:{name}" for name in ("detail", "change", "close", "reopen"))
VERBS = {
    "frontdesk.receive": _("Enquiry received"),
    "frontdesk.answer": _("Answered"),
    "frontdesk.set_aside": _("Set aside as noise"),
    "frontdesk.take_up": _("Taken up again"),
    "frontdesk.change_enquiry": _("Enquiry put right"),
    "frontdesk.pass_on": _("Passed on to the municipality, with consent"),
    "frontdesk.open_case": _("Case begun"),
    "frontdesk.in_case": _("A case was made of it"),
    "frontdesk.attach": _("Joined to a case"),
    "frontdesk.change_case": _("Case put right"),
    "frontdesk.close_case": _("Case closed"),
    "frontdesk.reopen_case": _("Case opened again"),
    "frontdesk.add_party": _("Takes part"),
}


class FrontdeskConfig(AppConfig):
    name = "symbiose.frontdesk"
    verbose_name = _("The one entrance")

    def ready(self):
        from symbiose.frontdesk import queries  # models are ready only now
        from symbiose.frontdesk.actions import following
        from symbiose.frontdesk.actions.telling import page_of

        following.register()
        registry.register(
            registry.ObjectKind(
                label=queries.ENQUIRY,
                noun=_("Enquiry"),
                plural=_("Enquiries"),
                title=str,
                url=page_of,
                visible=queries.enquiries_visible_to,
                state=lambda enquiry: capfirst(str(enquiry.get_state_display())),
            )
        )
        registry.register(
            registry.ObjectKind(
                label=queries.CASE,
                noun=_("Case"),
                plural=_("Cases"),
                title=str,
                url=page_of,
                visible=queries.cases_visible_to,
                state=lambda case: capfirst(str(case.get_state_display())),
            )
        )
        registry.register_verbs(VERBS)
        marks = (*CASE_PAGES, *ENQUIRY_PAGES)
        register_menu(
            MenuItem(Role.ADVISER, 20, _("Cases"), "cases:list", marks),
            MenuItem(Role.ENTRANCE, 20, _("Cases"), "cases:list", marks),
        )
