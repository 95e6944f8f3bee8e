"""Posting over HTTP on SQLite, screening and events included: Townhall and Isso, in turn in one run."""

import tempfile
from pathlib import Path

from benchmarks.isso_server import WRITTEN as ISSO_WRITTEN
from benchmarks.isso_server import isso
from benchmarks.measure import in_turn, table, wrk
from benchmarks.townhall_server import WRITTEN, townhall

CONNECTIONS = 8
# Other words each time: who says the same again is asked whether they meant to.
_WORDS = """
local function letter() return string.char(math.random(97, 122)) end
local function words() return (("xxxxxx "):rep(40):gsub("x", letter)) end
"""
_TOWNHALL = """
math.randomseed(os.time() + os.clock() * 1e6)
local function hex() return string.format("%x", math.random(0, 15)) end
WORDS
function request()
  local id = ("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"):gsub("x", hex)
  return wrk.format("PUT", "/api/v1/comments/" .. id, {
    ["Content-Type"] = "application/json", ["Origin"] = "ORIGIN", ["Cookie"] = "COOKIE"
  }, '{"thread": "THREAD", "body": "' .. words() .. '"}')
end
"""
_ISSO = """
math.randomseed(os.time() + os.clock() * 1e6)
WORDS
function request()
  return wrk.format("POST", "/new?uri=THREAD", {
    ["Content-Type"] = "application/json", ["Origin"] = "http://127.0.0.1:8099"
  }, '{"author": "Amal", "email": "amal@example.org", "title": "Bench", "text": "' .. words() .. '"}')
end
"""


def run() -> str:
    """Measure, and return the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with townhall(folder) as ours, isso(folder) as peer:
            ours_script, peer_script = folder / "townhall.lua", folder / "isso.lua"
            filled = {"ORIGIN": ours.address, "COOKIE": ours.cookie, "THREAD": WRITTEN, "WORDS": _WORDS}
            ours_script.write_text(_filled(_TOWNHALL, filled))
            peer_script.write_text(_filled(_ISSO, {"THREAD": ISSO_WRITTEN, "WORDS": _WORDS}))
            rates = in_turn(
                {
                    "Townhall": lambda: wrk(ours.address, connections=CONNECTIONS, script=ours_script),
                    "Isso": lambda: wrk(peer, connections=CONNECTIONS, script=peer_script),
                }
            )
    base = rates["Isso"].per_second
    rows = [
        (
            name,
            f"{rate.per_second:,.0f}",
            f"{rate.per_second / base:.2f} ×",
            f"{rate.p50:.1f}",
            f"{rate.p99:.1f}",
            rate.bad,
        )
        for name, rate in rates.items()
    ]
    head = ("280 characters, 8 connections, one core", "posts/s", "of Isso", "p50 ms", "p99 ms", "errors")
    return table("Posting on SQLite (every 201 is on disk: journal WAL, synchronous FULL)", head, rows)


def _filled(script: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        script = script.replace(name, value)
    return script


if __name__ == "__main__":
    print(run())
