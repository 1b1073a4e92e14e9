BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBB BBBBBBXX XXXXXXXXXXXXXX gettext(u"Both stand beside each other before the body; nobody changes the other's words.") XXXXBBBBXX XXXXXXXXXXXXXXX gettext(u'No other researcher can be asked here.') XXXXBBBBBBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Send the question') BBBBBBBB
