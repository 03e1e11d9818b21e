"""`storyreel resolve`: what a person decides about an unresolved purchase, as often as it takes.

Nothing is bought twice and no money is forgotten.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.kinds import CrewMember
from storyreel.film.assets import AssetStore
from storyreel.film.briefs import SoundBrief
from storyreel.film.errors import ProviderError, SettingsError, UnknownOutcomeError
from storyreel.film.frozen import Frozen
from storyreel.film.jobs import JobReport, Ticket
from storyreel.film.keys import content_key
from storyreel.graph.stages import Stage
from storyreel.project.bill import BillLine, bill_of
from storyreel.project.project import Project, open_project
from storyreel.project.unresolved import resolve
from storyreel.vault import open_vault
from storyreel.vault.budget import open_budget
from tasks.order import Order
from tasks.purchasing.purchase import Purchase
from tasks.purchasing.worker import carry_out
from tests.drills.counter_shop import USD, Shop, ShopSounds, ShopVideo

CLIP = "SC010-SH010 clip"
BRIEF = SoundBrief(sound="a kettle", seconds=1, seed=1)


class DeafShop(ShopVideo):
    """Takes the job and loses its answer; knows only its own jobs."""

    _block_type_name = "Deaf Shop"

    lists: str = "no"  # type: ignore[assignment] a test's own

    def submit(self, brief: Frozen, store: AssetStore) -> Ticket:
        super().submit(brief, store)
        raise UnknownOutcomeError("The shop did not answer and may have taken the job.")

    def ask(self, ticket: Ticket) -> JobReport:
        if ticket.job_id not in Shop(Path(self.folder)).jobs():
            raise ProviderError(
                f"The shop does not know the job {ticket.job_id}. What it cost is spent. `storyreel redo`"
                " asks for another take."
            )
        return super().ask(ticket)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "tea.fountain").write_text("INT. KITCHEN - NIGHT\n\nMARA stands.\n")
    return open_project(
        str(tmp_path / "tea.fountain"), str(tmp_path / "tea"), open_vault((tmp_path / "vault").as_uri())
    )


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "shop")


def stage_of(member: CrewMember) -> Stage:
    return Stage.CLIP if isinstance(member, ShopVideo) else Stage.SOUND


def order(
    project: Project,
    member: CrewMember,
    name: str = CLIP,
    brief: SoundBrief = BRIEF,
    budget: float | None = 2 * USD,
) -> Order:
    key = content_key(stage_of(member), 1, member.fingerprint(), brief)
    return Order(
        name=name,
        key=key,
        attempt=1,
        vault_url=project.vault.url,
        film=project.id,
        budget=project.id,
        budget_usd=budget,
    )


def make(project: Project, member: CrewMember, name: str = CLIP, brief: SoundBrief = BRIEF) -> None:
    """What a run does with one call."""
    asked = order(project, member, name, brief)
    claim = carry_out(asked, member, brief, stage_of(member))
    if claim.done is None and claim.ticket is not None:
        Purchase(asked, member, brief).collect(claim.number, claim.ticket)


def set_aside(project: Project) -> float:
    return sum(
        charge.reserved_usd
        for charge in open_budget(project.vault.assets.records, project.id).charges()
        if charge.spent_usd is None
    )


def test_a_wrong_job_is_named_again_until_it_is_the_right_one(project: Project, shop: Shop) -> None:
    """Each time the provider does not know it, the sentence says `storyreel resolve`.

    In the end one job is bought, billed once, and nothing stays set aside.
    """
    member = DeafShop(folder=str(shop.folder))
    with pytest.raises(
        UnknownOutcomeError, match=r"may have taken the job; the shop shows no list\. .*--job ID"
    ) as first:
        make(project, member)
    (job,) = shop.jobs()

    assert ".;" not in str(first.value)
    for wrong in ("mistyped", "mistyped-again", "mistyped", "a-third"):
        resolve(project, CLIP, wrong)
        assert set_aside(project) == USD
        with pytest.raises(
            UnknownOutcomeError,
            match=rf"does not know the job {wrong}\. .*storyreel resolve FILM \"{CLIP}\" --job ID.*--again",
        ) as said:
            make(project, member)
        assert "redo" not in str(said.value)
    resolve(project, CLIP, job)
    make(project, member)
    project.state.keys[CLIP] = order(project, member).key

    bill = bill_of(project, 0)
    assert list(shop.jobs()) == [job]
    assert [(line.what, line.usd, line.status) for line in bill.lines] == [(CLIP, USD, "in the film")]
    assert (bill.spent_usd, bill.reserved_usd) == (USD, 0)


def test_after_a_wrong_job_it_can_be_bought_again(project: Project, shop: Shop) -> None:
    """What was set aside counts as spent, once; the second purchase is set aside within the budget."""
    member = DeafShop(folder=str(shop.folder))
    with pytest.raises(UnknownOutcomeError):
        make(project, member)
    resolve(project, CLIP, "mistyped")
    resolve(project, CLIP, "mistyped-again")

    resolve(project, CLIP, "")
    with pytest.raises(UnknownOutcomeError):
        make(project, member)

    bill = bill_of(project, 0)
    assert len(shop.jobs()) == 2
    assert (bill.spent_usd, bill.reserved_usd) == (USD, USD)
    with pytest.raises(ProviderError, match=r"\$0\.00 is left of the budget"):
        make(project, DeafShop(folder=str(shop.folder)), "another", BRIEF.model_copy(update={"seed": 2}))


def test_the_same_job_named_twice_changes_nothing(project: Project, shop: Shop) -> None:
    """Also if it was not collected in between."""
    with pytest.raises(UnknownOutcomeError):
        make(project, DeafShop(folder=str(shop.folder)))
    (job,) = shop.jobs()

    resolve(project, CLIP, job)
    resolve(project, CLIP, job)

    assert set_aside(project) == USD
    assert project.vault.ledger.attempt(order(project, DeafShop(folder="")).key).number == 1


@pytest.mark.parametrize(
    "job", ["../x", "a/b", "a\\b", "a b", " a", "a\n", "..", "?", "x" * 201, "a#b", "a%2f"]
)
def test_what_is_no_id_of_a_job_is_refused(project: Project, shop: Shop, job: str) -> None:
    """A path, a blank, too long: a sentence, and the call stays as it is."""
    with pytest.raises(UnknownOutcomeError):
        make(project, DeafShop(folder=str(shop.folder)))

    with pytest.raises(
        SettingsError, match=r"is not an id of a job: at most 200 characters.*Nothing was changed"
    ):
        resolve(project, CLIP, job)

    assert project.vault.ledger.job_ids() == frozenset()


def test_one_job_is_not_collected_for_two_shots(project: Project, shop: Shop) -> None:
    """The shot that has it is named.

    One that gave it back, because it was the wrong one, does not hold it.
    """
    member, other, brief = (
        DeafShop(folder=str(shop.folder)),
        "SC010-SH020 clip",
        BRIEF.model_copy(update={"seed": 2}),
    )
    for name, asked in ((CLIP, BRIEF), (other, brief)):
        with pytest.raises(UnknownOutcomeError):
            make(project, member, name, asked)
    first, second = shop.jobs()
    resolve(project, CLIP, second)

    with pytest.raises(
        SettingsError, match=rf"The job '{second}' is collected for {CLIP} already.*Nothing was changed"
    ):
        resolve(project, other, second)
    resolve(project, CLIP, first)
    make(project, member)
    with pytest.raises(SettingsError, match=rf"is collected for {CLIP} already"):
        resolve(project, other, first)
    resolve(project, other, second)
    make(project, member, other, brief)

    assert len(shop.jobs()) == 2
    assert set_aside(project) == 0


class DeafSounds(ShopSounds):
    """Makes the sound and loses it."""

    _block_type_name = "Deaf Sounds"

    def design(self, brief, store):
        super().design(brief, store)
        raise UnknownOutcomeError("The shop did not answer.")


def test_an_unresolved_purchase_keeps_its_words_in_json() -> None:
    """`bill` prints 'unresolved'; `bill --json` says 'in doubt' under `standing`, as before."""
    line = BillLine(what=CLIP, usd=USD, status="unresolved")

    assert line.model_dump(mode="json", by_alias=True)["standing"] == "in doubt"


def test_a_service_that_keeps_no_job_is_only_asked_again(project: Project, shop: Shop) -> None:
    """`--job` is neither offered nor taken; with `--again` it is bought on the person's word."""
    member = DeafSounds(folder=str(shop.folder))
    with pytest.raises(
        UnknownOutcomeError, match=r"keeps no job to collect: type.*--again` to buy it again"
    ) as said:
        make(project, member)

    assert "--job" not in str(said.value)
    with pytest.raises(SettingsError, match=r"answers at once and keeps no job.*Type --again"):
        resolve(project, CLIP, "job-0001")
    resolve(project, CLIP, "")
    make(project, ShopSounds(folder=str(shop.folder)))

    assert len(shop.jobs()) == 2
    assert bill_of(project, 0).spent_usd == 2 * USD


def test_a_job_that_was_named_where_none_is_kept_stops_nothing(project: Project, shop: Shop) -> None:
    """A ticket that stands there already is passed over: the sentence asks for --again."""
    member = DeafSounds(folder=str(shop.folder))
    key = order(project, member).key
    with pytest.raises(UnknownOutcomeError):
        make(project, member)
    project.vault.ledger.ticket(key, 1, Ticket(provider="shop", job_id="job-0001").model_dump(mode="json"))

    with pytest.raises(UnknownOutcomeError, match="--again"):
        make(project, member)
    resolve(project, CLIP, "")
    make(project, ShopSounds(folder=str(shop.folder)))

    assert project.vault.ledger.attempt(key).done is not None


def test_what_is_not_unresolved_is_named(project: Project, shop: Shop) -> None:
    """The sentence says what is."""
    with pytest.raises(UnknownOutcomeError):
        make(project, DeafShop(folder=str(shop.folder)))

    with pytest.raises(
        SettingsError, match=f"No unresolved purchase is called 'title'; unresolved are: {CLIP}"
    ):
        resolve(project, "title", "x")
