"""One web process of `madoguchi serve`: the app, and its end when the server that started it is gone."""

import gc
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.process import BaseProcess

from flask import Flask

from booking.app import create_app
from booking.cli import stalled
from booking.cli.web_server import WILL_BE_STOPPED
from booking.processors import gathering
from booking.settings.config import config_from_environment
from booking.wsgi.gathered import Gathered
from booking.wsgi.leaving import Leaving
from booking.wsgi.request_bodies import waiting_for_bodies


def app() -> Flask:
    """The app as the environment configures it; called once in each web process."""
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    made = create_app(config_from_environment())
    _gather(made)
    leaving = made.wsgi_app = Leaving(made.wsgi_app)  # type: ignore[method-assign]  # Flask's way
    signal.signal(WILL_BE_STOPPED, lambda _number, _frame: leaving.begin())
    stalled.watch(waiting_for_bodies(made), is_leaving=lambda: leaving.begun)
    # What starting left behind goes now, and what stays is not looked through again: it lives as long as the process.
    gc.collect()
    gc.freeze()
    return made


def _gather(app: Flask) -> None:
    together = gathering()
    if together is not None:
        app.wsgi_app = Gathered(app.wsgi_app, together)  # type: ignore[method-assign]  # Flask's way
        together.watch()


def _end_with(server: BaseProcess) -> None:
    """Finish what is being answered and stop once the server has gone.

    After a kill -9 nobody else would: the process would keep the port, and with it the pipe that tells the
    scheduler's process whether the server still runs. A process that has only begun to start would not heed the
    first signal, so it is told until it has gone.
    """
    server.join()
    while True:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
