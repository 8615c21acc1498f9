"""Values from several places on top of one another: a base, the file, the options of a command line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.scenario.positions import Path


@dataclass(frozen=True)
class Origin:
    """Where a value was stated: a line of a file, or an option."""

    file: str | None
    line: int | None
    option: str | None = None


@dataclass
class Layered:
    """Values merged so far, and for each where it was stated; keys of origins are split at dots."""

    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, Origin] = field(default_factory=dict)

    def put(self, data: Mapping[str, Any], origins: Mapping[Path, Origin]) -> None:
        """Lay other values on top: tables are merged, everything else is replaced whole."""
        self._merge(self.data, data, (), {split(path): origin for path, origin in origins.items()})

    def drop(self, key: str) -> None:
        """Forget a top-level key."""
        self.data.pop(key, None)
        self._forget((key,))

    def _merge(self, into: dict[str, Any], data: Mapping[str, Any], at: Path, origins: Mapping[Path, Origin]) -> None:
        for key, value in data.items():
            path = split((*at, key))
            if isinstance(value, Mapping) and isinstance(into.get(key), dict) and not _is_factor(path):
                self._merge(into[key], value, (*at, key), origins)
                if path in origins and (origins[path].option is None or path not in self.origins):
                    self.origins[path] = origins[path]
            else:
                self._forget(path)
                into[key] = _copied(value)
                self.origins.update({p: origin for p, origin in origins.items() if p[: len(path)] == path})

    def _forget(self, path: Path) -> None:
        for known in [known for known in self.origins if known[: len(path)] == path]:
            del self.origins[known]

    def origin(self, path: Path) -> tuple[Origin | None, Path]:
        """Return where a value was stated, or else the nearest thing around it; and the path of what was found."""
        wanted = split(path)
        for size in range(len(wanted), 0, -1):
            if wanted[:size] in self.origins:
                return self.origins[wanted[:size]], wanted[:size]
        return None, path

    def stated(self, path: Path) -> bool:
        """Return whether a value was stated anywhere."""
        return split(path) in self.origins


def _is_factor(path: Path) -> bool:
    return path[:2] == ("design", "factors") and len(path) == 4


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def split(path: Iterable[str | int]) -> Path:
    """Return a path whose dotted keys are taken apart: quoted or not, a key is then the same."""
    parts: list[str | int] = []
    for part in path:
        parts.extend(part.split(".") if isinstance(part, str) else [part])
    return tuple(parts)


def nested_factors(data: dict[str, Any]) -> dict[str, Any]:
    """Return a file's values with the quoted keys of design.factors taken apart, so that layers merge key by key."""
    design = data.get("design")
    factors = design.get("factors") if isinstance(design, dict) else None
    if not isinstance(design, dict) or not isinstance(factors, dict):
        return data
    nested: dict[str, Any] = {}
    for key, value in factors.items():
        construct, dot, name = key.partition(".")
        if dot and isinstance(nested.setdefault(construct, {}), dict):
            nested[construct][name] = value
        else:
            nested[key] = value
    return {**data, "design": {**design, "factors": nested}}


def option(text: str) -> tuple[dict[str, Any], Path] | None:
    """Return the nested value and the path of an option ``key=value``, or None where it is not one.

    The value is read as TOML; what TOML cannot read is taken as text.
    """
    key, equals, written = text.partition("=")
    path = tuple(part.strip() for part in key.split("."))
    if not equals or not all(path):
        return None
    value: Any = written.strip()
    try:
        read = tomllib.loads(f"value = {value}")
        value = read["value"] if set(read) == {"value"} else value
    except (tomllib.TOMLDecodeError, RecursionError):
        pass  # a word without quotes
    for part in reversed(path):
        value = {part: value}
    return value, path


def options(value: Any, path: Path, origin: Origin) -> dict[Path, Origin]:
    """Return the origin of everything inside an option's value."""
    found = {path: origin}
    inside = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        found.update(options(inner, (*path, key), origin))
    return found
