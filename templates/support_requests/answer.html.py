BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'Agreed means of contact') X XXXXXXXXXXXXXXXXXXXXX
BB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBXXXBB BBBBBBBBBB gettext(u'Next means') X XXXXXXXXXXXXXXXXXBBBB gettext(u'Every means was tried. Choose the one that promises most.') BBBBBXXXXBBBBB
BB BBBBBBBBBBB BB BBBBBBBBBBBBBXXX gettext(u'The moment you record is the moment the answer was given: on time is measured by it.') XXXXBB BBBBBBBBBBBBBBB BBB BBBBBBBBBBBXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Send the answer by message instead') XXXXXXXXBBBBB
BBBBXXX gettext(u'The attempt stays in the record. A message that comes next goes out by itself; otherwise the request waits among the answers that did not arrive.') XXXXBBBBBXXXXXXXXXXBBBBBBBB
