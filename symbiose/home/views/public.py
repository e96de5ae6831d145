"""Pages that anybody may read; their words come from the municipality's configuration."""

from importlib.metadata import version

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from symbiose.common.municipality import current
from symbiose.home import permissions, story
from symbiose.home.forms import TopicForm
from symbiose.home.queries import public as queries
from symbiose.home.queries.readings import kept


def front(request):
    """What we do, the doors, what is new, who is in, what we aim for, and where to call."""
    found = queries.of_kinds("text", "door", "contact", "reading", "goal", "stream")
    main, others = queries.doors(found["door"], request.actor)
    shown = {
        "texts": queries.by_key(found["text"]),
        "doors": main,
        "other_doors": others,
        "newest": queries.newest(request.actor),
        "members": queries.members(),
        "goals": found["goal"],
        "contact": next(iter(queries.contacts(found["contact"][:1], timezone.localtime())), None),
        "reading": queries.reading_shown(found["reading"][0]) if found["reading"] else None,
        "streams": len(found["stream"]),
        "roles": demo_roles(),
    }
    return render(request, "home/front.html", shown)


def demo_roles():
    """The one-click roles; there are none where the demo setting is off."""
    here = current() if settings.DEMO else None
    return story.roles(here.slug) if here else []


def goals(request):
    """Each goal with the clause that sets it, the principles as our reading, and what answers which clause."""
    found = queries.of_kinds("text", "setting", "goal", "clause", "principle", "activity", "result")
    shown = {
        "texts": queries.by_key(found["text"]),
        "strategy": queries.by_key(found["setting"]).get("strategy_title"),
        "goals": queries.goals(found["goal"], found["clause"]),
        "principles": found["principle"],
        "results": found["result"],
        "coverage": queries.coverage(found),
    }
    return render(request, "home/goals.html", shown)


def readings(request):
    """The reading pages."""
    found = queries.of_kinds("reading", "stream")
    may_write = permissions.may_write_readings(request.actor)
    shown = {
        "readings": [queries.reading_shown(row) for row in found["reading"]],
        "streams": len(found["stream"]),
        "may_write": may_write,
        "kept": kept() if may_write else [],
    }
    return render(request, "home/readings.html", shown)


def reading(request, slug):
    """One reading page with the clauses that it builds on."""
    found = queries.of_kinds("reading", "clause")
    row = next((row for row in found["reading"] if row.data["slug"] == slug), None)
    if row is None:
        raise Http404
    shown = {
        "reading": queries.reading_shown(row),
        "clauses": queries.cited_clauses(row, found["clause"]),
        "may_write": permissions.may_write_readings(request.actor),
    }
    return render(request, "home/reading.html", shown)


def contact(request):
    """Whom to call or write to, and whether somebody answers now."""
    found = queries.of_kinds("contact", "door", "text", "setting")
    topic = TopicForm(request.GET).topic
    shown = {
        "contacts": queries.contacts(found["contact"], timezone.localtime()),
        "texts": queries.by_key(found["text"]),
        "door": next((row for row in found["door"] if row.data["action"] == topic), None),
        "topic": topic,
        "may_keep": permissions.may_keep_contacts(request.actor),
        "response_days": queries.by_key(found["setting"]).get("response_days"),
    }
    return render(request, "home/contact.html", shown)


def accessibility(request):
    """Where the accessibility statement is, and whom to tell when a page does not work."""
    statement = queries.by_key(queries.of_kinds("setting")["setting"]).get("accessibility_statement")
    return render(request, "home/accessibility.html", {"statement": statement})


def privacy(request):
    """What is kept about whom, who sees it, and whom to ask."""
    asked = queries.by_key(queries.of_kinds("setting")["setting"]).get("privacy_contact")
    return render(request, "home/privacy.html", {"privacy_contact": asked})


def about(request):
    """What Symbiose is, its licence, version and sources."""
    strategies = queries.of_kinds("strategy")["strategy"]
    return render(request, "home/about.html", {"version": version("symbiose"), "strategies": strategies})
