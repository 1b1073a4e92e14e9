BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Make the two files one') BBBBBBBB
BBBBB BBBBBBB gettext(u'Make the two files one') BBBBBBBB
BBBBB BBBBXX XXXXXXXXXXXXXXXXXXXXXXXXX FFFXXXXXXXXXXXXXXX FFFXXXXBBBBBBBB
BBBBB BBBBBBBBBBBBXX XXXXXXXXXX XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Cancel') XXXXBBBBBBBB
BBBBB BBBBBBBBBBBB BBBBBBBBBB BB BBBBBBBXX XXXXXXXXXXXXX XXXXXXXX XXXXXXXXXXXXX gettext(u'One of the files was changed meanwhile. What is below is as it is now.') XXXXBBBBB
BB BBBBBBBXXXX XXXXXXXXXXXXX XXXXXXXX XXXXXXXXXXXXXXXXXX gettext(u'Before you merge') XXXXXXXXXBBB BBBBBBBB BB BBBBBBBXXXXXXXXXBBBBBBXXXXXXXXXXXBBBBB
XXX gettext(u'All cases and papers of both go to the number that stays. Of two values one is kept for use; the other stays with the merged number, so nothing is lost, and the merge can be taken back for thirty days.') XXXX
XX XXXXXXXXXXXXXX gettext(u'What only one of the files says is taken from it, without asking.') XXXX
BB BBBBBBBBBBBXX XXXXXXXXXXXXXX gettext(u'Values that are not among your tasks also differ. Of them the fuller is kept, or else the newer.') XXXXBBBBBBBBBBBBB
BBBBB BBBBBBBBBBBB gettext(u'Make them one file') BBBBBBBB
