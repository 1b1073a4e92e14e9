BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'Too many checks') BBBBBBBB
BBBBB BBBBBBB gettext(u'Too many checks') BBBBBBBB
BBBBB BBBBBBBB gettext(u'Too many letters were checked from here. Wait one minute, then open the address again.') BBBBBBBB
