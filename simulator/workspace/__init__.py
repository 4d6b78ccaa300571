"""The contents of a Slack workspace: people, conversations, messages, files, homes."""

from simulator.workspace.channel import Channel
from simulator.workspace.files import File
from simulator.workspace.message import Message
from simulator.workspace.state import Workspace
from simulator.workspace.user import User

__all__ = ["Channel", "File", "Message", "User", "Workspace"]
