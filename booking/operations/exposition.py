"""The text that Prometheus reads. Imported when it is first asked for, as `booking.core.metrics` says."""

from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from booking.operations.gauges import Gauges

CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition(found: Gauges, *, folder: str | None) -> bytes:
    """What this process has counted, or all that share a folder; and what the database knows."""
    return generate_latest(REGISTRY if folder is None else _shared(folder)) + generate_latest(_known(found))


def _shared(folder: str) -> CollectorRegistry:
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]  # the library has no types here
    return registry


def _known(found: Gauges) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Gauges(found))
    return registry


class _Gauges(Collector):
    """What the database knows, as Prometheus calls it."""

    def __init__(self, found: Gauges) -> None:
        self._found = found

    def collect(self) -> Iterable[Metric]:
        """One family each."""
        found = self._found
        for name, about, value in (
            ("madoguchi_oldest_waiting_message_seconds", "Age of the oldest message that is due", found.message_age),
            ("madoguchi_oldest_wanted_meeting_seconds", "Age of the oldest meeting not issued", found.meeting_age),
            ("madoguchi_failed_deliveries", "Failed deliveries that nobody has resolved", found.failed_deliveries),
        ):
            yield GaugeMetricFamily(name, about, value=value)
        ran = GaugeMetricFamily("madoguchi_job_last_run_timestamp_seconds", "When a job ran last", labels=["job"])
        failing = GaugeMetricFamily("madoguchi_job_failing", "1 while a job's last run failed", labels=["job"])
        for state in found.jobs:
            failing.add_metric([state.name], 1 if state.error else 0)
            if state.ended_at:
                ran.add_metric([state.name], state.ended_at.timestamp())
        yield from (ran, failing)
