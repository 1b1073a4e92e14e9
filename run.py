#!/usr/bin/env python3
"""Two commands from a fresh clone: `demo` serves a full trial of Mithaq, `test` runs its whole suite.

Guaranteed: standard library only; what a person can mend is said in one sentence, in English and Arabic, never as a
traceback; a second run repeats only what changed. `lint` checks how the code is written. Pythons from 3.6 on must
still parse this file, to be told that they are too old; the work itself is in deploy/commands/.
"""

import argparse
import os
import signal
import sys

TOO_OLD_OR_NEW = (
    "Mithaq needs Python 3.11, 3.12 or 3.13 on Linux or macOS; this is Python {} on {}. "
    "Where python3.11 is installed, run: python3.11 run.py demo\n"
    "يحتاج ميثاق إلى بايثون 3.11 أو 3.12 أو 3.13 على لينكس أو ماك. يُرجى التشغيل بإصدار منها.\n"
)

if not (3, 11) <= sys.version_info[:2] <= (3, 13) or os.name == "nt":
    version = ".".join(map(str, sys.version_info[:3]))
    sys.stdout.buffer.write(TOO_OLD_OR_NEW.format(version, sys.platform).encode("utf-8"))
    sys.stdout.flush()
    sys.exit(1)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line; what `test` does not know is for pytest, anything else unknown ends with usage and code 2."""
    parser = argparse.ArgumentParser(prog="run.py", description="Mithaq's commands · أوامر ميثاق", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    trial = commands.add_parser("demo", help="prepare a trial with invented people, and serve it", allow_abbrev=False)
    trial.add_argument("--port", type=port_number, default=8000)
    trial.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in; never for real data")
    trial.add_argument("--no-serve", action="store_true", help="prepare everything, then stop")
    trial.add_argument("--fresh", action="store_true", help="delete the demo's data first (var/ only)")
    suite = commands.add_parser("test", help="run the suite; further arguments go to pytest", allow_abbrev=False)
    only = suite.add_mutually_exclusive_group()
    only.add_argument("--sqlite-only", action="store_true")
    only.add_argument("--postgres-only", action="store_true")
    commands.add_parser(
        "lint", help="formatting, style, types, migrations, settings, translations", allow_abbrev=False
    )
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"unknown: {' '.join(rest)}")
    options.pytest = [word for word in rest if word != "--"]
    return options


def port_number(text: str) -> int:
    """A TCP port."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port from 1 to 65535")


def main(arguments: list[str]) -> int:
    """Runs one command; a mendable fault is a sentence, Ctrl+C a quiet end with everything started here stopped."""
    from deploy.commands import demo, lint, suite
    from deploy.commands.ground import Stop, say

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    for number in (signal.SIGTERM, signal.SIGHUP):  # what was started here is ended, also when the terminal closes
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda received, _: sys.exit(128 + received))
    options = parse(arguments)
    try:
        return {"demo": demo.run, "test": suite.run, "lint": lint.run}[options.command](options)
    except Stop as stop:
        say(str(stop), stop.arabic)
        return 1
    except KeyboardInterrupt:
        say("\nStopped · توقف")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
