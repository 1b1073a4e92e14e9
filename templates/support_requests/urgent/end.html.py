BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB pgettext(u'urgent help', u'End the term') BBBBBBBB
BBBBB BBBBBBB pgettext(u'urgent help', u'End the term') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX X FFFFF X BBBBBBBBB BBBBBBBBBBBBBBB X BBBBBBBBB BBBBBBBBBBBBBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBBXXX gettext(u'From now on nothing is given under this term. What was given stays, and is ratified or reversed as usual.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB pgettext(u'urgent help', u'End the term') BBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXXX gettext(u'Back') XXXXBBBBBBBB
