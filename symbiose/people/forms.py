"""Sign-in forms in the house's markup."""

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import Dressed, PlainText
from symbiose.people.adapter import FactorAdapter


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


class ReauthenticateForm(Dressed, account.ReauthenticateForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class OneCode:
    """A code is digits in groups; the label says which, and the telephone shows its number keys."""

    label = _("Code from the app, or a recovery code")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        code = self.fields["code"]
        code.label, code.max_length = self.label, 20
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs |= {"inputmode": "numeric", "maxlength": 20}


class CodeForm(OneCode, Dressed, codes.AuthenticateForm):
    pass


class CodeAgainForm(OneCode, Dressed, codes.ReauthenticateForm):
    pass


class AddAppForm(OneCode, Dressed, app.ActivateTOTPForm):
    label = _("The six digits that the app shows")


class RemoveAppForm(Dressed, app.DeactivateTOTPForm):
    pass


class NewCodesForm(Dressed, GenerateRecoveryCodesForm):
    pass


class Unforged:
    """What a browser sends of a passkey is only read where it has the right shape; made-up content is a wrong code."""

    def _clean_form(self):
        try:
            super()._clean_form()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            self.add_error(None, FactorAdapter().validation_error("incorrect_code"))

    def _clean_fields(self):
        try:
            super()._clean_fields()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            self.add_error("credential", FactorAdapter().validation_error("incorrect_code"))


class PasskeyForm(Unforged, Dressed, passkeys.LoginWebAuthnForm):
    pass


class PasskeySecondForm(Unforged, Dressed, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Unforged, Dressed, passkeys.ReauthenticateWebAuthnForm):
    pass


NAME_OF_PASSKEY = _("What do you call it?")


class AddPasskeyForm(Unforged, Dressed, passkeys.AddWebAuthnForm):
    """A new passkey; it replaces the password unless one says that it is only the second step."""

    name = PlainText(
        label=NAME_OF_PASSKEY, required=False, max_length=60, help_text=_("For example “My work computer”.")
    )  # the key exists before the form is sent, so a missing name must not refuse it
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        initial=True,
        help_text=_(
            "Your device asks for your finger, face or PIN. Remove the tick for an older security key that cannot do it."
        ),
    )

    def __init__(self, *args, **options):
        options["initial"] = {"name": "", **(options.get("initial") or {})}
        super().__init__(*args, **options)


class RenamePasskeyForm(Dressed, passkeys.EditWebAuthnForm):
    name = PlainText(label=NAME_OF_PASSKEY, max_length=60)


class EndSessionsForm(forms.Form):
    """Which other browser one signs out of; none means all others."""

    session = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class LanguageForm(forms.Form):
    """A choice of language and the page to come back to."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(max_length=2000, required=False)


class MembershipForm(forms.Form):
    """Which of one's memberships one acts in from now on."""

    membership = forms.IntegerField(min_value=1)
