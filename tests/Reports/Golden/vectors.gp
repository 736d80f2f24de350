reset session
set encoding utf8
set minussign
$d0_0 << EOD
-0.175 0.781164 0.781164 0.781164
-0.175 0.803716 0.803716 0.803716
EOD
$d0_1 << EOD
0.825 0.768498 0.768498 0.768498
0.825 0.791891 0.791891 0.791891
EOD
$d0_2 << EOD
1.825 0.739138 0.739138 0.739138
1.825 0.76146 0.76146 0.76146
EOD
$d0_3 << EOD
2.825 0.722503 0.722503 0.722503
2.825 0.754526 0.754526 0.754526
EOD
$d0_4 << EOD
3.825 0.712397 0.712397 0.712397
3.825 0.742858 0.742858 0.742858
EOD
$d0_5 << EOD
-0.175 0.781164 0.008
0.825 0.768498 0.0095
1.825 0.739138 0.011
2.825 0.722503 0.0125
3.825 0.712397 0.014
EOD
$d0_6 << EOD
-0.175 0.803716 0
0.825 0.791891 0
1.825 0.76146 0
2.825 0.754526 0
3.825 0.742858 0
EOD
$d0_7 << EOD
0.175 0.781164 0.781164 0.781164
0.175 0.803716 0.803716 0.803716
EOD
$d0_8 << EOD
1.175 0.750094 0.750094 0.750094
1.175 0.777826 0.777826 0.777826
EOD
$d0_9 << EOD
2.175 0.702329 0.702329 0.702329
2.175 0.733708 0.733708 0.733708
EOD
$d0_10 << EOD
0.175 0.781164 0.008
1.175 0.750094 0.011
2.175 0.702329 0.014
EOD
$d0_11 << EOD
0.175 0.803716 0
1.175 0.777826 0
2.175 0.733708 0
EOD
$d1_1 << EOD
-0.2 0.103054 0 0.36
0.8 0.101049 0 0.36
1.8 0.085571 0 0.36
2.8 0.115398 0 0.36
3.8 0.105913 0 0.36
EOD
$d1_2 << EOD
0.2 0.103054 0 0.36
1.2 0.11097 0 0.36
2.2 0.105414 0 0.36
EOD
set terminal svg enhanced size 914,382 font 'Inter,11.5' butt background '#ffffff'
set output 'comparison.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Final correlation and excess by layer' at screen 0.0131291,screen 0.951571 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; last probed epoch of each run' at screen 0.0131291,screen 0.903141 left font 'Inter,11.5' textcolor '#555555' front
set label 'ρ of WᵀW with AGOP^{½} (full) above its null (hollow)' at screen 0.0131291,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Excess: (ρ − null) / (1 − null)' at screen 0.512035,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'The linear read-out is left out: there WᵀW equals the AGOP by construction.' at screen 0.0131291,screen 0.0418848 left font 'Inter,11' textcolor '#555555' front
set label '' at screen 0.0251641,screen 0.846859 point pt 7 ps 0.7 lc rgb '#0072b2' front
set label '10-12×5-1' at screen 0.0437637,screen 0.846859 left textcolor '#222222' front
set label '' at screen 0.148293,screen 0.846859 point pt 7 ps 0.7 lc rgb '#d55e00' front
set label '10-12×3-1' at screen 0.166893,screen 0.846859 left textcolor '#222222' front
set label '' at screen 0.271422,screen 0.846859 point pt 7 ps 0.7 lc rgb '#808080' front
set label 'ρ' at screen 0.290022,screen 0.846859 left textcolor '#222222' front
set label '' at screen 0.32686,screen 0.846859 point pt 6 ps 0.7 lc rgb '#808080' front
set label 'Rotated null ± 2 sd' at screen 0.34546,screen 0.846859 left textcolor '#222222' front
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.727749
set bmargin at screen 0.151832
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [-0.6:4.6]
unset xlabel
set xtics noenhanced scale 0 ('Layer 1' 0, 'Layer 2' 1, 'Layer 3' 2, 'Layer 4' 3, 'Layer 5' 4)
set grid noxtics
unset mxtics
unset logscale y
set yrange [0.6:1]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2 with lines lw 3 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with lines lw 3 lc rgb '#0072b2' notitle, \
 $d0_2 using 1:2 with lines lw 3 lc rgb '#0072b2' notitle, \
 $d0_3 using 1:2 with lines lw 3 lc rgb '#0072b2' notitle, \
 $d0_4 using 1:2 with lines lw 3 lc rgb '#0072b2' notitle, \
 $d0_5 using 1:($2-$3):(0):(2*$3) with vectors heads size graph 0.006,90 lw 1 lc rgb '#0072b2' notitle, \
 $d0_5 using 1:2 with points pt 7 ps 0.75 lc rgb '#ffffff' notitle, \
 $d0_5 using 1:2 with points pt 6 lw 1.3 ps 0.75 lc rgb '#0072b2' notitle, \
 $d0_6 using 1:2 with points pt 7 ps 0.75 lc rgb '#0072b2' notitle, \
 $d0_7 using 1:2 with lines lw 3 lc rgb '#d55e00' notitle, \
 $d0_8 using 1:2 with lines lw 3 lc rgb '#d55e00' notitle, \
 $d0_9 using 1:2 with lines lw 3 lc rgb '#d55e00' notitle, \
 $d0_10 using 1:($2-$3):(0):(2*$3) with vectors heads size graph 0.006,90 lw 1 lc rgb '#d55e00' notitle, \
 $d0_10 using 1:2 with points pt 7 ps 0.75 lc rgb '#ffffff' notitle, \
 $d0_10 using 1:2 with points pt 6 lw 1.3 ps 0.75 lc rgb '#d55e00' notitle, \
 $d0_11 using 1:2 with points pt 7 ps 0.75 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.727749
set bmargin at screen 0.151832
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [-0.6:4.6]
unset xlabel
set xtics noenhanced scale 0 ('Layer 1' 0, 'Layer 2' 1, 'Layer 3' 2, 'Layer 4' 3, 'Layer 5' 4)
set grid noxtics
unset mxtics
unset logscale y
set yrange [0:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first -0.6,first 0 to first 4.6,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d1_1 using 1:2:4 with boxes fs solid 1 noborder fc rgb '#0072b2' notitle, \
 $d1_2 using 1:2:4 with boxes fs solid 1 noborder fc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
0 0.855779 0.847779 0.863779
1 0.816973 0.808973 0.824973
3 0.781164 0.773164 0.789164
EOD
$d0_1 << EOD
0 0.822897 0.813397 0.832397
1 0.801641 0.792141 0.811141
3 0.768498 0.758998 0.777998
EOD
$d0_2 << EOD
0 0.799968 0.788968 0.810968
1 0.782613 0.771613 0.793613
3 0.739138 0.728138 0.750138
EOD
$d0_3 << EOD
0 0.769068 0.756568 0.781568
1 0.748882 0.736382 0.761382
3 0.722503 0.710003 0.735003
EOD
$d0_4 << EOD
0 0.754342 0.740342 0.768342
1 0.733254 0.719254 0.747254
3 0.712397 0.698397 0.726397
EOD
$d0_5 << EOD
0 0.854375 0.854375 0.854375
1 0.820791 0.820791 0.820791
3 0.803716 0.803716 0.803716
EOD
$d0_6 << EOD
0 0.82111 0.82111 0.82111
1 0.805179 0.805179 0.805179
3 0.791891 0.791891 0.791891
EOD
$d0_7 << EOD
0 0.803847 0.803847 0.803847
1 0.791124 0.791124 0.791124
3 0.76146 0.76146 0.76146
EOD
$d0_8 << EOD
0 0.772617 0.772617 0.772617
1 0.755137 0.755137 0.755137
3 0.754526 0.754526 0.754526
EOD
$d0_9 << EOD
0 0.754714 0.754714 0.754714
1 0.740934 0.740934 0.740934
3 0.742858 0.742858 0.742858
EOD
$d1_1 << EOD
0 -0.009734 -0.009734 -0.009734
1 0.020859 0.020859 0.020859
3 0.103054 0.103054 0.103054
EOD
$d1_2 << EOD
0 -0.010089 -0.010089 -0.010089
1 0.01784 0.01784 0.01784
3 0.101049 0.101049 0.101049
EOD
$d1_3 << EOD
0 0.019393 0.019393 0.019393
1 0.039151 0.039151 0.039151
3 0.085571 0.085571 0.085571
EOD
$d1_4 << EOD
0 0.01537 0.01537 0.01537
1 0.024909 0.024909 0.024909
3 0.115398 0.115398 0.115398
EOD
$d1_5 << EOD
0 0.001514 0.001514 0.001514
1 0.028789 0.028789 0.028789
3 0.105913 0.105913 0.105913
EOD
$d2_2 << EOD
0 -0.005113 -0.005113 -0.005113
1 0.023359 0.023359 0.023359
3 0.078358 0.078358 0.078358
EOD
$d2_3 << EOD
0 0.009951 0.009951 0.009951
1 0.022415 0.022415 0.022415
3 0.091801 0.091801 0.091801
EOD
$d2_4 << EOD
0 0.009978 0.009978 0.009978
1 0.037617 0.037617 0.037617
3 0.092215 0.092215 0.092215
EOD
$d2_5 << EOD
0 0.006976 0.006976 0.006976
1 0.033959 0.033959 0.033959
3 0.115703 0.115703 0.115703
EOD
$d2_6 << EOD
0 0.002054 0.002054 0.002054
1 0.042476 0.042476 0.042476
3 0.125104 0.125104 0.125104
EOD
$d3_0 << EOD
0 NaN NaN NaN
1 0.313724 0.313724 0.313724
3 0.339578 0.339578 0.339578
EOD
$d3_1 << EOD
0 NaN NaN NaN
1 0.343724 0.343724 0.343724
3 0.369578 0.369578 0.369578
EOD
$d3_2 << EOD
0 NaN NaN NaN
1 0.373724 0.373724 0.373724
3 0.399578 0.399578 0.399578
EOD
$d3_3 << EOD
0 NaN NaN NaN
1 0.403724 0.403724 0.403724
3 0.429578 0.429578 0.429578
EOD
$d3_4 << EOD
0 NaN NaN NaN
1 0.433724 0.433724 0.433724
3 0.459578 0.459578 0.459578
EOD
set terminal svg enhanced size 914,712 font 'Inter,11.5' butt background '#ffffff'
set output 'ansatz-1.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Neural feature ansatz: low-rank, 10-12×5-1' at screen 0.0131291,screen 0.974017 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; AGOP over 1,000 training samples; seed 0' at screen 0.0131291,screen 0.948034 left font 'Inter,11.5' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0131291,screen 0.877809 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Excess: (ρ − null) / (1 − null)' at screen 0.512035,screen 0.877809 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Dual cosine, in neuron space' at screen 0.0131291,screen 0.448034 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Correlation of the update (W − W⁰)ᵀ(W − W⁰) with AGOP^{½}' at screen 0.512035,screen 0.448034 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'The linear read-out is left out: there WᵀW equals the AGOP by construction.' at screen 0.0131291,screen 0.0224719 left font 'Inter,11' textcolor '#555555' front
set arrow from screen 0.0131291,screen 0.917837 to screen 0.0371991,screen 0.917837 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.0251641,screen 0.917837 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.0437637,screen 0.917837 left textcolor '#222222' front
set arrow from screen 0.108074,screen 0.917837 to screen 0.132144,screen 0.917837 nohead lw 1.9 lc rgb '#3c4e8a' front
set label '' at screen 0.120109,screen 0.917837 point pt 7 ps 0.4 lc rgb '#3c4e8a' front
set label 'Layer 2' at screen 0.138709,screen 0.917837 left textcolor '#222222' front
set arrow from screen 0.20302,screen 0.917837 to screen 0.22709,screen 0.917837 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.215055,screen 0.917837 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 3' at screen 0.233654,screen 0.917837 left textcolor '#222222' front
set arrow from screen 0.297965,screen 0.917837 to screen 0.322035,screen 0.917837 nohead lw 1.9 lc rgb '#30b17d' front
set label '' at screen 0.31,screen 0.917837 point pt 7 ps 0.4 lc rgb '#30b17d' front
set label 'Layer 4' at screen 0.3286,screen 0.917837 left textcolor '#222222' front
set arrow from screen 0.39291,screen 0.917837 to screen 0.41698,screen 0.917837 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.404945,screen 0.917837 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 5' at screen 0.423545,screen 0.917837 left textcolor '#222222' front
set object rectangle from screen 0.487856,screen 0.910815 to screen 0.511926,screen 0.92486 fc rgb '#808080' fs transparent solid 0.15 noborder front
set arrow from screen 0.487856,screen 0.917837 to screen 0.511926,screen 0.917837 nohead lw 1.2 lc rgb '#808080' dt (7,4) front
set label 'Rotated null ± 2 sd' at screen 0.51849,screen 0.917837 left textcolor '#222222' front
set object rectangle from screen 0.65477,screen 0.910815 to screen 0.67884,screen 0.92486 fc rgb '#808080' fs transparent solid 0.15 noborder front
set arrow from screen 0.65477,screen 0.917837 to screen 0.67884,screen 0.917837 nohead lw 0.8 lc rgb '#808080' front
set label 'Dual cosine by chance, ± 2 sd' at screen 0.685405,screen 0.917837 left textcolor '#222222' front
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.853933
set bmargin at screen 0.544944
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0.6:1]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:3:4 with filledcurves fc rgb '#450f61' fs transparent solid 0.15 noborder notitle, \
 $d0_0 using 1:2 with lines lw 1.2 lc rgb '#450f61' dt (7,4) notitle, \
 $d0_1 using 1:3:4 with filledcurves fc rgb '#3c4e8a' fs transparent solid 0.15 noborder notitle, \
 $d0_1 using 1:2 with lines lw 1.2 lc rgb '#3c4e8a' dt (7,4) notitle, \
 $d0_2 using 1:3:4 with filledcurves fc rgb '#26818e' fs transparent solid 0.15 noborder notitle, \
 $d0_2 using 1:2 with lines lw 1.2 lc rgb '#26818e' dt (7,4) notitle, \
 $d0_3 using 1:3:4 with filledcurves fc rgb '#30b17d' fs transparent solid 0.15 noborder notitle, \
 $d0_3 using 1:2 with lines lw 1.2 lc rgb '#30b17d' dt (7,4) notitle, \
 $d0_4 using 1:3:4 with filledcurves fc rgb '#96d73f' fs transparent solid 0.15 noborder notitle, \
 $d0_4 using 1:2 with lines lw 1.2 lc rgb '#96d73f' dt (7,4) notitle, \
 $d0_5 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_5 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_6 using 1:2 with lines lw 1.9 lc rgb '#3c4e8a' notitle, \
 $d0_6 using 1:2 with points pt 7 ps 0.4 lc rgb '#3c4e8a' notitle, \
 $d0_7 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_7 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_8 using 1:2 with lines lw 1.9 lc rgb '#30b17d' notitle, \
 $d0_8 using 1:2 with points pt 7 ps 0.4 lc rgb '#30b17d' notitle, \
 $d0_9 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_9 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.853933
