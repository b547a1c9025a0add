"""Forms whose answers are the site's own words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import ChoiceField

from offramp.platform.design import forms
from offramp.program.sites import queries as sites


class SiteForm(forms.Form):
    """Asks with the lists of the site: `lists` names one for each field it fills."""

    lists: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = sites.current()
        for name, words in self.lists.items():
            field = self.fields[name]
            if isinstance(field, forms.Pick):
                field.choices = [("", "Choose…"), *site.choices(words)]
            elif isinstance(field, ChoiceField):
                field.choices = site.choices(words)
