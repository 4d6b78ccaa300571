"""How Slack's client turns what a person typed into the text and blocks that apps receive."""

import re

from simulator.wire import Json

_URL = r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]"
_EMAIL = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_CHANNEL = r"(?<![\w#])#[\w-]+"


def escape(text: str) -> str:
    """The three characters that Slack's encoding reserves, as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Encoder:
    """Knows the names of people and channels that may be mentioned."""

    def __init__(self, people: dict[str, str], channels: dict[str, str]) -> None:
        """`people`: name as typed after the @ -> user id; `channels`: name -> channel id."""
        self._people = {name.casefold(): user_id for name, user_id in people.items()}
        self._channels = channels
        names = sorted(people, key=len, reverse=True)
        mention = "|".join(re.escape(name) for name in names) or r"(?!)"
        self._pattern = re.compile(
            rf"(?P<url>{_URL})|(?P<email>{_EMAIL})"
            rf"|(?P<user>(?<![\w@])@(?:{mention})(?!\w))|(?P<channel>{_CHANNEL})",
            re.IGNORECASE,
        )

    def text(self, typed: str) -> str:
        """The `text` of a message, or of a slash command declared with `should_escape`."""
        parts: list[str] = []
        end = 0
        for match in self._pattern.finditer(typed):
            parts.append(escape(typed[end : match.start()]))
            parts.append(self._encoded(match))
            end = match.end()
        parts.append(escape(typed[end:]))
        return "".join(parts)

    def blocks(self, typed: str, block_id: str) -> list[Json]:
        """The one rich text block that Slack's composer makes of a message."""
        elements: list[Json] = []
        end = 0
        for match in self._pattern.finditer(typed):
            element = self._element(match)
            if element is None:
                continue
            if match.start() > end:
                elements.append({"type": "text", "text": typed[end : match.start()]})
            elements.append(element)
            end = match.end()
        if end < len(typed):
            elements.append({"type": "text", "text": typed[end:]})
        section = {"type": "rich_text_section", "elements": elements}
        return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]

    def _encoded(self, match: re.Match[str]) -> str:
        found = match.group()
        if match.lastgroup == "url":
            return f"<{escape(found)}>"
        if match.lastgroup == "email":
            return f"<mailto:{found}|{found}>"
        if match.lastgroup == "user":
            return f"<@{self._people[found[1:].casefold()]}>"
        channel_id = self._channels.get(found[1:])
        return escape(found) if channel_id is None else f"<#{channel_id}|{found[1:]}>"

    def _element(self, match: re.Match[str]) -> Json | None:
        found = match.group()
        if match.lastgroup == "url":
            return {"type": "link", "url": found}
        if match.lastgroup == "email":
            return {"type": "link", "url": f"mailto:{found}", "text": found}
        if match.lastgroup == "user":
            return {"type": "user", "user_id": self._people[found[1:].casefold()]}
        channel_id = self._channels.get(found[1:])
        return None if channel_id is None else {"type": "channel", "channel_id": channel_id}
