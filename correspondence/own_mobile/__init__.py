"""A member's own mobile: entered by its owner, and theirs once a code that was sent to it came back."""
