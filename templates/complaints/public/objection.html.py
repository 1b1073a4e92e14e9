BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXXXBBBBBBBB
BBBBB BBBBB gettext(u'My request was not accepted') BBBBBBBB
BBBBB BBBBBBB gettext(u'My request was not accepted') BBBBBBBB
BBBBB BBBBBBB
XXXXXXXX XXXXXXXXXXXXXXXX gettext(u'Your decision letter states the reason. You may ask that the decision be looked at again.') XXXX
XXXXXXXX gettext(u'Have the number of your request or letter at hand.') XXXXXXXXX gettext(u'Say what was missing, or what was not seen.') XXXXXXXXX gettext(u'Give your name: a decision is looked at again only for the person it is about.') XXXXXXXXXX
BB BBBBBXXXXXXXXXXX gettext(u'An objection is possible %(days)s from the day you were told. It is decided by: %(body)s, and by none of those who decided first.') SS SSSSSSSSS SS SSSSSSSS SSSSSSSS SSSS SSS SSS SSS SSSS SSSSS SS SS SSSSSSS SSS SSSSSSSSS SSS SS SSSS SS SSSSS SSS SSSSSSS SSSSSSXXXXXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Send it from the page of your request, or come or call: the front desk writes it down.') XXXXBBBBXX XXXXXXXXXXXXXX gettext(u'Your objection is handled as a complaint, with a number and a tracking code. You may also come or call: the front desk writes it down.') XXXXBBBBBXXXXXXXXXX
XXXX XXXXXXXXXXXXXBB BBBBBXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Object from my request') XXXXXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXXXXXXXX gettext(u'Send a complaint') XXXXBBBBXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXXXXXXXX gettext(u'Send an objection') XXXXBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Ask about my decision') XXXXXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Back') XXXXXXXXXX
BBBBBBBB
