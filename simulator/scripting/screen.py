"""The visible screen as text, for the message of a failed wait."""

from simulator.client.client import Client
from simulator.client.elements import placed
from simulator.client.inputs import InputState
from simulator.scripting import reading
from simulator.wire import Json

_LAST_MESSAGES = 4


def screen(client: Client) -> str:
    """What the user sees now."""
    lines = [f"— the screen of {client.user.real_name} —"]
    if client.failure:
        lines.append(f"failure: {client.failure} ({client.failure_reason})")
    for depth, view in enumerate(client.stack, start=1):
        lines.append(
            f"[modal {depth}] {view.wire['title']['text']}{' (busy)' if view.busy else ''}"
        )
        if view.notice:
            lines.append(f"  ! {view.notice}")
        lines += _blocks(view.blocks, view.inputs, view.errors)
        ends = [view.wire["close"], view.wire["submit"]]
        lines.append("  " + " ".join(f"<{end['text']}>" for end in ends if end))
    if client.home is not None:
        lines.append("[App Home]")
        lines += _blocks(client.home.blocks, client.home.inputs, client.home.errors)
    for channel in client.slack.workspace.channels.values():
        visible = [m for m in channel.messages if m.ephemeral_for in {None, client.user.id}]
        if not channel.sees(client.user.id) or not any(m.is_bot for m in visible):
            continue
        lines.append(f"[{channel.kind} {channel.name or channel.id}]")
        for message in visible[-_LAST_MESSAGES:]:
            only = " (only visible to you)" if message.ephemeral_for else ""
            lines.append(f"  {message.user}: {message.text}{only}")
            if message.is_bot:
                lines += _blocks(message.blocks, client.message_inputs(channel, message), {})
    return "\n".join(lines)


def _blocks(blocks: list[Json], inputs: InputState, errors: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += [f"    {text}" for text in reading.block_texts(block) if block["type"] != "input"]
        for place in placed([block]):
            if place.kind is not None:
                value = reading.readable(inputs.get(place))
                lines.append(f"    {reading.label(place)}: {value!r}")
        lines += [f"    ({button.text})" for button in reading.buttons([block])]
        if block["block_id"] in errors:
            lines.append(f"      ^ {errors[block['block_id']]}")
    return lines
