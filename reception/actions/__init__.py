"""The verbs of reception. Each is one transaction; ``by`` is the acting membership."""

from .visits import arrive, attach, finish, leave, led, put_back, serve, take_over

__all__ = ["arrive", "attach", "finish", "leave", "led", "put_back", "serve", "take_over"]
