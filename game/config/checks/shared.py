"""What the checks between configs share: axes, names that exist, expressions, settings."""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from game.config.drafts import Drafts, FoundEntry
from game.config.loader import Key
from game.config.own_files import OWN_KINDS
from game.config.schema.cast import Lever
from game.config.schema.experiment import KINDS
from game.config.schema.fields import Entry, Step, is_whole
from game.config.schema.world import EXPORTER, Axes, Param
from game.errors import UserError, did_you_mean
from game.language.expression import ExpressionError, compile_expression
from game.language.settings import Scale, Scales, find_bare_numbers, number_settings

Names = Mapping[str, Collection[str]]
Check = Callable[[FoundEntry, "Context"], None]

# Parts of an experiment whose expressions are true or false.
CONDITIONS = {(name,) for name, kind in KINDS.items() if kind.is_condition}


def _replaced(entry: Any, path: tuple[Key, ...], value: float | str) -> Any:
    """Return an entry with one part replaced."""
    if not path:
        return value
    head, *rest = path
    if isinstance(entry, Entry):
        name = str(head)
        return entry.model_copy(update={name: _replaced(getattr(entry, name), tuple(rest), value)})
    part = _replaced(entry[head], tuple(rest), value)
    if isinstance(entry, dict):
        return {**entry, head: part}
    return tuple(part if place == head else old for place, old in enumerate(entry))


