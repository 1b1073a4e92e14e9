"""A private PostgreSQL server for one run of the suite: nobody else can reach it, and nothing of it stays behind.

The role it hands out owns the test databases but is no superuser and cannot bypass row-level security, so that the
second wall between associations binds in tests as it does in production. Standard library only: run.py imports it.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Nothing here outlives the run, so nothing is waited for on disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_parallel_workers_per_gather=0")


@contextlib.contextmanager
def throwaway_postgres(binaries: Path) -> Iterator[str]:
    """Yields a DATABASE_URL; the server and its folder are gone afterwards, also after a failure or Ctrl+C.

    Raises RuntimeError with the server's own words when it cannot start.
    """
    # /tmp, not TMPDIR: a socket's path may be 107 characters long.
    folder = Path(tempfile.mkdtemp(prefix="mithaq-pg-", dir="/tmp"))
    identity, port, password = _identity(), _free_port(), secrets.token_hex(16)
    server = None
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        _initialise(binaries, folder, identity)
        server = _start(binaries, folder, port, identity)
        _wait(server, binaries, folder, port, identity)
        role = f"CREATE ROLE mithaq LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'"
        psql = [binaries / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--host={folder}"]
        psql += [f"--port={port}", "--username=postgres", "--dbname=postgres", "-c", role]
        _run([*psql, "-c", "CREATE DATABASE mithaq OWNER mithaq"], folder, identity)
        yield f"postgres://mithaq:{password}@127.0.0.1:{port}/mithaq"
    finally:
        if server:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(binaries: Path, folder: Path, identity: dict[str, Any]) -> None:
    """No password over the socket, which only its owner can open; over TCP the superuser has none, so cannot enter."""
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    initdb = [binaries / "initdb", f"--pgdata={folder / 'data'}", "--username=postgres", "--no-sync"]
    initdb += ["--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", f"--locale={locale}"]
    _run(initdb, folder, identity)


def _start(binaries: Path, folder: Path, port: int, identity: dict[str, Any]) -> subprocess.Popen[bytes]:
    """The server, in a session of its own: Ctrl+C must reach pytest first."""
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder]
    for setting in ("listen_addresses=127.0.0.1", *FAST):
        command += ["-c", setting]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **identity,
        )


def _identity() -> dict[str, Any]:
    """Whom the server runs as: PostgreSQL refuses root, so root lends it the account `postgres`, or `nobody`."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[Any], folder: Path, identity: dict[str, Any]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **identity,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stdout.strip()}")


def _wait(server: subprocess.Popen[bytes], binaries: Path, folder: Path, port: int, identity: dict[str, Any]) -> None:
    until = time.monotonic() + 60
    ready: list[str | Path] = [binaries / "pg_isready", "-q", "-h", folder, "-p", str(port)]
    while subprocess.run(ready, env=_environment(), cwd=folder, **identity).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
        time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown first: open connections are cut, children end with the server."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()
