"""`run.py demo`: a full trial with invented people, served until stopped; nothing of it is lost between two runs.

Only the state folder (var/, or MITHAQ_STATE_DIR) holds data, and only `--fresh` deletes it, after saying so.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from .ground import (
    BUILD,
    PANGO,
    PYTHON,
    ROOT,
    STAMPS,
    VENV,
    Step,
    Stop,
    apt_install,
    child_environment,
    ensure_venv,
    has_pango,
    require_port,
    require_writable,
    run_steps,
    say,
)  # fmt: skip

FILL: tuple[Step, ...] = (
    ("prepare_database", "Preparing the database · قاعدة البيانات", ["requirements.lock", "*/migrations/*.py"], []),
    (
        "seed_demo",
        "Entering the demo people · بيانات تجريبية",
        ["associations/presets/**/*", "*/*/*/seed_demo.py", "demo/**/*.py"],
        [],
    ),
)


def run(options: argparse.Namespace) -> int:
    """Prepares what is missing, then serves until stopped; returns the exit code."""
    state = Path(os.environ.get("MITHAQ_STATE_DIR") or ROOT / "var").resolve()
    if not options.no_serve:
        require_port(options.host, options.port)
    require_writable(ROOT)
    own_state(state, options.fresh)
    ensure_venv()
    if not has_pango() and not apt_install(PANGO, "PDF letters"):
        say(
            "Going on without PDFs; each letter has a print view.",
            "يستمر التشغيل دون ملفات PDF؛ ولكل خطاب عرض للطباعة.",
        )
    environment = child_environment(state)
    run_steps(BUILD, VENV / STAMPS, environment)
    printed = run_steps(FILL, state / STAMPS, environment, chained=True)
    accounts = state / "demo-accounts.txt"
    if "seed_demo" in printed:
        accounts.write_text(printed["seed_demo"])
    if options.no_serve:
        say(f"{accounts.read_text()}\nReady. To serve it: python3 run.py demo", "كل شيء جاهز للتشغيل.")
        return 0
    return serve(options.host, options.port, environment, accounts.read_text())


def own_state(state: Path, fresh: bool) -> None:
    """Makes the demo's folder (with `fresh`, deletes it first); never touches a folder that holds anything else."""
    if state.exists() and any(state.iterdir()) and not (state / STAMPS).exists() and state != ROOT / "var":
        raise Stop(
            f"{state} holds other files. Give the demo an empty folder in MITHAQ_STATE_DIR.",
            "هذا المجلد يحوي ملفات أخرى. يُرجى تحديد مجلد فارغ للتجربة.",
        )
    if fresh and state.exists():
        say(f"→ Deleting {state} with all the demo's data · حذف بيانات التجربة")
        shutil.rmtree(state)
    require_writable(state)
    if not (state / STAMPS).exists() or not (state / "mithaq.sqlite3").exists():
        (state / STAMPS).write_text("{}")


def serve(host: str, port: int, environment: dict[str, str], accounts: str) -> int:
    """Serves until stopped; Django's own server steps in where gunicorn cannot start."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    shown = address.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]")
    environment = {**environment, "MITHAQ_PUBLIC_ADDRESS": f"http://{shown}"}  # links in the demo's messages
    # Threads, because browsers open spare connections: two of those would block two plain workers.
    gunicorn = ["-m", "gunicorn", "config.wsgi", "-w", "2", "--threads", "4", "--preload", "--no-control-socket"]
    gunicorn += ["--graceful-timeout", "3", "--log-level", "warning"]
    for command in (
        [*gunicorn, "-b", address],
        ["manage.py", "runserver", "--noreload", address],
    ):
        server = subprocess.Popen([str(PYTHON), *command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
        with contextlib.ExitStack() as work:
            work.callback(stop, server)
            if answers(server, host, port):
                work.enter_context(background(environment))
                say(f"{accounts}\nMithaq is open: http://{shown}/ (stop: Ctrl+C) · ميثاق يعمل على هذا العنوان")
                return server.wait()
        say("That server did not start.", "تعذر تشغيل هذا الخادم.")
    raise Stop("No server could start; their own messages stand above.", "تعذر التشغيل للسبب المذكور أعلاه.")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


@contextlib.contextmanager
def background(environment: dict[str, str]) -> Iterator[None]:
    """The work behind the pages (imports, batches), each in a process of its own; one that dies is started again."""
    ended = threading.Event()

    def keep_alive(command: str) -> None:
        while not ended.is_set():
            worker = subprocess.Popen(
                [str(PYTHON), "manage.py", command],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
            while worker.poll() is None and not ended.wait(0.5):
                pass
            stop(worker)
            ended.wait(2)

    commands = ("run_imports", "run_batches")
    threads = [threading.Thread(target=keep_alive, args=(command,), daemon=True) for command in commands]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def answers(server: subprocess.Popen[bytes], host: str, port: int, patience: float = 60) -> bool:
    """Waits for the first page. False when the server ended or stayed silent; stops when the page is an error."""
    until = time.monotonic() + patience
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(host, port, timeout=20)
            connection.request("GET", "/")
            status = connection.getresponse().status
            connection.close()
            if status >= 500:
                raise Stop(
                    f"The first page answers with error {status}; see above.", "الصفحة الأولى لا تعمل. التفاصيل أعلاه."
                )
            return True
        time.sleep(0.1)
    return False