class Context:
    """The drafts and what may be named in them.

    `names` are those that come from code; a set that is missing is not checked. See
    `game.config.library.load_library`. `scales` has the settings of each name that holds one. A
    line of which a fault was told as it was read is left at that: what a check would say of it
    follows from it.
    """

    def __init__(self, drafts: Drafts, axes: Axes, names: Names, scales: Scales) -> None:
        self.drafts = drafts
        self.names = names
        self.scales = scales
        self.axes: dict[str, tuple[str, ...]] = {
            axis: tuple(getattr(axes, axis)) for axis in Axes.model_fields
        }
        products = drafts.found["products"].values()
        self.axes["products"] = tuple(f.name for f in products if f.entry.vendor == EXPORTER)
        self.axes["terms"] = tuple(drafts.found["terms"])
        self.levers = drafts.found["levers"]
        self.refused = frozenset().union(*drafts.refused.values())
        # Entries of these kinds give names to expressions; those of a user's own files give none.
        self._lacks_names = any(drafts.refused[kind] for kind in drafts.refused.keys() - OWN_KINDS)
        self._told = {problem.place for problem in drafts.problems}
        self._numbered: list[tuple[tuple[Key, ...], float | str]] = []

    def check(self, kind: str, draft: FoundEntry, check: Check) -> None:
        """Check an entry, and put numbers in it where it names settings."""
        check(draft, self)
        entry = draft.entry
        for path, value in self._numbered:
            entry = _replaced(entry, path, value)
        if self._numbered:
            numbered = dataclasses.replace(draft, entry=entry, written=draft.entry)
            self.drafts.found[kind][draft.name] = numbered
        self._numbered.clear()

    def report(
        self, draft: FoundEntry, path: Iterable[Key], problem: str, remedy: str = ""
    ) -> None:
        """Note a problem at a part of an entry."""
        place = draft.place(*path)
        if place not in self._told:
            self.drafts.report(place, problem, remedy)

    def expect(
        self, name: str, options: Collection[str], what: str, draft: FoundEntry, *path: Key
    ) -> bool:
        """Report a name that is not among the options, and tell whether it is."""
        if name in options or self.refused.intersection(name.split(".")):
            return True
        problem = f"unknown {what} {name!r}"
        self._report_name(name, draft, path, problem, did_you_mean(name, options))
        return False

    def _report_name(
        self, name: str, draft: FoundEntry, path: tuple[Key, ...], problem: str, remedy: str
    ) -> None:
        """Note a problem of a name; where it is a key, whatever was told of its value is not."""
        if path[-1:] == (name,):
            self.drafts.forget_value(draft.place(*path), name)
            self._told = {problem.place for problem in self.drafts.problems}
        self.report(draft, path, problem, remedy)

    def expect_actor(self, name: str, draft: FoundEntry, *path: Key) -> bool:
        """Report an actor that does not exist."""
        return self.expect(name, self.axes["actors"], "actor", draft, *path)

    def expect_policy(self, name: str, actor: str, draft: FoundEntry, *path: Key) -> None:
        """Report a policy that the actor does not have."""
        folder = f"{actor}/"
        policies = self.drafts.found["policies"]
        named = [policy.removeprefix(folder) for policy in policies if policy.startswith(folder)]
        options = (*named, *self.names.get("policies", ()))
        self.expect(name, options, f"policy of {actor}", draft, *path)

    def expect_expression(
        self,
        text: str,
        names: Collection[str] | None,
        draft: FoundEntry,
        *path: Key,
        scales: Scales | None = None,
        of: str = "",
        memories: Collection[str] = (),
    ) -> None:
        """Report an expression that cannot be read, or reads a name not among `names`.

        `scales` are the settings of names that hold one, by default those of levers and fields; a
        lever `of` that name is set to what the expression gives. `memories` may be read too, though
        not as they were a turn ago.
        """
        if names is not None and self._lacks_names:
            names = None  # some names are missing only because their entries were refused
        scales = self.scales if scales is None else scales
        formula = text[1:].strip() if of else text
        try:
            allowed = names if names is None else {*names, *memories}
            numbered = number_settings(formula, scales, allowed, of)
            compile_expression(numbered, names, memories)
        except ExpressionError as error:
            problem = f"{error.problem} ({error.place})" if error.place else error.problem
            self.report(draft, path, problem, error.remedy)
            return
        is_condition = path[-1] in {"when", "reopen"} or path[-2:-1] in CONDITIONS
        for bare in find_bare_numbers(formula, scales, of, is_condition=is_condition):
            problem = f"{bare.written} stands for a setting of {bare.lever}"
            self.hint(draft, path, problem, f"write {bare.named} (it is the same)")
        if numbered != formula:
            self._numbered.append((path, text.replace(formula, numbered)))

    def number_setting(
        self, name: float | str, scale: Scale, what: str, draft: FoundEntry, *path: Key
    ) -> float | None:
        """Return the number of a setting by name, or None after reporting that there is none.

        A number is what it is; where a scale says what it is called, that is hinted at.
        """
        if isinstance(name, str):
            if not self.expect(name, scale, what, draft, *path) or name not in scale:
                return None
            self._numbered.append((path, scale[name]))
            return scale[name]
        called = [setting for setting, number in scale.items() if number == name]
        for setting in called:
            problem = f"{name:g} stands for a setting"
            self.hint(draft, path, problem, f"write {setting} (it is the same)")
        return name

    def number_of(
        self, value: float | str, param: Param, draft: FoundEntry, *path: Key
    ) -> float | None:
        """Return the number of what a parameter is set to, which may be a setting's name."""
        if param.lever is not None:
            lever = self.levers.get(param.lever)
            if lever is None:
                return None  # that is told where it is named
            what = f"setting of {param.lever}"
            return self.number_setting(value, lever.entry.scale, what, draft, *path)
        if isinstance(value, str):
            name = ".".join(map(str, path))
            problem = f"{name} should be a number ({param.unit}), got {value!r}"
            self.report(draft, path, problem, "or name the lever whose setting it is")
            return None
        return value

    def hint(self, draft: FoundEntry, path: Iterable[Key], problem: str, remedy: str) -> None:
        """Note what is right, and could be said better."""
        self.drafts.hints.append(UserError(draft.place(*path), problem, remedy))

    def members_of(self, lever: FoundEntry) -> tuple[str, ...]:
        """Return the members a lever has a setting for, () for a lever with one setting."""
        return self.axes.get(lever.entry.axis or "", ())

    def targets(self, actor: str) -> list[str]:
        """Return the names of an actor's settings: `lever`, or `lever.member`."""
        targets: list[str] = []
        for lever in self.levers.values():
            if lever.actor == actor:
                members = self.members_of(lever)
                targets += [f"{lever.name}.{member}" for member in members] or [lever.name]
        return targets

    def find_lever(self, target: str, actor: str, draft: FoundEntry, *path: Key) -> Lever | None:
        """Return the lever of a target, or None after reporting what is wrong with it."""
        name, _, member = target.partition(".")
        lever = self.levers.get(name)
        if lever is None and name in self.refused:
            return None
        if lever is None:
            levers_of_actor = [lever.name for lever in self.levers.values() if lever.actor == actor]
            problem, remedy = f"unknown lever {name!r}", did_you_mean(name, levers_of_actor)
            self._report_name(target, draft, path, problem, remedy)
            return None
        if lever.actor != actor:
            problem = f"{name!r} is a lever of {lever.actor}, not of {actor}"
            levers_of_actor = [other.name for other in self.levers.values() if other.actor == actor]
            remedy = f"{actor} has {', '.join(levers_of_actor)}" if levers_of_actor else ""
            self._report_name(target, draft, path, problem, remedy)
            return None
        if lever.entry.axis is not None and lever.entry.axis not in self.axes:
            return None
        members = self.members_of(lever)
        if member and member not in members:
            problem = f"unknown member {member!r} of {name}"
            remedy = did_you_mean(member, members) if members else f"write {name}"
            self._report_name(target, draft, path, problem, remedy)
            return None
        if members and not member:
            options = ", ".join(f"{name}.{member}" for member in members)
            problem = f"{name!r} has one setting a member"
            self._report_name(target, draft, path, problem, f"write {options}")
            return None
        entry: Lever = lever.entry
        return entry

    def expect_lever_names(self, text: str, draft: FoundEntry, *path: Key) -> None:
        """Report what `{lever}`, `{lever.setting}` or `{lever.member}` in a text does not name."""
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as error:
            self.report(draft, path, f"{text!r}: {error}", "write {lever} or {lever.setting}")
            return
        for name in names:
            head, dot, part = name.partition(".")
            if not self.expect(head, self.levers, "lever", draft, *path) or head not in self.levers:
                continue
            lever = self.levers[head]
            parts = [*(lever.entry.settings or ()), *self.members_of(lever)]
            if dot:
                self.expect(part, parts, f"setting or member of {head}", draft, *path)

    def check_value(
        self, lever: Lever, target: str, value: float | str, draft: FoundEntry, *path: Key
    ) -> None:
        """Report a setting that the lever does not have."""
        if isinstance(value, str):
            if lever.settings is None:
                remedy = f"write a number from {lever.low:g} to {lever.high:g} {lever.unit}"
                self.report(draft, path, f"{target} = {value!r} is not a number", remedy)
            elif value not in lever.settings:
                remedy = did_you_mean(value, lever.settings)
                self.report(draft, path, f"{target} has no setting {value!r}", remedy)
            return
        for name in (name for name, number in lever.scale.items() if number == value):
            problem = f"{target} = {value:g} stands for a setting"
            self.hint(draft, path, problem, f"write {name} (it is the same)")
        if not lever.low <= value <= lever.high:
            span = f"[{lever.low:g}, {lever.high:g}] {lever.unit}"
            self.report(draft, path, f"{target} = {value:g} is outside {span}")
        elif lever.settings is not None and value not in lever.scale.values():
            problem = f"{target} = {value:g} is the number of no setting"
            self.report(draft, path, problem, f"write {', '.join(lever.settings)}")
        elif lever.step is not None and not is_whole((value - lever.low) / lever.step):
            problem = f"{target} = {value:g} lies between two settings"
            apart = f"they are {lever.step:g} apart from {lever.low:g}"
            self.report(draft, path, problem, apart)

    def check_setting(
        self,
        lever: Lever,
        target: str,
        value: float | str | Step,
        names: Collection[str] | None,
        scales: Scales,
        draft: FoundEntry,
        *path: Key,
        memories: Collection[str] = (),
    ) -> None:
        """Report what a policy cannot set: a value the lever lacks, a step too far, a bad name."""
        if isinstance(value, Step):
            most = len(lever.settings or ()) - 1
            if lever.step is not None:
                most = round((lever.high - lever.low) / lever.step)
            if abs(value.by) > most:
                problem = f"{target} = {value.by:+d} is a step too far"
                self.report(draft, path, problem, f"it has {most} steps from end to end")
        elif isinstance(value, str) and value.startswith("="):
            self.expect_expression(
                value, names, draft, *path, scales=scales, of=target, memories=memories
            )
        else:
            self.check_value(lever, target, value, draft, *path)


def readable(actor: str, context: Context) -> Collection[str] | None:
    """Return the names that an actor's expressions may read, None where its view is not known."""
    view = context.drafts.found["actors"].get(actor)
    if view is None:
        return None
    return {*view.entry.view, *context.targets(actor), *context.names.get("view", ())}


def scales_of(actor: str, context: Context) -> Scales:
    """Return the settings that what an actor reads stands for."""
    scales = dict(context.scales)
    view = context.drafts.found["actors"].get(actor)
    for name, quantity in view.entry.view.items() if view is not None else ():
        scale = context.scales.get(quantity.measure)
        if scale is not None:
            scales[name] = scale
        else:
            scales.pop(name, None)
    return scales
