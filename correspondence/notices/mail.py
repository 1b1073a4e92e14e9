"""Notices by e-mail, through the SMTP server of the settings, with one Message-ID however often a notice is tried."""

from __future__ import annotations

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError

from ..sms import NotSent


def send(to: str, subject: str, text: str, *, correlation_id: str) -> str:
    """Hand the e-mail over; gives its Message-ID. Raises ``NotSent``; final where the server refuses the address."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message_id = f"<{correlation_id}@{domain}>"
    message = EmailMessage(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code = max((reply[0] for reply in refusal.recipients.values()), default=0)
        raise NotSent(f"smtp_{code}", is_final=code >= 500) from None
    except smtplib.SMTPResponseException as refusal:
        raise NotSent(f"smtp_{refusal.smtp_code}") from None
    except TimeoutError:
        raise NotSent("timeout") from None
    except (OSError, smtplib.SMTPException):
        raise NotSent("connection") from None
    except (BadHeaderError, UnicodeError, ValueError):
        raise NotSent("address", is_final=True) from None
    return message_id
