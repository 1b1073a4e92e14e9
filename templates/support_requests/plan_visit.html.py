BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBXX XXXXXXXXXXXXXX gettext(u'The visitor hears of it by e-mail, without the address. The form works without a connection and on paper.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Plan the visit') BBBBBBBB