set bmargin at screen 0.544944
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 3,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d1_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d1_2 using 1:2 with lines lw 1.9 lc rgb '#3c4e8a' notitle, \
 $d1_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#3c4e8a' notitle, \
 $d1_3 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d1_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d1_4 using 1:2 with lines lw 1.9 lc rgb '#30b17d' notitle, \
 $d1_4 using 1:2 with points pt 7 ps 0.4 lc rgb '#30b17d' notitle, \
 $d1_5 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d1_5 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.424157
set bmargin at screen 0.115169
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [-0.3:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 3,first 0 nohead lw 0.8 lc rgb '#808080' back
set object rectangle from first 0,first -0.272166 to first 3,first 0.272166 fc rgb '#808080' fs transparent solid 0.15 noborder back
set arrow from first 0,first 0 to first 3,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d2_2 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d2_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d2_3 using 1:2 with lines lw 1.9 lc rgb '#3c4e8a' notitle, \
 $d2_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#3c4e8a' notitle, \
 $d2_4 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d2_4 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d2_5 using 1:2 with lines lw 1.9 lc rgb '#30b17d' notitle, \
 $d2_5 using 1:2 with points pt 7 ps 0.4 lc rgb '#30b17d' notitle, \
 $d2_6 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d2_6 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.424157
set bmargin at screen 0.115169
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.5]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d3_0 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d3_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d3_1 using 1:2 with lines lw 1.9 lc rgb '#3c4e8a' notitle, \
 $d3_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#3c4e8a' notitle, \
 $d3_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d3_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d3_3 using 1:2 with lines lw 1.9 lc rgb '#30b17d' notitle, \
 $d3_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#30b17d' notitle, \
 $d3_4 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d3_4 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
