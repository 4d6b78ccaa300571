"""An Enterprise Grid organisation on which the app is installed as a whole."""

from dataclasses import asdict, dataclass

from simulator.wire import Json


@dataclass(frozen=True, slots=True)
class Organisation:
    """`id` begins with E. Its workspaces share their users, who keep their ids in all of them."""

    id: str
    name: str
    domain: str

    def stored(self) -> Json:
        """As kept in the state file."""
        return asdict(self)
