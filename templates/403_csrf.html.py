BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'This form is too old') BBBBBBBB
BBBBB BBBBBBB gettext(u'This form is too old') BBBBBBBB
BBBBB BBBBBBBB gettext(u'For your safety a form is accepted for a limited time. Go back, reload the page, and send it again.') BBBBBBBB