0 0.0915 0.0915 0.0915
1 0.078193 0.078193 0.078193
2 0.066853 0.066853 0.066853
3 0.057191 0.057191 0.057191
EOD
$d0_1 << EOD
0 0.096 0.096 0.096
1 0.083464 0.083464 0.083464
2 0.072674 0.072674 0.072674
3 0.063387 0.063387 0.063387
EOD
$d1_0 << EOD
0 -0.05 -0.05 -0.05
1 0.223851 0.223851 0.223851
2 0.422708 0.422708 0.422708
3 0.567107 0.567107 0.567107
EOD
$d1_1 << EOD
0 -0.14 -0.14 -0.14
1 0.119182 0.119182 0.119182
2 0.311188 0.311188 0.311188
3 0.45343 0.45343 0.45343
EOD
set terminal svg enhanced size 914,382 font 'Inter,11.5' butt background '#ffffff'
set output 'training-1.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Training: low-rank, 10-12×5-1' at screen 0.0131291,screen 0.951571 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Evaluated with the weights at the end of each epoch; seed 0' at screen 0.0131291,screen 0.903141 left font 'Inter,11.5' textcolor '#555555' front
set label 'Loss' at screen 0.0131291,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'R²' at screen 0.512035,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0131291,screen 0.846859 to screen 0.0371991,screen 0.846859 nohead lw 1.6 lc rgb '#0072b2' front
set label '' at screen 0.0251641,screen 0.846859 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'Training' at screen 0.0437637,screen 0.846859 left textcolor '#222222' front
set arrow from screen 0.11122,screen 0.846859 to screen 0.13529,screen 0.846859 nohead lw 1.6 lc rgb '#d55e00' front
set label '' at screen 0.123255,screen 0.846859 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'Validation' at screen 0.141854,screen 0.846859 left textcolor '#222222' front
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.727749
set bmargin at screen 0.151832
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.0979404]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.02
unset mytics
plot $d0_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.727749
set bmargin at screen 0.151832
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [-0.2:0.6]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
plot $d1_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d1_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d1_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
1 1 1 1
2 0.880447 0.880447 0.880447
3 0.81092 0.81092 0.81092
4 0.760001 0.760001 0.760001
5 0.718662 0.718662 0.718662
6 0.683106 0.683106 0.683106
7 0.651394 0.651394 0.651394
8 0.622409 0.622409 0.622409
9 0.59545 0.59545 0.59545
10 0.570052 0.570052 0.570052
EOD
$d0_1 << EOD
1 1 1 1
2 0.848961 0.848961 0.848961
3 0.771261 0.771261 0.771261
4 0.720215 0.720215 0.720215
5 0.682675 0.682675 0.682675
6 0.653183 0.653183 0.653183
7 0.628981 0.628981 0.628981
8 0.608492 0.608492 0.608492
9 0.590737 0.590737 0.590737
10 0.575068 0.575068 0.575068
EOD
$d0_2 << EOD
1 1 1 1
2 0.52718 0.52718 0.52718
3 0.376587 0.376587 0.376587
4 0.298696 0.298696 0.298696
5 0.24808 0.24808 0.24808
6 0.210469 0.210469 0.210469
7 0.180013 0.180013 0.180013
8 0.153888 0.153888 0.153888
9 0.130573 0.130573 0.130573
10 0.109179 0.109179 0.109179
EOD
$d0_3 << EOD
1 1 1 1
2 0.38755 0.38755 0.38755
3 0.238566 0.238566 0.238566
4 0.179281 0.179281 0.179281
5 0.148829 0.148829 0.148829
6 0.129829 0.129829 0.129829
7 0.1159 0.1159 0.1159
8 0.104288 0.104288 0.104288
9 0.0936245 0.0936245 0.0936245
10 0.083093 0.083093 0.083093
EOD
$d1_0 << EOD
1 1 1 1
2 0.882471 0.882471 0.882471
3 0.814879 0.814879 0.814879
4 0.76586 0.76586 0.76586
5 0.726404 0.726404 0.726404
6 0.692721 0.692721 0.692721
7 0.662875 0.662875 0.662875
8 0.63575 0.63575 0.63575
9 0.610648 0.610648 0.610648
10 0.587105 0.587105 0.587105
11 0.564795 0.564795 0.564795
12 0.543485 0.543485 0.543485
EOD
$d1_1 << EOD
1 1 1 1
2 0.849093 0.849093 0.849093
3 0.771534 0.771534 0.771534
4 0.720638 0.720638 0.720638
5 0.683257 0.683257 0.683257
6 0.653931 0.653931 0.653931
7 0.6299 0.6299 0.6299
8 0.60959 0.60959 0.60959
9 0.592019 0.592019 0.592019
10 0.57654 0.57654 0.57654
11 0.562705 0.562705 0.562705
12 0.55019 0.55019 0.55019
EOD
$d1_2 << EOD
1 1 1 1
2 0.529843 0.529843 0.529843
3 0.381331 0.381331 0.381331
4 0.305389 0.305389 0.305389
5 0.256673 0.256673 0.256673
6 0.220939 0.220939 0.220939
7 0.192346 0.192346 0.192346
8 0.168076 0.168076 0.168076
9 0.146612 0.146612 0.146612
10 0.127065 0.127065 0.127065
11 0.108882 0.108882 0.108882
12 0.0917039 0.0917039 0.0917039
EOD
$d1_3 << EOD
1 1 1 1
2 0.387969 0.387969 0.387969
3 0.239645 0.239645 0.239645
4 0.181211 0.181211 0.181211
5 0.151732 0.151732 0.151732
6 0.133807 0.133807 0.133807
7 0.121068 0.121068 0.121068
8 0.110799 0.110799 0.110799
9 0.101694 0.101694 0.101694
10 0.0930378 0.0930378 0.0930378
11 0.0843694 0.0843694 0.0843694
12 0.0753213 0.0753213 0.0753213
EOD
$d2_0 << EOD
1 1 1 1
2 0.882471 0.882471 0.882471
3 0.814879 0.814879 0.814879
4 0.76586 0.76586 0.76586
5 0.726404 0.726404 0.726404
6 0.692721 0.692721 0.692721
7 0.662875 0.662875 0.662875
8 0.63575 0.63575 0.63575
9 0.610648 0.610648 0.610648
10 0.587105 0.587105 0.587105
11 0.564795 0.564795 0.564795
12 0.543485 0.543485 0.543485
EOD
$d2_1 << EOD
1 1 1 1
2 0.849093 0.849093 0.849093
3 0.771534 0.771534 0.771534
4 0.720638 0.720638 0.720638
5 0.683257 0.683257 0.683257
6 0.653931 0.653931 0.653931
7 0.6299 0.6299 0.6299
8 0.60959 0.60959 0.60959
9 0.592019 0.592019 0.592019
10 0.57654 0.57654 0.57654
11 0.562705 0.562705 0.562705
12 0.55019 0.55019 0.55019
EOD
$d2_2 << EOD
1 1 1 1
2 0.529843 0.529843 0.529843
3 0.381331 0.381331 0.381331
4 0.305389 0.305389 0.305389
5 0.256673 0.256673 0.256673
6 0.220939 0.220939 0.220939
7 0.192346 0.192346 0.192346
8 0.168076 0.168076 0.168076
9 0.146612 0.146612 0.146612
10 0.127065 0.127065 0.127065
11 0.108882 0.108882 0.108882
12 0.0917039 0.0917039 0.0917039
EOD
$d2_3 << EOD
1 1 1 1
2 0.387969 0.387969 0.387969
3 0.239645 0.239645 0.239645
4 0.181211 0.181211 0.181211
5 0.151732 0.151732 0.151732
6 0.133807 0.133807 0.133807
7 0.121068 0.121068 0.121068
8 0.110799 0.110799 0.110799
9 0.101694 0.101694 0.101694
10 0.0930378 0.0930378 0.0930378
11 0.0843694 0.0843694 0.0843694
12 0.0753213 0.0753213 0.0753213
EOD
$d3_0 << EOD
1 1 1 1
2 0.882471 0.882471 0.882471
3 0.814879 0.814879 0.814879
4 0.76586 0.76586 0.76586
5 0.726404 0.726404 0.726404
6 0.692721 0.692721 0.692721
7 0.662875 0.662875 0.662875
8 0.63575 0.63575 0.63575
9 0.610648 0.610648 0.610648
10 0.587105 0.587105 0.587105
11 0.564795 0.564795 0.564795
12 0.543485 0.543485 0.543485
EOD
$d3_1 << EOD
1 1 1 1
2 0.849093 0.849093 0.849093
3 0.771534 0.771534 0.771534
4 0.720638 0.720638 0.720638
5 0.683257 0.683257 0.683257
6 0.653931 0.653931 0.653931
7 0.6299 0.6299 0.6299
8 0.60959 0.60959 0.60959
9 0.592019 0.592019 0.592019
10 0.57654 0.57654 0.57654
11 0.562705 0.562705 0.562705
12 0.55019 0.55019 0.55019
EOD
$d3_2 << EOD
1 1 1 1
2 0.529843 0.529843 0.529843
3 0.381331 0.381331 0.381331
4 0.305389 0.305389 0.305389
5 0.256673 0.256673 0.256673
6 0.220939 0.220939 0.220939
7 0.192346 0.192346 0.192346
8 0.168076 0.168076 0.168076
9 0.146612 0.146612 0.146612
10 0.127065 0.127065 0.127065
11 0.108882 0.108882 0.108882
12 0.0917039 0.0917039 0.0917039
EOD
$d3_3 << EOD
1 1 1 1
2 0.387969 0.387969 0.387969
3 0.239645 0.239645 0.239645
4 0.181211 0.181211 0.181211
5 0.151732 0.151732 0.151732
6 0.133807 0.133807 0.133807
7 0.121068 0.121068 0.121068
8 0.110799 0.110799 0.110799
9 0.101694 0.101694 0.101694
10 0.0930378 0.0930378 0.0930378
11 0.0843694 0.0843694 0.0843694
12 0.0753213 0.0753213 0.0753213
EOD
$d4_0 << EOD
1 1 1 1
2 0.882471 0.882471 0.882471
3 0.814879 0.814879 0.814879
4 0.76586 0.76586 0.76586
5 0.726404 0.726404 0.726404
6 0.692721 0.692721 0.692721
7 0.662875 0.662875 0.662875
8 0.63575 0.63575 0.63575
9 0.610648 0.610648 0.610648
10 0.587105 0.587105 0.587105
11 0.564795 0.564795 0.564795
12 0.543485 0.543485 0.543485
EOD
$d4_1 << EOD
1 1 1 1
2 0.849093 0.849093 0.849093
3 0.771534 0.771534 0.771534
4 0.720638 0.720638 0.720638
5 0.683257 0.683257 0.683257
6 0.653931 0.653931 0.653931
7 0.6299 0.6299 0.6299
8 0.60959 0.60959 0.60959
9 0.592019 0.592019 0.592019
10 0.57654 0.57654 0.57654
11 0.562705 0.562705 0.562705
12 0.55019 0.55019 0.55019
EOD
$d4_2 << EOD
1 1 1 1
2 0.529843 0.529843 0.529843
3 0.381331 0.381331 0.381331
4 0.305389 0.305389 0.305389
5 0.256673 0.256673 0.256673
6 0.220939 0.220939 0.220939
7 0.192346 0.192346 0.192346
8 0.168076 0.168076 0.168076
9 0.146612 0.146612 0.146612
10 0.127065 0.127065 0.127065
11 0.108882 0.108882 0.108882
12 0.0917039 0.0917039 0.0917039
EOD
$d4_3 << EOD
1 1 1 1
2 0.387969 0.387969 0.387969
3 0.239645 0.239645 0.239645
4 0.181211 0.181211 0.181211
5 0.151732 0.151732 0.151732
6 0.133807 0.133807 0.133807
7 0.121068 0.121068 0.121068
8 0.110799 0.110799 0.110799
9 0.101694 0.101694 0.101694
10 0.0930378 0.0930378 0.0930378
11 0.0843694 0.0843694 0.0843694
12 0.0753213 0.0753213 0.0753213
EOD
set terminal svg enhanced size 956,648 font 'Inter,11.5' butt background '#ffffff'
set output 'spectra-1.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Spectra: low-rank, 10-12×5-1' at screen 0.0125523,screen 0.971451 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Eigenvalues divided by the largest, epoch 3; both axes logarithmic; AGOP uncentred' at screen 0.0125523,screen 0.942901 left font 'Inter,11.5' textcolor '#555555' front
set label 'Layer 1' at screen 0.0146444,screen 0.865741 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2' at screen 0.34728,screen 0.865741 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3' at screen 0.679916,screen 0.865741 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 4' at screen 0.0146444,screen 0.424383 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 5' at screen 0.34728,screen 0.424383 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0125523,screen 0.909722 to screen 0.0355649,screen 0.909722 nohead lw 1.1 lc rgb '#0072b2' dt (7,4) front
set label '' at screen 0.0240586,screen 0.909722 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'WᵀW at epoch 0' at screen 0.041841,screen 0.909722 left textcolor '#222222' front
set arrow from screen 0.148436,screen 0.909722 to screen 0.171449,screen 0.909722 nohead lw 1.1 lc rgb '#d55e00' dt (7,4) front
set label '' at screen 0.159942,screen 0.909722 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 0' at screen 0.177725,screen 0.909722 left textcolor '#222222' front
set arrow from screen 0.30898,screen 0.909722 to screen 0.331993,screen 0.909722 nohead lw 1.8 lc rgb '#0072b2' front
set label '' at screen 0.320486,screen 0.909722 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'WᵀW at epoch 3' at screen 0.338269,screen 0.909722 left textcolor '#222222' front
set arrow from screen 0.444864,screen 0.909722 to screen 0.467877,screen 0.909722 nohead lw 1.8 lc rgb '#d55e00' front
set label '' at screen 0.45637,screen 0.909722 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 3' at screen 0.474153,screen 0.909722 left textcolor '#222222' front
set lmargin at screen 0.0502092
set rmargin at screen 0.322176
set tmargin at screen 0.839506
set bmargin at screen 0.530864
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:10]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d0_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle, \
 $d0_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle, \
 $d0_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.382845
