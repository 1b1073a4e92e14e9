BBBBBBB BBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXXXBBBBBBBB
BBBBB BBBBB gettext(u'Check of a letter') BBBBBBBB
BBBBB BBBBBBB gettext(u'Check of a letter') BBBBBBBB
BBBBB BBBBBBB
BB BBBBBBBBBBBBXXXX XXXXXXXXXXXXX XXXXXXXX XXXXXXXXXXXXXXXXXX gettext(u'This letter is in the register.') XXXXX
XXX gettext(u'Compare number, date and fingerprint with the paper in your hand.') XXXXXXXXXX
BBBB BBBBBBBBBBXXXX XXXXXXXXXXXXX XXXXX XXXXXXXXXXXXXXXXXX gettext(u'This letter is in the register.') XXXXX
XXX gettext(u'The time for keeping its file is over, so its facts were removed. Compare number, date and fingerprint.') XXXXXXXXXX
BBBBXXXX XXXXXXXXXXXXX XXXXXX XXXXXXXXXXXXXXXXX gettext(u'The facts of this letter were changed after it was issued.') XXXXX
XXX gettext(u'Do not rely on it. Ask the association.') XXXXXXXXXXBBBBB
XXXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX
XXXXXXXXX gettext(u'Association') XXXXXXXXXXXXXXXXXXXX
XXXXXXXXX gettext(u'Number') XXXXXXXXXFFFXXXXXXXXXXX
XXXXXXXXX gettext(u'Date') XXXXXXXXXBBBBBBBBB BBBBBBBBBBBBBBBBXXXXXXXXXXX
XXXXXXXXX gettext(u'Fingerprint') XXXXXXXXXFFFXXXXXXXXXXX
XXXXXXXXXXX
BBBBBBBB
