BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBBBB BBBBBBBBBB gettext(u'This link no longer works') BBBB gettext(u'Choose a password') BBBBBBBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBB gettext(u'This link no longer works') BBBB gettext(u'Choose a password') BBBBBBBBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBB
XXXX XXXXXXXXXXXXXXXX gettext(u'It was used before, or its time has passed. Ask for a new one.') XXXX
XXXX XXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'New link') XXXXXXXXXXXXXXXX
BBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXX XXXXXXXXXXXXXX gettext(u'At least ten characters. A sentence you remember is better than a hard word.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Save the new password') BBBBBBBB
