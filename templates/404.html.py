BBBBBBB BBBBBBBBBBBBBBBBBB
BBBBB BBBBB gettext(u'This page was not found') BBBBBBBB
BBBBB BBBBBBB gettext(u'This page was not found') BBBBBBBB
BBBBB BBBBBBBB gettext(u'The address may be mistyped, or the page may belong to another association.') BBBBBBBB
