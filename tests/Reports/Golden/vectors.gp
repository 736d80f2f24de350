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
3.2 NaN 0 0.36
4.2 NaN 0 0.36
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
set label 'depth 5' at screen 0.0437637,screen 0.846859 left textcolor '#222222' front
set label '' at screen 0.119103,screen 0.846859 point pt 7 ps 0.7 lc rgb '#d55e00' front
set label 'depth 3' at screen 0.137702,screen 0.846859 left textcolor '#222222' front
set label '' at screen 0.213042,screen 0.846859 point pt 7 ps 0.7 lc rgb '#808080' front
set label 'ρ' at screen 0.231641,screen 0.846859 left textcolor '#222222' front
set label '' at screen 0.268479,screen 0.846859 point pt 6 ps 0.7 lc rgb '#808080' front
set label 'Rotated null ± 2 sd' at screen 0.287079,screen 0.846859 left textcolor '#222222' front
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
0 0.0032908 0.0032908 0.0032908
1 0.0263096 0.0263096 0.0263096
3 0.102197 0.102197 0.102197
EOD
$d0_1 << EOD
0 -0.000143333 -0.000143333 -0.000143333
1 0.0296307 0.0296307 0.0296307
3 0.106479 0.106479 0.106479
EOD
$d1_0 << EOD
0 0.0047692 0.0047692 0.0047692
1 0.0319652 0.0319652 0.0319652
3 0.100636 0.100636 0.100636
EOD
$d1_1 << EOD
0 0.00493867 0.00493867 0.00493867
1 0.033581 0.033581 0.033581
3 0.103049 0.103049 0.103049
EOD
$d2_0 << EOD
0 -0.14 -0.14 -0.14
1 0.119182 0.119182 0.119182
3 0.45343 0.45343 0.45343
EOD
$d2_1 << EOD
0 -0.14 -0.14 -0.14
1 0.119182 0.119182 0.119182
3 0.45343 0.45343 0.45343
EOD
set terminal svg enhanced size 980,382 font 'Inter,11.5' butt background '#ffffff'
set output 'comparison-epochs.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Alignment and score over epochs' at screen 0.0122449,screen 0.951571 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; at the probed epochs' at screen 0.0122449,screen 0.903141 left font 'Inter,11.5' textcolor '#555555' front
set label 'Excess, mean over hidden layers' at screen 0.0122449,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Dual cosine, mean over hidden layers' at screen 0.344898,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Validation R²' at screen 0.677551,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0122449,screen 0.846859 to screen 0.0346939,screen 0.846859 nohead lw 1.6 lc rgb '#0072b2' front
set label '' at screen 0.0234694,screen 0.846859 point pt 7 ps 0.4 lc rgb '#0072b2' front
set label 'depth 5' at screen 0.0408163,screen 0.846859 left textcolor '#222222' front
set arrow from screen 0.0998571,screen 0.846859 to screen 0.122306,screen 0.846859 nohead lw 1.6 lc rgb '#d55e00' front
set label '' at screen 0.111082,screen 0.846859 point pt 7 ps 0.4 lc rgb '#d55e00' front
set label 'depth 3' at screen 0.128429,screen 0.846859 left textcolor '#222222' front
set lmargin at screen 0.0469388
set rmargin at screen 0.322449
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
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.379592
set rmargin at screen 0.655102
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
set yrange [0:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d1_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d1_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d1_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.712245
set rmargin at screen 0.987755
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
plot $d2_0 using 1:2 with lines lw 1.6 lc rgb '#0072b2' notitle, \
 $d2_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#0072b2' notitle, \
 $d2_1 using 1:2 with lines lw 1.6 lc rgb '#d55e00' notitle, \
 $d2_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#d55e00' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
0 0.106479 0.106479 0.106479
1 0.102197 0.102197 0.102197
EOD
$d0_1 << EOD
0 0.106479 0
1 0.102197 0
EOD
$d1_0 << EOD
0 0.103049 0.103049 0.103049
1 0.100636 0.100636 0.100636
EOD
$d1_1 << EOD
0 0.103049 0
1 0.100636 0
EOD
$d2_0 << EOD
0 0.45343 0.45343 0.45343
1 0.45343 0.45343 0.45343
EOD
$d2_1 << EOD
0 0.45343 0
1 0.45343 0
EOD
set terminal svg enhanced size 920,359 font 'Inter,11.5' butt background '#ffffff'
set output 'comparison-by-depth.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'By depth' at screen 0.0130435,screen 0.948468 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; last probed epoch of each run' at screen 0.0130435,screen 0.896936 left font 'Inter,11.5' textcolor '#555555' front
set label 'Excess, mean over hidden layers' at screen 0.0130435,screen 0.821727 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Dual cosine, mean over hidden layers' at screen 0.345652,screen 0.821727 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Validation R²' at screen 0.678261,screen 0.821727 left font 'Inter:Bold,12' textcolor '#222222' front
set lmargin at screen 0.05
set rmargin at screen 0.321739
set tmargin at screen 0.774373
set bmargin at screen 0.16156
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [-0.6:1.6]
set xlabel 'Depth' textcolor '#555555' offset 0,0.2
set xtics noenhanced scale 0 ('3' 0, '5' 1)
set grid noxtics
unset mxtics
unset logscale y
set yrange [0:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2 with lines lw 1.2 lc rgb '#0072b2' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.75 lc rgb '#0072b2' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.382609
set rmargin at screen 0.654348
set tmargin at screen 0.774373
set bmargin at screen 0.16156
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [-0.6:1.6]
set xlabel 'Depth' textcolor '#555555' offset 0,0.2
set xtics noenhanced scale 0 ('3' 0, '5' 1)
set grid noxtics
unset mxtics
unset logscale y
set yrange [0:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d1_0 using 1:2 with lines lw 1.2 lc rgb '#0072b2' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.75 lc rgb '#0072b2' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.715217
set rmargin at screen 0.986957
set tmargin at screen 0.774373
set bmargin at screen 0.16156
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [-0.6:1.6]
set xlabel 'Depth' textcolor '#555555' offset 0,0.2
set xtics noenhanced scale 0 ('3' 0, '5' 1)
set grid noxtics
unset mxtics
unset logscale y
set yrange [0.4:0.8]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d2_0 using 1:2 with lines lw 1.2 lc rgb '#0072b2' notitle, \
 $d2_1 using 1:2 with points pt 7 ps 0.75 lc rgb '#0072b2' notitle
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
set label 'Correlation of the update ΔᵀΔ with AGOP^{½}' at screen 0.512035,screen 0.448034 left font 'Inter:Bold,12' textcolor '#222222' front
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
set label 'Correlation of the update ΔᵀΔ with AGOP^{½}' at screen 0.512035,screen 0.448034 left font 'Inter:Bold,12' textcolor '#222222' front
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
