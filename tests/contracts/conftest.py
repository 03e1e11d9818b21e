"""A studio of fake services for the paid members."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.model_host import TOKEN, model_host
from tests.fakes.screenwriting import register
from tests.fakes.speech_server import FakeSpeechServer
from tests.fakes.studio import Studio


@pytest.fixture(scope="package", autouse=True)
def studio() -> Iterator[Studio]:
    """Every service, a model host and a speech server on loopback, and the person's keys for them."""
    with Studio(latency=0.001) as opened, model_host() as host, pytest.MonkeyPatch.context() as patch:
        register(opened)
        for name, value in opened.environment().items():
            patch.setenv(name, value)
        patch.setenv("STORYREEL_LOCAL_URL", opened.url("openai"))
        patch.setenv("STORYREEL_HOST_URL", host.address)
        patch.setenv("STORYREEL_HOST_TOKEN", TOKEN)
        with FakeSpeechServer.serving() as server:
            patch.setenv("STORYREEL_SPEECH_URL", server.url)
            yield opened
