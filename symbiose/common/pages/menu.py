"""The main menu per role. Each room registers its words; a room that does not exist yet has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import ResolverMatch, reverse

from symbiose.common.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One word of the menu: for which role, at which place in the row, and which pages make it the current one."""

    role: Role
    position: int
    name: Any
    url_name: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A menu word as the header draws it."""

    name: str
    url: str
    current: bool


ITEMS: list[MenuItem] = []


def register_menu(*items: MenuItem) -> None:
    """Add a room's menu words; `marks` are URL names under which the word is underlined."""
    ITEMS.extend(item for item in items if item not in ITEMS)


def menu(actor: Actor, match: ResolverMatch | None) -> list[MenuEntry]:
    """The words for this actor in order, the current one marked."""
    here = match.view_name if match else ""
    own = sorted((item for item in ITEMS if item.role == actor.role), key=lambda item: item.position)
    return [MenuEntry(str(item.name), reverse(item.url_name), here in {item.url_name, *item.marks}) for item in own]
