"""The access table as a page to read: `python -m offramp.platform.policy.page`."""

import sys

from offramp.platform.policy.actor import Role
from offramp.platform.policy.table import GRANTS, Permission

_HEAD = """# Who may do what

Written from `offramp/platform/policy/table.py`; a test keeps them in step. *own*: made by
the person; *agency*: belongs to their agency; *assigned*: about people they look after;
*program*: every row. An empty field is a no. Which address answers whom with what status
stands in `tests/architecture/access_table.txt`.

"""


def as_markdown() -> str:
    """The whole table, a line for each permission, a column for each role."""
    roles = list(Role)
    rows = [
        "| permission | " + " | ".join(role.replace("_", " ") for role in roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    for permission in Permission:
        grants = GRANTS[permission]
        reaches = [grants[role].value if role in grants else "" for role in roles]
        rows.append(f"| `{permission}` | " + " | ".join(reaches) + " |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
