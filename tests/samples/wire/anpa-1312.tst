a0512
r i  BC-MR--Brill-Storm 1stLd   02-10 0041
BC-MR--Brill-Storm, 1st Ld,41< 
Storm nears Brill< 
BRILL, Maran (Vesper) _ A storm of force 10 was 80 km west of Brill at dawn.< 
Ferries stay in port.< 

02-10-26 0512GMT