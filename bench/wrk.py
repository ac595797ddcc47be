"""``wrk``, the load generator: how many requests a URL answers."""

import contextlib
import re
import secrets
import subprocess
import tempfile

from .server import PROXY

# Each request by a connection of its own, as nginx asks: a connection that is kept stays with
# one worker, and in half of the runs all of them stayed with the same.
HEADERS = {**PROXY, "Connection": "close", "Accept-Encoding": "gzip", "Accept-Language": "de"}


def ask(url, *, seconds, clients=8, session="", script=""):
    """Ask for a URL again and again, with a cookie of ``session`` or as a ``script`` (Lua) says.

    Returns:
        A dict of requests in all and per second, milliseconds of the median, and the number of
        errors (statuses from 400 on, lost connections).
    """
    headers = {**HEADERS, **({"Cookie": f"__Host-sessionid={session}"} if session else {})}
    command = ["wrk", "--threads", "1", "--connections", str(clients), "--latency"]
    command += ["--duration", f"{seconds}s", "--timeout", "60s"]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    if script:
        command += ["--script", script]
    said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout  # noqa: S603
    errors = re.findall(r"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write) (\d+)", said)
    median, unit = re.search(r"50%\s+([\d.]+)(us|ms|s|m)\b", said).groups()
    return {
        "requests": int(re.search(r"(\d+) requests in", said)[1]),
        "per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        "p50_ms": round(float(median) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit], 2),
        "errors": sum(int(number) for found in errors for number in found if number),
    }


@contextlib.contextmanager
def post_script(sessions):
    """A script that posts a new comment with each request, as the users of ``sessions``."""
    headers = {**HEADERS, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Host": "127.0.0.1", "Origin": "https://127.0.0.1"}
    keys = ",".join(f'"{key}"' for key in sessions)
    fixed = ",".join(f'["{name}"]="{value}"' for name, value in headers.items())
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(POST % {"keys": keys, "headers": fixed, "run": secrets.token_hex(4)})
        file.flush()
        yield file.name


POST = """
local sessions, headers, n = {%(keys)s}, {%(headers)s}, 0
-- No two runs of wrk write the same.
local run = "%(run)s" .. os.time() .. tostring({}):sub(8)
request = function()
  n = n + 1
  headers["Cookie"] = "__Host-sessionid=" .. sessions[n %% #sessions + 1]
  local body = "category=vorschlag&text=Kommentar+" .. run .. "+" .. n
  return wrk.format("POST", nil, headers, body)
end
"""
