"""One verb for many requests, in the background: what may be done so, who works on it, and what became of each row."""
