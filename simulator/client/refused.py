"""What Slack's client doesn't let its user do."""

from simulator.wire import Json


class Refused(Exception):
    """`code` for programs, the sentence for people, `details` for the page."""

    def __init__(self, code: str, sentence: str, **details: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.details: Json = dict(details)
