"""Composition objects: texts, options, confirm dialogs and the small configurations.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from dataclasses import dataclass
from typing import Any

from simulator.blockkit import limits, wording
from simulator.blockkit.report import Place, Report
from simulator.blockkit.rules import exactly_one
from simulator.blockkit.shapes import Array, Boolean, Enum, Object, String

_FLAGS = {"plain_text": "emoji", "mrkdwn": "verbatim"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of 1 to `maximum` characters, of one of `kinds`."""

    maximum: int = limits.TEXT
    kinds: frozenset[str] = frozenset(_FLAGS)

    def check(self, value: object, at: Place, report: Report) -> None:
        """Refuses other types, wrong lengths and properties of the other kind of text."""
        if not isinstance(value, dict):
            report.add(at, wording.MUST_BE_OBJECT)
            return
        kind, text = value.get("type"), value.get("text")
        if (
            isinstance(text, str)
            and isinstance(kind, str)
            and kind in self.kinds
            and 0 < len(text) <= self.maximum
        ):
            if len(value) > 2:
                self._check_flags(value, kind, at, report)
            return
        self._explain(value, at, report)

    def _check_flags(self, value: dict[str, Any], kind: str, at: Place, report: Report) -> None:
        for name, item in value.items():
            if name in ("type", "text"):
                continue
            if name != _FLAGS.get(kind):
                report.add(at, wording.unknown(name))
            elif not isinstance(item, bool):
                report.add((at, name), wording.MUST_BE_BOOLEAN)

    def _explain(self, value: dict[str, Any], at: Place, report: Report) -> None:
        kind = value.get("type")
        if "type" not in value:
            report.add(at, wording.missing("type"))
        elif not isinstance(kind, str) or kind not in _FLAGS:
            report.add((at, "type"), wording.unsupported(kind))
        elif kind not in self.kinds:
            report.add((at, "type"), wording.NOT_IN_ENUM)
        if "text" in value:
            String(self.maximum, 1).check(value["text"], (at, "text"), report)
        else:
            report.add(at, wording.missing("text"))
        self._check_flags(value, str(kind), at, report)


def plain(maximum: int) -> Text:
    """A text object that must be plain_text."""
    return Text(maximum, frozenset({"plain_text"}))


def unique_triggers(value: dict[str, Any], at: Place, report: Report) -> None:
    """The two triggers of a dispatch configuration may each be named once."""
    triggers = value.get("trigger_actions_on")
    if isinstance(triggers, list) and len({str(item) for item in triggers}) < len(triggers):
        report.add((at, "trigger_actions_on"), wording.NOT_IN_ENUM)


def filters_something(value: dict[str, Any], at: Place, report: Report) -> None:
    """An empty conversation filter is refused."""
    if not value:
        report.add(at, wording.NOT_EMPTY_FILTER)


PLACEHOLDER = plain(limits.PLACEHOLDER)

CONFIRM = Object(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": Text(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
        "style": Enum(frozenset({"primary", "danger"})),
    },
    required=("title", "text", "confirm", "deny"),
)

# Selects take plain text only; radio buttons and checkboxes mrkdwn too; `url` is overflow's.
SELECT_OPTION = Object(
    {
        "text": plain(limits.OPTION_TEXT),
        "value": String(limits.OPTION_VALUE, 1),
        "description": plain(limits.OPTION_DESCRIPTION),
    },
    required=("text", "value"),
)
RICH_OPTION = Object(
    {
        "text": Text(limits.OPTION_TEXT),
        "value": String(limits.OPTION_VALUE, 1),
        "description": Text(limits.OPTION_DESCRIPTION),
    },
    required=("text", "value"),
)
OVERFLOW_OPTION = Object(
    {**SELECT_OPTION.fields, "url": String(limits.OPTION_URL, 1)}, required=("text", "value")
)
OPTION_GROUP = Object(
    {
        "label": plain(limits.OPTION_GROUP_LABEL),
        "options": Array(SELECT_OPTION, limits.OPTION_GROUP_OPTIONS, 1),
    },
    required=("label", "options"),
)
DISPATCH_CONFIG = Object(
    {
        "trigger_actions_on": Array(
            Enum(frozenset({"on_enter_pressed", "on_character_entered"})),
            limits.DISPATCH_TRIGGERS,
            1,
        )
    },
    required=("trigger_actions_on",),
    rules=(unique_triggers,),
)
CONVERSATION_FILTER = Object(
    {
        "include": Array(Enum(frozenset({"im", "mpim", "private", "public"})), None, 1),
        "exclude_external_shared_channels": Boolean(),
        "exclude_bot_users": Boolean(),
    },
    rules=(filters_something,),
)
SLACK_FILE = Object(
    {"id": String(None, 1), "url": String(None, 1)}, rules=(exactly_one("id", "url"),)
)
