"""What members do with lists as such: keep a view, share it, open with it, and take a list along (B4)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, NotPermitted

from .models import DefaultView, ListExport, Membership, SavedView
from .roles import Permission

MOST_VIEWS = 20  # of one member and one list
MOST_SHARED = 20  # of an association and one list


@transaction.atomic
def save_view(
    by: Membership, *, list_name: str, query: str, name: str, is_shared: bool, is_default: bool
) -> SavedView:
    """Keep what is asked of a list under a name of the member's own."""
    _locked(by)
    if by.saved_views.filter(list_name=list_name).count() >= MOST_VIEWS:
        raise DomainError(
            _("You have %(count)s views of this list already. Delete one first.") % {"count": MOST_VIEWS}, code="many"
        )
    view = SavedView(association_id=by.association_id, membership=by, list_name=list_name, query=query)
    return _kept(view, by, name=name, is_shared=is_shared, is_default=is_default)


@transaction.atomic
def change_view(view: SavedView, *, by: Membership, name: str, is_shared: bool, is_default: bool) -> SavedView:
    """Another name, shared or not, the default or not."""
    _locked(by)
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    check_change(view, by)
    return _kept(view, by, name=name, is_shared=is_shared, is_default=is_default)


@transaction.atomic
def delete_view(view: SavedView, *, by: Membership) -> None:
    """Gone for everybody; lists that opened with it open as usual."""
    check_change(view, by)
    view.delete()


@transaction.atomic
def open_with(view: SavedView, *, by: Membership, is_default: bool) -> None:
    """The member's list opens with this view from now on, or no longer."""
    _locked(by)
    usual = DefaultView.objects.filter(membership=by, list_name=view.list_name)
    (usual if is_default else usual.filter(view=view)).delete()
    if is_default:
        DefaultView.objects.create(
            association_id=by.association_id, membership=by, list_name=view.list_name, view=view
        )


def may_change(view: SavedView, by: Membership) -> bool:
    """The member who made it.
    Whoever may share views, where it is shared.
    """
    return view.membership_id == by.pk or (view.is_shared and Permission.SHARE_VIEWS in by.permissions)


def check_change(view: SavedView, by: Membership) -> None:
    if not may_change(view, by):
        raise NotPermitted(_("This view is changed by whoever made it."), code="not_permitted")


def record_export(by: Membership, *, list_name: str, query: str, row_count: int) -> ListExport:
    """Who took which list along, what was asked of it, and how many rows it had."""
    return ListExport.objects.create(
        association_id=by.association_id,
        by=by.user,
        list_name=list_name,
        query=query,
        row_count=row_count,
        at=timezone.now(),
    )


def _locked(by: Membership) -> None:
    """One change of a member's views at a time, so that the limit holds."""
    Membership.objects.select_for_update().get(pk=by.pk)


def _kept(view: SavedView, by: Membership, *, name: str, is_shared: bool, is_default: bool) -> SavedView:
    if is_shared and not view.is_shared:
        if Permission.SHARE_VIEWS not in by.permissions:
            raise NotPermitted(_("Sharing views is not among your tasks."), code="not_permitted")
        others: Any = SavedView.objects.filter(
            association_id=view.association_id, list_name=view.list_name, is_shared=True
        )
        if others.count() >= MOST_SHARED:
            raise DomainError(
                _("%(count)s views of this list are shared already. Delete one first.") % {"count": MOST_SHARED},
                code="many",
                field="is_shared",
            )
    same = SavedView.objects.filter(membership_id=view.membership_id, list_name=view.list_name, name=name)
    if same.exclude(pk=view.pk).exists():
        raise DomainError(_("You have a view of this name already. Choose another name."), code="name", field="name")
    if view.is_shared and not is_shared:
        DefaultView.objects.filter(view=view).exclude(membership_id=view.membership_id).delete()
    view.name, view.is_shared = name, is_shared
    view.save()
    open_with(view, by=by, is_default=is_default)
    return view
