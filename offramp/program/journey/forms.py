from django import forms as django_forms

from offramp.platform.design import forms


class Tell(forms.Form):
    """Yes, tell the prosecutor exactly this."""


class TellSeen(forms.Form):
    """Yes, tell exactly what stands above; `seen` is the mark of what stood there."""

    seen = django_forms.CharField(widget=django_forms.HiddenInput)


class Report(forms.Form):
    """A supervisor's signature under "not completed by its day"."""

    signature_name = forms.ShortText(
        label="Your full name, as a signature", max_length=120
    )
    sure = django_forms.BooleanField(
        label="I have read the log of attempts and stand by it"
    )


class Complete(forms.Form):
    """The assessment is done."""
