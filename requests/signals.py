"""What other rooms may hear of a support request. Sent inside the verb's transaction: a listener that fails undoes it.

``request_closed``: the request was closed (not withdrawn); arguments ``support_request`` and ``by``.
"""

from django.dispatch import Signal

request_closed = Signal()
