# Python арқылы шақырғандағы қателер

error-option-unknown = «{ $name }» параметрі жоқ
error-tree-empty = көрсеткіштер жүйесінде бірде-бір көрсеткіш жоқ
error-tree-part = «{ $name }» астында атаулар да, топтар да тұрған жоқ
error-tree-name = көрсеткіштер жүйесінде «{ $name }» жоқ
error-what-if-nothing = қай көрсеткіштер басқаша болатыны айтылмаған
