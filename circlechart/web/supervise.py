"""Pages and worker, which live and die together, and the live process, which may come and go."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
DIE_WITH_PARENT = 1  # prctl(PR_SET_PDEATHSIG)
STOP_SECONDS = 15
AGAIN_SECONDS = 2.0


def run_all(port: int, host: str = "127.0.0.1", *, live_port: int, ready: Callable[[], None]) -> int:
    """This function will run pages and worker as children until it is told to stop; when one ends, all end.

    Beside them runs the live process, without which the pages go on asking: when it ends it is started again.
    `ready` is called once, as soon as the pages take connections.
    """
    python = sys.executable
    pages = [python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1"]
    pages += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "circlechart.web.wsgi:application"]
    worker = [python, "-m", "django", "procrastinate", "worker", "--concurrency", "1"]
    children = [_child(pages), _child(worker)]
    live = Live(host, live_port)
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    told = False
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
        live.keep()
        if not told and _listens(host, port):
            told = True
            ready()
    failed = not stopping
    children.append(live.process)
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
        _end_group(child.pid)
    print("A part of Circlechart stopped by itself; the lines above say why." if failed else "Stopped.", flush=True)
    return 1 if failed else 0


def live_words(host: str, port: int) -> list[str]:
    """This function will say how the live process is started; told to stop, it lets its pages go after a second."""
    words = [sys.executable, "-m", "uvicorn", "circlechart.base.live.process:application", "--lifespan", "on"]
    words += ["--host", host, "--port", str(port), "--no-access-log", "--log-level", "error", "--no-server-header"]
    return [*words, "--timeout-graceful-shutdown", "1"]


class Live:
    """The process that tells open pages of changes; restarted a little later when it ends, however it ended."""

    def __init__(self, host: str, port: int) -> None:
        self.words = live_words(host, port)
        self.process = _child(self.words)
        self.ended_at: float | None = None

    def keep(self) -> None:
        """This function will start it again when it has ended and the pause is over."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        self.ended_at = self.ended_at or now
        if now - self.ended_at >= AGAIN_SECONDS:
            self.process, self.ended_at = _child(self.words), None


def _end_group(leader: int) -> None:
    """What a child started and left behind when it was told to stop while it was itself still starting."""
    deadline = time.monotonic() + STOP_SECONDS
    told: int = signal.SIGTERM
    while time.monotonic() < deadline:
        try:
            os.killpg(leader, told)
        except ProcessLookupError:
            return
        told = 0  # from now on it only asks whether somebody is left
        time.sleep(0.1)
    os.killpg(leader, signal.SIGKILL)


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _child(words: list[str]) -> "subprocess.Popen[bytes]":
    # its own process group, so that Ctrl-C reaches only us and we stop things in order
    return subprocess.Popen(words, cwd=ROOT, preexec_fn=_tied_to_parent)


def _tied_to_parent() -> None:
    os.setpgrp()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