set rmargin at screen 0.654812
set tmargin at screen 0.839506
set bmargin at screen 0.530864
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:12]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d1_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d1_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d1_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d1_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.715481
set rmargin at screen 0.987448
set tmargin at screen 0.839506
set bmargin at screen 0.530864
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:12]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d2_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d2_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d2_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d2_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0502092
set rmargin at screen 0.322176
set tmargin at screen 0.398148
set bmargin at screen 0.0895062
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:12]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d3_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d3_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d3_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d3_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.382845
set rmargin at screen 0.654812
set tmargin at screen 0.398148
set bmargin at screen 0.0895062
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:12]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d4_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d4_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d4_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d4_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
1 0.320737 0 0.72
2 0.215449 0 0.72
3 0.146663 0 0.72
4 0.10153 0 0.72
5 0.0694385 0 0.72
6 0.0484072 0 0.72
7 0.0344953 0 0.72
8 0.0274335 0 0.72
9 0.019916 0 0.72
10 0.015931 0 0.72
EOD
$d1_0 << EOD
1 0.389986 0 0.72
2 0.230279 0 0.72
3 0.138499 0 0.72
4 0.0858474 0 0.72
5 0.0528271 0 0.72
6 0.0339208 0 0.72
7 0.0230254 0 0.72
8 0.0193838 0 0.72
9 0.0140924 0 0.72
10 0.0121398 0 0.72
EOD
set terminal svg enhanced size 778,461 font 'Inter,11.5' butt background '#ffffff'
set output 'features-1.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'What layer 1 looks at: low-rank, 10-12×5-1' at screen 0.0154242,screen 0.95987 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Epoch 3; AGOP uncentred' at screen 0.0154242,screen 0.91974 left font 'Inter,11.5' textcolor '#555555' front
set label 'diag(WᵀW), share of its sum' at screen 0.0154242,screen 0.861171 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'diag(AGOP), share of its sum' at screen 0.0154242,screen 0.444685 left font 'Inter:Bold,12' textcolor '#222222' front
set lmargin at screen 0.059126
set rmargin at screen 0.984576
set tmargin at screen 0.824295
set bmargin at screen 0.542299
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0.4:10.6]
unset xlabel
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.336773]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2:4 with boxes fs solid 1 noborder fc rgb '#0072b2' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.059126
set rmargin at screen 0.984576
set tmargin at screen 0.407809
set bmargin at screen 0.125813
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0.4:10.6]
set xlabel 'Input coordinate' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.409485]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
plot $d1_0 using 1:2:4 with boxes fs solid 1 noborder fc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
2.79097 1 0.729944 0.47793 -0.0204292 -0.128057 -0.549377 -0.235056 -0.442371 -0.232599
1 2.51021 0.68034 0.530248 -0.130891 -0.173648 -0.539867 -0.305084 -0.325969 -0.0258377
0.729944 0.68034 2.18799 0.507046 0.40145 0.208053 -0.105672 -0.0378679 -0.101591 0.0152926
0.47793 0.530248 0.507046 1.8666 0.257611 0.349163 0.20026 0.0804477 -0.121915 0.223048
-0.0204292 -0.130891 0.40145 0.257611 2.14321 0.529624 0.65864 0.689252 0.204787 0.180839
-0.128057 -0.173648 0.208053 0.349163 0.529624 2.28603 0.683494 0.535488 0.419847 0.162889
-0.549377 -0.539867 -0.105672 0.20026 0.65864 0.683494 2.79498 0.779946 0.483587 0.262731
-0.235056 -0.305084 -0.0378679 0.0804477 0.689252 0.535488 0.779946 2.42402 0.469587 -0.0459815
-0.442371 -0.325969 -0.101591 -0.121915 0.204787 0.419847 0.483587 0.469587 2.26283 0.194684
-0.232599 -0.0258377 0.0152926 0.223048 0.180839 0.162889 0.262731 -0.0459815 0.194684 1.54346
EOD
$d1_0 << EOD
3.27969 1.10024 0.679975 0.340994 -0.283357 -0.482003 -1 -0.665506 -0.934103 -0.657805 -0.307844 0.129704
1.10024 2.77893 0.588347 0.306571 -0.481284 -0.541248 -0.977422 -0.715176 -0.71024 -0.353536 -0.132096 0.137717
0.679975 0.588347 2.24383 0.282959 0.0799467 -0.194624 -0.510424 -0.393008 -0.430358 -0.221721 -0.270724 0.150117
0.340994 0.306571 0.282959 1.75688 -0.050298 0.017716 -0.173583 -0.267496 -0.417673 0.0437645 -0.360647 0.0638767
-0.283357 -0.481284 0.0799467 -0.050298 2.02268 0.246814 0.47052 0.516041 0.00935817 0.0891362 -0.266874 -0.37472
-0.482003 -0.541248 -0.194624 0.017716 0.246814 2.23945 0.505554 0.452715 0.387458 0.146491 -0.262634 -0.375635
-1 -0.977422 -0.510424 -0.173583 0.47052 0.505554 2.99083 0.753118 0.543799 0.400381 2.52033E-05 -0.234908
-0.665506 -0.715176 -0.393008 -0.267496 0.516041 0.452715 0.753118 2.73928 0.568105 0.0926938 -0.177119 -0.174981
-0.934103 -0.71024 -0.430358 -0.417673 0.00935817 0.387458 0.543799 0.568105 2.72956 0.42015 0.208026 -0.180593
-0.657805 -0.353536 -0.221721 0.0437645 0.0891362 0.146491 0.400381 0.0926938 0.42015 2.07943 0.375158 0.0668623
-0.307844 -0.132096 -0.270724 -0.360647 -0.266874 -0.262634 2.52033E-05 -0.177119 0.208026 0.375158 2.59542 0.661464
0.129704 0.137717 0.150117 0.0638767 -0.37472 -0.375635 -0.234908 -0.174981 -0.180593 0.0668623 0.661464 2.55786
EOD
$d2_0 << EOD
3.07399 0.781493 0.391579 0.142018 -0.413615 -0.553405 -1 -0.57063 -0.806956 -0.413456 0.0572276 0.552881
0.781493 2.65723 0.393447 0.136998 -0.557619 -0.495062 -0.866025 -0.505796 -0.424303 -0.0187615 0.222876 0.565983
0.391579 0.393447 2.24321 0.268566 0.102977 -0.118102 -0.323907 -0.115565 -0.101934 0.174825 0.131078 0.540288
0.142018 0.136998 0.268566 1.88196 0.130544 0.237238 0.0667019 0.0456435 -0.0523493 0.438297 0.0130741 0.446024
-0.413615 -0.557619 0.102977 0.130544 2.31263 0.568975 0.878402 0.921433 0.399927 0.510301 0.123104 -0.0494771
-0.553405 -0.495062 -0.118102 0.237238 0.568975 2.66218 0.923838 0.928237 0.823107 0.507148 0.0683036 -0.0862704
-1 -0.866025 -0.323907 0.0667019 0.878402 0.923838 3.53333 1.18422 0.983853 0.785926 0.25989 -0.0881973
-0.57063 -0.505796 -0.115565 0.0456435 0.921433 0.928237 1.18422 3.23915 0.894497 0.374584 0.0669641 -0.0660047
-0.806956 -0.424303 -0.101934 -0.0523493 0.399927 0.823107 0.983853 0.894497 3.13279 0.599689 0.306296 -0.147214
-0.413456 -0.0187615 0.174825 0.438297 0.510301 0.507148 0.785926 0.374584 0.599689 2.32631 0.417249 -0.0442979
0.0572276 0.222876 0.131078 0.0130741 0.123104 0.0683036 0.25989 0.0669641 0.306296 0.417249 2.68153 0.552226
0.552881 0.565983 0.540288 0.446024 -0.0494771 -0.0862704 -0.0881973 -0.0660047 -0.147214 -0.0442979 0.552226 2.42746
EOD
$d3_0 << EOD
3.49929 1.13161 0.792338 0.597329 0.0329468 -0.150695 -0.651281 -0.281422 -0.642869 -0.284082 0.155178 0.546658
1.13161 3.20648 0.827794 0.519346 -0.171709 -0.115026 -0.572441 -0.266337 -0.269967 0.0322313 0.172801 0.4753
0.792338 0.827794 2.81152 0.704347 0.443207 0.147808 -0.106484 0.0229362 -0.0648648 0.139556 -0.012752 0.297931
0.597329 0.519346 0.704347 2.33345 0.495398 0.479066 0.176857 0.0914166 -0.0884572 0.305126 -0.228324 0.148407
0.0329468 -0.171709 0.443207 0.495398 2.63169 0.77332 0.991751 0.894223 0.267658 0.326428 -0.145771 -0.400937
-0.150695 -0.115026 0.147808 0.479066 0.77332 2.8044 0.934686 0.871117 0.627109 0.17879 -0.292952 -0.468421
-0.651281 -0.572441 -0.106484 0.176857 0.991751 0.934686 3.51532 1 0.763998 0.468971 -0.167598 -0.560311
-0.281422 -0.266337 0.0229362 0.0914166 0.894223 0.871117 1 3.03742 0.524346 -0.0120238 -0.303854 -0.493262
-0.642869 -0.269967 -0.0648648 -0.0884572 0.267658 0.627109 0.763998 0.524346 2.85143 0.151205 -0.119486 -0.518738
-0.284082 0.0322313 0.139556 0.305126 0.326428 0.17879 0.468971 -0.0120238 0.151205 2.03147 0.0387449 -0.429202
0.155178 0.172801 -0.012752 -0.228324 -0.145771 -0.292952 -0.167598 -0.303854 -0.119486 0.0387449 2.46253 0.29526
0.546658 0.4753 0.297931 0.148407 -0.400937 -0.468421 -0.560311 -0.493262 -0.518738 -0.429202 0.29526 2.30562
EOD
$d4_0 << EOD
3.38106 1.07537 0.710548 0.479269 -0.124789 -0.379262 -0.894827 -0.615393 -1 -0.641942 -0.18906 0.168384
1.07537 2.96283 0.644056 0.243834 -0.419427 -0.40698 -0.884685 -0.621267 -0.62915 -0.355289 -0.183062 0.1898
0.710548 0.644056 2.44282 0.391617 0.0468582 -0.253283 -0.482813 -0.380311 -0.45283 -0.220206 -0.316241 0.0219792
0.479269 0.243834 0.391617 1.83163 0.124368 0.0411462 -0.258194 -0.285419 -0.394256 -0.00358385 -0.426361 -0.00566341
-0.124789 -0.419427 0.0468582 0.124368 2.02932 0.357403 0.546838 0.451145 -0.0389228 0.116481 -0.236773 -0.39158
-0.379262 -0.40698 -0.253283 0.0411462 0.357403 2.19316 0.548997 0.550035 0.350177 -0.0147785 -0.317062 -0.368957
-0.894827 -0.884685 -0.482813 -0.258194 0.546838 0.548997 2.91249 0.703472 0.616439 0.39116 -0.147507 -0.411563
-0.615393 -0.621267 -0.380311 -0.285419 0.451145 0.550035 0.703472 2.61829 0.404802 0.0441548 -0.106948 -0.245944
-1 -0.62915 -0.45283 -0.394256 -0.0389228 0.350177 0.616439 0.404802 2.66366 0.233827 0.100884 -0.154585
-0.641942 -0.355289 -0.220206 -0.00358385 0.116481 -0.0147785 0.39116 0.0441548 0.233827 2.10044 0.315915 -0.0721239
-0.18906 -0.183062 -0.316241 -0.426361 -0.236773 -0.317062 -0.147507 -0.106948 0.100884 0.315915 2.60302 0.638035
0.168384 0.1898 0.0219792 -0.00566341 -0.39158 -0.368957 -0.411563 -0.245944 -0.154585 -0.0721239 0.638035 2.49733
EOD
$d5_0 << EOD
2.50787 1 0.765983 0.493346 0.00663194 -0.149168 -0.53672 -0.268259 -0.45313 -0.231895
1 2.2432 0.681134 0.519254 -0.106643 -0.185792 -0.531846 -0.326586 -0.312673 -0.0535845
0.765983 0.681134 1.91485 0.512079 0.395691 0.196329 -0.082729 -0.0627411 -0.0871447 -0.00338436
0.493346 0.519254 0.512079 1.59445 0.275397 0.334098 0.202129 0.0766846 -0.0998546 0.202572
0.00663194 -0.106643 0.395691 0.275397 1.85068 0.568882 0.673763 0.680005 0.228217 0.183926
-0.149168 -0.185792 0.196329 0.334098 0.568882 2.00741 0.718098 0.56292 0.418253 0.140129
-0.53672 -0.531846 -0.082729 0.202129 0.673763 0.718098 2.49273 0.821406 0.517423 0.259512
-0.268259 -0.326586 -0.0627411 0.0766846 0.680005 0.56292 0.821406 2.13567 0.461473 -0.0219823
-0.45313 -0.312673 -0.0871447 -0.0998546 0.228217 0.418253 0.517423 0.461473 1.94639 0.193753
-0.231895 -0.0535845 -0.00338436 0.202572 0.183926 0.140129 0.259512 -0.0219823 0.193753 1.26133
EOD
$d6_0 << EOD
2.96619 1.10608 0.726957 0.354989 -0.26382 -0.516739 -1 -0.716047 -0.954293 -0.665609 -0.295833 0.11885
1.10608 2.477 0.583898 0.29239 -0.464706 -0.572729 -0.988727 -0.757745 -0.713585 -0.396238 -0.113358 0.16419
0.726957 0.583898 1.93075 0.274901 0.0652636 -0.211878 -0.49688 -0.436437 -0.42679 -0.256602 -0.278758 0.12623
0.354989 0.29239 0.274901 1.44437 -0.0487317 -0.0112614 -0.175824 -0.275924 -0.399769 0.0179741 -0.346327 0.0339219
-0.26382 -0.464706 0.0652636 -0.0487317 1.69335 0.281601 0.473485 0.501371 0.0361802 0.0908259 -0.244281 -0.40228
-0.516739 -0.572729 -0.211878 -0.0112614 0.281601 1.93043 0.541825 0.474547 0.380714 0.123107 -0.239418 -0.404168
-1 -0.988727 -0.49688 -0.175824 0.473485 0.541825 2.65479 0.805747 0.581728 0.394098 -0.0139823 -0.259947
-0.716047 -0.757745 -0.436437 -0.275924 0.501371 0.474547 0.805747 2.42233 0.569333 0.125858 -0.172479 -0.211364
-0.954293 -0.713585 -0.42679 -0.399769 0.0361802 0.380714 0.581728 0.569333 2.38539 0.433084 0.223491 -0.16133
-0.665609 -0.396238 -0.256602 0.0179741 0.0908259 0.123107 0.394098 0.125858 0.433084 1.77046 0.355832 0.082231
-0.295833 -0.113358 -0.278758 -0.346327 -0.244281 -0.239418 -0.0139823 -0.172479 0.223491 0.355832 2.25766 0.686128
0.11885 0.16419 0.12623 0.0339219 -0.40228 -0.404168 -0.259947 -0.211364 -0.16133 0.082231 0.686128 2.26379
EOD
$d7_0 << EOD
2.64674 0.755787 0.421864 0.14256 -0.390953 -0.575114 -0.970594 -0.600246 -0.789296 -0.39767 0.0733496 0.532812
0.755787 2.25434 0.369106 0.120519 -0.526157 -0.516716 -0.852319 -0.53196 -0.41113 -0.0512956 0.252098 0.586618
0.421864 0.369106 1.84746 0.246242 0.0896899 -0.120309 -0.292829 -0.148289 -0.0844842 0.14315 0.130637 0.516606
0.14256 0.120519 0.246242 1.50939 0.123637 0.207157 0.0785636 0.0504375 -0.0199063 0.414488 0.0424945 0.414927
-0.390953 -0.526157 0.0896899 0.123637 1.91995 0.593201 0.860101 0.892729 0.431171 0.507783 0.151008 -0.0661345
-0.575114 -0.516716 -0.120309 0.207157 0.593201 2.28556 0.944619 0.92799 0.802725 0.485238 0.0997644 -0.109075
-0.970594 -0.852319 -0.292829 0.0785636 0.860101 0.944619 3.10121 1.2173 1 0.762285 0.249671 -0.0973365
-0.600246 -0.53196 -0.148289 0.0504375 0.892729 0.92799 1.2173 2.83524 0.886665 0.405984 0.0674079 -0.0978462
-0.789296 -0.41113 -0.0844842 -0.0199063 0.431171 0.802725 1 0.886665 2.69958 0.608592 0.321116 -0.12588
-0.39767 -0.0512956 0.14315 0.414488 0.507783 0.485238 0.762285 0.405984 0.608592 1.94135 0.385665 -0.0223162
0.0733496 0.252098 0.130637 0.0424945 0.151008 0.0997644 0.249671 0.0674079 0.321116 0.385665 2.25075 0.552444
0.532812 0.586618 0.516606 0.414927 -0.0661345 -0.109075 -0.0973365 -0.0978462 -0.12588 -0.0223162 0.552444 2.05055
EOD
$d8_0 << EOD
2.94815 1.07354 0.7985 0.572914 0.0480553 -0.170122 -0.603115 -0.301646 -0.59566 -0.258013 0.15808 0.504887
1.07354 2.68465 0.776578 0.495352 -0.133731 -0.138366 -0.542427 -0.288044 -0.251888 -0.00124849 0.199072 0.474714
0.7985 0.776578 2.30942 0.655576 0.421819 0.148729 -0.0703151 -0.00956847 -0.042755 0.102447 -0.0112921 0.270603
0.572914 0.495352 0.655576 1.87942 0.462801 0.433676 0.190909 0.0950097 -0.0549876 0.272721 -0.188808 0.113786
0.0480553 -0.133731 0.421819 0.462801 2.15034 0.765541 0.935305 0.838981 0.291437 0.307951 -0.119175 -0.4077
-0.170122 -0.138366 0.148729 0.433676 0.765541 2.33478 0.920575 0.832568 0.585312 0.158781 -0.252129 -0.481405
-0.603115 -0.542427 -0.0703151 0.190909 0.935305 0.920575 2.96604 1 0.745436 0.425787 -0.166621 -0.542945
-0.301646 -0.288044 -0.00956847 0.0950097 0.838981 0.832568 1 2.5338 0.506285 0.018629 -0.30375 -0.508892
-0.59566 -0.251888 -0.042755 -0.0549876 0.291437 0.585312 0.745436 0.506285 2.3195 0.163603 -0.0981243 -0.486491
-0.258013 -0.00124849 0.102447 0.272721 0.307951 0.158781 0.425787 0.018629 0.163603 1.56875 0.0047318 -0.387015
0.15808 0.199072 -0.0112921 -0.188808 -0.119175 -0.252129 -0.166621 -0.30375 -0.0981243 0.0047318 1.94118 0.283721
0.504887 0.474714 0.270603 0.113786 -0.4077 -0.481405 -0.542945 -0.508892 -0.486491 -0.387015 0.283721 1.85104
EOD
$d9_0 << EOD
3.0544 1.09525 0.763892 0.481935 -0.119235 -0.418527 -0.900371 -0.664105 -1 -0.647029 -0.195858 0.149138
1.09525 2.63746 0.642475 0.253831 -0.40015 -0.449704 -0.901247 -0.672023 -0.641178 -0.395599 -0.156613 0.202509
0.763892 0.642475 2.10531 0.37708 0.0496129 -0.250134 -0.466004 -0.420817 -0.443099 -0.256537 -0.320413 0.0131529
0.481935 0.253831 0.37708 1.51532 0.105162 0.0154916 -0.240642 -0.288689 -0.38137 -0.0255882 -0.407303 -0.033181
-0.119235 -0.40015 0.0496129 0.105162 1.70358 0.377191 0.537507 0.445819 -0.00806378 0.105992 -0.228812 -0.427337
-0.418527 -0.449704 -0.250134 0.0154916 0.377191 1.89099 0.575623 0.549764 0.342246 -0.0196949 -0.295534 -0.411125
-0.900371 -0.901247 -0.466004 -0.240642 0.537507 0.575623 2.58185 0.756693 0.631283 0.374413 -0.148485 -0.418796
-0.664105 -0.672023 -0.420817 -0.288689 0.445819 0.549764 0.756693 2.30933 0.422455 0.0728736 -0.127939 -0.283094
-1 -0.641178 -0.443099 -0.38137 -0.00806378 0.342246 0.631283 0.422455 2.31459 0.265501 0.121522 -0.152283
-0.647029 -0.395599 -0.256537 -0.0255882 0.105992 -0.0196949 0.374413 0.0728736 0.265501 1.77157 0.293907 -0.0435515
-0.195858 -0.156613 -0.320413 -0.407303 -0.228812 -0.295534 -0.148485 -0.127939 0.121522 0.293907 2.24933 0.656926
0.149138 0.202509 0.0131529 -0.033181 -0.427337 -0.411125 -0.418796 -0.283094 -0.152283 -0.0435515 0.656926 2.20397
EOD
set terminal svg enhanced size 1080,489 font 'Inter,11.5' butt background '#ffffff'
set output 'matrices-1.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'The two matrices of each hidden layer: low-rank, 10-12×5-1' at screen 0.0111111,screen 0.962168 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Epoch 3; AGOP uncentred; colours end at the 99th percentile of each matrix''s off-diagonal entries; a → b: width a, averaged in blocks to b' at screen 0.0111111,screen 0.924335 left font 'Inter,11.5' textcolor '#555555' front
set label 'Layer 1: WᵀW (10)' at screen 0.0111111,screen 0.869121 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2: WᵀW (12)' at screen 0.198148,screen 0.869121 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3: WᵀW (12)' at screen 0.385185,screen 0.869121 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 4: WᵀW (12)' at screen 0.572222,screen 0.869121 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 5: WᵀW (12)' at screen 0.759259,screen 0.869121 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 1: AGOP^{½}' at screen 0.0111111,screen 0.423313 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2: AGOP^{½}' at screen 0.198148,screen 0.423313 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3: AGOP^{½}' at screen 0.385185,screen 0.423313 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 4: AGOP^{½}' at screen 0.572222,screen 0.423313 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 5: AGOP^{½}' at screen 0.759259,screen 0.423313 left font 'Inter:Bold,12' textcolor '#222222' front
set lmargin at screen 0.0111111
set rmargin at screen 0.177778
set tmargin at screen 0.834356
set bmargin at screen 0.466258
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
unset grid
unset colorbox
plot $d0_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.198148
set rmargin at screen 0.364815
set tmargin at screen 0.834356
set bmargin at screen 0.466258
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d1_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.385185
set rmargin at screen 0.551852
set tmargin at screen 0.834356
set bmargin at screen 0.466258
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d2_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.572222
set rmargin at screen 0.738889
set tmargin at screen 0.834356
set bmargin at screen 0.466258
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d3_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.759259
set rmargin at screen 0.925926
set tmargin at screen 0.834356
set bmargin at screen 0.466258
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
set colorbox user origin screen 0.935185,screen 0.466258 size screen 0.00925926,screen 0.368098 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d4_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0111111
set rmargin at screen 0.177778
set tmargin at screen 0.388548
set bmargin at screen 0.0204499
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
unset grid
unset colorbox
plot $d5_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.198148
set rmargin at screen 0.364815
set tmargin at screen 0.388548
set bmargin at screen 0.0204499
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d6_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.385185
set rmargin at screen 0.551852
set tmargin at screen 0.388548
set bmargin at screen 0.0204499
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d7_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.572222
set rmargin at screen 0.738889
set tmargin at screen 0.388548
set bmargin at screen 0.0204499
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d8_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.759259
set rmargin at screen 0.925926
set tmargin at screen 0.388548
set bmargin at screen 0.0204499
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
set colorbox user origin screen 0.935185,screen 0.0204499 size screen 0.00925926,screen 0.368098 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d9_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
0 0.855779 0.847779 0.863779
1 0.816973 0.808973 0.824973
3 0.781164 0.773164 0.789164
EOD
$d0_1 << EOD
0 0.797897 0.786897 0.808897
1 0.779406 0.768406 0.790406
3 0.750094 0.739094 0.761094
EOD
$d0_2 << EOD
0 0.749968 0.735968 0.763968
1 0.738143 0.724143 0.752143
3 0.702329 0.688329 0.716329
EOD
$d0_3 << EOD
0 0.854375 0.854375 0.854375
1 0.820791 0.820791 0.820791
3 0.803716 0.803716 0.803716
EOD
$d0_4 << EOD
0 0.795858 0.795858 0.795858
1 0.784153 0.784153 0.784153
3 0.777826 0.777826 0.777826
EOD
$d0_5 << EOD
0 0.754817 0.754817 0.754817
1 0.750322 0.750322 0.750322
3 0.733708 0.733708 0.733708
EOD
$d1_1 << EOD
0 -0.009734 -0.009734 -0.009734
1 0.020859 0.020859 0.020859
3 0.103054 0.103054 0.103054
EOD
$d1_2 << EOD
0 -0.010089 -0.010089 -0.010089
1 0.021521 0.021521 0.021521
3 0.11097 0.11097 0.11097
EOD
$d1_3 << EOD
0 0.019393 0.019393 0.019393
1 0.046512 0.046512 0.046512
3 0.105414 0.105414 0.105414
EOD
$d2_2 << EOD
0 -0.005113 -0.005113 -0.005113
1 0.023359 0.023359 0.023359
3 0.078358 0.078358 0.078358
EOD
$d2_3 << EOD
0 0.009951 0.009951 0.009951
1 0.028199 0.028199 0.028199
3 0.107391 0.107391 0.107391
EOD
$d2_4 << EOD
0 0.009978 0.009978 0.009978
1 0.049185 0.049185 0.049185
3 0.123397 0.123397 0.123397
EOD
$d3_0 << EOD
0 NaN NaN NaN
1 0.313724 0.313724 0.313724
3 0.339578 0.339578 0.339578
EOD
$d3_1 << EOD
0 NaN NaN NaN
1 0.373724 0.373724 0.373724
3 0.399578 0.399578 0.399578
EOD
$d3_2 << EOD
0 NaN NaN NaN
1 0.433724 0.433724 0.433724
3 0.459578 0.459578 0.459578
EOD
set terminal svg enhanced size 914,712 font 'Inter,11.5' butt background '#ffffff'
set output 'ansatz-2.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Neural feature ansatz: low-rank, 10-12×3-1' at screen 0.0131291,screen 0.974017 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; AGOP over 1,000 training samples; seed 0' at screen 0.0131291,screen 0.948034 left font 'Inter,11.5' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0131291,screen 0.877809 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Excess: (ρ − null) / (1 − null)' at screen 0.512035,screen 0.877809 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Dual cosine, in neuron space' at screen 0.0131291,screen 0.448034 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Correlation of the update (W − W⁰)ᵀ(W − W⁰) with AGOP^{½}' at screen 0.512035,screen 0.448034 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'The linear read-out is left out: there WᵀW equals the AGOP by construction.' at screen 0.0131291,screen 0.0224719 left font 'Inter,11' textcolor '#555555' front
set arrow from screen 0.0131291,screen 0.917837 to screen 0.0371991,screen 0.917837 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.0251641,screen 0.917837 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.0437637,screen 0.917837 left textcolor '#222222' front
set arrow from screen 0.108074,screen 0.917837 to screen 0.132144,screen 0.917837 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.120109,screen 0.917837 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.138709,screen 0.917837 left textcolor '#222222' front
set arrow from screen 0.20302,screen 0.917837 to screen 0.22709,screen 0.917837 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.215055,screen 0.917837 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.233654,screen 0.917837 left textcolor '#222222' front
set object rectangle from screen 0.297965,screen 0.910815 to screen 0.322035,screen 0.92486 fc rgb '#808080' fs transparent solid 0.15 noborder front
set arrow from screen 0.297965,screen 0.917837 to screen 0.322035,screen 0.917837 nohead lw 1.2 lc rgb '#808080' dt (7,4) front
set label 'Rotated null ± 2 sd' at screen 0.3286,screen 0.917837 left textcolor '#222222' front
set object rectangle from screen 0.46488,screen 0.910815 to screen 0.48895,screen 0.92486 fc rgb '#808080' fs transparent solid 0.15 noborder front
set arrow from screen 0.46488,screen 0.917837 to screen 0.48895,screen 0.917837 nohead lw 0.8 lc rgb '#808080' front
set label 'Dual cosine by chance, ± 2 sd' at screen 0.495514,screen 0.917837 left textcolor '#222222' front
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.853933
set bmargin at screen 0.544944
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0.6:1]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:3:4 with filledcurves fc rgb '#450f61' fs transparent solid 0.15 noborder notitle, \
 $d0_0 using 1:2 with lines lw 1.2 lc rgb '#450f61' dt (7,4) notitle, \
 $d0_1 using 1:3:4 with filledcurves fc rgb '#26818e' fs transparent solid 0.15 noborder notitle, \
 $d0_1 using 1:2 with lines lw 1.2 lc rgb '#26818e' dt (7,4) notitle, \
 $d0_2 using 1:3:4 with filledcurves fc rgb '#96d73f' fs transparent solid 0.15 noborder notitle, \
 $d0_2 using 1:2 with lines lw 1.2 lc rgb '#96d73f' dt (7,4) notitle, \
 $d0_3 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_4 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_4 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_5 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_5 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.853933
