"""The texts that this room sends itself: a personal link, something new, and what is new since yesterday."""

from django.utils.translation import gettext_lazy as _

from symbiose.notices.texts import MailText, Placeholder, Words

ANSWER_LINK, NEWS, DIGEST = "answer_link", "news", "digest"
LINK = "https://symbiose.example/svar/…"
INBOX = "https://symbiose.example/indbakke/"
CHOOSE = Placeholder("valg", _("the address where one chooses one's letters"), f"{INBOX}breve/")

OWN_TEXTS = (
    MailText(
        key=ANSWER_LINK,
        name=_("Something waits for an answer"),
        about=_("To firms that answer without an account: with a personal link."),
        standard={
            "da": Words("{emne}", "{besked}\n\n{link}\n\nLinket er personligt. Det gælder til {dato}."),
            "en": Words("{emne}", "{besked}\n\n{link}\n\nThe link is personal. It is valid until {dato}."),
        },
        placeholders=(
            Placeholder("emne", _("what the letter is about"), "Noget venter på jeres svar"),
            Placeholder(
                "besked",
                _("what waits, in a sentence"),
                "Vi har et forslag til en udveksling. Vil I se på det og sige ja, senere eller nej?",
                required=True,
            ),
            Placeholder("link", _("the personal link"), LINK, required=True),
            Placeholder("dato", _("the last day of the link"), "14. december 2026"),
        ),
    ),
    MailText(
        key=NEWS,
        name=_("Something new, at once"),
        about=_("To a person who chose a letter at once."),
        standard={
            "da": Words(
                "Noget nyt til dig i Symbiose",
                "Der ligger noget nyt til dig om {emne}. Læs det her:\n\n{link}\n\nVælg selv, hvilke breve du får: {valg}",
            ),
            "en": Words(
                "Something new for you in Symbiose",
                "There is something new for you about {emne}. Read it here:\n\n{link}\n\nChoose which letters you get: {valg}",
            ),
        },
        placeholders=(
            Placeholder("emne", _("the kind of what is new"), "forslag"),
            Placeholder("link", _("the address of the inbox"), INBOX, required=True),
            CHOOSE,
        ),
    ),
    MailText(
        key=DIGEST,
        name=_("What is new, once a day"),
        about=_(
            "In the morning of a working day, to a person who chose one letter a day, when there is something new."
        ),
        standard={
            "da": Words(
                "Nyt til dig i Symbiose",
                "Siden sidst er der kommet noget nyt til dig:\n\n{liste}\n\nLæs det her:\n\n{link}\n\n"
                "Vælg selv, hvilke breve du får: {valg}",
            ),
            "en": Words(
                "News for you in Symbiose",
                "Since last time, something new has come for you:\n\n{liste}\n\nRead it here:\n\n{link}\n\n"
                "Choose which letters you get: {valg}",
            ),
        },
        placeholders=(
            Placeholder("liste", _("how many there are of each kind"), "Forslag: 2\nOverdragelser: 1", required=True),
            Placeholder("link", _("the address of the inbox"), INBOX, required=True),
            CHOOSE,
        ),
    ),
)
