import socket
import urllib.request

import pytest

from hld_portal.operations import programs
from hld_portal.operations.processes import stop
from hld_portal.operations.run import take_port
from tests.services import until


def test_taken_port_is_refused_with_a_sentence(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit):
            take_port(port)

    assert capsys.readouterr().err == (
        f"error: port {port}: another program uses it; choose another with --port N.\n"
    )


def test_nobody_comes_in_between_while_the_portal_is_prepared():
    with take_port(0) as door, socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as every server does

        with pytest.raises(OSError, match="in use"):
            other.bind(door.getsockname())


def test_the_web_program_answers_at_its_door_and_leaves_it_to_the_next_run(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_HOME", str(tmp_path))
    with take_port(0) as door:
        port = door.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        web = programs.web(door=door, shared=programs.environment(redis_url="redis://", url=url))
        web.start()
        try:
            until(web.answers, seconds=60, what="the web program")
            with urllib.request.urlopen(f"{url}/healthz/") as answer:
                assert answer.read() == b"ok"
        finally:
            stop([web])

    with take_port(port) as again:
        assert again.getsockname()[1] == port
