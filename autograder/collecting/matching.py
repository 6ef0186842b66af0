"""Whose a hand-in is: people found in a roster by one name space a download, and what is doubtful about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.course.roster import SPOKEN, Person, Roster, letters_of, no_folder
from autograder.errors import Refusal

from .hand_in import HandIn
from .platforms import Platform

BLIND = "participant"  # what Moodle calls everybody where names are hidden


@dataclass(frozen=True)
class Match:
    """A hand-in, whose it is, and a sentence where somebody should look."""

    hand_in: HandIn
    people: tuple[Person, ...]
    group: str = ""
    look: str = ""


def match_all(hand_ins: Iterable[HandIn], platform: Platform, roster: Roster | None) -> tuple[list[Match], str]:
    """Return whose each hand-in is, and the name space by which they were found, or are called.

    Raises:
        Refusal: the roster names nobody as the platform does, or calls two people the same there.

    """
    given = list(hand_ins)
    if roster is None:
        return [_by_themselves(one, platform) for one in given], platform.spaces[0]
    space = _space(given, platform, roster)
    return [_found(one, space, roster) for one in given], space


def _space(hand_ins: Sequence[HandIn], platform: Platform, roster: Roster) -> str:
    """Return the one name space by which people are found: the first of the platform's that the roster has too."""
    offered = set().union(*(ids for one in hand_ins for ids in one.people))
    if "anonymous" in offered:
        remedy = "show names on the platform and download it anew, or collect without ROSTER= into a folder of its own"
        raise Refusal(roster.path, "names are hidden in this download, so that no roster can tell whose it is", remedy)
    for space in platform.spaces:
        if space in roster.spaces and (space in offered or not offered):
            return space
    wanted = " or ".join(SPOKEN[space] for space in platform.spaces)
    raise Refusal(
        roster.path,
        f"{platform.title} names people by {wanted}, and this roster ({roster.title}) has none of these",
        f"ROSTER= what {platform.title} exports of its people, or add a column {platform.spaces[0]!r}",
    )


def _by_themselves(hand_in: HandIn, platform: Platform) -> Match:
    """Return a match with people who are called as the platform calls them, since no roster says otherwise."""
    people, doubts = [], [hand_in.doubt] if hand_in.doubt else []
    for ids in hand_in.people:
        student = _own_name(ids, platform)
        if trouble := no_folder(student):
            doubts.append(f"{student!r} cannot be the name of a folder: {trouble}")
        else:
            people.append(Person(student, ids.get("name", ""), ids=ids))
    return Match(hand_in, tuple(people), hand_in.group, "; ".join(doubts))


def _own_name(ids: Mapping[str, str], platform: Platform) -> str:
    if "moodle" in ids:  # the number may be a group's, so it never stands alone
        return f"{ids.get('name', '')}_{ids['moodle']}".strip("_ ")
    spaces = (*platform.spaces, "anonymous", "name")
    return next((ids[space] for space in spaces if ids.get(space)), "")


def _found(hand_in: HandIn, space: str, roster: Roster) -> Match:
    people: list[Person] = []
    doubts = [hand_in.doubt] if hand_in.doubt else []
    group = hand_in.group
    for ids in hand_in.people:
        found, own_group, doubt = _who(ids, space, roster)
        people += [one for one in found if one not in people]
        group = group or own_group
        doubts += [doubt] if doubt else []
    if not hand_in.people and not doubts:
        doubts.append("the platform names nobody for it")
    return Match(hand_in, tuple(people), group, "; ".join(doubts))


def _who(ids: Mapping[str, str], space: str, roster: Roster) -> tuple[list[Person], str, str]:
    """Return who is meant, the group that they are in if it handed in, and a doubt or an empty str."""
    name, identifier = ids.get("name", ""), ids.get(space, "")
    found = roster.find(space, identifier) if identifier else []
    if space == "name" and len(found) > 1:
        return [], "", f"{len(found)} people are called {name}: {', '.join(one.student for one in found)}"
    if "moodle" in ids or not identifier:
        found = [one for one in found if _is_called(one, name)]
        if members := [] if found else roster.members(name):
            return members, name, ""
    if found:
        return found, "", _doubt_of_name(found[0], name) if space != "name" else ""
    return [], "", _unknown(ids, space, roster)


def _is_called(person: Person, name: str) -> bool:
    """Tell whether a name beside a number is a person's, or hides it, in whatever language."""
    word = letters_of(name)
    cell = person.cells.get("Identifier", "")
    return word in (letters_of(person.name), letters_of(BLIND)) or bool(
        word and word == letters_of(cell.rstrip("0123456789"))
    )


def _doubt_of_name(person: Person, name: str) -> str:
    if (
        not name
        or not person.name
        or letters_of(name) == letters_of(person.name)
        or letters_of(name) == letters_of(BLIND)
    ):
        return ""
    return f"the download says {name!r}, and the roster {person.name!r}"


def _unknown(ids: Mapping[str, str], space: str, roster: Roster) -> str:
    who = ", ".join(f"{SPOKEN[other]} {text}" for other, text in ids.items())
    number = ids.get("moodle", "")
    if number and (other := roster.find("moodle", number)):
        return f"{ids.get('name')!r} is not called so in {roster.path}, where {number} is {other[0]}: is it a group?"
    return f"{who or 'nobody'} is not in {roster.path}" + ("" if ids.get(space) else f", and has no {SPOKEN[space]}")
