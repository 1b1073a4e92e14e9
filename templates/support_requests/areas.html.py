BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Areas of researchers') BBBBBBBB
BBBBB BBBBBBB gettext(u'Areas of researchers') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'Cities and districts, with a comma between them. A request from there is offered to this researcher first.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Save the areas') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Back') XXXXBBBBBBBB
