"""Who looks: the current membership of the signed-in person becomes the request's actor."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from symbiose.common.actor import VISITOR, Actor, Role
from symbiose.notices.queries import unread, unread_of
from symbiose.organisations.enums import MembershipRole, OrganisationState
from symbiose.organisations.models import Membership

ROLE_OF = {
    MembershipRole.ADVISER.value: Role.ADVISER,
    MembershipRole.CONSULTANT.value: Role.CONSULTANT,
    MembershipRole.LEADER.value: Role.LEADER,
    MembershipRole.MANAGER.value: Role.FIRM,
    MembershipRole.ENTRANCE.value: Role.ENTRANCE,
    MembershipRole.REPRESENTATIVE.value: Role.FIRM,
}


def actor_of(request) -> Actor:
    """The actor in the membership that the session chose, or the first that holds today; adviser first.

    What the person has not read yet is counted on the way, so that the header of every page needs no query of its own.
    """
    if not request.user.is_authenticated:
        return VISITOR
    today = timezone.localdate()
    held = [
        membership
        for membership in Membership.objects.filter(user=request.user, valid_from__lte=today)
        .annotate(unread=unread_of("user"))
        .exclude(organisation__state=OrganisationState.MERGED)
        .select_related("organisation")
        .order_by("role", "pk")
        if membership.valid_to is None or membership.valid_to >= today
    ]
    chosen = next((one for one in held if one.pk == request.session.get("membership")), held[0] if held else None)
    request.unread = held[0].unread if held else unread(Actor(user_id=request.user.pk)).count()
    if chosen is None:
        return Actor(user_id=request.user.pk, name=request.user.name)
    return Actor(
        role=ROLE_OF[chosen.role],
        user_id=request.user.pk,
        name=request.user.name,
        membership_id=chosen.pk,
        organisation_id=chosen.organisation_id,
        organisation_name=chosen.organisation.name,
        manages=chosen.role == MembershipRole.MANAGER,
    )


def current_actor(get_response):
    """Put the actor on the request; it is looked up when first asked for."""

    def middleware(request):
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        return get_response(request)

    return middleware
