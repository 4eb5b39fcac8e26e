"""The height of the wire desk's rows, as each person has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.views.decorators.http import require_POST

from stories.admin.pages import refuse_unless
from stories.display import bulk_selection
from stories.models import Person, RowHeight

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest


class RowHeightForm(forms.Form):
    """The height that was pressed."""

    row_height = forms.ChoiceField(choices=RowHeight, required=False)


@require_POST
def choose_row_height(request: DeskRequest) -> HttpResponse:
    """Keep the height of rows that the user chose, and go back to the list. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    form = RowHeightForm(request.POST)
    if form.is_valid():
        Person.objects.update_or_create(user_id=request.user.pk, defaults=form.cleaned_data)
    return bulk_selection.redirect_to_list(request)
