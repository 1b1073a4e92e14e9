"""What later rooms hear of bodies."""

from django.dispatch import Signal

interests_disclosed = Signal()  # sender: Disclosure; membership
