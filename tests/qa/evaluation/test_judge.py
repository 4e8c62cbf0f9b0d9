"""The judge's votes are read strictly, the majority decides, and disagreement is reported."""

import pytest

from qa.evaluation.judge import Claim, Judged, claims, judge, report
from qa.models import chat_model
from qa.opinion import read_vote
from qa.settings import load
from tests.qa.evaluation.samples import outcome
from tests.scripted_server import Reply, ScriptedServer

CLAIM = Claim("q", "support", "<statement>It sails.</statement>", ours=True)


@pytest.mark.parametrize(
    ("reply", "vote"),
    [
        ('{"supported": true}', True),
        ('```json\n{"supported": false}\n```', False),
        ('I first thought {"supported": true}, but: {"supported": false}', False),
        ('{"supported": "true"}', None),
        ('{"verdict": true}', None),
        ("supported", None),
        ("", None),
        ("{[", None),
    ],
)
def test_a_vote_is_what_the_last_json_object_says(reply: str, vote: bool | None) -> None:
    """A guess at what an unreadable vote meant would count as a verdict."""
    assert read_vote(reply, "supported") is vote


@pytest.mark.parametrize(
    ("votes", "verdict", "asked"),
    [
        (["true", "true"], True, 2),
        (["true", "false", "false"], False, 3),
        (["?", "true", "true"], True, 3),
        (["?", "true", "false"], None, 3),
        (["?", "?", "?"], None, 3),
    ],
)
def test_two_of_three_votes_decide(
    votes: list[str], verdict: bool | None, asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a real HTTP connection: each vote is a request of its own, at temperature 0."""
    replies = [Reply((f'{{"supported": {vote}}}',)) for vote in votes]
    with ScriptedServer(*replies) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        found = judge(chat_model("openai:scripted", load()), [CLAIM], lambda done, total: None)
        assert found == [Judged(CLAIM, verdict)]
        assert len(server.requests) == asked
        assert server.requests[0]["temperature"] == 0


def test_what_is_judged() -> None:
    """Each cited sentence under its quotes, each expected fact under the answer; abstentions are not judged."""
    found = list(claims([outcome("a", 1), outcome("b", 0)]))
    assert [(c.question_id, c.kind, c.ours) for c in found] == [("a", "support", True), ("a", "fact", True)]
    assert "The ferry has sailed since 1957." in found[0].text
    assert "[1]" not in found[1].text


def test_agreement_by_hand() -> None:
    """Three of four agree; the disputed question is named."""
    pairs = [(True, True), (True, False), (False, False), (True, True)]
    judged = [Judged(Claim(f"q{i}", "support", "", ours), theirs) for i, (ours, theirs) in enumerate(pairs)]
    found = report([*judged, Judged(CLAIM, None)], "openai:judge")
    assert found["faithfulness"]["value"] == 0.5
    assert found["faithfulness_unreadable"] == 1
    assert found["faithfulness_agreement"] == {
        "observed": 0.75, "kappa": pytest.approx(0.5), "only_ours": 1, "only_judge": 0, "disputed": ["q1"]
    }  # fmt: skip
    assert found["correctness"] is None
