"""Refusals of exports."""

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_


class NothingCalledSo(TouchpointError):
    """A filter names what isn't there; ``what`` is the kind of thing, ``code`` its code."""

    template = N_("{what}: there is none with the code or number “{code}”.")
