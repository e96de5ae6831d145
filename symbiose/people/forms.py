"""Sign-in forms in the house's markup."""

from allauth.account import forms as account
from django import forms
from django.conf import settings

from symbiose.common.pages.forms import Dressed


class LoginForm(Dressed, account.LoginForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["password"].help_text = ""  # the page has its own link for a forgotten password
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # the label says it, and stays while one writes


class ResetPasswordForm(Dressed, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Dressed, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Dressed, account.ChangePasswordForm):
    pass


class LanguageForm(forms.Form):
    """A choice of language and the page to come back to."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(max_length=2000, required=False)


class MembershipForm(forms.Form):
    """Which of one's memberships one acts in from now on."""

    membership = forms.IntegerField(min_value=1)
