"""gunicorn in production, behind nginx on the same machine: gunicorn -c deploy/gunicorn.conf.py config.wsgi

nginx takes slow senders and slow readers upon itself, so plain workers are enough and have the steadiest times.
"""

import multiprocessing
import os

bind = os.environ.get("MITHAQ_BIND", "unix:/run/mithaq/gunicorn.sock")
umask = 0o007  # the socket is for the service's group, which nginx joins
workers = int(os.environ.get("MITHAQ_WORKERS", 2 * multiprocessing.cpu_count() + 1))
worker_class = "sync"
preload_app = False  # a reload (systemctl reload mithaq) must take up new code
worker_tmp_dir = "/dev/shm"  # heartbeats must not wait for a disk
timeout = 30
graceful_timeout = 30
max_requests = 2000  # renewed now and then, at different moments
max_requests_jitter = 400

# Longer than any page of ours sends; refused before Python reads them.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Over the socket only nginx speaks, so its X-Forwarded-Proto is believed; over TCP only this machine's is.
forwarded_allow_ips = "127.0.0.1,::1"
control_socket_disable = True

errorlog = "-"
accesslog = None  # nginx keeps it; here it would hold query strings, and a query string may hold a name
loglevel = "info"
