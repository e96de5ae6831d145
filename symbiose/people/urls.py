"""Sign-in and its factors, password, language, demo roles."""

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from symbiose.people import views
from symbiose.people.views import providers

own = (
    [
        path("sprog/", views.language, name="language"),
        path("demo/<slug:role>/", views.demo, name="demo"),
        path("medlemskab/", views.membership, name="membership"),
        path("foer-du-gaar-videre/", views.second_step, name="second_step"),
        path("bekraeft/", views.confirm, name="confirm"),
        path("log-af/andre/", views.end_sessions, name="end_sessions"),
    ],
    "people",
)

urlpatterns = [
    path("", include(own)),
    path("", views.account, name="mfa_index"),
    path("bekraeft/adgangskode/", account.reauthenticate, name="account_reauthenticate"),
    path("bekraeft/kode/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("bekraeft/noegle/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("log-ind/kode/", codes.authenticate, name="mfa_authenticate"),
    path("log-ind/noegle/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("app/", views.add_app, name="mfa_activate_totp"),
    path("app/fjern/", views.remove_app, name="mfa_deactivate_totp"),
    path("koder/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("koder/nye/", views.new_codes, name="mfa_generate_recovery_codes"),
    path("noegler/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("noegler/ny/", views.add_passkey, name="mfa_add_webauthn"),
    path("noegler/<int:pk>/fjern/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("noegler/<int:pk>/navn/", views.rename_passkey, name="mfa_edit_webauthn"),
    path("log-ind/", account.login, name="account_login"),
    path("log-af/", account.logout, name="account_logout"),
    path("oidc/<slug:provider_id>/", providers.oidc_login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/tilbage/", providers.oidc_callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/", providers.saml_login, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", providers.saml_acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/videre/", providers.saml_finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/af/", providers.signed_out_there, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", providers.saml_metadata, name="saml_metadata"),
    path("log-ind/fejl/", providers.failed, name="socialaccount_login_error"),
    path("log-ind/afbrudt/", providers.cancelled, name="socialaccount_login_cancelled"),
    path("opret/", account.signup, name="account_signup"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    path("adgangskode/", views.change_password, name="account_change_password"),
    path("glemt/", account.password_reset, name="account_reset_password"),
    path("glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^glemt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("glemt/gemt/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
