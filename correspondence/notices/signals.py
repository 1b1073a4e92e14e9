"""What other rooms may hear of a notice. ``notice_settled``: it was sent, given up or done by hand; ``notice_id``.

Sent after the outcome was written, whether the listener succeeds or not: whoever must not miss it asks again later.
"""

from django.dispatch import Signal

notice_settled = Signal()
