"""Requests per second of each page, relative to a no-op view, in rounds that take turns."""

import contextlib
import statistics
import time
from dataclasses import dataclass
from urllib.request import Request, urlopen

from . import database, report, server, wrk
from .server import processor_seconds

CLIENTS = 8
# A peer may take many seconds for one page.
PEER_SECONDS = 10
# Of each round, the median is kept.
KEYS = ("per_second", "ratio", "processor_ms", "p50_ms", "busier_worker")
COMMENTS = "SELECT count(*) FROM comments_kommentar"
BUSY = (
    "SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_catalog AND state <> 'idle'"
)


@dataclass(frozen=True)
class Scenario:
    """A page of ``bench_content``, who asks for it ("": a visitor), and the ratio to reach."""

    label: str
    page: str
    who: str = ""
    goal: float | None = None
    kept: bool = False


POST = Scenario("Kommentar abschicken", "write", "resident", 0.05)


def reading(size):
    """Every scenario but posting, which changes what the others show."""
    goal = f"Ziel mit {size}"
    return [
        Scenario("Leitziel, aus dem Seitencache", goal, goal=0.6, kept=True),
        Scenario("Leitziel, neu gemacht", goal, goal=0.035),
        Scenario("Leitziel, angemeldet", goal, "resident", 0.025),
        Scenario("Suche in der Diskussion", f"{goal}, search"),
        Scenario("Strategie, neu gemacht", "strategy"),
        Scenario("Warteschlange der Moderation", "queue", "moderator", 0.015),
        Scenario("Beiträge der Auswertung", "contributions", "evaluator", 0.015),
    ]


def measure(options, folder):
    """Measure this checkout and, with ``options.against``, another one in the same run.

    Returns:
        A dict for ``report``: ``rows`` are what was measured, ``work`` what was counted.
    """
    sides = [Side("this", server.ROOT, options.database, options.comments, folder)]
    if options.against:
        root, url = options.against.resolve(), options.against_database
        sides.append(Side("against", root, url, options.comments, folder))
    with contextlib.ExitStack() as stack:
        for side in sides:
            stack.enter_context(side.running())
        result = {
            "commits": {side.name: report.commit(side.root) for side in sides},
            "machine": report.machine(options.database),
            **{name: getattr(options, name) for name in ("comments", "rounds", "seconds", "more")},
            "rows": list(take_rounds(sides, options)),
            "work": {side.name: side.work for side in sides},
        }
        for side in sides if options.more else ():
            server.content(side.env, "more", options.more, root=side.root)
            result["work"][f"{side.name}, more"] = side.count_work()
    return result


def take_rounds(sides, options):
    """Let sides and peers take turns, after a round to warm up; yields rows."""
    peers = {name: [] for name, _url in options.peer}
    for number in range(options.rounds + 1):
        print(f"round {number} of {options.rounds}", flush=True)
        order = sides if number % 2 else sides[::-1]
        for scenario in reading(options.comments[0]):
            for side in order:
                side.take(scenario, options.seconds)
        for name, url in options.peer:
            baseline = sides[0].baseline(options.seconds)["per_second"]
            found = wrk.ask(url, seconds=PEER_SECONDS, clients=CLIENTS)
            peers[name].append({**found, "ratio": found["per_second"] / baseline})
        if number == 0:
            for side in sides:
                side.samples.clear()
    for number in range(options.rounds):
        for side in sides if number % 2 else sides[::-1]:
            side.post(options.seconds)
    for side in sides:
        yield from side.rows()
    for name, samples in peers.items():
        yield {"page": name, "state": "peer", **summary(samples)}


def summary(samples):
    medians = {
        key: round(statistics.median(sample[key] for sample in samples), 4)
        for key in KEYS
        if key in samples[0]
    }
    return {**medians, "errors": sum(sample["errors"] for sample in samples)}


