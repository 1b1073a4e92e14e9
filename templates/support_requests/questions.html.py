BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u"The service's questions") BBBBBBBB
BBBBB BBBBBBB gettext(u"The service's questions") BBBBBBBB
BBBBB BBBBBXXX gettext(u'What is not known yet is answered later; the request is complete once what is needed is answered.') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Save the answers') BBBBBBBB
