"""A form with one of each widget, so that `{% field %}` is seen with all of them."""

from django import forms

KINDS = [("closed", "Closed"), ("open", "Open"), ("drop_in", "Drop-in")]
DAYS = [("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday")]


class EachWidget(forms.Form):
    """One field for each look of `{% field %}`."""

    name = forms.CharField(label="Name of the group", max_length=40, help_text="As it stands on the door.")
    starts_at = forms.TimeField(label="Starts", widget=forms.TimeInput(attrs={"type": "time"}))
    begins_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))
    seats = forms.IntegerField(label="Seats", min_value=2, max_value=15, required=False)
    place = forms.ChoiceField(label="Room", choices=[("", "Choose a room"), ("a", "Room A"), ("b", "Room B")])
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label="Who may join", choices=KINDS, widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(label="Days", choices=DAYS, widget=forms.CheckboxSelectMultiple)
    about = forms.CharField(label="About", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="The room agreement was read aloud")
