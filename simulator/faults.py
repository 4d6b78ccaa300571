"""Troubles on demand: late, lost and doubled deliveries, rate limits, server errors."""

from dataclasses import asdict, dataclass

from simulator.wire import Json

FOR_DELIVERIES = {"delay", "drop", "duplicate"}
FOR_CALLS = {"delay", "rate_limit", "server_error"}
KINDS = FOR_DELIVERIES | FOR_CALLS


@dataclass(slots=True)
class Fault:
    """Befalls the next `count` deliveries or Web API calls that `target` names.

    `target` is a kind of delivery (`view_submission`, `app_home_opened`), a Web API method
    (`chat.postMessage`) or `*` for every delivery. `seconds` is the delay or `Retry-After`.
    """

    kind: str
    target: str
    count: int
    seconds: float

    def stored(self) -> Json:
        """As shown to the page."""
        return asdict(self)


class Faults:
    """The troubles that are to come."""

    def __init__(self) -> None:
        self.pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Raises ValueError where a kind of fault can't befall its target."""
        if fault.kind not in KINDS:
            raise ValueError(f"no such fault: {fault.kind}")
        is_call = "." in fault.target
        if fault.kind not in (FOR_CALLS if is_call else FOR_DELIVERIES):
            raise ValueError(f"{fault.kind} can't befall {fault.target}")
        if fault.count < 1 or fault.seconds < 0:
            raise ValueError("a fault has a positive count, and its seconds aren't negative")
        self.pending.append(fault)

    def clear(self) -> None:
        """No more troubles."""
        self.pending.clear()

    def for_delivery(self, kind: str) -> list[Fault]:
        """The faults that befall this delivery, each counted down."""
        return self._take(kind, wildcard=True)

    def for_call(self, method: str) -> list[Fault]:
        """The faults that befall this Web API call, each counted down."""
        return self._take(method, wildcard=False)

    def _take(self, name: str, *, wildcard: bool) -> list[Fault]:
        taken = [
            fault
            for fault in self.pending
            if fault.target == name or (wildcard and fault.target == "*")
        ]
        for fault in taken:
            fault.count -= 1
        self.pending = [fault for fault in self.pending if fault.count > 0]
        return taken
