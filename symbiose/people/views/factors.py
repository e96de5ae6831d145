"""Adding and removing what one shows at sign-in; each change stands in the trail with the change itself."""

from __future__ import annotations

from allauth.account.views import PasswordChangeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache

from symbiose.common.pages.access import recently_confirmed, signed_in
from symbiose.people import actions


class Noted:
    """Carries out the library's step and writes it in the trail, both or neither; a double click does it once."""

    verb = ""
    factor = ""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                answer = super().form_valid(form)
                actions.note(self.request.user, verb=self.verb, what=self.factor, by=self.request.actor)
        except IntegrityError:  # the same form a moment earlier
            return redirect("mfa_index")
        return answer


class AddApp(Noted, ActivateTOTPView):
    verb, factor = "people.add_factor", "totp"


class RemoveApp(Noted, DeactivateTOTPView):
    verb, factor = "people.remove_factor", "totp"


class NewCodes(Noted, GenerateRecoveryCodesView):
    verb, factor = "people.new_codes", "recovery_codes"


class AddPasskey(Noted, AddWebAuthnView):
    verb, factor = "people.add_factor", "webauthn"


class RemovePasskey(Noted, RemoveWebAuthnView):
    verb, factor = "people.remove_factor", "webauthn"
    success_url = reverse_lazy("mfa_index")


class RenamePasskey(Noted, EditWebAuthnView):
    verb, factor = "people.rename_factor", "webauthn"
    success_url = reverse_lazy("mfa_index")


class ChangePassword(Noted, PasswordChangeView):
    verb = "people.change_password"
    success_url = reverse_lazy("mfa_index")


add_app = signed_in(AddApp.as_view())
remove_app = signed_in(RemoveApp.as_view())
new_codes = signed_in(NewCodes.as_view())
add_passkey = signed_in(AddPasskey.as_view())
remove_passkey = signed_in(RemovePasskey.as_view())
rename_passkey = signed_in(RenamePasskey.as_view())
change_password = signed_in(recently_confirmed(ChangePassword.as_view()))


@signed_in
@recently_confirmed
@never_cache
def recovery_codes(request):
    """The codes that are left, to print or write down."""
    row = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None:
        raise Http404
    return render(request, "mfa/recovery_codes/index.html", {"codes": row.wrap().get_unused_codes()})
