"""Looking for a client."""

from django import forms


class SearchForm(forms.Form):
    """Parts of a name, or a chart number."""

    words = forms.CharField(
        label="Name or chart number",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": "That is longer than any name: 80 characters are enough."},
    )