set bmargin at screen 0.544944
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 3,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d1_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d1_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d1_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d1_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d1_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.424157
set bmargin at screen 0.115169
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [-0.3:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 3,first 0 nohead lw 0.8 lc rgb '#808080' back
set object rectangle from first 0,first -0.272166 to first 3,first 0.272166 fc rgb '#808080' fs transparent solid 0.15 noborder back
set arrow from first 0,first 0 to first 3,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d2_2 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d2_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d2_3 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d2_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d2_4 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d2_4 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.424157
set bmargin at screen 0.115169
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.5]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d3_0 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d3_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d3_1 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d3_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d3_2 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d3_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
0 0.0915 0.0915 0.0915
1 0.078193 0.078193 0.078193
2 0.066853 0.066853 0.066853
3 0.057191 0.057191 0.057191
EOD
$d0_1 << EOD
0 0.096 0.096 0.096
1 0.083464 0.083464 0.083464
2 0.072674 0.072674 0.072674
3 0.063387 0.063387 0.063387
EOD
$d1_0 << EOD
0 -0.05 -0.05 -0.05
1 0.223851 0.223851 0.223851
2 0.422708 0.422708 0.422708
3 0.567107 0.567107 0.567107
EOD
$d1_1 << EOD
0 -0.14 -0.14 -0.14
1 0.119182 0.119182 0.119182
2 0.311188 0.311188 0.311188
3 0.45343 0.45343 0.45343
EOD
set terminal svg enhanced size 914,382 font 'Inter,11.5' butt background '#ffffff'
set output 'training-2.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Training: low-rank, 10-12×3-1' at screen 0.0131291,screen 0.951571 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Evaluated with the weights at the end of each epoch; seed 0' at screen 0.0131291,screen 0.903141 left font 'Inter,11.5' textcolor '#555555' front
set label 'Loss' at screen 0.0131291,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'R²' at screen 0.512035,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0131291,screen 0.846859 to screen 0.0371991,screen 0.846859 nohead lw 1.6 lc rgb '#0072b2' front
set label '' at screen 0.0251641,screen 0.846859 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'Training' at screen 0.0437637,screen 0.846859 left textcolor '#222222' front
set arrow from screen 0.11122,screen 0.846859 to screen 0.13529,screen 0.846859 nohead lw 1.6 lc rgb '#d55e00' front
set label '' at screen 0.123255,screen 0.846859 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'Validation' at screen 0.141854,screen 0.846859 left textcolor '#222222' front
set lmargin at screen 0.0503282
set rmargin at screen 0.487965
set tmargin at screen 0.727749
set bmargin at screen 0.151832
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.0979404]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.02
unset mytics
plot $d0_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.549234
set rmargin at screen 0.986871
set tmargin at screen 0.727749
set bmargin at screen 0.151832
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:3]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [-0.2:0.6]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
plot $d1_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d1_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d1_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
1 1 1 1
2 0.880447 0.880447 0.880447
3 0.81092 0.81092 0.81092
4 0.760001 0.760001 0.760001
5 0.718662 0.718662 0.718662
6 0.683106 0.683106 0.683106
7 0.651394 0.651394 0.651394
8 0.622409 0.622409 0.622409
9 0.59545 0.59545 0.59545
10 0.570052 0.570052 0.570052
EOD
$d0_1 << EOD
1 1 1 1
2 0.848961 0.848961 0.848961
3 0.771261 0.771261 0.771261
4 0.720215 0.720215 0.720215
5 0.682675 0.682675 0.682675
6 0.653183 0.653183 0.653183
7 0.628981 0.628981 0.628981
8 0.608492 0.608492 0.608492
9 0.590737 0.590737 0.590737
10 0.575068 0.575068 0.575068
EOD
$d0_2 << EOD
1 1 1 1
2 0.52718 0.52718 0.52718
3 0.376587 0.376587 0.376587
4 0.298696 0.298696 0.298696
5 0.24808 0.24808 0.24808
6 0.210469 0.210469 0.210469
7 0.180013 0.180013 0.180013
8 0.153888 0.153888 0.153888
9 0.130573 0.130573 0.130573
10 0.109179 0.109179 0.109179
EOD
$d0_3 << EOD
1 1 1 1
2 0.38755 0.38755 0.38755
3 0.238566 0.238566 0.238566
4 0.179281 0.179281 0.179281
5 0.148829 0.148829 0.148829
6 0.129829 0.129829 0.129829
7 0.1159 0.1159 0.1159
8 0.104288 0.104288 0.104288
9 0.0936245 0.0936245 0.0936245
10 0.083093 0.083093 0.083093
EOD
$d1_0 << EOD
1 1 1 1
2 0.882471 0.882471 0.882471
3 0.814879 0.814879 0.814879
4 0.76586 0.76586 0.76586
5 0.726404 0.726404 0.726404
6 0.692721 0.692721 0.692721
7 0.662875 0.662875 0.662875
8 0.63575 0.63575 0.63575
9 0.610648 0.610648 0.610648
10 0.587105 0.587105 0.587105
11 0.564795 0.564795 0.564795
12 0.543485 0.543485 0.543485
EOD
$d1_1 << EOD
1 1 1 1
2 0.849093 0.849093 0.849093
3 0.771534 0.771534 0.771534
4 0.720638 0.720638 0.720638
5 0.683257 0.683257 0.683257
6 0.653931 0.653931 0.653931
7 0.6299 0.6299 0.6299
8 0.60959 0.60959 0.60959
9 0.592019 0.592019 0.592019
10 0.57654 0.57654 0.57654
11 0.562705 0.562705 0.562705
12 0.55019 0.55019 0.55019
EOD
$d1_2 << EOD
1 1 1 1
2 0.529843 0.529843 0.529843
3 0.381331 0.381331 0.381331
4 0.305389 0.305389 0.305389
5 0.256673 0.256673 0.256673
6 0.220939 0.220939 0.220939
7 0.192346 0.192346 0.192346
8 0.168076 0.168076 0.168076
9 0.146612 0.146612 0.146612
10 0.127065 0.127065 0.127065
11 0.108882 0.108882 0.108882
12 0.0917039 0.0917039 0.0917039
EOD
$d1_3 << EOD
1 1 1 1
2 0.387969 0.387969 0.387969
3 0.239645 0.239645 0.239645
4 0.181211 0.181211 0.181211
5 0.151732 0.151732 0.151732
6 0.133807 0.133807 0.133807
7 0.121068 0.121068 0.121068
8 0.110799 0.110799 0.110799
9 0.101694 0.101694 0.101694
10 0.0930378 0.0930378 0.0930378
11 0.0843694 0.0843694 0.0843694
12 0.0753213 0.0753213 0.0753213
EOD
$d2_0 << EOD
1 1 1 1
2 0.882471 0.882471 0.882471
3 0.814879 0.814879 0.814879
4 0.76586 0.76586 0.76586
5 0.726404 0.726404 0.726404
6 0.692721 0.692721 0.692721
7 0.662875 0.662875 0.662875
8 0.63575 0.63575 0.63575
9 0.610648 0.610648 0.610648
10 0.587105 0.587105 0.587105
11 0.564795 0.564795 0.564795
12 0.543485 0.543485 0.543485
EOD
$d2_1 << EOD
1 1 1 1
2 0.849093 0.849093 0.849093
3 0.771534 0.771534 0.771534
4 0.720638 0.720638 0.720638
5 0.683257 0.683257 0.683257
6 0.653931 0.653931 0.653931
7 0.6299 0.6299 0.6299
8 0.60959 0.60959 0.60959
9 0.592019 0.592019 0.592019
10 0.57654 0.57654 0.57654
11 0.562705 0.562705 0.562705
12 0.55019 0.55019 0.55019
EOD
$d2_2 << EOD
1 1 1 1
2 0.529843 0.529843 0.529843
3 0.381331 0.381331 0.381331
4 0.305389 0.305389 0.305389
5 0.256673 0.256673 0.256673
6 0.220939 0.220939 0.220939
7 0.192346 0.192346 0.192346
8 0.168076 0.168076 0.168076
9 0.146612 0.146612 0.146612
10 0.127065 0.127065 0.127065
11 0.108882 0.108882 0.108882
12 0.0917039 0.0917039 0.0917039
EOD
$d2_3 << EOD
1 1 1 1
2 0.387969 0.387969 0.387969
3 0.239645 0.239645 0.239645
4 0.181211 0.181211 0.181211
5 0.151732 0.151732 0.151732
6 0.133807 0.133807 0.133807
7 0.121068 0.121068 0.121068
8 0.110799 0.110799 0.110799
9 0.101694 0.101694 0.101694
10 0.0930378 0.0930378 0.0930378
11 0.0843694 0.0843694 0.0843694
12 0.0753213 0.0753213 0.0753213
EOD
set terminal svg enhanced size 956,362 font 'Inter,11.5' butt background '#ffffff'
set output 'spectra-2.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Spectra: low-rank, 10-12×3-1' at screen 0.0125523,screen 0.948895 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Eigenvalues divided by the largest, epoch 3; both axes logarithmic; AGOP uncentred' at screen 0.0125523,screen 0.89779 left font 'Inter,11.5' textcolor '#555555' front
set label 'Layer 1' at screen 0.0146444,screen 0.759669 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2' at screen 0.34728,screen 0.759669 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3' at screen 0.679916,screen 0.759669 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0125523,screen 0.838398 to screen 0.0355649,screen 0.838398 nohead lw 1.1 lc rgb '#0072b2' dt (7,4) front
set label '' at screen 0.0240586,screen 0.838398 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'WᵀW at epoch 0' at screen 0.041841,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.148436,screen 0.838398 to screen 0.171449,screen 0.838398 nohead lw 1.1 lc rgb '#d55e00' dt (7,4) front
set label '' at screen 0.159942,screen 0.838398 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 0' at screen 0.177725,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.30898,screen 0.838398 to screen 0.331993,screen 0.838398 nohead lw 1.8 lc rgb '#0072b2' front
set label '' at screen 0.320486,screen 0.838398 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'WᵀW at epoch 3' at screen 0.338269,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.444864,screen 0.838398 to screen 0.467877,screen 0.838398 nohead lw 1.8 lc rgb '#d55e00' front
set label '' at screen 0.45637,screen 0.838398 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 3' at screen 0.474153,screen 0.838398 left textcolor '#222222' front
set lmargin at screen 0.0502092
set rmargin at screen 0.322176
set tmargin at screen 0.712707
set bmargin at screen 0.160221
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:10]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d0_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle, \
 $d0_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle, \
 $d0_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.382845
