"""Sign-in, password, language, demo roles."""

from allauth.account import views as account
from django.urls import include, path, re_path

from symbiose.people import views

own = (
    [
        path("sprog/", views.language, name="language"),
        path("demo/<slug:role>/", views.demo, name="demo"),
        path("medlemskab/", views.membership, name="membership"),
    ],
    "people",
)

urlpatterns = [
    path("", include(own)),
    path("log-ind/", account.login, name="account_login"),
    path("log-af/", account.logout, name="account_logout"),
    path("opret/", account.signup, name="account_signup"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("glemt/", account.password_reset, name="account_reset_password"),
    path("glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^glemt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("glemt/gemt/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
