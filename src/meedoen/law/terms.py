# SPDX-License-Identifier: EUPL-1.2
"""Open terms: what a higher law leaves to a lower regulation, and who fills it here and now.

Lex superior goes first, then lex posterior. Ordinances count for their own territory only; while
the territory is unknown, the answer is decided only when all of them and the default agree.
"""

from __future__ import annotations

from typing import Any

from meedoen.law.answers import Mode
from meedoen.law.errors import LawError, UnfilledTerm
from meedoen.law.grammar import SCOPES
from meedoen.law.model import Article, OpenTerm
from meedoen.law.operations.logic import doubted, settled
from meedoen.law.values import ABSENT, Unknown, same


def fill(frame: Any, term: OpenTerm) -> Any:
    """Find who fills `term` here and now; unknown territory leaves only what all share."""
    target = (frame.article.law.id, frame.article.number, term.name)
    candidates = frame.run.corpus.implementers(target, term, frame.run.on)
    for candidate in candidates:
        frame.run.consulted[candidate.law] = None
    local = [a for a in candidates if a.law.scope]
    everywhere = [a for a in candidates if not a.law.scope]
    for kind in SCOPES:
        mine = [a for a in local if a.law.scope and a.law.scope[0] == kind]
        if not mine:
            continue
        code = _territory(frame, kind)
        if code.__class__ is Unknown:
            return _anywhere(frame, term, everywhere, mine, kind, code)
        everywhere += [a for a in mine if a.law.scope and a.law.scope[1] == code]
    return _filled(frame, term, everywhere, frame.env)


def _territory(frame: Any, kind: str) -> Any:
    code = frame.known_fact(kind)
    if code is ABSENT:
        declared = frame.article.parameters.get(kind)
        if frame.run.mode is Mode.STRICT:
            return None
        return frame.run.absent(frame.article, kind, declared is None or declared.required)
    return code


def _anywhere(
    frame: Any, term: OpenTerm, always: list[Article], mine: list[Article], kind: str, gap: Unknown
) -> Any:
    """The value when it is unknown which territory applies: decided only if all agree."""
    ways: list[Any] = []
    complete = True
    codes = sorted({a.law.scope[1] for a in mine if a.law.scope})
    for code in [None, *codes]:
        here = [a for a in mine if a.law.scope and a.law.scope[1] == code]
        env = frame.run.bind(frame.env, {kind: code}) if code else frame.env
        try:
            ways.append(_filled(frame, term, always + here, env))
        except LawError:
            complete = False
    if frame.run.explain:
        frame.tell(kind, gap)
    return settled(gap, ways, complete) if ways else doubted(gap)


def _filled(frame: Any, term: OpenTerm, candidates: list[Article], env: Any) -> Any:
    run = frame.run
    if candidates:
        chosen = min(candidates, key=lambda article: article.law.rank)
        return run.step(
            "open_term",
            term.name,
            chosen,
            lambda: run.crossing(frame, chosen.law, lambda: run.output(chosen, term.name, env)),
        )
    if term.default:
        return run.step("open_term", term.name, frame.article, lambda: _default(frame, term))
    if not term.required:
        return None
    raise UnfilledTerm(
        f"{frame.article.law.id}, article {frame.article.number} leaves '{term.name}' to a lower "
        f"regulation ({term.layer or 'any layer'}), and none in force on {run.on} fills it"
    )


def _default(frame: Any, term: OpenTerm) -> Any:
    closures = frame.code.defaults[term.name]
    named = [at for at, action in enumerate(term.default) if action.output == term.name]
    return closures[named[-1] if named else -1](frame)


def delegated(frame: Any, at: int) -> Any:
    """The older `resolve`: an output of a regulation of some layer that matches."""
    wanted = frame.code.resolving[at]
    output, match = str(wanted.get("output")), wanted.get("match") or {}
    layer, run = str(wanted.get("type", "")), frame.run
    found = run.corpus.of_layer(layer, output, run.on, frame.env.values)
    if match.get("output"):
        value = wanted["value"](frame)
        found = [a for a in found if _matches(frame, a, str(match["output"]), value)]
    if not found:
        raise UnfilledTerm(
            f"{frame.article.law.id}, article {frame.article.number}: no {wanted.get('type')} "
            f"in force on {frame.run.on} gives '{output}'"
        )
    chosen = min(found, key=lambda article: article.law.rank)
    return frame.run.step(
        "open_term",
        output,
        chosen,
        lambda: frame.run.crossing(
            frame, chosen.law, lambda: frame.run.output(chosen, output, frame.env)
        ),
    )


def _matches(frame: Any, article: Article, output: str, value: Any) -> bool:
    producer = article.law.producers.get(output)
    return producer is not None and same(frame.run.output(producer, output, frame.env), value)
