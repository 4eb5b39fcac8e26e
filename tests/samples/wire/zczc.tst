ZCZC VSP
%A
#Storm_BC1
$Storm nears Brill
:(BRILL)
&VSP\Valej
*07000000
@MAR
A storm of force 10 was 80 km west of Brill at dawn.

Ferries stay in port.
VSP JV
NNNN