set rmargin at screen 0.654812
set tmargin at screen 0.712707
set bmargin at screen 0.160221
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:12]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d1_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d1_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d1_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d1_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.715481
set rmargin at screen 0.987448
set tmargin at screen 0.712707
set bmargin at screen 0.160221
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:12]
set xlabel 'Index of the eigenvalue' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics enhanced scale 0.5 autofreq
set mxtics 10
set logscale y
set yrange [0.01:1.3]
unset ylabel
set format y '10^{%T}'
set ytics enhanced scale 0.5 autofreq
set mytics 10
plot $d2_0 using 1:2 with lines lw 1.1 lc rgb '#0072b2' dt (7,4) notitle, \
 $d2_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d2_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d2_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
1 0.320737 0 0.72
2 0.215449 0 0.72
3 0.146663 0 0.72
4 0.10153 0 0.72
5 0.0694385 0 0.72
6 0.0484072 0 0.72
7 0.0344953 0 0.72
8 0.0274335 0 0.72
9 0.019916 0 0.72
10 0.015931 0 0.72
EOD
$d1_0 << EOD
1 0.389986 0 0.72
2 0.230279 0 0.72
3 0.138499 0 0.72
4 0.0858474 0 0.72
5 0.0528271 0 0.72
6 0.0339208 0 0.72
7 0.0230254 0 0.72
8 0.0193838 0 0.72
9 0.0140924 0 0.72
10 0.0121398 0 0.72
EOD
set terminal svg enhanced size 778,461 font 'Inter,11.5' butt background '#ffffff'
set output 'features-2.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'What layer 1 looks at: low-rank, 10-12×3-1' at screen 0.0154242,screen 0.95987 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Epoch 3; AGOP uncentred' at screen 0.0154242,screen 0.91974 left font 'Inter,11.5' textcolor '#555555' front
set label 'diag(WᵀW), share of its sum' at screen 0.0154242,screen 0.861171 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'diag(AGOP), share of its sum' at screen 0.0154242,screen 0.444685 left font 'Inter:Bold,12' textcolor '#222222' front
set lmargin at screen 0.059126
set rmargin at screen 0.984576
set tmargin at screen 0.824295
set bmargin at screen 0.542299
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0.4:10.6]
unset xlabel
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.336773]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2:4 with boxes fs solid 1 noborder fc rgb '#0072b2' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.059126
set rmargin at screen 0.984576
set tmargin at screen 0.407809
set bmargin at screen 0.125813
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0.4:10.6]
set xlabel 'Input coordinate' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 1
unset mxtics
unset logscale y
set yrange [0:0.409485]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
plot $d1_0 using 1:2:4 with boxes fs solid 1 noborder fc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
2.79097 1 0.729944 0.47793 -0.0204292 -0.128057 -0.549377 -0.235056 -0.442371 -0.232599
1 2.51021 0.68034 0.530248 -0.130891 -0.173648 -0.539867 -0.305084 -0.325969 -0.0258377
0.729944 0.68034 2.18799 0.507046 0.40145 0.208053 -0.105672 -0.0378679 -0.101591 0.0152926
0.47793 0.530248 0.507046 1.8666 0.257611 0.349163 0.20026 0.0804477 -0.121915 0.223048
-0.0204292 -0.130891 0.40145 0.257611 2.14321 0.529624 0.65864 0.689252 0.204787 0.180839
-0.128057 -0.173648 0.208053 0.349163 0.529624 2.28603 0.683494 0.535488 0.419847 0.162889
-0.549377 -0.539867 -0.105672 0.20026 0.65864 0.683494 2.79498 0.779946 0.483587 0.262731
-0.235056 -0.305084 -0.0378679 0.0804477 0.689252 0.535488 0.779946 2.42402 0.469587 -0.0459815
-0.442371 -0.325969 -0.101591 -0.121915 0.204787 0.419847 0.483587 0.469587 2.26283 0.194684
-0.232599 -0.0258377 0.0152926 0.223048 0.180839 0.162889 0.262731 -0.0459815 0.194684 1.54346
EOD
$d1_0 << EOD
3.27969 1.10024 0.679975 0.340994 -0.283357 -0.482003 -1 -0.665506 -0.934103 -0.657805 -0.307844 0.129704
1.10024 2.77893 0.588347 0.306571 -0.481284 -0.541248 -0.977422 -0.715176 -0.71024 -0.353536 -0.132096 0.137717
0.679975 0.588347 2.24383 0.282959 0.0799467 -0.194624 -0.510424 -0.393008 -0.430358 -0.221721 -0.270724 0.150117
0.340994 0.306571 0.282959 1.75688 -0.050298 0.017716 -0.173583 -0.267496 -0.417673 0.0437645 -0.360647 0.0638767
-0.283357 -0.481284 0.0799467 -0.050298 2.02268 0.246814 0.47052 0.516041 0.00935817 0.0891362 -0.266874 -0.37472
-0.482003 -0.541248 -0.194624 0.017716 0.246814 2.23945 0.505554 0.452715 0.387458 0.146491 -0.262634 -0.375635
-1 -0.977422 -0.510424 -0.173583 0.47052 0.505554 2.99083 0.753118 0.543799 0.400381 2.52033E-05 -0.234908
-0.665506 -0.715176 -0.393008 -0.267496 0.516041 0.452715 0.753118 2.73928 0.568105 0.0926938 -0.177119 -0.174981
-0.934103 -0.71024 -0.430358 -0.417673 0.00935817 0.387458 0.543799 0.568105 2.72956 0.42015 0.208026 -0.180593
-0.657805 -0.353536 -0.221721 0.0437645 0.0891362 0.146491 0.400381 0.0926938 0.42015 2.07943 0.375158 0.0668623
-0.307844 -0.132096 -0.270724 -0.360647 -0.266874 -0.262634 2.52033E-05 -0.177119 0.208026 0.375158 2.59542 0.661464
0.129704 0.137717 0.150117 0.0638767 -0.37472 -0.375635 -0.234908 -0.174981 -0.180593 0.0668623 0.661464 2.55786
EOD
$d2_0 << EOD
3.07399 0.781493 0.391579 0.142018 -0.413615 -0.553405 -1 -0.57063 -0.806956 -0.413456 0.0572276 0.552881
0.781493 2.65723 0.393447 0.136998 -0.557619 -0.495062 -0.866025 -0.505796 -0.424303 -0.0187615 0.222876 0.565983
0.391579 0.393447 2.24321 0.268566 0.102977 -0.118102 -0.323907 -0.115565 -0.101934 0.174825 0.131078 0.540288
0.142018 0.136998 0.268566 1.88196 0.130544 0.237238 0.0667019 0.0456435 -0.0523493 0.438297 0.0130741 0.446024
-0.413615 -0.557619 0.102977 0.130544 2.31263 0.568975 0.878402 0.921433 0.399927 0.510301 0.123104 -0.0494771
-0.553405 -0.495062 -0.118102 0.237238 0.568975 2.66218 0.923838 0.928237 0.823107 0.507148 0.0683036 -0.0862704
-1 -0.866025 -0.323907 0.0667019 0.878402 0.923838 3.53333 1.18422 0.983853 0.785926 0.25989 -0.0881973
-0.57063 -0.505796 -0.115565 0.0456435 0.921433 0.928237 1.18422 3.23915 0.894497 0.374584 0.0669641 -0.0660047
-0.806956 -0.424303 -0.101934 -0.0523493 0.399927 0.823107 0.983853 0.894497 3.13279 0.599689 0.306296 -0.147214
-0.413456 -0.0187615 0.174825 0.438297 0.510301 0.507148 0.785926 0.374584 0.599689 2.32631 0.417249 -0.0442979
0.0572276 0.222876 0.131078 0.0130741 0.123104 0.0683036 0.25989 0.0669641 0.306296 0.417249 2.68153 0.552226
0.552881 0.565983 0.540288 0.446024 -0.0494771 -0.0862704 -0.0881973 -0.0660047 -0.147214 -0.0442979 0.552226 2.42746
EOD
$d3_0 << EOD
2.50787 1 0.765983 0.493346 0.00663194 -0.149168 -0.53672 -0.268259 -0.45313 -0.231895
1 2.2432 0.681134 0.519254 -0.106643 -0.185792 -0.531846 -0.326586 -0.312673 -0.0535845
0.765983 0.681134 1.91485 0.512079 0.395691 0.196329 -0.082729 -0.0627411 -0.0871447 -0.00338436
0.493346 0.519254 0.512079 1.59445 0.275397 0.334098 0.202129 0.0766846 -0.0998546 0.202572
0.00663194 -0.106643 0.395691 0.275397 1.85068 0.568882 0.673763 0.680005 0.228217 0.183926
-0.149168 -0.185792 0.196329 0.334098 0.568882 2.00741 0.718098 0.56292 0.418253 0.140129
-0.53672 -0.531846 -0.082729 0.202129 0.673763 0.718098 2.49273 0.821406 0.517423 0.259512
-0.268259 -0.326586 -0.0627411 0.0766846 0.680005 0.56292 0.821406 2.13567 0.461473 -0.0219823
-0.45313 -0.312673 -0.0871447 -0.0998546 0.228217 0.418253 0.517423 0.461473 1.94639 0.193753
-0.231895 -0.0535845 -0.00338436 0.202572 0.183926 0.140129 0.259512 -0.0219823 0.193753 1.26133
EOD
$d4_0 << EOD
2.96619 1.10608 0.726957 0.354989 -0.26382 -0.516739 -1 -0.716047 -0.954293 -0.665609 -0.295833 0.11885
1.10608 2.477 0.583898 0.29239 -0.464706 -0.572729 -0.988727 -0.757745 -0.713585 -0.396238 -0.113358 0.16419
0.726957 0.583898 1.93075 0.274901 0.0652636 -0.211878 -0.49688 -0.436437 -0.42679 -0.256602 -0.278758 0.12623
0.354989 0.29239 0.274901 1.44437 -0.0487317 -0.0112614 -0.175824 -0.275924 -0.399769 0.0179741 -0.346327 0.0339219
-0.26382 -0.464706 0.0652636 -0.0487317 1.69335 0.281601 0.473485 0.501371 0.0361802 0.0908259 -0.244281 -0.40228
-0.516739 -0.572729 -0.211878 -0.0112614 0.281601 1.93043 0.541825 0.474547 0.380714 0.123107 -0.239418 -0.404168
-1 -0.988727 -0.49688 -0.175824 0.473485 0.541825 2.65479 0.805747 0.581728 0.394098 -0.0139823 -0.259947
-0.716047 -0.757745 -0.436437 -0.275924 0.501371 0.474547 0.805747 2.42233 0.569333 0.125858 -0.172479 -0.211364
-0.954293 -0.713585 -0.42679 -0.399769 0.0361802 0.380714 0.581728 0.569333 2.38539 0.433084 0.223491 -0.16133
-0.665609 -0.396238 -0.256602 0.0179741 0.0908259 0.123107 0.394098 0.125858 0.433084 1.77046 0.355832 0.082231
-0.295833 -0.113358 -0.278758 -0.346327 -0.244281 -0.239418 -0.0139823 -0.172479 0.223491 0.355832 2.25766 0.686128
0.11885 0.16419 0.12623 0.0339219 -0.40228 -0.404168 -0.259947 -0.211364 -0.16133 0.082231 0.686128 2.26379
EOD
$d5_0 << EOD
2.64674 0.755787 0.421864 0.14256 -0.390953 -0.575114 -0.970594 -0.600246 -0.789296 -0.39767 0.0733496 0.532812
0.755787 2.25434 0.369106 0.120519 -0.526157 -0.516716 -0.852319 -0.53196 -0.41113 -0.0512956 0.252098 0.586618
0.421864 0.369106 1.84746 0.246242 0.0896899 -0.120309 -0.292829 -0.148289 -0.0844842 0.14315 0.130637 0.516606
0.14256 0.120519 0.246242 1.50939 0.123637 0.207157 0.0785636 0.0504375 -0.0199063 0.414488 0.0424945 0.414927
-0.390953 -0.526157 0.0896899 0.123637 1.91995 0.593201 0.860101 0.892729 0.431171 0.507783 0.151008 -0.0661345
-0.575114 -0.516716 -0.120309 0.207157 0.593201 2.28556 0.944619 0.92799 0.802725 0.485238 0.0997644 -0.109075
-0.970594 -0.852319 -0.292829 0.0785636 0.860101 0.944619 3.10121 1.2173 1 0.762285 0.249671 -0.0973365
-0.600246 -0.53196 -0.148289 0.0504375 0.892729 0.92799 1.2173 2.83524 0.886665 0.405984 0.0674079 -0.0978462
-0.789296 -0.41113 -0.0844842 -0.0199063 0.431171 0.802725 1 0.886665 2.69958 0.608592 0.321116 -0.12588
-0.39767 -0.0512956 0.14315 0.414488 0.507783 0.485238 0.762285 0.405984 0.608592 1.94135 0.385665 -0.0223162
0.0733496 0.252098 0.130637 0.0424945 0.151008 0.0997644 0.249671 0.0674079 0.321116 0.385665 2.25075 0.552444
0.532812 0.586618 0.516606 0.414927 -0.0661345 -0.109075 -0.0973365 -0.0978462 -0.12588 -0.0223162 0.552444 2.05055
EOD
set terminal svg enhanced size 826,589 font 'Inter,11.5' butt background '#ffffff'
set output 'matrices-2.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'The two matrices of each hidden layer: low-rank, 10-12×3-1' at screen 0.0145278,screen 0.968591 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Epoch 3; AGOP uncentred; colours end at the 99th percentile of each matrix''s off-diagonal entries; a → b: width a, averaged in blocks to b' at screen 0.0145278,screen 0.937182 left font 'Inter,11.5' textcolor '#555555' front
set label 'Layer 1: WᵀW (10)' at screen 0.0145278,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2: WᵀW (12)' at screen 0.319613,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3: WᵀW (12)' at screen 0.624697,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 1: AGOP^{½}' at screen 0.0145278,screen 0.436333 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2: AGOP^{½}' at screen 0.319613,screen 0.436333 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3: AGOP^{½}' at screen 0.624697,screen 0.436333 left font 'Inter:Bold,12' textcolor '#222222' front
set lmargin at screen 0.0145278
set rmargin at screen 0.292978
set tmargin at screen 0.862479
set bmargin at screen 0.471986
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
unset grid
unset colorbox
plot $d0_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.319613
set rmargin at screen 0.598063
set tmargin at screen 0.862479
set bmargin at screen 0.471986
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d1_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.624697
set rmargin at screen 0.903148
set tmargin at screen 0.862479
set bmargin at screen 0.471986
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
set colorbox user origin screen 0.915254,screen 0.471986 size screen 0.0121065,screen 0.390492 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d2_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0145278
set rmargin at screen 0.292978
set tmargin at screen 0.40747
set bmargin at screen 0.0169779
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:9.5]
set yrange [9.5:-0.5]
unset grid
unset colorbox
plot $d3_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.319613
set rmargin at screen 0.598063
set tmargin at screen 0.40747
set bmargin at screen 0.0169779
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
unset colorbox
plot $d4_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.624697
set rmargin at screen 0.903148
set tmargin at screen 0.40747
set bmargin at screen 0.0169779
unset key
unset border
unset tics
unset grid
unset logscale x
set xrange [0:1]
unset xlabel
unset logscale y
set yrange [-0.05:1.05]
unset ylabel
set palette defined (0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1:1]
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
unset grid
set colorbox user origin screen 0.915254,screen 0.0169779 size screen 0.0121065,screen 0.390492 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d5_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
unset multiplot
set output
