 #

XX XXXXXXXXXXXXXXX gettext(u'Demonstration: no message leaves this machine.')  XX XXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBXX gettext(u"Read the code in the staff's outbox") XXXXXXXX
