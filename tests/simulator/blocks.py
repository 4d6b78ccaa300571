"""Views and blocks for the tests."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def modal(*blocks: Json, title: str = "Task", submit: str | None = "Save", **more: Any) -> Json:
    """A modal view."""
    view = {"type": "modal", "title": plain(title), "blocks": list(blocks), **more}
    if submit is not None:
        view["submit"] = plain(submit)
    return view


def home(*blocks: Json, **more: Any) -> Json:
    """A home view."""
    return {"type": "home", "blocks": list(blocks), **more}


def text_field(label: str, block_id: str = "what", **element: Any) -> Json:
    """An input block with a text field; `optional` and `dispatch_action` go to the block."""
    return field(label, block_id, {"type": "plain_text_input", **element})


def field(label: str, block_id: str, element: Json) -> Json:
    """An input block; `optional` and `dispatch_action` in the element go to the block."""
    own: Json = {key: element.pop(key) for key in ("optional", "dispatch_action") if key in element}
    element = {"action_id": "value", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **own,
    }


def option(text: str, value: str | None = None) -> Json:
    """An option of a select."""
    return {"text": plain(text), "value": value or text.lower()}


def section(text: str, **more: Any) -> Json:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements), **more}
