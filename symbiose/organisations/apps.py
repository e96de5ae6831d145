"""Companies, social enterprises, departments, associations and schools, and who acts for them."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Role
from symbiose.common.pages.menu import MenuItem, register_menu

PAGES = (
    *(
        "detail",
        "add",
        "change",
        "import",
        "preview",
        "import_register",
        "register_preview",
        "leave_open",
        "state_fact",
        "end_fact",
        "add_member",
        "end_member",
    ),
    *("state_year", "change_year", "remove_year", "add_unit", "change_unit", "end_unit"),
    *("close", "reopen", "doubles", "choose", "merge", "part", "show", "hide"),
    *("champions", "champion", "add_champion", "change_champion", "renew_champion", "erase_champion"),
)
ACCESS_PAGES = ("access_list", "access", "access_invite", "access_refuse", "access_withdraw")
VERBS = {
    "organisations.add": _("Organisation added"),
    "organisations.change": _("Organisation changed"),
    "organisations.import": _("Imported from a file"),
    "organisations.import_register": _("Taken from an extract of the company register"),
    "organisations.leave_open": _("Stays open although it has closed in the company register"),
    "organisations.state_fact": _("Stated"),
    "organisations.mend_fact": _("Statement mended"),
    "organisations.end_fact": _("No longer holds"),
    "organisations.state_year": _("Figures of a year stated"),
    "organisations.give_consent": _("Yes to the public list written down"),
    "organisations.renew_consent": _("A newer yes stands in its place"),
    "organisations.withdraw_consent": _("Yes to the public list taken back"),
    "organisations.show": _("Shown in the public list"),
    "organisations.hide": _("Taken out of the public list"),
    "organisations.add_champion": _("Community champion written down"),
    "organisations.change_champion": _("Community champion changed"),
    "organisations.erase_champion": _("Community champion erased"),
    "organisations.close": _("Organisation closed"),
    "organisations.reopen": _("Organisation opened again"),
    "organisations.merge": _("Gathered in another organisation"),
    "organisations.gather": _("Another record was gathered in this one"),
    "organisations.part": _("Parted again"),
    "organisations.end_undo": _("Can no longer be parted: what undoing needed is erased"),
    "organisations.set_apart": _("Noted as not the same as another"),
    "organisations.look_again": _("Perhaps the same as another after all"),
    "organisations.change_year": _("Figures of a year mended"),
    "organisations.remove_year": _("Figures of a year removed"),
    "organisations.add_unit": _("Place of work added"),
    "organisations.change_unit": _("Place of work mended"),
    "organisations.end_unit": _("Place of work ended"),
    "organisations.log_contact": _("Contact written down"),
    "organisations.withdraw_line": _("Line of the contact log withdrawn"),
    "organisations.add_absence": _("Absence said"),
    "organisations.change_absence": _("Absence changed"),
    "organisations.drop_absence": _("Absence taken back"),
    "organisations.add_person": _("Person added"),
    "organisations.add_member": _("Person may act for the organisation"),
    "organisations.end_member": _("Person no longer acts for the organisation"),
}
ACCESS_VERBS = {
    "organisations.ask_access": _("Asked for access"),
    "organisations.open_access": _("Written down to be invited"),
    "organisations.find_access": _("Organisation found"),
    "organisations.prove_access": _("Proof written down"),
    "organisations.invite_access": _("Invited"),
    "organisations.settle_access": _("Role and days of the invitation settled"),
    "organisations.accept_access": _("Invitation taken up"),
    "organisations.refuse_access": _("Refused"),
    "organisations.withdraw_access": _("Withdrawn"),
    "organisations.lapse_access": _("Withdrawn: nobody took the invitation up"),
    "organisations.reopen_access": _("Looked at again"),
    "organisations.move_access": _("Follows the organisation that it was gathered in"),
    "organisations.part_access": _("Belongs to its own organisation again"),
    "organisations.erase_access": _("Erased"),
    "people.part_identity": _("Identity no longer tied to the account"),
    "people.link_identity": _("Identity tied to the account"),
}


def state_of(organisation):
    """What it is, or that it has closed."""
    return str(organisation.get_state_display() if organisation.closed_on else organisation.get_kind_display())


class OrganisationsConfig(AppConfig):
    name = "symbiose.organisations"
    verbose_name = _("Organisations")

    def ready(self):
        from symbiose.notices.links import register_purpose  # models are ready only now
        from symbiose.organisations.actions import following
        from symbiose.organisations.queries import CHAMPION, access, champions_visible_to, visible_to
        from symbiose.organisations.views import invitation_by_link, receipt_by_link

        following.register()

        registry.register(
            registry.ObjectKind(
                label="organisations.organisation",
                noun=_("Organisation"),
                plural=_("Organisations"),
                title=str,
                url=lambda organisation: reverse("organisations:detail", args=[organisation.pk]),
                visible=visible_to,
                state=state_of,
            )
        )
        registry.register(
            registry.ObjectKind(
                label=CHAMPION,
                noun=_("Community champion"),
                plural=_("Community champions"),
                title=str,
                url=lambda champion: reverse("organisations:champion", args=[champion.pk]),
                visible=champions_visible_to,
            )
        )
        registry.register_verbs(VERBS | ACCESS_VERBS)
        registry.register_waiting(access.waiting)
        register_purpose(access.RECEIPT, receipt_by_link)
        register_purpose(access.INVITATION, invitation_by_link)
        register_menu(
            MenuItem(
                Role.ADVISER,
                30,
                _("Organisations"),
                "organisations:list",
                tuple(f"organisations:{page}" for page in (*PAGES, *ACCESS_PAGES)),
            ),
        )
