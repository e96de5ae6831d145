from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from symbiose.common import registry
from symbiose.notices.checks import mailbox_is_whole


class NoticesConfig(AppConfig):
    name = "symbiose.notices"
    verbose_name = _("Notices")

    def ready(self):
        register(mailbox_is_whole)
        registry.register_verbs(
            {
                "notices.letter_came": _("Letter came"),
                "notices.letter_taken": _("Letter read in"),
                "notices.letter_refused": _("Letter not read in"),
                "notices.letter_forgotten": _("Sender and subject erased"),
            }
        )
