"""Support requests, from reception to delivery. Not the HTTP library of the same name.

The folder's name was given with the project; everywhere else the label is ``support_requests``.
"""


def __getattr__(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(
        f"requests.{name}: this is Mithaq's support-requests app, not the HTTP library; "
        "see docs/decisions/0002-requests-folder.md"
    )
