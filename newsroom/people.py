"""The admin of people: accounts, roles, sections and second factors, for chiefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import model_to_dict
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import invitations, second_factor, second_factor_pages
from newsroom.zones import ZoneField
from stories.admin.plain_admin import PlainAdmin
from stories.models import Passkey, Person, Section
from stories.templatetags.newsroom import print_in_row

if TYPE_CHECKING:
    from django.db.models import ManyToManyField, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.functional import _StrOrPromise

    from stories.display.requests import DeskRequest

ROLES = {
    "reporter": gettext_lazy("reporter"),
    "editor": gettext_lazy("editor"),
    "chief": gettext_lazy("chief"),
    "ticker producer": gettext_lazy("ticker producer"),
}  # the groups that the migrations make
PERSON_FIELDS = ("sections", "time_zone", "language")  # of the form, kept beside the account
SUPERUSER_LOOKUPS = ("is_superuser", "user_permissions")  # not even to be asked for by others than superusers
WHO = (gettext_lazy("Who it is"), {"fields": (("first_name", "last_name"), "email", "username")})
WORK = (gettext_lazy("What they do"), {"fields": ("groups", "sections")})
NEW_PERSON_FIELDSETS = (WHO, WORK)
CHIEF_FIELDSETS = (
    WHO,
    WORK,
    (gettext_lazy("Their pages"), {"fields": (("time_zone", "language"),)}),
    (gettext_lazy("How they get in"), {"fields": ("is_active", "second_factor", "last_login", "date_joined")}),
)
SUPERUSER_FIELDSETS = (
    *CHIEF_FIELDSETS,
    (gettext_lazy("Beyond the roles"), {"fields": ("is_superuser", "user_permissions"), "classes": ("collapse",)}),
)

admin.site.unregister(User)
admin.site.unregister(Group)  # what a role may do is fixed by migration
admin.site.unregister([TOTPDevice, StaticDevice])  # a secret is its person's alone


def role_name(role: Group) -> str:
    """Return the name of a role in the language of the page."""
    return str(ROLES.get(role.name, role.name))


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A choice of roles, by their names in the language of the page."""

    def label_from_instance(self, obj: Group) -> str:
        return role_name(obj)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """One form for a person: name, mail, roles, and what the newsroom keeps beside the account."""

    sections = forms.ModelMultipleChoiceField(
        Section.objects,
        label=gettext_lazy("Sections"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They can file to these only. With none ticked, to all."),
    )
    time_zone = ZoneField()
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("Their browser's")), *settings.DESK_LANGUAGES],
        required=False,
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "username", "is_active")
        labels = {
            "first_name": gettext_lazy("First name"),
            "last_name": gettext_lazy("Last name"),
            "email": gettext_lazy("Mail"),
            "username": gettext_lazy("Log-in name"),
            "groups": gettext_lazy("Roles"),
            "is_active": gettext_lazy("May log in"),
        }
        help_texts = {
            "email": gettext_lazy("The link to log in for the first time goes there, and mail about their stories."),
            "username": gettext_lazy("Short: the desk shows it. Letters, digits and @ . + - _"),
            "groups": "",
            "is_active": gettext_lazy("Untick it when somebody leaves: what they did stays under their name."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        person = Person.objects.filter(user_id=self.instance.pk).first() if self.instance.pk else None
        kept = model_to_dict(person, PERSON_FIELDS) if person else {}
        self.initial = {**kept, **self.initial}

    def save_person(self) -> None:
        """Save what the newsroom keeps beside the account, of a form that is valid and whose account is saved."""
        values = {name: self.cleaned_data[name] for name in PERSON_FIELDS if name in self.cleaned_data}
        sections = values.pop("sections", None)
        person, _is_new = Person.objects.update_or_create(user=self.instance, defaults=values)
        if sections is not None:
            person.sections.set(sections)


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A password that a chief sets. Nobody is left without one here: who leaves is made inactive."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True


class RoleFilter(admin.SimpleListFilter):
    """A filter for people in one role."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[User]) -> list[tuple[str, _StrOrPromise]]:
        return list(ROLES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class PersonAdmin(PlainAdmin, UserAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """People. Only superusers change superusers, and permissions come with roles alone."""

    list_display = ("full_name", "roles", "in_sections", "email", "has_second_factor", "may_log_in", "last_here")
    list_filter = ("is_active", RoleFilter)
    form = add_form = PersonForm
    add_form_template = change_form_template = "admin/auth/user/person.html"
    readonly_fields = ("second_factor", "last_login", "date_joined")
    sortable_by = ()
    filter_horizontal = ()
    show_facets = admin.ShowFacets.NEVER
    row_name, row_names = gettext_lazy("person"), gettext_lazy("people")
    change_password_form = PasswordForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        secrets = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people: QuerySet[User] = (
            super()
            .get_queryset(request)
            .annotate(is_secured=Exists(secrets) | Exists(Passkey.objects.filter(user=OuterRef("pk"))))
        )
        return people.select_related("person").prefetch_related("groups", "person__sections")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Render the list under the newsroom's own title."""
        return super().changelist_view(request, {**(extra_context or {}), "title": _("People")})

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        """Save an account, with the mark that lets people in; a new one has no password before its person sets one."""
        if not change:
            obj.set_unusable_password()
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the roles, then what the newsroom keeps beside the account."""
        super().save_related(request, form, formsets, change)
        form.save_person()

    def add_view(  # type: ignore[override]  # whoever gets here is logged in
        self, request: DeskRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Add a person, and invite them once they are kept: a slow mail server holds no writes back."""
        context = {**(extra_context or {}), "title": _("New person"), "save_words": _("Invite")}
        context |= dict.fromkeys(("show_save_and_add_another", "show_save_and_continue"), False)
        response: HttpResponse = super().add_view(request, form_url, context)
        newcomer = getattr(request, "newcomer", None)
        return invitations.invite(request, newcomer) if newcomer else response

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """Remember who was added, for `add_view`."""
        request.newcomer = obj  # type: ignore[attr-defined]  # Django lets views mark a request
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))

    def invite(self, request: DeskRequest, person_id: int) -> HttpResponse:
        """Invite a person anew. Raises PermissionDenied, Http404."""
        person = get_object_or_404(User, pk=person_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return invitations.invite(request, person)

    @admin.display(description=gettext_lazy("name"))
    def full_name(self, person: User) -> str:
        """Return the name, and the log-in name below it."""
        name = person.get_full_name()
        return format_html("{}<small>{}</small>", name, person.username) if name else person.username

    @admin.display(description=gettext_lazy("may log in"))
    def may_log_in(self, person: User) -> str:
        """Return whether the person may log in, as a word."""
        return _("yes") if person.is_active and person.is_staff else _("no")

    @admin.display(description=gettext_lazy("last here"))
    def last_here(self, person: User) -> str:
        """Return when the person last logged in."""
        return print_in_row(person.last_login) if person.last_login else _("never")

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: User) -> str:
        """Return the names of the person's roles."""
        return ", ".join(map(role_name, person.groups.all()))

    @admin.display(description=gettext_lazy("sections"))
    def in_sections(self, person: User) -> str:
        """Return the names of the sections that the person files to."""
        post = getattr(person, "person", None)
        return (", ".join(section.name for section in post.sections.all()) if post else "") or _("all")

    @admin.display(description=gettext_lazy("second factor"))
    def has_second_factor(self, person: User) -> str:
        """Return whether the person has a second factor, as a word."""
        return _("set up") if getattr(person, "is_secured", False) else _("none")

    @admin.display(description=gettext_lazy("second factor"))
    def second_factor(self, person: User) -> str:
        """Return whether the person has a second factor, with a link to take it off."""
        if not second_factor.is_set_up(person):
            return _("none")
        address = reverse("admin:auth_user_second_factor", args=[person.pk])
        return format_html('{} <a href="{}">{}</a>', _("set up"), address, _("Take it off"))

    def take_off(self, request: DeskRequest, person_id: int) -> HttpResponse:
        """Render the page that takes a lost second factor off a person. Raises PermissionDenied, Http404."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=person_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return second_factor_pages.take_off_for_person(request, person)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:person_id>/second-factor/", guarded(self.take_off), name="auth_user_second_factor"),
            path("<int:person_id>/invite/", guarded(require_POST(self.invite)), name="auth_user_invite"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Return the fields that nobody changes; of their own account, also those that could shut the user out."""
        own = ("is_active", "is_superuser", "groups") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if not obj:
            return NEW_PERSON_FIELDSETS
        return SUPERUSER_FIELDSETS if request.user.is_superuser else CHIEF_FIELDSETS

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        if lookup.startswith(SUPERUSER_LOOKUPS) and not request.user.is_superuser:
            return False
        return super().lookup_allowed(lookup, value, request)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        if db_field.name == "groups":
            options["queryset"] = Group.objects.filter(name__in=ROLES).order_by("name")
            options["widget"] = forms.CheckboxSelectMultiple
            options["form_class"] = RolesField
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse: the acts of a person stay theirs. A person who leaves is made inactive."""
        return False
