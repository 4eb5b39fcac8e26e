z0513_-----
r s BC-ROW--League Glance   02-10 0030
^BC-ROW--League Glance<
^Rowing League=
^All Times Maran=
^By Vesper=
^NORTH=
^;W;L;GB
Oren;9;1;_
KarnBay;7;3;2{
Olm;5;5;{
^Tuesday's Races=
	   Oren 1, Olm 0
	   Karn Bay 2, Brill 1<
^END<
VS-WF-02-10-26 2200EST<
