BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Write down a complaint or inquiry') BBBBBBBB
BBBBB BBBBBBB gettext(u'Write down a complaint or inquiry') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'For what came by phone, fax, letter, visit or social media.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Receive and give the number') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Back') XXXXBBBBBBBB
