"""A member that was saved in Prefect as a block is found by its name, whichever module its class is in."""

from __future__ import annotations

import sys

import pytest

from tests.flows.installation import Install

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("server")]
SAVE = """
from studio.server import join_server
join_server()
from blocks.providers.fal import FalStills
FalStills(model="fal-ai/mine").save("mine")
"""
NAME = """
from studio.server import join_server
join_server()
from blocks.roster import build
from storyreel.film.errors import SettingsError
print(build("images", "block:fal-stills/mine", "en-us").model)
wrong = [("video", "fal-stills/mine"), ("images", "nobodys-block/mine"), ("images", "fal-stills/other")]
for capability, slug in wrong:
    try:
        build(capability, f"block:{slug}", "en-us")
    except SettingsError as error:
        print(error)
"""


def test_a_saved_block_is_named_in_a_process_that_has_not_loaded_its_class(house: Install) -> None:
    """Its settings come with it.

    One of another capability, and one that is not there, are refused with its name.
    """
    saved = house.run(command=(sys.executable, "-c", SAVE))
    named = house.run(command=(sys.executable, "-c", NAME))
    lines = named.out.splitlines()

    assert saved.code == named.code == 0, saved.err + named.err
    assert lines[0] == "fal-ai/mine"
    assert "is a FalStills, and a VideoGenerator is accepted" in lines[1]
    assert "No block 'nobodys-block/mine' is saved" in lines[2]
    assert "No block 'fal-stills/other' is saved" in lines[3]
