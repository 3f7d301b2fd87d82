SELECT 'a;''b', "c;", $$d;$$ /* e; /* f */ */ -- g;
; SELECT :name::int;