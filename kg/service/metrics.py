"""Counts and times for Prometheus, in its text format."""

from __future__ import annotations

from collections import defaultdict

#: Upper bounds of the histogram, in seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """What happened since the start of the process. Routes are templates, so that addresses of entities do not become labels."""

    def __init__(self) -> None:
        self.requests: dict[tuple[str, str, int], int] = defaultdict(int)
        self.times: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self.sums: dict[str, float] = defaultdict(float)
        self.events: dict[str, int] = defaultdict(int)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts one request."""
        self.requests[(method, route, status)] += 1
        place = next((n for n, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))
        self.times[route][place] += 1
        self.sums[route] += seconds

    def event(self, name: str) -> None:
        """Counts something rare: a worker killed, a request refused."""
        self.events[name] += 1

    def text(self) -> str:
        """The text exposition format, version 0.0.4."""
        lines = ["# HELP kg_requests_total Requests answered.", "# TYPE kg_requests_total counter"]
        lines += (f'kg_requests_total{{method="{m}",route="{r}",status="{s}"}} {n}' for (m, r, s), n in sorted(self.requests.items()))
        lines += ["# HELP kg_request_seconds Time from the request to the end of its answer.", "# TYPE kg_request_seconds histogram"]
        for route, counts in sorted(self.times.items()):
            total = 0
            for bound, count in zip((*map(str, BUCKETS), "+Inf"), counts, strict=True):
                total += count
                lines.append(f'kg_request_seconds_bucket{{route="{route}",le="{bound}"}} {total}')
            lines += (f'kg_request_seconds_sum{{route="{route}"}} {self.sums[route]:.6f}', f'kg_request_seconds_count{{route="{route}"}} {total}')
        lines += ["# HELP kg_events_total Rare events, such as a query ended by a limit.", "# TYPE kg_events_total counter"]
        lines += (f'kg_events_total{{event="{name}"}} {count}' for name, count in sorted(self.events.items()))
        return "\n".join(lines) + "\n"
