"""Content Credentials (C2PA) of a photo: what its file says of how it was made, by whom, and whether that can be true.

The report comes from the library; all words in it are those of strangers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stories.copy import clean

NAME_LIMIT = 80  # characters of a tool's or a signer's
MOST_ACTS = 12
BOX_MARKS = (b"jumb", b"c2pa")  # of the boxes that credentials stand in; a file without them has none
OF_THE_STANDARD, CREATED, OPENED = "c2pa.", "c2pa.created", "opened"
BY_MACHINE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")
BY_CAMERA = ("digitalCapture", "computationalCapture")
# The signer is known; is not; the file or the signature is not as signed; it took too long to tell.
TRUSTED, VALID, INVALID, NOT_READ = "trusted", "valid", "invalid", "unread"
STATES = {"Trusted": TRUSTED, "Valid": VALID}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Content Credentials in short. `state` is one of the four; `acts` are codes such as "cropped".

    `origin` is "machine", "partly machine", "camera" or empty. Empty texts are what the file does not say.
    """

    state: str
    made_with: str = ""
    edited_with: str = ""
    acts: tuple[str, ...] = ()
    origin: str = ""
    signer: str = ""
    signed_at: str = ""  # as ISO 8601


def summarize(report: dict[str, Any]) -> Credentials:
    """Return credentials in short, of the library's report. Raises LookupError, TypeError, AttributeError."""
    manifests, label = report["manifests"], report["active_manifest"]
    active = manifests[label]
    chain = [active, *earlier_manifests(active, manifests, {label})]
    actions = [action for manifest in chain for action in actions_of(manifest)]
    first, codes = chain[-1], [clean(str(action["action"]).removeprefix(OF_THE_STANDARD)) for action in actions]
    tools = [tool_name(action.get("softwareAgent")) for action in actions_of(first) if action["action"] == CREATED]
    is_edited = len(chain) > 1 or OPENED in codes  # of a picture that says nothing of itself
    made_with = next(filter(None, tools), "") or ("" if is_edited and len(chain) == 1 else generator_of(first))
    signature = active.get("signature_info") or {}
    return Credentials(
        STATES.get(str(report.get("validation_state")), INVALID),
        made_with=made_with,
        edited_with=generator_of(active) if is_edited else "",
        acts=tuple(dict.fromkeys(code[:NAME_LIMIT] for code in codes))[:MOST_ACTS],
        origin=find_origin(actions),
        signer=clean(str(signature.get("issuer") or signature.get("common_name") or ""))[:NAME_LIMIT],
        signed_at=clean(str(signature.get("time") or ""))[:NAME_LIMIT],
    )


def earlier_manifests(manifest: dict[str, Any], manifests: dict[str, Any], known: set[str]) -> list[dict[str, Any]]:
    """Return the manifests of what a picture was made of, the newest first: its parents alone."""
    for ingredient in manifest.get("ingredients") or ():
        label = ingredient.get("active_manifest")
        if ingredient.get("relationship") == "parentOf" and label in manifests and label not in known:
            return [manifests[label], *earlier_manifests(manifests[label], manifests, {*known, label})]
    return []


def actions_of(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a manifest says was done."""
    return [
        action
        for assertion in manifest.get("assertions") or ()
        if str(assertion.get("label")).startswith("c2pa.actions")
        for action in (assertion.get("data") or {}).get("actions") or ()
        if action.get("action")
    ]


def tool_name(agent: object) -> str:
    """Return the name of a tool with its version; empty where there is none."""
    if isinstance(agent, dict):
        agent = " ".join(str(agent[part]) for part in ("name", "version") if agent.get(part))
    return clean(str(agent or ""))[:NAME_LIMIT]


def generator_of(manifest: dict[str, Any]) -> str:
    """Return the tool that wrote a manifest."""
    tools = manifest.get("claim_generator_info") or [manifest.get("claim_generator")]
    return tool_name(tools[0])


def find_origin(actions: list[dict[str, Any]]) -> str:
    """Return what a picture comes from: a machine counts for more than a camera."""
    sources = {str(action.get("digitalSourceType")).rpartition("/")[2] for action in actions}
    if sources & {BY_MACHINE[0], BY_MACHINE[2]}:
        return "machine"
    if BY_MACHINE[1] in sources:
        return "partly machine"
    return "camera" if sources & set(BY_CAMERA) else ""
