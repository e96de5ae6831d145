from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "symbiose.people"
    verbose_name = _("People")

    def ready(self):
        from allauth.account.signals import authentication_step_completed
        from django.contrib.auth.signals import user_logged_in

        from symbiose.people.confirming import shown

        user_logged_in.connect(shown, dispatch_uid="people.signed_in")
        authentication_step_completed.connect(shown, dispatch_uid="people.shown_again")
