from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.notices.checks import mailbox_is_whole
from symbiose.notices.kinds import GENERAL, register_kind
from symbiose.notices.own_texts import OWN_TEXTS
from symbiose.notices.texts import register_text


class NoticesConfig(AppConfig):
    name = "symbiose.notices"
    verbose_name = _("Notices")

    def ready(self):
        from symbiose.notices.waiting import about_letters  # models are ready only now

        register(mailbox_is_whole)
        register_kind(GENERAL, _("Other news"), _("What belongs to none of the others."))
        for text in OWN_TEXTS:
            register_text(text)
        registry.register_waiting(about_letters)
        registry.register_verbs(
            {
                "notices.send_letter_again": _("Letter sent again"),
                "notices.called_instead": _("Told by telephone instead of by letter"),
                "notices.letter_came_back": _("Letter came back"),
                "notices.choose_letters": _("Letters chosen"),
                "notices.write_text": _("Text of letters changed"),
                "notices.take_standard": _("Standard text of letters taken again"),
                "notices.letter_came": _("Letter came"),
                "notices.letter_taken": _("Letter read in"),
                "notices.letter_refused": _("Letter not read in"),
                "notices.letter_told": _("Letter read in by hand"),
                "notices.letter_set_aside": _("Letter set aside"),
                "notices.letter_taken_up": _("Letter taken up again"),
                "notices.letter_forgotten": _("Sender and subject erased"),
            }
        )
