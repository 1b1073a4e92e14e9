BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBB BBBBBXXX gettext(u'Ask whether the person received it, whole and as it should be. What is wrong opens a problem with you as its owner.') XXXXBBBBBBBB
