"""A program that is killed while it works."""
import os
import signal
import subprocess
import tempfile
import time


def acknowledged_until_killed(command, delay, after_the_first):
    """The numbers that `command` printed, one a line, until it was killed with SIGKILL; and what it said on stderr.

    It is killed `delay` seconds after its start, or after its first line: a busy machine may let it come to nothing in the
    first case. A last line that was not finished was not acknowledged.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output, tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        program = subprocess.Popen(command, stdout=output, stderr=errors)
        if after_the_first:
            end = time.monotonic() + 60
            while os.fstat(output.fileno()).st_size == 0 and program.poll() is None and time.monotonic() < end:
                time.sleep(0.002)
        time.sleep(delay)
        program.send_signal(signal.SIGKILL)
        program.wait()
        output.seek(0)
        errors.seek(0)
        return [int(line) for line in output if line.endswith("\n")], errors.read()
