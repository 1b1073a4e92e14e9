BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBBXXXXXXBBBBBBBB
BBBBB BBBBB gettext(u'My data are wrong or have changed') BBBBBBBB
BBBBB BBBBBBB gettext(u'My data are wrong or have changed') BBBBBBBB
BBBBB BBBBBBB
XXXXXXXX XXXXXXXXXXXXXXXX gettext(u'Your file is corrected at the front desk, with the paper that proves it.') XXXX
XXXXXXXX gettext(u'Bring your ID and the paper that shows the right fact.') XXXXXXXXX gettext(u'The front desk corrects the file before you. What stood there before is kept.') XXXXXXXXXX
XX XXXXXXXXXXXXXX gettext(u'From here you can ask for the correction: say what is wrong, and give your name and number. We tell you which paper to bring; the file is changed after your ID was seen.') XXXXXXXXXXXXXX
XXXX XXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXXXX gettext(u'Ask for a correction') XXXXXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Back') XXXXXXXXXX
BBBBBBBB
