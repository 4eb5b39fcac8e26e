a0514_
b a BC-MR--NewsAlert   02-10 0010
^BC-MR--NewsAlert,12<
	   SELDA, Maran (Vesper) _ Dam above Selda overtops, mayor says.
VS-WF-02-10-26 0600GMT<

a0515_
u i BC-Advisory-Dam   02-10 0020
^BC-Dam-Feature, ADV15,20<
^For release Sunday, Feb. 15, and thereafter<
^A year below the dam<
	   SELDA, Maran (Vesper) _ A year has gone.
VS-WF-02-10-26 0601GMT<
