BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Take the merge back') BBBBBBBB
BBBBB BBBBBBB gettext(u'Take the merge back') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXX gettext(u'File %(merged)s was merged into %(survivor)s.') SSSS SSSSSSSSSS SSS SSSSSS SSSS SSSSSSSSSSSSS  X BBBBBBBBBBB BBBBBBBXXXXBBBBBBBB
BBBBB BBBBBBBBBBXXXX
XXXX gettext(u'Everything that went along in the merge goes back to its number.') XXXXX
XXXX gettext(u'The values that changed places go back, except what was corrected since: that stays, and you are told.') XXXXX
XXXX gettext(u'What was opened after the merge stays with the surviving file.') XXXXX
XXXXXBBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBXX gettext(u'Cancel') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Make them two files again') BBBBBBBB
