BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBXXX gettext(u'Now with') X XXXXXXXXXXXXXXXXXXXXXBBBBB
BB BBBBBBXX XXXXXXXXXXXXXX gettext(u'The person lives in: %(place)s. First stands whoever covers that area, and of these whoever has least open.') SSS SSSSSS SSSSS SSS SSSSSSSSSS SSSSS SSSSSS SSSSSSS SSSSSS SSSS SSSSS SSS SS SSSSS SSSSSSS SSS SSSSS SSSSSXXXXBBBBXX XXXXXXXXXXXXX XXXXXXXXX gettext(u'Nobody else studies requests here. The administrator gives the role “Researcher” to another member.') XXXXBBBBBBBBBBBBB
