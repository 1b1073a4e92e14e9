BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Receipt') BBBBBBBB
BBBBB BBBBBBB gettext(u'Receipt') BBBBBBBB
BBBBB BBBBBXXX gettext(u'The receipt states the request as it stands now. What is missing is named in it.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Issue the receipt') BBBBBBBB
