"""What lower rooms know of what people write to the entrance: verbs' names, the receipt's letter and link, letters that come in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.posting import take_letter
from symbiose.frontdesk.actions.receipts import RECEIPT
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.queries import ENQUIRY, enquiries_visible_to
from symbiose.frontdesk.queries.receipts import PURPOSE
from symbiose.frontdesk.views.receipts import by_link
from symbiose.notices.incoming import register_receiver
from symbiose.notices.links import register_purpose
from symbiose.notices.own_texts import LINK
from symbiose.notices.owners import register_owned
from symbiose.notices.texts import MailText, Placeholder, Words, register_text

VERBS = {
    "frontdesk.write_back": _("They wrote again"),
    "frontdesk.file_came": _("File received"),
    "frontdesk.file_refused": _("File not received"),
    "frontdesk.forget": _("Erased"),
}
TEXT = MailText(
    key=RECEIPT,
    name=_("Receipt for an enquiry"),
    about=_("To whoever writes to us by the form or by mail, with the personal link to their enquiry."),
    standard={
        "da": Words(
            "Vi har fået din henvendelse {nummer}",
            "Tak, fordi du skrev til os. Din henvendelse har nummer {nummer}. Du får svar senest {svar_senest}.\n\n"
            "Her kan du se, hvor langt vi er, skrive mere og sende filer:\n\n{link}\n\n"
            "Linket er personligt. Det gælder til {dato}. Har du ikke skrevet til os, skal du ikke gøre noget.",
        ),
        "en": Words(
            "We have received your enquiry {nummer}",
            "Thank you for writing to us. Your enquiry has the number {nummer}. You get an answer by {svar_senest}.\n\n"
            "Here you can see how far we are, write more and send files:\n\n{link}\n\n"
            "The link is personal. It is valid until {dato}. If you did not write to us, do nothing.",
        ),
    },
    placeholders=(
        Placeholder("nummer", _("the number of the enquiry"), "H-2026-0012"),
        Placeholder("svar_senest", _("the last day for a first answer"), "14. december 2026"),
        Placeholder("link", _("the personal link"), LINK, required=True),
        Placeholder("dato", _("the last day of the link"), "14. december 2027"),
    ),
)
AGAIN = (_("The link to your enquiry"), _("Here is the link to what you wrote to us."))


def owned(actor: Actor) -> QuerySet[Enquiry]:
    """A receipt that did not arrive is known to whoever owns the enquiry."""
    return enquiries_visible_to(actor).filter(owner_id=actor.user_id)


def register_letters() -> None:
    """Make what people write known to the registers that lower rooms read."""
    registry.register_verbs(VERBS)
    register_text(TEXT)
    register_purpose(PURPOSE, by_link, words=AGAIN)
    register_receiver(take_letter)
    register_owned(ENQUIRY, owned)
