a0512_
r i BC-MR--Brill-Storm 1stLd   02-10 0041
^BC-MR--Brill-Storm, 1st Ld,41<
^Storm nears Brill<
^AP Photo VSP101, VSP102<
^Eds: Adds ferries.<
^By ILSE DORN=
^Vesper Staff Writer=
	   BRILL, Maran (Vesper) _ A storm of force 10 was 80 km west of Brill at dawn. ``Stay in,'' the mayor said.
	   Ferries stay in port _ all of them.
VS-WF-02-10-26 0512GMT<

