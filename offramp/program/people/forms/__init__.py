"""What people's pages ask."""

from offramp.program.people.forms.naming import (
    ChangeNamesForm,
    NamesForm,
    NewPersonForm,
    SearchForm,
    attempt,
    begun,
    sent,
)
from offramp.program.people.forms.opening import OpenForm, ReviewForm
from offramp.program.people.forms.telling import (
    CareForm,
    DescriptionForm,
    EndCareForm,
    MergeForm,
    WayForm,
)

__all__ = [
    "CareForm",
    "ChangeNamesForm",
    "DescriptionForm",
    "EndCareForm",
    "MergeForm",
    "NamesForm",
    "NewPersonForm",
    "OpenForm",
    "ReviewForm",
    "SearchForm",
    "WayForm",
    "attempt",
    "begun",
    "sent",
]
