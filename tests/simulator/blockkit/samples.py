"""The smallest valid blocks and elements, and short ways to have Slack's rules look at them."""

from typing import Any

from simulator.blockkit import Violation, validate_message, validate_view

Json = dict[str, Any]


def plain(text: str = "text") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "text") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "1", text: str = "one", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def group(count: int = 1, label: str = "group") -> Json:
    return {"label": plain(label), "options": options(count)}


def confirm(**more: Any) -> Json:
    return {
        "title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), **more
    }  # fmt: skip


def rich_text(text: str = "text") -> Json:
    return {"type": "rich_text", "elements": [rich_section(text)]}


def rich_section(text: str = "text") -> Json:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def rich_list(**more: Any) -> Json:
    items = [rich_section()]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": items, **more}
    return {"type": "rich_text", "elements": [listed]}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/i.png", "alt_text": "i", **more}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(), **more}


def static_select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": options(2), **more}


ELEMENTS: dict[str, Json] = {
    "button": button(),
    "channels_select": {"type": "channels_select"},
    "checkboxes": {"type": "checkboxes", "options": options(1)},
    "conversations_select": {"type": "conversations_select"},
    "datepicker": {"type": "datepicker"},
    "datetimepicker": {"type": "datetimepicker"},
    "email_text_input": {"type": "email_text_input"},
    "external_select": {"type": "external_select"},
    "feedback_buttons": {
        "type": "feedback_buttons",
        "positive_button": {"text": plain(), "value": "+"},
        "negative_button": {"text": plain(), "value": "-"},
    },
    "file_input": {"type": "file_input"},
    "icon_button": {"type": "icon_button", "icon": "trash", "text": plain()},
    "image": image(),
    "mrkdwn": mrkdwn(),
    "multi_channels_select": {"type": "multi_channels_select"},
    "multi_conversations_select": {"type": "multi_conversations_select"},
    "multi_external_select": {"type": "multi_external_select"},
    "multi_static_select": {"type": "multi_static_select", "options": options(1)},
    "multi_users_select": {"type": "multi_users_select"},
    "number_input": {"type": "number_input", "is_decimal_allowed": False},
    "overflow": {"type": "overflow", "options": options(1)},
    "plain_text": plain(),
    "plain_text_input": {"type": "plain_text_input"},
    "radio_buttons": {"type": "radio_buttons", "options": options(1)},
    "rich_text_input": {"type": "rich_text_input", "action_id": "rich"},
    "static_select": static_select(),
    "timepicker": {"type": "timepicker"},
    "url_text_input": {"type": "url_text_input"},
    "users_select": {"type": "users_select"},
    "workflow_button": {
        "type": "workflow_button",
        "text": plain(),
        "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft0/x"}},
    },
}


def element(kind: str, **more: Any) -> Json:
    return {**ELEMENTS[kind], **more}


def section(**more: Any) -> Json:
    return {"type": "section", **(more if "fields" in more else {"text": mrkdwn(), **more})}


def inputs(inside: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": inside, **more}


def actions(*inside: Json) -> Json:
    return {"type": "actions", "elements": list(inside)}


def context(*inside: Json) -> Json:
    return {"type": "context", "elements": list(inside)}


def header(text: str = "text") -> Json:
    return {"type": "header", "text": plain(text)}


def markdown(text: str = "text") -> Json:
    return {"type": "markdown", "text": text}


def video(**more: Any) -> Json:
    return {
        "type": "video",
        "alt_text": "video",
        "title": plain(),
        "thumbnail_url": "https://example.com/t.png",
        "video_url": "https://example.com/v",
        **more,
    }


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn(), **more}


def container(*inside: Json, **more: Any) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": list(inside), **more}


def cell(text: str = "cell") -> Json:
    return {"type": "raw_text", "text": text}


def rows(count: int, columns: int = 1) -> list[list[Json]]:
    return [[cell() for _ in range(columns)] for _ in range(count)]


def table(count: int = 1, columns: int = 1, **more: Any) -> Json:
    return {"type": "table", "rows": rows(count, columns), **more}


def data_table(count: int = 2, columns: int = 1, **more: Any) -> Json:
    return {"type": "data_table", "caption": "table", "rows": rows(count, columns), **more}


def pie(segments: int = 1, label: str = "slice", **more: Any) -> Json:
    found = [{"label": label, "value": 1} for _ in range(segments)]
    return chart({"type": "pie", "segments": found}, **more)


def chart(inside: Json, **more: Any) -> Json:
    return {"type": "data_visualization", "title": "chart", "chart": inside, **more}


def bars(series: int = 1, points: int = 1, **axis: Any) -> Json:
    labels = [f"label {number}" for number in range(points)]
    data = [{"label": label, "value": -1.5} for label in labels]
    lines = [{"name": f"line {number}", "data": data} for number in range(series)]
    return chart({"type": "bar", "series": lines, "axis_config": {"categories": labels, **axis}})


def task(**more: Any) -> Json:
    return {"type": "task_card", "task_id": "1", "title": "task", **more}


BLOCKS: dict[str, Json] = {
    "actions": actions(button()),
    "alert": {"type": "alert", "text": mrkdwn()},
    "card": card(),
    "carousel": {"type": "carousel", "elements": [card()]},
    "container": container(section()),
    "context": context(mrkdwn()),
    "context_actions": {"type": "context_actions", "elements": [ELEMENTS["icon_button"]]},
    "data_table": data_table(),
    "data_visualization": pie(),
    "divider": {"type": "divider"},
    "file": {"type": "file", "external_id": "1", "source": "remote"},
    "header": header(),
    "image": image(),
    "input": inputs(ELEMENTS["plain_text_input"]),
    "markdown": markdown(),
    "plan": {"type": "plan", "title": "plan", "tasks": [task()]},
    "rich_text": rich_text(),
    "section": section(),
    "table": table(),
    "task_card": task(),
    "video": video(),
}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more
    }  # fmt: skip


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def in_modal(*blocks: Json) -> list[Violation]:
    return validate_view(modal(*blocks))


def in_home(*blocks: Json) -> list[Violation]:
    return validate_view(home(*blocks))


def in_message(*blocks: Json) -> list[Violation]:
    return validate_message("text", list(blocks))


def in_input(kind: str, **more: Any) -> list[Violation]:
    return in_modal(inputs(element(kind, **more)))


def refusals(violations: list[Violation]) -> set[tuple[str, str]]:
    """The code and place of each violation."""
    return {(violation.code, violation.pointer) for violation in violations}
