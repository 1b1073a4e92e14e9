 #

 gettext(u'%(met)s of %(count)s conditions met') SSSSSSS SS SSSSSSSSS SSSSSSSSSS SSSBB BBBBBBBBBBBBBBBBB X  gettext(u'%(score)s of %(out_of)s points') SSSSSSSSS SS SSSSSSSSSS SSSSSSBBBBB
