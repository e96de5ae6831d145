"""Photos of a listing: who sees them, their order, undo, and that they go when the listing goes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from symbiose.common.actions import once
from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.files.actions import receive_photo
from symbiose.files.models import Upload
from symbiose.listings import actions, queries
from symbiose.listings.models import Listing, ListingPhoto
from symbiose.organisations.models import Organisation
from tests.factories import make_actor, make_listing, make_organisation
from tests.listings.test_writing import TWO, URL, fields_of, read

pytestmark = pytest.mark.django_db
COLOURS = ("red", "green", "blue", "white", "black", "yellow", "pink")
CLOCK = system("clock")
ONE = "Vi har 120 kg træafskær om ugen."


def picture(colour="red", name="Mettes værksted.jpg", size=(64, 48)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, format="JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def broken():
    return SimpleUploadedFile("brev.jpg", b"not a picture", content_type="image/jpeg")


def stored(settings):
    """The files that lie in the folder of uploads."""
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def with_photos(many=3, **values):
    listing = make_listing(**values)
    owner = make_actor(Role.FIRM, listing.organisation)
    actions.add_photos(listing, files=[picture(colour) for colour in COLOURS[:many]], by=owner)
    return listing, owner


def standing(listing):
    return list(queries.standing().filter(listing=listing))


def page(name, listing, *more):
    return reverse(f"listings:{name}", args=[listing.pk, *more])


def test_the_owner_adds_photos_with_words_for_those_who_cannot_see(client_as, organisation):
    listing = make_listing(organisation)
    client = client_as(Role.FIRM, organisation)
    form = {"form_key": "", "photos": [picture("red"), picture("green")], "description": "En stak brædder"}

    answer = client.post(page("photos", listing), form, follow=True)

    shown = answer.content.decode()
    assert "2 billeder er tilføjet." in shown
    assert 'alt="En stak brædder"' in shown
    assert [photo.position for photo in standing(listing)] == [1, 2]
    detail = client_as(Role.VISITOR).get(page("detail", listing)).content.decode()
    assert detail.count('alt="En stak brædder"') == 2
    assert "Mettes" not in shown + detail


def test_a_listing_with_a_photo_that_is_sent_twice_is_there_once(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    sent = {**read(client, ONE), "carried": "", "step": "show"}

    for colour in ("red", "red", "green"):
        client.post(URL, {**sent, "photos": [picture(colour)]})

    assert Listing.objects.count() == 2


def test_the_heading_stands_for_a_photo_without_words(client_as):
    listing, _owner = with_photos(1, title="Europaller, tomme")

    assert 'alt="Europaller, tomme"' in client_as(Role.VISITOR).get(page("detail", listing)).content.decode()


def test_the_first_photo_stands_small_on_the_market_place(client_as):
    listing, _owner = with_photos(2)
    first = standing(listing)[0]
    client = client_as(Role.VISITOR)

    market = client.get(reverse("listings:market")).content.decode()

    assert market.count('class="row-photo"') == 1
    assert page("photo_small", listing, first.pk) in market
    answer = client.get(page("photo_small", listing, first.pk))
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).width <= 240


@pytest.mark.parametrize("bad", [broken(), SimpleUploadedFile("tom.jpg", b"")])
def test_what_is_no_picture_gets_one_sentence_and_the_rest_of_the_form_stays(client_as, organisation, bad):
    listing = make_listing(organisation)

    answer = client_as(Role.FIRM, organisation).post(
        page("photos", listing), {"photos": [picture(), bad], "description": "En stak brædder"}
    )

    shown = answer.content.decode()
    assert shown.count("form-error-message") == 1
    assert 'value="En stak brædder"' in shown
    assert standing(listing) == []
    assert Upload.objects.count() == 0


def test_a_sixth_photo_is_refused_in_one_sentence(client_as):
    listing, owner = with_photos(4)
    client = client_as(Role.FIRM, listing.organisation)

    answer = client.post(page("photos", listing), {"photos": [picture("black"), picture("pink")]})

    assert "Et opslag kan højst have 5 billeder" in answer.content.decode()
    assert len(standing(listing)) == 4
    with pytest.raises(actions.TooManyPhotos):
        actions.add_photos(listing, files=[picture(colour) for colour in COLOURS[4:7]], by=owner)
    assert (
        "Et opslag kan højst have 5 billeder"
        in client.post(page("photos", listing), {"photos": [picture(colour) for colour in COLOURS]}).content.decode()
    )


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        (lambda: [picture("black"), picture("pink")], actions.TooManyPhotos),
        (lambda: [picture("black"), broken()], ValidationError),
    ],
)
def test_a_refused_batch_leaves_no_file_behind(settings, files, refusal):
    listing, owner = with_photos(4)
    before = stored(settings)

    with pytest.raises(refusal):
        actions.add_photos(listing, files=files(), by=owner)
    with pytest.raises(NotAllowed):
        actions.add_photos(listing, files=[picture("white")], by=make_actor(Role.FIRM, make_organisation()))

    assert (len(before), stored(settings)) == (4, before)


def test_photos_that_are_rolled_back_further_out_take_their_files_along(settings):
    listing, owner = with_photos(1)
    before = stored(settings)

    def act():
        actions.add_photos(listing, files=[picture("black")], by=owner)
        waiting = receive_photo(picture("white"), by=owner)
        actions.attach_photos(listing, uploads=[waiting], by=owner)
        assert len(stored(settings)) == 3
        raise NotAllowed("listings.add")

    with pytest.raises(NotAllowed):
        once(uuid.uuid4(), act)

    assert (len(standing(listing)), stored(settings)) == (1, before)


def test_an_adviser_says_how_the_owner_agreed_to_the_photos(client_as):
    listing, client = make_listing(), client_as(Role.ADVISER)
    agreed = "I telefonen med værkføreren"

    asked = client.get(page("photos", listing)).content.decode()
    without = client.post(page("photos", listing), {"photos": [picture()]}).content.decode()
    before = len(standing(listing))
    done = client.post(page("photos", listing), {"photos": [picture()], "consent": agreed}, follow=True)

    assert 'name="consent"' in asked
    assert "Skriv, hvordan de sagde ja: billederne vises i deres navn." in without
    assert (before, len(standing(listing))) == (0, 1)
    assert "1 billede er tilføjet." in done.content.decode()
    assert agreed in client.get(page("detail", listing)).content.decode()
    entry = AuditEntry.objects.filter(verb="listings.photo_added", subject_label="listings.listing").get()
    assert (entry.on_behalf_of, entry.consent) == (listing.organisation_id, agreed)


def test_the_verb_itself_asks_an_adviser_how_the_owner_agreed():
    listing, by = make_listing(), make_actor(Role.ADVISER)
    waiting = receive_photo(picture(), by=by)
    other = make_organisation()

    for actor in (by, by.acting_for(listing.organisation_id, consent=" "), by.acting_for(other.pk, consent="ja")):
        with pytest.raises(NotAllowed):
            actions.add_photos(listing, files=[picture("pink")], by=actor)
        with pytest.raises(NotAllowed):
            actions.attach_photos(listing, uploads=[waiting], by=actor)


def test_nobody_is_asked_for_consent_to_photos_of_their_own(client_as):
    adviser = make_actor(Role.ADVISER)
    own = Organisation.objects.get(pk=adviser.organisation_id)
    listings = make_listing(own), make_listing()
    clients = client_as(Role.ADVISER, own), client_as(Role.FIRM, listings[1].organisation)

    for listing, client in zip(listings, clients, strict=True):
        client.post(page("photos", listing), {"photos": [picture()]})

    assert [len(standing(listing)) for listing in listings] == [1, 1]


def test_the_same_picture_twice_is_there_once():
    listing, owner = with_photos(1)

    assert actions.add_photos(listing, files=[picture("red")], by=owner) == []
    assert len(standing(listing)) == 1


def test_photos_are_put_in_order_and_the_first_stays_first(client_as):
    listing, owner = with_photos(3)
    red, green, blue = standing(listing)
    client = client_as(Role.FIRM, listing.organisation)

    client.post(page("photo_earlier", listing, blue.pk))
    client.post(page("photo_earlier", listing, blue.pk))
    client.post(page("photo_earlier", listing, blue.pk))

    assert standing(listing) == [blue, red, green]
    assert [photo.position for photo in standing(listing)] == [1, 2, 3]
    assert actions.move_photo(blue, by=owner).position == 1


def test_a_photo_is_removed_and_brought_back(client_as):
    listing, _owner = with_photos(3)
    red, green, blue = standing(listing)
    client = client_as(Role.FIRM, listing.organisation)

    removed = client.post(page("photo_remove", listing, red.pk), follow=True)
    client.post(page("photo_remove", listing, red.pk))

    assert [photo.position for photo in standing(listing)] == [1, 2]
    assert page("photo_restore", listing, red.pk) in removed.content.decode()
    assert client.get(page("photo", listing, red.pk)).status_code == 200
    assert client_as(Role.VISITOR).get(page("photo", listing, red.pk)).status_code == 404
    back = client.post(page("photo_restore", listing, red.pk), follow=True)
    client.post(page("photo_restore", listing, red.pk))
    assert "Billedet er tilbage." in back.content.decode()
    assert standing(listing) == [green, blue, red]


def test_a_removed_photo_waits_outside_where_five_others_stand(client_as):
    listing, owner = with_photos(5)
    first = standing(listing)[0]
    actions.remove_photo(first, by=owner)
    actions.add_photos(listing, files=[picture("pink")], by=owner)

    answer = client_as(Role.FIRM, listing.organisation).post(page("photo_restore", listing, first.pk), follow=True)

    assert "højst have 5 billeder" in answer.content.decode()
    assert len(standing(listing)) == 5


def test_a_description_is_saved_and_a_personal_number_refused(client_as):
    listing, _owner = with_photos(1)
    client = client_as(Role.FIRM, listing.organisation)
    url = page("photo_describe", listing, standing(listing)[0].pk)

    client.post(url, {"description": "Brædder i stak"})
    refused = client.post(url, {"description": "010190-1234"}, follow=True)

    assert standing(listing)[0].description == "Brædder i stak"
    assert "CPR" in refused.content.decode()


WRITES = ("photo_describe", "photo_earlier", "photo_remove", "photo_restore")


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM])
def test_nobody_but_the_owner_and_advisers_touches_photos(client_as, role):
    listing, _owner = with_photos(1)
    photo = standing(listing)[0]
    client = client_as(role, None if role is Role.VISITOR else make_organisation())

    codes = {client.post(page(name, listing, photo.pk)).status_code for name in WRITES}
    codes |= {client.get(page("photos", listing)).status_code}

    assert codes == ({302} if role is Role.VISITOR else {403})
    assert client_as(Role.ADVISER).get(page("photos", listing)).status_code == 200
    stranger = Actor() if role is Role.VISITOR else make_actor(Role.FIRM, make_organisation())
    for act in (actions.remove_photo, actions.move_photo, actions.restore_photo):
        with pytest.raises(NotAllowed):
            act(photo, by=stranger)


def test_get_of_a_verb_changes_nothing(client_as):
    listing, _owner = with_photos(1)
    client = client_as(Role.FIRM, listing.organisation)

    assert {client.get(page(name, listing, standing(listing)[0].pk)).status_code for name in WRITES} == {405}


def test_x4_photos_of_an_anonymous_listing_are_hidden_until_the_owner_opens_them(client_as):
    listing, _owner = with_photos(1, anonymous=True)
    photo = standing(listing)[0]
    other, mine = client_as(Role.FIRM, make_organisation()), client_as(Role.FIRM, listing.organisation)
    urls = [page(name, listing, photo.pk) for name in ("photo", "photo_small")]

    for client in (client_as(Role.VISITOR), other):
        assert [client.get(url).status_code for url in urls] == [404, 404]
        assert "billeder" not in client.get(page("detail", listing)).content.decode()
        assert "row-photo" not in client.get(reverse("listings:market")).content.decode()
    assert [mine.get(url).status_code for url in urls] == [200, 200]
    assert "kun I og kommunen" in mine.get(page("photos", listing)).content.decode()

    Listing.objects.filter(pk=listing.pk).update(photos_open=True)

    assert [other.get(url).status_code for url in urls] == [200, 200]
    assert "row-photo" in other.get(reverse("listings:market")).content.decode()


def test_the_owner_opens_the_photos_on_the_form(client_as):
    listing, _owner = with_photos(1, anonymous=True, codes=["wood_offcuts"])
    client = client_as(Role.FIRM, listing.organisation)
    answer = client.get(page("change", listing))
    sent = fields_of(answer) | {"photos_open": "on", "step": "save"}

    client.post(page("change", listing), sent)

    listing.refresh_from_db()
    assert listing.photos_open
    assert "logo" in answer.content.decode()


def test_x4_the_words_under_a_photo_keep_a_hidden_name_hidden(client_as):
    organisation = make_organisation("Eksempel Kølehus")
    listing, _owner = with_photos(1, organisation=organisation, anonymous=True)
    client, first = client_as(Role.FIRM, organisation), standing(listing)[0]
    telling = "Lageret hos Eksempel Kølehus, Havnevej"

    described = client.post(page("photo_describe", listing, first.pk), {"description": telling})
    added = client.post(page("photos", listing), {"photos": [picture("blue")], "description": telling})

    assert (described.status_code, added.status_code) == (422, 200)
    assert "røber, hvem I er" in described.content.decode()
    assert "røber, hvem I er" in added.content.decode()
    assert [one.description for one in standing(listing)] == [""]


def test_x4_photos_are_not_opened_beside_a_hidden_name_that_their_words_tell(client_as):
    organisation = make_organisation("Eksempel Kølehus")
    listing, _owner = with_photos(1, organisation=organisation)
    client, first = client_as(Role.FIRM, organisation), standing(listing)[0]
    client.post(page("photo_describe", listing, first.pk), {"description": "Lageret hos Eksempel Kølehus"})
    change = reverse("listings:change", args=[listing.pk])

    answer = client.post(change, fields_of(client.get(change)) | {"anonymous": "1", "photos_open": "on"})

    listing.refresh_from_db()
    assert (listing.anonymous, listing.photos_open) == (False, False)
    assert "Lageret hos Eksempel Kølehus”. Ret den først" in answer.content.decode()


def test_x4_a_photo_comes_back_without_words_that_tell_a_name_that_was_hidden_meanwhile(client_as):
    organisation = make_organisation("Eksempel Kølehus")
    listing, _owner = with_photos(2, organisation=organisation)
    client, (telling, plain) = client_as(Role.FIRM, organisation), standing(listing)
    for photo, words in ((telling, "Lageret hos Eksempel Kølehus"), (plain, "Et lager")):
        client.post(page("photo_describe", listing, photo.pk), {"description": words})
        client.post(page("photo_remove", listing, photo.pk))
    type(listing).objects.filter(pk=listing.pk).update(anonymous=True, photos_open=True)

    back = client.post(page("photo_restore", listing, telling.pk), follow=True).content.decode()
    other = client.post(page("photo_restore", listing, plain.pk), follow=True).content.decode()

    assert "Teksten til billedet røbede, hvem I er" in back
    assert "røbede" not in other
    assert [one.description for one in standing(listing)] == ["", "Et lager"]


def test_photos_of_a_draft_are_for_the_owner_alone(client_as):
    listing, _owner = with_photos(1, state="draft", shown_at=None)
    url = page("photo", listing, standing(listing)[0].pk)

    assert client_as(Role.VISITOR).get(url).status_code == 404
    assert client_as(Role.FIRM, make_organisation()).get(url).status_code == 404
    assert client_as(Role.FIRM, listing.organisation).get(url).status_code == 200


def test_a_photo_is_found_under_its_own_listing_only(client_as):
    hidden, _owner = with_photos(1, anonymous=True)
    shown = make_listing()

    assert client_as(Role.VISITOR).get(page("photo", shown, standing(hidden)[0].pk)).status_code == 404


def test_pictures_chosen_before_the_text_is_read_follow_the_listing(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = {**fields_of(client.get(URL)), "text": TWO, "step": "read"}
    fields.pop("photos", None)

    answer = client.post(URL, {**fields, "photos": [picture("red"), picture("green")]})
    sent = fields_of(answer)
    sent.pop("photos")
    client.post(URL, {**sent, "step": "show", "photos": [picture("blue")]})

    assert "2 billeder er valgt." in answer.content.decode()
    first, second = Listing.objects.order_by("pk")
    assert (len(standing(first)), len(standing(second))) == (3, 0)
    assert first.photos.first().upload.keep_until > timezone.localdate() + timedelta(days=700)


def test_a_bad_picture_holds_the_listing_back_and_loses_nothing(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    sent = read(client, ONE)
    sent.pop("photos")

    answer = client.post(URL, {**sent, "step": "show", "photos": [picture("red"), broken()]})

    shown = answer.content.decode()
    assert shown.count("Det er ikke et billede, vi kan læse") == 1
    assert ONE in shown
    assert "1 billede er valgt." in shown
    assert Listing.objects.count() == 0
    again = fields_of(answer)
    again.pop("photos")
    client.post(URL, {**again, "step": "show", "forget_photos": "1"})
    assert Listing.objects.get().photos.count() == 0


def test_nobody_takes_the_pictures_of_another_onto_a_listing(client_as, organisation):
    mine, other = client_as(Role.FIRM, organisation), client_as(Role.FIRM, make_organisation())
    fields = {**fields_of(other.get(URL)), "text": ONE, "step": "read"}
    fields.pop("photos")
    stolen = fields_of(other.post(URL, {**fields, "photos": [picture()]}))["carried"]
    sent = read(mine, ONE)
    sent.pop("photos")

    mine.post(URL, {**sent, "carried": stolen, "step": "show"})
    mine.post(URL, {**read(mine, ONE), "photos": "", "carried": "made up", "step": "show"})

    assert ListingPhoto.objects.count() == 0
    assert Listing.objects.count() == 2
    owner = make_actor(Role.FIRM, organisation)
    with pytest.raises(NotAllowed):
        actions.attach_photos(Listing.objects.first(), uploads=Upload.objects.all(), by=owner)


def test_photos_are_erased_when_they_or_their_listing_are_gone(django_capture_on_commit_callbacks):
    today = timezone.localdate()
    shown, owner = with_photos(2)
    gone, _other = with_photos(
        2, valid_from=today - timedelta(days=99), valid_to=today - timedelta(days=31), state="hidden"
    )
    removed = standing(shown)[0]
    actions.remove_photo(removed, by=owner)
    stored = [photo.upload.file for photo in (removed, *standing(gone))]

    early = actions.tidy_photos(on=today, by=CLOCK)
    ListingPhoto.objects.filter(pk=removed.pk).update(removed_at=timezone.localtime() - timedelta(days=2))
    Listing.objects.filter(pk=gone.pk).update(changed_at=timezone.localtime() - timedelta(days=40))
    with django_capture_on_commit_callbacks(execute=True):
        done = [actions.tidy_photos(on=today, by=CLOCK) for _round in range(2)]

    assert (early, done) == (0, [3, 0])
    assert not any(file.storage.exists(file.name) for file in stored)
    assert len(standing(shown)) == 1
    assert standing(gone) == []
    removed.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.restore_photo(removed, by=owner)


def test_an_erased_photo_that_is_brought_back_gets_one_sentence(client_as):
    listing, owner = with_photos(1)
    photo = standing(listing)[0]
    actions.remove_photo(photo, by=owner)
    ListingPhoto.objects.filter(pk=photo.pk).update(removed_at=timezone.localtime() - timedelta(days=2))
    actions.tidy_photos(on=timezone.localdate(), by=CLOCK)

    answer = client_as(Role.FIRM, listing.organisation).post(page("photo_restore", listing, photo.pk), follow=True)

    assert "Billedet er slettet" in answer.content.decode()


def test_photos_of_what_is_shown_are_kept_on():
    listing, _owner = with_photos(1)
    day = standing(listing)[0].upload.keep_until

    actions.tidy_photos(on=day - timedelta(days=10), by=CLOCK)

    assert standing(listing)[0].upload.keep_until == day - timedelta(days=10) + timedelta(days=730)


@pytest.mark.parametrize("place", [2, 6])
def test_the_database_keeps_photos_on_places_of_their_own(place):
    listing, _owner = with_photos(2)
    first = standing(listing)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        ListingPhoto.objects.filter(pk=first.pk).update(position=place)


def test_a_double_press_moves_a_photo_once(client_as):
    listing, _owner = with_photos(3)
    last = standing(listing)[2]
    client = client_as(Role.FIRM, listing.organisation)
    key = {"form_key": str(uuid.uuid4())}

    for _press in range(2):
        client.post(page("photo_earlier", listing, last.pk), key)

    assert [photo.pk for photo in standing(listing)][1] == last.pk


def test_a_description_that_cannot_be_kept_stands_at_its_photo_as_typed(client_as):
    listing, _owner = with_photos(2)
    first = standing(listing)[0]
    client = client_as(Role.FIRM, listing.organisation)

    answer = client.post(page("photo_describe", listing, first.pk), {"description": "Ring til 010190-1234"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count("Det ligner et CPR-nummer") == 1
    assert 'value="Ring til 010190-1234"' in text
    assert f'id="described-{first.pk}-error"' in text


@pytest.mark.parametrize("count", [1, 3])
def test_photos_take_the_same_queries_for_one_and_three(client_as, django_assert_num_queries, count):
    listing, _owner = with_photos(count)
    client = client_as(Role.FIRM, listing.organisation)
    client.get(page("photos", listing))

    with django_assert_num_queries(9):
        client.get(page("photos", listing))
