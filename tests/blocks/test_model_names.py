"""Settings of a film.toml from a stranger: none becomes another host or another path of a provider's."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from blocks.crew import assemble
from blocks.google_domains import ENDINGS
from blocks.providers.gtts_speech import GttsSpeech
from blocks.roster import MEMBERS, build, provider
from storyreel.film.errors import SettingsError
from storyreel.project.settings import FilmSettings

WAYS_OUT = (
    "evil.example/../x",
    "../../v1/files",
    "//evil.example/x",
    "http://evil.example/x",
    "/x",
    "x/",
    "a//b",
    "a?b=c",
    "a#b",
    "a b",
    "a\\b",
    "a\0b",
    "a\nb",
    "%2e%2e/x",
    "x@evil.example",
    ".",
    "..",
    "",
    "é",
    "x" * 300,
)
MODELLED = [
    (capability, name)
    for capability, known in MEMBERS.items()
    for name in known
    if "model" in provider(capability, name).usual and provider(capability, name).sends_model_name
]
"""Those whose model is named to somebody else. A model of one's own card may be a folder."""


@pytest.mark.parametrize("model", [model for model in WAYS_OUT if model])
@pytest.mark.parametrize(("capability", "name"), MODELLED)
def test_no_model_leads_to_another_address(capability: str, name: str, model: str) -> None:
    """Of no member at all, and nothing is asked."""
    with pytest.raises(SettingsError, match=rf"models\.{capability} is .*Nothing was sent"):
        build(capability, name, "en-us", model)


@pytest.mark.parametrize(
    "model",
    [
        "ray-3.2",
        "fal-ai/ltx-2.3/image-to-video/fast",
        "ft:gpt-4o-mini:acme::a1B2",
        "hf.co/org/model:Q4_K_M",
        "llama3.1:8b",
    ],
)
def test_what_models_are_called_is_accepted(model: str) -> None:
    assert (
        assemble("animatic", "en-us", {"writer": ("local",)}, {"writer": model})
        .writer.fingerprint()
        .startswith(f"local-openai/{model}/")
    )


@pytest.mark.parametrize(
    "model",
    [
        "evil.example/x",
        "evil",
        "co.evil",
        "com.evil.example",
        "com@evil",
        "com\n",
        "COM",
        "",
        "zip",
        "dev",
        "app",
        "co",
    ],
)
def test_a_narrator_who_asks_another_host_is_refused(model: str) -> None:
    """At construction, however it is built; Google's own domains are named."""
    with pytest.raises(ValidationError, match=r"'co\.uk'"):
        GttsSpeech(model=model)
    if model:
        with pytest.raises(SettingsError, match=r"models\.narrator is"):
            assemble("animatic", "en-us", {"narrator": ("gtts",)}, {"narrator": model})


def test_endings_that_gtts_documents_are_accepted() -> None:
    """Its table of accents."""
    for ending in (
        "com",
        "com.au",
        "co.uk",
        "us",
        "ca",
        "co.in",
        "ie",
        "co.za",
        "com.ng",
        "fr",
        "com.br",
        "pt",
        "com.mx",
        "es",
    ):
        assert GttsSpeech(model=ending).model in ENDINGS


@pytest.mark.parametrize(
    "slug", ["../../admin", "a/b/c", "a", "a/../b", "a/b?c", "A/b", "a/b\n", "/", "a/" + "b" * 200]
)
def test_a_saved_block_of_a_name_that_leads_elsewhere_is_not_looked_for(slug: str) -> None:
    """Prefect's server is not asked."""
    with pytest.raises(SettingsError, match="not a name of a saved block"):
        build("video", f"block:{slug}", "en-us")


def test_sixty_thousand_members_are_refused_before_anybody_is_built() -> None:
    """From Python, too."""
    with pytest.raises(SettingsError, match=r"60,000 members; up to 8"):
        assemble("animatic", "en-us", {"video": ("fal",) * 60_000})


@pytest.mark.parametrize("language", ["../../x", "en/..", "en us", "e" * 40, "en" + "-a" * 40])
def test_a_language_is_no_path(language: str) -> None:
    """It chooses a voice's file."""
    with pytest.raises(ValidationError):
        FilmSettings(language=language)