class Side:
    """A checkout that is measured, with its database, its content and two servers."""

    def __init__(self, name, root, url, sizes, folder):
        self.name, self.root, self.url, self.sizes = name, root, url, sizes
        self.folder = folder / name
        self.samples = {}

    @contextlib.contextmanager
    def running(self):
        self.folder.mkdir()
        database.create(self.url)
        with contextlib.closing(server.Redis(self.folder)) as redis, contextlib.ExitStack() as end:
            end.callback(database.drop, self.url)
            self.env = server.environment(self.url, self.folder, CACHE_URL=redis.url)
            self.content = server.load(self.env, self.root, self.sizes)
            self.work = self.count_work()
            with (
                server.serve({**self.env, "PAGE_CACHE": "True"}, self.root) as self.keeping,
                server.serve({**self.env, "PAGE_CACHE": "False"}, self.root) as self.making,
            ):
                for scenario in reading(self.sizes[0]):
                    self.check(scenario)
                yield

    def count_work(self):
        return server.content(self.env, "work", root=self.root)

    def check(self, scenario):
        """Fail unless the server shows the page whose work was counted."""
        site, _process = self.keeping if scenario.kept else self.making
        headers = {**server.PROXY, "Accept-Language": "de"}
        if scenario.who:
            headers["Cookie"] = f"__Host-sessionid={self.content['sessions'][scenario.who]}"
        page = Request(site + self.content["pages"][scenario.page][0], headers=headers)  # noqa: S310
        with urlopen(page) as answer:  # noqa: S310
            size = len(answer.read())
        counted = self.work[scenario.page][scenario.who]["bytes"]
        if abs(size - counted) > counted / 20:
            raise SystemExit(f"{self.name}, {scenario.label}: {size} bytes instead of {counted}")

    def take(self, scenario, seconds, script=""):
        """Measure the baseline and then the scenario, once."""
        site, process = self.keeping if scenario.kept else self.making
        url = site + self.content["pages"][scenario.page][0]
        session = "" if script else self.content["sessions"].get(scenario.who, "")
        baseline = self.baseline(seconds)
        found = self._ask(url, process, seconds, session=session, script=script)
        found["ratio"] = found["per_second"] / baseline["per_second"]
        self.samples.setdefault(scenario, []).append(found)
        return found

    def baseline(self, seconds):
        site, process = self.making
        while not (found := self._ask(f"{site}/bench/baseline", process, seconds))["requests"]:
            continue
        self.samples.setdefault("baseline", []).append(found)
        return found

    def post(self, seconds):
        """Post comments; one that was confirmed and is not there counts as an error."""
        before = database.value(self.url, COMMENTS)
        with wrk.post_script(self.content["writers"]) as script:
            found = self.take(POST, seconds, script)
        found["errors"] += max(0, found["requests"] - database.value(self.url, COMMENTS) + before)

    def rows(self):
        baseline = self.samples.pop("baseline")
        yield {"page": "Leerlauf (baseline)", "state": self.name, **summary(baseline)}
        for scenario, samples in self.samples.items():
            row = {"page": scenario.label, "state": self.name, "goal": scenario.goal}
            # What was counted is the making of a page.
            made = not scenario.kept and scenario != POST
            work = self.work[scenario.page][scenario.who] if made else {}
            yield {**row, **summary(samples), **work}

    def _ask(self, url, process, seconds, **how):
        before = self._processor_seconds(process)
        found = wrk.ask(url, seconds=seconds, clients=CLIENTS, **how)
        after = self._processor_seconds(process)
        used = [end - start for start, end in zip(before, after, strict=True)]
        # wrk leaves one request unanswered for each connection, and gunicorn does its work, too.
        found["processor_ms"] = 1000 * sum(used) / (found["requests"] + CLIENTS)
        found["busier_worker"] = max(used) / (sum(used) or 1)
        return found

    def _processor_seconds(self, process):
        """Processor time of each worker until now, once they and the database are idle."""
        found = None
        while found != (found := processor_seconds(process)) or database.value(self.url, BUSY):
            time.sleep(0.2)
        return found
