"""What ``GET /metrics`` tells, in Prometheus' text format. No label carries a person or a text."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from bot.background import TaskSet
from bot.slack.payload import Inbound

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# Up to Slack's limit of three seconds for an acknowledgement.
_ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


class Metrics:
    """All counters of one process; each instance has a collector of its own."""

    def __init__(self) -> None:
        self._collectors = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._collectors)
        self.requests = self._counter(
            "requests", "Payloads from Slack by kind and outcome", "kind", "outcome"
        )
        self.rejected = self._counter(
            "rejected_requests",
            "Payloads that did not come from Slack unharmed",
            "reason",
        )
        self.acks = Histogram(
            "touchpoint_ack_seconds",
            "From the arrival of a payload to its answer",
            ["kind"],
            buckets=_ACK_BUCKETS,
            registry=self._collectors,
        )
        self.slow_acks = self._counter(
            "slow_acks", "Answers that took more than a third of what Slack allows", "kind"
        )
        self.in_flight = Gauge(
            "touchpoint_requests_in_flight",
            "Payloads whose answer is being worked out",
            registry=self._collectors,
        )
        self.web_api_calls = self._counter(
            "web_api_calls", "Calls of Slack's Web API by method and outcome", "method", "outcome"
        )
        self.web_api_retries = self._counter(
            "web_api_retries", "Calls of Slack's Web API tried again, by reason", "reason"
        )
        self.drafts_saved = self._counter("drafts_saved", "Drafts written")
        self.interactions_logged = self._counter("interactions_logged", "Interactions logged")

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"touchpoint_{name}", text, labels, registry=self._collectors)

    def watch_tasks(self, tasks: TaskSet) -> None:
        """Shows how many background tasks are under way."""
        Gauge(
            "touchpoint_background_tasks",
            "Background work under way",
            registry=self._collectors,
        ).set_function(lambda: len(tasks))

    def count_outcome(self, inbound: Inbound, outcome: str) -> None:
        """Counts one payload; fits the listeners' ``outcome``."""
        self.requests.labels(inbound.kind.value, outcome).inc()

    def render(self) -> bytes:
        """The page for Prometheus."""
        return generate_latest(self._collectors)
