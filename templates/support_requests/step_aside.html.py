BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBXXX gettext(u'Kinship, friendship, business or a quarrel with the person or their household: somebody else studies the request then, and it is not offered to you again.') XXXXBBBBBBBB
