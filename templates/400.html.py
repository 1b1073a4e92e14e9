BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'This request cannot be completed') BBBBBBBB
BBBBB BBBBBBB gettext(u'This request cannot be completed') BBBBBBBB
BBBBB BBBBBBBB gettext(u'Something in it is not as expected. Go back, check, and send it again.') BBBBBBBB
