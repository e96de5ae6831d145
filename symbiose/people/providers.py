"""Identity providers of the installation, read from its file, and what they say of a person."""

ASKED_MORE = "provider_asked_more"  # in the session: signed in through a provider that asks for more than a password
