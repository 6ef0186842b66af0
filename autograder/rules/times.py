"""Times as people write them, in UTC, and lengths of time as people read them."""

import zoneinfo
from datetime import UTC, datetime, timedelta, timezone, tzinfo

EXAMPLE = "2026-11-20 23:59"
FORMS = ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S")  # as spreadsheets write them where days come first
YEARS = range(2000, 2100)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def zone_of(name: str) -> tzinfo:
    """Return a time zone by its name, such as ``Europe/Berlin``, or its distance from UTC, such as ``+01:00``.

    Raises:
        ValueError: there is none of that name.

    """
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        pass
    try:
        offset = datetime.fromisoformat(f"2000-01-01T00:00{name}").utcoffset()
    except ValueError as error:
        raise ValueError(f"there is no time zone {name!r}") from error
    if offset is None:
        raise ValueError(f"there is no time zone {name!r}")
    return timezone(offset)


def read(text: str, zone: tzinfo | None) -> datetime:
    """Return a time in UTC.

    Args:
        text: such as ``2026-11-20 23:59``, with a zone of its own or without.
        zone: where it has none.

    Raises:
        ValueError: it is no time, or nobody says in which zone.

    """
    time = _written(text)
    if time.year not in YEARS:
        raise ValueError(f"{text!r} is in the year {time.year}")
    if time.tzinfo is None and zone is None:
        raise ValueError(f"{text!r} does not say in which time zone")
    return in_utc(time, zone)


def _written(text: str) -> datetime:
    for form in FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no time") from error
    if ":" not in text:
        raise ValueError(f"{text!r} does not say at what time of the day")
    return time


def in_utc(time: datetime, zone: tzinfo | None) -> datetime:
    """Return a time in UTC; of two moments that a clock shows alike when summer ends, it is the later one."""
    if time.tzinfo is not None:
        return time.astimezone(UTC)
    return max(time.replace(tzinfo=zone or UTC, fold=fold).astimezone(UTC) for fold in (0, 1))


def end_of_minute(time: datetime) -> datetime:
    """Return when a deadline is over: ``23:59`` is there until the minute ends."""
    return time + timedelta(seconds=59, microseconds=999_999) if not (time.second or time.microsecond) else time


def spoken(time: datetime, zone: tzinfo | None) -> str:
    """Return a time as people read it, in a zone that is named."""
    local = time.astimezone(zone or UTC)
    return f"{local:%Y-%m-%d %H:%M} ({zone or 'UTC'})"


def span(length: timedelta) -> str:
    """Return a length of time above 0 in its two largest units: 5 h 40 min, 3 days 2 h; a begun minute counts."""
    minutes = max(-(-(length - timedelta.resolution) // MINUTE), 1)  # minutes end one resolution before the next
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    named = [(days, f"{days} day" if days == 1 else f"{days} days"), (hours, f"{hours} h"), (rest, f"{rest} min")]
    first = next(place for place, (number, _) in enumerate(named) if number)
    return " ".join(words for number, words in named[first : first + 2] if number)
