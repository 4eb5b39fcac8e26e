"""The page of a photo: its description, the focal point of its crops, its uses and its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stories import desk, permissions
from stories.admin.fields import LineField, LinesField
from stories.admin.pages import refuse_unless, render_desk_page
from stories.admin.photos import library as photo_library
from stories.display.bulk_selection import LARGEST_ID
from stories.display.credentials import credential_sentences
from stories.display.pictures import newsroom_address, renditions_in_format
from stories.models import Filing, Photo, Rendition, Story, length_of
from stories.photos import CARDS, SOCIAL, Shape

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

USES_LISTED = 50  # uses of a photo on its page


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """The description of a photo, and its focal point in hundredths. `based_on` is the save that the page shows."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_ID)
    headline = LineField(label=gettext_lazy("Headline"), required=False)
    caption = LinesField(
        label=gettext_lazy("Caption"),
        required=False,
        help_text=gettext_lazy("Printed under the photo, unless the story has its own."),
    )
    alt = LinesField(
        label=gettext_lazy("Alt text"),
        required=False,
        rows=2,
        help_text=gettext_lazy("What it shows, for whoever cannot see it. No story is filed with a photo without it."),
    )
    credit = LineField(label=gettext_lazy("Credit line"), required=False, max_length=length_of(Photo, "credit"))
    byline = LineField(label=gettext_lazy("Byline"), required=False, max_length=length_of(Photo, "byline"))
    source = LineField(label=gettext_lazy("Source"), required=False, max_length=length_of(Photo, "source"))
    place = LineField(label=gettext_lazy("Place"), required=False, max_length=length_of(Photo, "place"))
    rights = LinesField(label=gettext_lazy("Copyright"), required=False, rows=2)
    terms = LinesField(label=gettext_lazy("Terms of use"), required=False, rows=2)
    instructions = LinesField(label=gettext_lazy("Instructions"), required=False, rows=2)
    left = forms.IntegerField(
        label=gettext_lazy("Focal point from the left"), min_value=0, max_value=100, help_text=gettext_lazy("Per cent.")
    )
    top = forms.IntegerField(
        label=gettext_lazy("Focal point from the top"), min_value=0, max_value=100, help_text=gettext_lazy("Per cent.")
    )

    class Meta:
        model = Photo
        fields = Photo.METADATA
        labels = {"taken_on": gettext_lazy("Taken on"), "usable_until": gettext_lazy("May be used until")}
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in ("taken_on", "usable_until")
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["based_on"].initial = self.instance.save_number
        self.fields["left"].initial = round(self.instance.focus_x * 100)
        self.fields["top"].initial = round(self.instance.focus_y * 100)

    def described_photo(self) -> Photo:
        """Return the photo with the typed description; a focal point that was not moved keeps all its digits."""
        photo: Photo = self.instance
        for name, field in (("left", "focus_x"), ("top", "focus_y")):
            if name in self.changed_data:
                setattr(photo, field, self.cleaned_data[name] / 100)
        return photo


@require_http_methods(["GET", "HEAD", "POST"])
def change_photo(request: DeskRequest, photo_id: int) -> HttpResponse:
    """Render the page of a photo, or save its description. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_photo"))
    photo = get_object_or_404(Photo.objects.at_hand().select_related("added_by"), pk=photo_id)
    may_write = permissions.may_describe_photos(request.user)
    refuse_unless(may_write or request.method != "POST")
    form = PhotoForm(request.POST if request.method == "POST" else None, instance=photo)
    if form.is_bound and form.is_valid() and save_description(request, form):
        return HttpResponseRedirect(reverse("admin:stories_photo_change", args=[photo_id]))
    if not may_write:
        for field in form.fields.values():
            field.disabled = True
    return photo_page(request, form, may_write=may_write)


def save_description(request: DeskRequest, form: PhotoForm) -> bool:
    """Save the typed description; return whether it was saved, else add the reason to the form."""
    try:
        photo = desk.describe_photo(form.described_photo(), now=timezone.now(), based_on=form.cleaned_data["based_on"])
    except desk.DeskError as error:
        form.add_error(None, str(error))
        return False
    log_act(request, photo, CHANGE, ", ".join(form.changed_data))
    message = _("Saved. Filings keep the words they were filed with.")
    messages.success(request, message if photo.renditions_current else f"{message} {_('Its crops are made anew.')}")
    return True


def photo_page(request: DeskRequest, form: PhotoForm, *, may_write: bool) -> HttpResponse:
    """Render the page of a photo."""
    photo = Photo.objects.select_related("added_by").get(pk=form.instance.pk)
    large = renditions_in_format("WEBP", Rendition.objects.of([photo.pk], Shape.WHOLE).get(photo.pk, []))
    return render_desk_page(
        request,
        "photo/page",
        title=_("Photo {number}").format(number=photo.pk),
        opts=Photo._meta,
        photo=photo,
        form=form,
        may_write=may_write,
        credentials=credential_sentences(photo.credentials),
        may_remove=permissions.may_remove_photos(request.user),
        row=photo_library.photo_rows([photo])[0],
        large=newsroom_address(large[-1]) if large else "",
        crops=[(_("Lists"), CARDS[-1]), (_("Shared addresses"), SOCIAL)],
        filings=Filing.objects.filter(uses__photo=photo).select_related("story").order_by("-pk")[:USES_LISTED],
        stories=Story.objects.with_photo(photo.pk)[:USES_LISTED],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove_photo(request: DeskRequest, photo_id: int) -> HttpResponse:
    """Ask for and carry out the removal of a photo for good. Raises PermissionDenied, Http404."""
    refuse_unless(permissions.may_remove_photos(request.user))
    photo = get_object_or_404(Photo.objects.at_hand(), pk=photo_id)
    if request.method == "POST":
        desk.remove_photo(photo, now=timezone.now())
        log_act(request, photo, DELETION, "")
        messages.success(
            request, _("Photo {number} was deleted, with every picture made from it.").format(number=photo.pk)
        )
        return HttpResponseRedirect(reverse("admin:stories_photo_changelist"))
    ctx: dict[str, Any] = {
        "photo": photo,
        "row": photo_library.photo_rows([photo])[0],
        "stories": Story.objects.with_photo(photo.pk)[:USES_LISTED],
    }
    filings = Filing.objects.filter(uses__photo=photo, taken_down_at=None).select_related("story").order_by("-pk")
    title = _("Remove photo {number}").format(number=photo.pk)
    return render_desk_page(
        request, "photo/remove", title=title, opts=Photo._meta, filings=filings[:USES_LISTED], **ctx
    )


def log_act(request: DeskRequest, photo: Photo, action: int, message: str) -> None:
    """Record an act on a photo in the log that the audit shows."""
    LogEntry.objects.log_actions(request.user.pk, [photo], action, change_message=message, single_object=True)
