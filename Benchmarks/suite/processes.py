"""Runs one cold process and takes its time and memory from the operating system.

Import nothing large beside this: a child starts with the peak memory of the process that it was
forked from, so that the caller must stay smaller than what it measures.
"""

import os
import signal
import threading
import time
from dataclasses import dataclass


@dataclass
class Usage:
    """What one process took; memory is that of the largest process of its tree."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float
    exit_code: int
    timed_out: bool


def run(arguments, folder, limit):
    """One process with its children, in a folder, ended after `limit` seconds.

    What it prints goes to log.txt in the folder.
    """
    begin = time.perf_counter()
    process = os.fork()
    if process == 0:
        try:
            os.setsid()
            os.chdir(folder)
            sink = os.open("log.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(sink, 1)
            os.dup2(sink, 2)
            os.execvp(arguments[0], arguments)
        finally:
            os._exit(127)
    expired = threading.Event()

    def end():
        expired.set()
        os.killpg(process, signal.SIGKILL)

    timer = threading.Timer(limit, end)
    timer.start()
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    timer.cancel()
    return Usage(
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        os.waitstatus_to_exitcode(status),
        expired.is_set(),
    )
