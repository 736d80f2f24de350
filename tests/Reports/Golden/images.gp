reset session
set encoding utf8
set minussign
$d0_0 << EOD
0 0.855779 0.847779 0.863779
1 0.816973 0.808973 0.824973
3 0.781164 0.773164 0.789164
10 0.736533 0.728533 0.744533
EOD
$d0_1 << EOD
0 0.797897 0.786897 0.808897
1 0.779406 0.768406 0.790406
3 0.750094 0.739094 0.761094
10 0.701393 0.690393 0.712393
EOD
$d0_2 << EOD
0 0.749968 0.735968 0.763968
1 0.738143 0.724143 0.752143
3 0.702329 0.688329 0.716329
10 0.672255 0.658255 0.686255
EOD
$d0_3 << EOD
0 0.854375 0.854375 0.854375
1 0.820791 0.820791 0.820791
3 0.803716 0.803716 0.803716
10 0.787106 0.787106 0.787106
EOD
$d0_4 << EOD
0 0.795858 0.795858 0.795858
1 0.784153 0.784153 0.784153
3 0.777826 0.777826 0.777826
10 0.774663 0.774663 0.774663
EOD
$d0_5 << EOD
0 0.754817 0.754817 0.754817
1 0.750322 0.750322 0.750322
3 0.733708 0.733708 0.733708
10 0.76417 0.76417 0.76417
EOD
$d1_1 << EOD
0 -0.009734 -0.009734 -0.009734
1 0.020859 0.020859 0.020859
3 0.103054 0.103054 0.103054
10 0.191951 0.191951 0.191951
EOD
$d1_2 << EOD
0 -0.010089 -0.010089 -0.010089
1 0.021521 0.021521 0.021521
3 0.11097 0.11097 0.11097
10 0.245374 0.245374 0.245374
EOD
$d1_3 << EOD
0 0.019393 0.019393 0.019393
1 0.046512 0.046512 0.046512
3 0.105414 0.105414 0.105414
10 0.280445 0.280445 0.280445
EOD
$d2_2 << EOD
0 -0.005113 -0.005113 -0.005113
1 0.023359 0.023359 0.023359
3 0.078358 0.078358 0.078358
10 0.160529 0.160529 0.160529
EOD
$d2_3 << EOD
0 0.009951 0.009951 0.009951
1 0.028199 0.028199 0.028199
3 0.107391 0.107391 0.107391
10 0.241297 0.241297 0.241297
EOD
$d2_4 << EOD
0 0.009978 0.009978 0.009978
1 0.049185 0.049185 0.049185
3 0.123397 0.123397 0.123397
10 0.307205 0.307205 0.307205
EOD
$d3_0 << EOD
0 NaN NaN NaN
1 0.313724 0.313724 0.313724
3 0.339578 0.339578 0.339578
10 0.415388 0.415388 0.415388
EOD
$d3_1 << EOD
0 NaN NaN NaN
1 0.373724 0.373724 0.373724
3 0.399578 0.399578 0.399578
10 0.475388 0.475388 0.475388
EOD
$d3_2 << EOD
0 NaN NaN NaN
1 0.433724 0.433724 0.433724
3 0.459578 0.459578 0.459578
10 0.535388 0.535388 0.535388
EOD
set terminal svg enhanced size 914,712 font 'Inter,11.5' butt background '#ffffff'
set output 'ansatz.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Neural feature ansatz: MNIST, 36-16×3-10' at screen 0.0131291,screen 0.974017 left font 'Inter:Bold,15' textcolor '#222222' front
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [-0.2:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
set object rectangle from first 0,first -0.172133 to first 10,first 0.172133 fc rgb '#808080' fs transparent solid 0.15 noborder back
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.6]
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
set terminal pdfcairo enhanced size 9.5208in,7.4167in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'ansatz.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Neural feature ansatz: MNIST, 36-16×3-10' at screen 0.0131291,screen 0.974017 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; AGOP over 1,000 training samples; seed 0' at screen 0.0131291,screen 0.948034 left font 'Inter,12.9375' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0131291,screen 0.877809 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Excess: (ρ − null) / (1 − null)' at screen 0.512035,screen 0.877809 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Dual cosine, in neuron space' at screen 0.0131291,screen 0.448034 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Correlation of the update ΔᵀΔ with AGOP^{½}' at screen 0.512035,screen 0.448034 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'The linear read-out is left out: there WᵀW equals the AGOP by construction.' at screen 0.0131291,screen 0.0224719 left font 'Inter,12.375' textcolor '#555555' front
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [-0.2:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
set object rectangle from first 0,first -0.172133 to first 10,first 0.172133 fc rgb '#808080' fs transparent solid 0.15 noborder back
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.6]
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
set terminal pngcairo enhanced size 1828,1424 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'ansatz.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Neural feature ansatz: MNIST, 36-16×3-10' at screen 0.0131291,screen 0.974017 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; AGOP over 1,000 training samples; seed 0' at screen 0.0131291,screen 0.948034 left font 'Inter,17.25' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0131291,screen 0.877809 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Excess: (ρ − null) / (1 − null)' at screen 0.512035,screen 0.877809 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Dual cosine, in neuron space' at screen 0.0131291,screen 0.448034 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Correlation of the update ΔᵀΔ with AGOP^{½}' at screen 0.512035,screen 0.448034 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'The linear read-out is left out: there WᵀW equals the AGOP by construction.' at screen 0.0131291,screen 0.0224719 left font 'Inter,16.5' textcolor '#555555' front
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [-0.2:0.4]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
set object rectangle from first 0,first -0.172133 to first 10,first 0.172133 fc rgb '#808080' fs transparent solid 0.15 noborder back
set arrow from first 0,first 0 to first 10,first 0 nohead lw 0.8 lc rgb '#808080' back
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.6]
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
4 0.048956 0.048956 0.048956
5 0.04194 0.04194 0.04194
6 0.03596 0.03596 0.03596
7 0.030865 0.030865 0.030865
8 0.026523 0.026523 0.026523
9 0.022823 0.022823 0.022823
10 0.019671 0.019671 0.019671
EOD
$d0_1 << EOD
0 0.096 0.096 0.096
1 0.083464 0.083464 0.083464
2 0.072674 0.072674 0.072674
3 0.063387 0.063387 0.063387
4 0.055393 0.055393 0.055393
5 0.048513 0.048513 0.048513
6 0.042591 0.042591 0.042591
7 0.037494 0.037494 0.037494
8 0.033107 0.033107 0.033107
9 0.029332 0.029332 0.029332
10 0.026082 0.026082 0.026082
EOD
$d1_0 << EOD
0 0.108 0.108 0.108
1 0.388228 0.388228 0.388228
2 0.57607 0.57607 0.57607
3 0.701985 0.701985 0.701985
4 0.786388 0.786388 0.786388
5 0.842965 0.842965 0.842965
6 0.88089 0.88089 0.88089
7 0.906311 0.906311 0.906311
8 0.923352 0.923352 0.923352
9 0.934775 0.934775 0.934775
10 0.942432 0.942432 0.942432
EOD
$d1_1 << EOD
0 0.072 0.072 0.072
1 0.337804 0.337804 0.337804
2 0.520488 0.520488 0.520488
3 0.646045 0.646045 0.646045
4 0.732339 0.732339 0.732339
5 0.791648 0.791648 0.791648
6 0.832411 0.832411 0.832411
7 0.860426 0.860426 0.860426
8 0.879681 0.879681 0.879681
9 0.892915 0.892915 0.892915
10 0.90201 0.90201 0.90201
EOD
set terminal svg enhanced size 914,382 font 'Inter,11.5' butt background '#ffffff'
set output 'training.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Training: MNIST, 36-16×3-10' at screen 0.0131291,screen 0.951571 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Evaluated with the weights at the end of each epoch; seed 0' at screen 0.0131291,screen 0.903141 left font 'Inter,11.5' textcolor '#555555' front
set label 'Loss' at screen 0.0131291,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Accuracy' at screen 0.512035,screen 0.772251 left font 'Inter:Bold,12' textcolor '#222222' front
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.0998165]
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:1]
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
set terminal pdfcairo enhanced size 9.5208in,3.9792in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'training.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Training: MNIST, 36-16×3-10' at screen 0.0131291,screen 0.951571 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'Evaluated with the weights at the end of each epoch; seed 0' at screen 0.0131291,screen 0.903141 left font 'Inter,12.9375' textcolor '#555555' front
set label 'Loss' at screen 0.0131291,screen 0.772251 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Accuracy' at screen 0.512035,screen 0.772251 left font 'Inter:Bold,13.5' textcolor '#222222' front
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.0998165]
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:1]
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
set terminal pngcairo enhanced size 1828,764 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'training.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Training: MNIST, 36-16×3-10' at screen 0.0131291,screen 0.951571 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'Evaluated with the weights at the end of each epoch; seed 0' at screen 0.0131291,screen 0.903141 left font 'Inter,17.25' textcolor '#555555' front
set label 'Loss' at screen 0.0131291,screen 0.772251 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Accuracy' at screen 0.512035,screen 0.772251 left font 'Inter:Bold,18' textcolor '#222222' front
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.0998165]
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
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:1]
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
0.072 0.854375 0.854375 0.854375
0.337804 0.820791 0.820791 0.820791
0.646045 0.803716 0.803716 0.803716
0.90201 0.787106 0.787106 0.787106
EOD
$d0_1 << EOD
0.072 0.795858 0.795858 0.795858
0.337804 0.784153 0.784153 0.784153
0.646045 0.777826 0.777826 0.777826
0.90201 0.774663 0.774663 0.774663
EOD
$d0_2 << EOD
0.072 0.754817 0.754817 0.754817
0.337804 0.750322 0.750322 0.750322
0.646045 0.733708 0.733708 0.733708
0.90201 0.76417 0.76417 0.76417
EOD
$d1_1 << EOD
0.072 -0.009734 -0.009734 -0.009734
0.337804 0.020859 0.020859 0.020859
0.646045 0.103054 0.103054 0.103054
0.90201 0.191951 0.191951 0.191951
EOD
$d1_2 << EOD
0.072 -0.010089 -0.010089 -0.010089
0.337804 0.021521 0.021521 0.021521
0.646045 0.11097 0.11097 0.11097
0.90201 0.245374 0.245374 0.245374
EOD
$d1_3 << EOD
0.072 0.019393 0.019393 0.019393
0.337804 0.046512 0.046512 0.046512
0.646045 0.105414 0.105414 0.105414
0.90201 0.280445 0.280445 0.280445
EOD
set terminal svg enhanced size 954,402 font 'Inter,11.5' butt background '#ffffff'
set output 'accuracy.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Correlation against accuracy: MNIST, 36-16×3-10' at screen 0.0125786,screen 0.95398 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; one point a probed epoch, joined in their order; seed 0' at screen 0.0125786,screen 0.90796 left font 'Inter,11.5' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0125786,screen 0.783582 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Excess over the rotated null' at screen 0.51153,screen 0.783582 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0125786,screen 0.854478 to screen 0.0356394,screen 0.854478 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.024109,screen 0.854478 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.0419287,screen 0.854478 left textcolor '#222222' front
set arrow from screen 0.103543,screen 0.854478 to screen 0.126604,screen 0.854478 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.115073,screen 0.854478 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.132893,screen 0.854478 left textcolor '#222222' front
set arrow from screen 0.194507,screen 0.854478 to screen 0.217568,screen 0.854478 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.206038,screen 0.854478 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.223857,screen 0.854478 left textcolor '#222222' front
set lmargin at screen 0.048218
set rmargin at screen 0.48847
set tmargin at screen 0.741294
set bmargin at screen 0.144279
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:1]
set xlabel 'Validation accuracy' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 0.2
unset mxtics
unset logscale y
set yrange [0.6:1]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_1 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_2 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.54717
set rmargin at screen 0.987421
set tmargin at screen 0.741294
set bmargin at screen 0.144279
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:1]
set xlabel 'Validation accuracy' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 0.2
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 1,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d1_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d1_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d1_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d1_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d1_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
set terminal pdfcairo enhanced size 9.9375in,4.1875in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'accuracy.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Correlation against accuracy: MNIST, 36-16×3-10' at screen 0.0125786,screen 0.95398 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; one point a probed epoch, joined in their order; seed 0' at screen 0.0125786,screen 0.90796 left font 'Inter,12.9375' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0125786,screen 0.783582 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Excess over the rotated null' at screen 0.51153,screen 0.783582 left font 'Inter:Bold,13.5' textcolor '#222222' front
set arrow from screen 0.0125786,screen 0.854478 to screen 0.0356394,screen 0.854478 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.024109,screen 0.854478 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.0419287,screen 0.854478 left textcolor '#222222' front
set arrow from screen 0.103543,screen 0.854478 to screen 0.126604,screen 0.854478 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.115073,screen 0.854478 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.132893,screen 0.854478 left textcolor '#222222' front
set arrow from screen 0.194507,screen 0.854478 to screen 0.217568,screen 0.854478 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.206038,screen 0.854478 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.223857,screen 0.854478 left textcolor '#222222' front
set lmargin at screen 0.048218
set rmargin at screen 0.48847
set tmargin at screen 0.741294
set bmargin at screen 0.144279
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:1]
set xlabel 'Validation accuracy' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 0.2
unset mxtics
unset logscale y
set yrange [0.6:1]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_1 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_2 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.54717
set rmargin at screen 0.987421
set tmargin at screen 0.741294
set bmargin at screen 0.144279
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:1]
set xlabel 'Validation accuracy' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 0.2
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 1,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d1_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d1_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d1_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d1_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d1_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
set terminal pngcairo enhanced size 1908,804 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'accuracy.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Correlation against accuracy: MNIST, 36-16×3-10' at screen 0.0125786,screen 0.95398 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'AGOP^{½}, uncentred, Pearson; one point a probed epoch, joined in their order; seed 0' at screen 0.0125786,screen 0.90796 left font 'Inter,17.25' textcolor '#555555' front
set label 'Correlation ρ of WᵀW with AGOP^{½}' at screen 0.0125786,screen 0.783582 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Excess over the rotated null' at screen 0.51153,screen 0.783582 left font 'Inter:Bold,18' textcolor '#222222' front
set arrow from screen 0.0125786,screen 0.854478 to screen 0.0356394,screen 0.854478 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.024109,screen 0.854478 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.0419287,screen 0.854478 left textcolor '#222222' front
set arrow from screen 0.103543,screen 0.854478 to screen 0.126604,screen 0.854478 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.115073,screen 0.854478 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.132893,screen 0.854478 left textcolor '#222222' front
set arrow from screen 0.194507,screen 0.854478 to screen 0.217568,screen 0.854478 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.206038,screen 0.854478 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.223857,screen 0.854478 left textcolor '#222222' front
set lmargin at screen 0.048218
set rmargin at screen 0.48847
set tmargin at screen 0.741294
set bmargin at screen 0.144279
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:1]
set xlabel 'Validation accuracy' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 0.2
unset mxtics
unset logscale y
set yrange [0.6:1]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
plot $d0_0 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_0 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_1 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_2 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
set lmargin at screen 0.54717
set rmargin at screen 0.987421
set tmargin at screen 0.741294
set bmargin at screen 0.144279
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:1]
set xlabel 'Validation accuracy' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 0.2
unset mxtics
unset logscale y
set yrange [-0.1:0.3]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.1
unset mytics
set arrow from first 0,first 0 to first 1,first 0 nohead lw 0.8 lc rgb '#808080' back
plot $d1_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d1_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d1_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d1_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d1_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d1_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_1 << EOD
0 0.302889 0.302889 0.302889
1 0.339929 0.339929 0.339929
3 0.413265 0.413265 0.413265
10 0.571254 0.571254 0.571254
EOD
$d0_2 << EOD
0 0.298949 0.298949 0.298949
1 0.351267 0.351267 0.351267
3 0.437395 0.437395 0.437395
10 0.61752 0.61752 0.61752
EOD
$d0_3 << EOD
0 0.299984 0.299984 0.299984
1 0.360758 0.360758 0.360758
3 0.453178 0.453178 0.453178
10 0.666788 0.666788 0.666788
EOD
set terminal svg enhanced size 498,418 font 'Inter,11.5' butt background '#ffffff'
set output 'overlap.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Overlap of top subspaces: MNIST, 36-16×3-10' at screen 0.0240964,screen 0.955742 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Mean squared cosine between the top 8 eigenvectors of WᵀW and of the AGOP;' at screen 0.0240964,screen 0.911483 left font 'Inter,11.5' textcolor '#555555' front
set label 'uncentred; seed 0' at screen 0.0240964,screen 0.873206 left font 'Inter,11.5' textcolor '#555555' front
set label 'Overlap of the top 8 eigenvectors' at screen 0.0240964,screen 0.753589 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0240964,screen 0.82177 to screen 0.0682731,screen 0.82177 nohead lw 0.8 lc rgb '#808080' front
set label 'Two random subspaces' at screen 0.0803213,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.376857,screen 0.82177 to screen 0.421034,screen 0.82177 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.398946,screen 0.82177 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.433082,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.551114,screen 0.82177 to screen 0.595291,screen 0.82177 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.573203,screen 0.82177 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.607339,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.725371,screen 0.82177 to screen 0.769548,screen 0.82177 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.74746,screen 0.82177 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.781596,screen 0.82177 left textcolor '#222222' front
set lmargin at screen 0.0923695
set rmargin at screen 0.975904
set tmargin at screen 0.712919
set bmargin at screen 0.138756
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.8]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
set arrow from first 0,first 0.5 to first 10,first 0.5 nohead lw 0.8 lc rgb '#808080' back
plot $d0_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
set terminal pdfcairo enhanced size 5.1875in,4.3542in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'overlap.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Overlap of top subspaces: MNIST, 36-16×3-10' at screen 0.0240964,screen 0.955742 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'Mean squared cosine between the top 8 eigenvectors of WᵀW and of the AGOP;' at screen 0.0240964,screen 0.911483 left font 'Inter,12.9375' textcolor '#555555' front
set label 'uncentred; seed 0' at screen 0.0240964,screen 0.873206 left font 'Inter,12.9375' textcolor '#555555' front
set label 'Overlap of the top 8 eigenvectors' at screen 0.0240964,screen 0.753589 left font 'Inter:Bold,13.5' textcolor '#222222' front
set arrow from screen 0.0240964,screen 0.82177 to screen 0.0682731,screen 0.82177 nohead lw 0.8 lc rgb '#808080' front
set label 'Two random subspaces' at screen 0.0803213,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.376857,screen 0.82177 to screen 0.421034,screen 0.82177 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.398946,screen 0.82177 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.433082,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.551114,screen 0.82177 to screen 0.595291,screen 0.82177 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.573203,screen 0.82177 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.607339,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.725371,screen 0.82177 to screen 0.769548,screen 0.82177 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.74746,screen 0.82177 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.781596,screen 0.82177 left textcolor '#222222' front
set lmargin at screen 0.0923695
set rmargin at screen 0.975904
set tmargin at screen 0.712919
set bmargin at screen 0.138756
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.8]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
set arrow from first 0,first 0.5 to first 10,first 0.5 nohead lw 0.8 lc rgb '#808080' back
plot $d0_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
unset label
unset arrow
unset object
unset multiplot
set output
set terminal pngcairo enhanced size 996,836 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'overlap.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Overlap of top subspaces: MNIST, 36-16×3-10' at screen 0.0240964,screen 0.955742 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'Mean squared cosine between the top 8 eigenvectors of WᵀW and of the AGOP;' at screen 0.0240964,screen 0.911483 left font 'Inter,17.25' textcolor '#555555' front
set label 'uncentred; seed 0' at screen 0.0240964,screen 0.873206 left font 'Inter,17.25' textcolor '#555555' front
set label 'Overlap of the top 8 eigenvectors' at screen 0.0240964,screen 0.753589 left font 'Inter:Bold,18' textcolor '#222222' front
set arrow from screen 0.0240964,screen 0.82177 to screen 0.0682731,screen 0.82177 nohead lw 0.8 lc rgb '#808080' front
set label 'Two random subspaces' at screen 0.0803213,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.376857,screen 0.82177 to screen 0.421034,screen 0.82177 nohead lw 1.9 lc rgb '#450f61' front
set label '' at screen 0.398946,screen 0.82177 point pt 7 ps 0.4 lc rgb '#450f61' front
set label 'Layer 1' at screen 0.433082,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.551114,screen 0.82177 to screen 0.595291,screen 0.82177 nohead lw 1.9 lc rgb '#26818e' front
set label '' at screen 0.573203,screen 0.82177 point pt 7 ps 0.4 lc rgb '#26818e' front
set label 'Layer 2' at screen 0.607339,screen 0.82177 left textcolor '#222222' front
set arrow from screen 0.725371,screen 0.82177 to screen 0.769548,screen 0.82177 nohead lw 1.9 lc rgb '#96d73f' front
set label '' at screen 0.74746,screen 0.82177 point pt 7 ps 0.4 lc rgb '#96d73f' front
set label 'Layer 3' at screen 0.781596,screen 0.82177 left textcolor '#222222' front
set lmargin at screen 0.0923695
set rmargin at screen 0.975904
set tmargin at screen 0.712919
set bmargin at screen 0.138756
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
unset logscale x
set xrange [0:10]
set xlabel 'Epoch' textcolor '#555555' offset 0,0.2
set format x '%g'
set xtics scale 0.5 autofreq 2
unset mxtics
unset logscale y
set yrange [0:0.8]
unset ylabel
set format y '%g'
set ytics scale 0.5 autofreq 0.2
unset mytics
set arrow from first 0,first 0.5 to first 10,first 0.5 nohead lw 0.8 lc rgb '#808080' back
plot $d0_1 using 1:2 with lines lw 1.9 lc rgb '#450f61' notitle, \
 $d0_1 using 1:2 with points pt 7 ps 0.4 lc rgb '#450f61' notitle, \
 $d0_2 using 1:2 with lines lw 1.9 lc rgb '#26818e' notitle, \
 $d0_2 using 1:2 with points pt 7 ps 0.4 lc rgb '#26818e' notitle, \
 $d0_3 using 1:2 with lines lw 1.9 lc rgb '#96d73f' notitle, \
 $d0_3 using 1:2 with points pt 7 ps 0.4 lc rgb '#96d73f' notitle
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
2 0.885293 0.885293 0.885293
3 0.820397 0.820397 0.820397
4 0.774027 0.774027 0.774027
5 0.737196 0.737196 0.737196
6 0.706123 0.706123 0.706123
7 0.678878 0.678878 0.678878
8 0.654347 0.654347 0.654347
9 0.631834 0.631834 0.631834
10 0.610875 0.610875 0.610875
11 0.591147 0.591147 0.591147
12 0.572416 0.572416 0.572416
13 0.554507 0.554507 0.554507
14 0.537289 0.537289 0.537289
15 0.520655 0.520655 0.520655
16 0.504525 0.504525 0.504525
EOD
$d0_1 << EOD
1 1 1 1
2 0.849278 0.849278 0.849278
3 0.771917 0.771917 0.771917
4 0.721231 0.721231 0.721231
5 0.68407 0.68407 0.68407
6 0.654975 0.654975 0.654975
7 0.631185 0.631185 0.631185
8 0.611123 0.611123 0.611123
9 0.593808 0.593808 0.593808
10 0.578593 0.578593 0.578593
11 0.565029 0.565029 0.565029
12 0.552791 0.552791 0.552791
13 0.541641 0.541641 0.541641
14 0.531396 0.531396 0.531396
15 0.521913 0.521913 0.521913
16 0.513082 0.513082 0.513082
EOD
$d0_2 << EOD
1 1 1 1
2 0.533556 0.533556 0.533556
3 0.387944 0.387944 0.387944
4 0.314719 0.314719 0.314719
5 0.268651 0.268651 0.268651
6 0.235532 0.235532 0.235532
7 0.209537 0.209537 0.209537
8 0.187854 0.187854 0.187854
9 0.168969 0.168969 0.168969
10 0.151996 0.151996 0.151996
11 0.136385 0.136385 0.136385
12 0.121775 0.121775 0.121775
13 0.107922 0.107922 0.107922
14 0.0946548 0.0946548 0.0946548
15 0.0818484 0.0818484 0.0818484
16 0.0694114 0.0694114 0.0694114
EOD
$d0_3 << EOD
1 1 1 1
2 0.388553 0.388553 0.388553
3 0.241146 0.241146 0.241146
4 0.183877 0.183877 0.183877
5 0.155704 0.155704 0.155704
6 0.139183 0.139183 0.139183
7 0.12795 0.12795 0.12795
8 0.119315 0.119315 0.119315
9 0.112015 0.112015 0.112015
10 0.105391 0.105391 0.105391
11 0.0990716 0.0990716 0.0990716
12 0.0928222 0.0928222 0.0928222
13 0.0864712 0.0864712 0.0864712
14 0.0798695 0.0798695 0.0798695
15 0.0728638 0.0728638 0.0728638
16 0.0652666 0.0652666 0.0652666
EOD
$d1_0 << EOD
1 1 1 1
2 0.885293 0.885293 0.885293
3 0.820397 0.820397 0.820397
4 0.774027 0.774027 0.774027
5 0.737196 0.737196 0.737196
6 0.706123 0.706123 0.706123
7 0.678878 0.678878 0.678878
8 0.654347 0.654347 0.654347
9 0.631834 0.631834 0.631834
10 0.610875 0.610875 0.610875
11 0.591147 0.591147 0.591147
12 0.572416 0.572416 0.572416
13 0.554507 0.554507 0.554507
14 0.537289 0.537289 0.537289
15 0.520655 0.520655 0.520655
16 0.504525 0.504525 0.504525
EOD
$d1_1 << EOD
1 1 1 1
2 0.849278 0.849278 0.849278
3 0.771917 0.771917 0.771917
4 0.721231 0.721231 0.721231
5 0.68407 0.68407 0.68407
6 0.654975 0.654975 0.654975
7 0.631185 0.631185 0.631185
8 0.611123 0.611123 0.611123
9 0.593808 0.593808 0.593808
10 0.578593 0.578593 0.578593
11 0.565029 0.565029 0.565029
12 0.552791 0.552791 0.552791
13 0.541641 0.541641 0.541641
14 0.531396 0.531396 0.531396
15 0.521913 0.521913 0.521913
16 0.513082 0.513082 0.513082
EOD
$d1_2 << EOD
1 1 1 1
2 0.533556 0.533556 0.533556
3 0.387944 0.387944 0.387944
4 0.314719 0.314719 0.314719
5 0.268651 0.268651 0.268651
6 0.235532 0.235532 0.235532
7 0.209537 0.209537 0.209537
8 0.187854 0.187854 0.187854
9 0.168969 0.168969 0.168969
10 0.151996 0.151996 0.151996
11 0.136385 0.136385 0.136385
12 0.121775 0.121775 0.121775
13 0.107922 0.107922 0.107922
14 0.0946548 0.0946548 0.0946548
15 0.0818484 0.0818484 0.0818484
16 0.0694114 0.0694114 0.0694114
EOD
$d1_3 << EOD
1 1 1 1
2 0.388553 0.388553 0.388553
3 0.241146 0.241146 0.241146
4 0.183877 0.183877 0.183877
5 0.155704 0.155704 0.155704
6 0.139183 0.139183 0.139183
7 0.12795 0.12795 0.12795
8 0.119315 0.119315 0.119315
9 0.112015 0.112015 0.112015
10 0.105391 0.105391 0.105391
11 0.0990716 0.0990716 0.0990716
12 0.0928222 0.0928222 0.0928222
13 0.0864712 0.0864712 0.0864712
14 0.0798695 0.0798695 0.0798695
15 0.0728638 0.0728638 0.0728638
16 0.0652666 0.0652666 0.0652666
EOD
$d2_0 << EOD
1 1 1 1
2 0.885293 0.885293 0.885293
3 0.820397 0.820397 0.820397
4 0.774027 0.774027 0.774027
5 0.737196 0.737196 0.737196
6 0.706123 0.706123 0.706123
7 0.678878 0.678878 0.678878
8 0.654347 0.654347 0.654347
9 0.631834 0.631834 0.631834
10 0.610875 0.610875 0.610875
11 0.591147 0.591147 0.591147
12 0.572416 0.572416 0.572416
13 0.554507 0.554507 0.554507
14 0.537289 0.537289 0.537289
15 0.520655 0.520655 0.520655
16 0.504525 0.504525 0.504525
EOD
$d2_1 << EOD
1 1 1 1
2 0.849278 0.849278 0.849278
3 0.771917 0.771917 0.771917
4 0.721231 0.721231 0.721231
5 0.68407 0.68407 0.68407
6 0.654975 0.654975 0.654975
7 0.631185 0.631185 0.631185
8 0.611123 0.611123 0.611123
9 0.593808 0.593808 0.593808
10 0.578593 0.578593 0.578593
11 0.565029 0.565029 0.565029
12 0.552791 0.552791 0.552791
13 0.541641 0.541641 0.541641
14 0.531396 0.531396 0.531396
15 0.521913 0.521913 0.521913
16 0.513082 0.513082 0.513082
EOD
$d2_2 << EOD
1 1 1 1
2 0.533556 0.533556 0.533556
3 0.387944 0.387944 0.387944
4 0.314719 0.314719 0.314719
5 0.268651 0.268651 0.268651
6 0.235532 0.235532 0.235532
7 0.209537 0.209537 0.209537
8 0.187854 0.187854 0.187854
9 0.168969 0.168969 0.168969
10 0.151996 0.151996 0.151996
11 0.136385 0.136385 0.136385
12 0.121775 0.121775 0.121775
13 0.107922 0.107922 0.107922
14 0.0946548 0.0946548 0.0946548
15 0.0818484 0.0818484 0.0818484
16 0.0694114 0.0694114 0.0694114
EOD
$d2_3 << EOD
1 1 1 1
2 0.388553 0.388553 0.388553
3 0.241146 0.241146 0.241146
4 0.183877 0.183877 0.183877
5 0.155704 0.155704 0.155704
6 0.139183 0.139183 0.139183
7 0.12795 0.12795 0.12795
8 0.119315 0.119315 0.119315
9 0.112015 0.112015 0.112015
10 0.105391 0.105391 0.105391
11 0.0990716 0.0990716 0.0990716
12 0.0928222 0.0928222 0.0928222
13 0.0864712 0.0864712 0.0864712
14 0.0798695 0.0798695 0.0798695
15 0.0728638 0.0728638 0.0728638
16 0.0652666 0.0652666 0.0652666
EOD
set terminal svg enhanced size 956,362 font 'Inter,11.5' butt background '#ffffff'
set output 'spectra.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Spectra: MNIST, 36-16×3-10' at screen 0.0125523,screen 0.948895 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Eigenvalues divided by the largest, epoch 10; both axes logarithmic; AGOP uncentred' at screen 0.0125523,screen 0.89779 left font 'Inter,11.5' textcolor '#555555' front
set label 'Layer 1' at screen 0.0146444,screen 0.759669 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2' at screen 0.34728,screen 0.759669 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3' at screen 0.679916,screen 0.759669 left font 'Inter:Bold,12' textcolor '#222222' front
set arrow from screen 0.0125523,screen 0.838398 to screen 0.0355649,screen 0.838398 nohead lw 1.1 lc rgb '#0072b2' dt (7,4) front
set label 'WᵀW at epoch 0' at screen 0.041841,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.148436,screen 0.838398 to screen 0.171449,screen 0.838398 nohead lw 1.1 lc rgb '#d55e00' dt (7,4) front
set label 'AGOP^{½} at epoch 0' at screen 0.177725,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.30898,screen 0.838398 to screen 0.331993,screen 0.838398 nohead lw 1.8 lc rgb '#0072b2' front
set label 'WᵀW at epoch 10' at screen 0.338269,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.452803,screen 0.838398 to screen 0.475816,screen 0.838398 nohead lw 1.8 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 10' at screen 0.482092,screen 0.838398 left textcolor '#222222' front
set lmargin at screen 0.0502092
set rmargin at screen 0.322176
set tmargin at screen 0.712707
set bmargin at screen 0.160221
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:16]
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
 $d0_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d0_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d0_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
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
set xrange [1:16]
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
set xrange [1:16]
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
set terminal pdfcairo enhanced size 9.9583in,3.7708in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'spectra.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Spectra: MNIST, 36-16×3-10' at screen 0.0125523,screen 0.948895 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'Eigenvalues divided by the largest, epoch 10; both axes logarithmic; AGOP uncentred' at screen 0.0125523,screen 0.89779 left font 'Inter,12.9375' textcolor '#555555' front
set label 'Layer 1' at screen 0.0146444,screen 0.759669 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 2' at screen 0.34728,screen 0.759669 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 3' at screen 0.679916,screen 0.759669 left font 'Inter:Bold,13.5' textcolor '#222222' front
set arrow from screen 0.0125523,screen 0.838398 to screen 0.0355649,screen 0.838398 nohead lw 1.1 lc rgb '#0072b2' dt (7,4) front
set label 'WᵀW at epoch 0' at screen 0.041841,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.148436,screen 0.838398 to screen 0.171449,screen 0.838398 nohead lw 1.1 lc rgb '#d55e00' dt (7,4) front
set label 'AGOP^{½} at epoch 0' at screen 0.177725,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.30898,screen 0.838398 to screen 0.331993,screen 0.838398 nohead lw 1.8 lc rgb '#0072b2' front
set label 'WᵀW at epoch 10' at screen 0.338269,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.452803,screen 0.838398 to screen 0.475816,screen 0.838398 nohead lw 1.8 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 10' at screen 0.482092,screen 0.838398 left textcolor '#222222' front
set lmargin at screen 0.0502092
set rmargin at screen 0.322176
set tmargin at screen 0.712707
set bmargin at screen 0.160221
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:16]
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
 $d0_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d0_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d0_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
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
set xrange [1:16]
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
set xrange [1:16]
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
set terminal pngcairo enhanced size 1912,724 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'spectra.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'Spectra: MNIST, 36-16×3-10' at screen 0.0125523,screen 0.948895 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'Eigenvalues divided by the largest, epoch 10; both axes logarithmic; AGOP uncentred' at screen 0.0125523,screen 0.89779 left font 'Inter,17.25' textcolor '#555555' front
set label 'Layer 1' at screen 0.0146444,screen 0.759669 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 2' at screen 0.34728,screen 0.759669 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 3' at screen 0.679916,screen 0.759669 left font 'Inter:Bold,18' textcolor '#222222' front
set arrow from screen 0.0125523,screen 0.838398 to screen 0.0355649,screen 0.838398 nohead lw 1.1 lc rgb '#0072b2' dt (7,4) front
set label 'WᵀW at epoch 0' at screen 0.041841,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.148436,screen 0.838398 to screen 0.171449,screen 0.838398 nohead lw 1.1 lc rgb '#d55e00' dt (7,4) front
set label 'AGOP^{½} at epoch 0' at screen 0.177725,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.30898,screen 0.838398 to screen 0.331993,screen 0.838398 nohead lw 1.8 lc rgb '#0072b2' front
set label 'WᵀW at epoch 10' at screen 0.338269,screen 0.838398 left textcolor '#222222' front
set arrow from screen 0.452803,screen 0.838398 to screen 0.475816,screen 0.838398 nohead lw 1.8 lc rgb '#d55e00' front
set label 'AGOP^{½} at epoch 10' at screen 0.482092,screen 0.838398 left textcolor '#222222' front
set lmargin at screen 0.0502092
set rmargin at screen 0.322176
set tmargin at screen 0.712707
set bmargin at screen 0.160221
unset key
set border 3 lw 0.7 lc rgb '#666666'
set tics
set grid back lw 0.5 lt 1 lc rgb '#e6e6e6'
set logscale x
set xrange [1:16]
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
 $d0_1 using 1:2 with lines lw 1.1 lc rgb '#d55e00' dt (7,4) notitle, \
 $d0_2 using 1:2 with lines lw 1.8 lc rgb '#0072b2' notitle, \
 $d0_3 using 1:2 with lines lw 1.8 lc rgb '#d55e00' notitle
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
set xrange [1:16]
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
set xrange [1:16]
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
0.277862 0.266631 0.306423 0.395934 0.376018 0.313422
0.276735 0.352821 0.482435 0.788277 0.445998 0.285485
0.325354 0.478782 0.894494 1.2861 0.517737 0.284869
0.361576 0.437886 1.26691 0.868505 0.511174 0.293231
0.344795 0.373664 0.708986 0.514981 0.37343 0.326813
0.292407 0.301841 0.316845 0.385559 0.344032 0.322655
EOD
$d1_0 << EOD
-0.0167206 0.00560134 0.135335 0.135335 0.00560134 -0.0167206 NaN NaN -0.0121387 -0.0714653 -0.0769723 0.0470309 0.0684312 0.0152336 NaN NaN -0.018787 -0.0730746 -0.145502 -0.148332 -0.0774285 -0.0206964 NaN NaN 0.0146208 -0.0442857 -0.124571 0.0623724 0.0700967 -0.00489852
-0.0634307 0.0212477 0.513417 0.513417 0.0212477 -0.0634307 NaN NaN -0.0713253 -0.143632 0.192061 0.509723 0.214744 -0.00120608 NaN NaN 0.0453811 0.159545 0.285441 0.259454 0.11955 0.0278384 NaN NaN 0.0607295 0.185453 -0.379482 -0.433969 0.152115 0.066419
-0.123547 0.0413834 1 1 0.0413834 -0.123547 NaN NaN -0.0704576 0.205554 1 0.796997 -0.0234656 -0.115269 NaN NaN 0.122022 0.480897 0.969477 1 0.527872 0.142626 NaN NaN -0.0564369 0.48479 0.598049 -0.829581 -0.388707 0.0926269
-0.123547 0.0413834 1 1 0.0413834 -0.123547 NaN NaN 0.0576994 0.516722 0.778726 -0.0740198 -0.445314 -0.130534 NaN NaN -0.11158 -0.402137 -0.740193 -0.695378 -0.333164 -0.0813258 NaN NaN -0.142903 -0.149746 1 0.483388 -0.465836 -0.0889619
-0.0634307 0.0212477 0.513417 0.513417 0.0212477 -0.0634307 NaN NaN 0.0703249 0.200298 -0.0525112 -0.453002 -0.251521 -0.0180778 NaN NaN -0.0517616 -0.207666 -0.425529 -0.445572 -0.238513 -0.0652924 NaN NaN -0.00302861 -0.282436 -0.0830935 0.534178 0.0952422 -0.0674801
-0.0167206 0.00560134 0.135335 0.135335 0.00560134 -0.0167206 NaN NaN 0.0135614 -0.00906444 -0.121346 -0.12764 -0.0161646 0.0121727 NaN NaN 0.017693 0.0648261 0.121489 0.116429 0.0570371 0.0142772 NaN NaN 0.0189919 -0.0122095 -0.144889 -0.00399843 0.073995 0.00428113
NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
0.0225247 -0.0895781 0.0735937 0.0732271 -0.0895067 0.022549 NaN NaN -0.0177184 -0.0116512 0.1387 -0.0248535 -0.066837 0.00940285 NaN NaN -0.000372747 -0.0202621 -0.0734745 -0.102448 -0.063871 -0.0186547 NaN NaN 0.0186766 -0.0834143 0.137927 -0.0717778 -0.00822712 0.0133965
0.0788997 -0.353597 0.364504 0.187246 -0.319401 0.0904881 NaN NaN 0.00787001 0.259414 -0.231361 -0.425957 0.193754 0.0401383 NaN NaN 0.0125037 0.116446 0.345686 0.440883 0.259725 0.072568 NaN NaN 0.00187631 0.161035 -0.546553 0.614586 -0.255287 0.0311116
0.138066 -0.702772 0.862972 0.18158 -0.57132 0.182611 NaN NaN 0.117659 -0.351039 -0.635003 0.901412 0.167371 -0.137117 NaN NaN -0.045381 -0.298583 -0.787951 -0.94036 -0.52797 -0.141544 NaN NaN -0.14172 0.297382 0.0634627 -0.687001 0.566456 -0.160617
0.119899 -0.703813 1 -0.00491177 -0.509949 0.185594 NaN NaN -0.11712 -0.20157 1 0.049799 -0.522181 0.0404458 NaN NaN 0.0653484 0.363376 0.884167 1 0.537713 0.138434 NaN NaN 0.140472 -0.616081 1 -0.49839 -0.0788391 0.102745
0.0510901 -0.355191 0.57426 -0.0982223 -0.225458 0.0950543 NaN NaN -0.0083858 0.269762 -0.118158 -0.48492 0.146012 0.0524324 NaN NaN -0.0430182 -0.215465 -0.492726 -0.532027 -0.274616 -0.067814 NaN NaN -0.00058289 0.168994 -0.554714 0.612942 -0.249664 0.0288169
0.0104578 -0.0902691 0.164607 -0.0506376 -0.0487446 0.0245296 NaN NaN 0.0177632 -0.0342394 -0.108389 0.103847 0.0373717 -0.0174315 NaN NaN 0.01357 0.0630859 0.137064 0.141866 0.0703105 0.0165978 NaN NaN -0.0188539 0.0380751 0.0133668 -0.0968619 0.0775967 -0.0216293
EOD
$d1_0w << EOD
-0.0167206 0.00560134 0.135335 0.135335 0.00560134 -0.0167206 -1.2 -1.2 -0.0121387 -0.0714653 -0.0769723 0.0470309 0.0684312 0.0152336 -1.2 -1.2 -0.018787 -0.0730746 -0.145502 -0.148332 -0.0774285 -0.0206964 -1.2 -1.2 0.0146208 -0.0442857 -0.124571 0.0623724 0.0700967 -0.00489852
-0.0634307 0.0212477 0.513417 0.513417 0.0212477 -0.0634307 -1.2 -1.2 -0.0713253 -0.143632 0.192061 0.509723 0.214744 -0.00120608 -1.2 -1.2 0.0453811 0.159545 0.285441 0.259454 0.11955 0.0278384 -1.2 -1.2 0.0607295 0.185453 -0.379482 -0.433969 0.152115 0.066419
-0.123547 0.0413834 1 1 0.0413834 -0.123547 -1.2 -1.2 -0.0704576 0.205554 1 0.796997 -0.0234656 -0.115269 -1.2 -1.2 0.122022 0.480897 0.969477 1 0.527872 0.142626 -1.2 -1.2 -0.0564369 0.48479 0.598049 -0.829581 -0.388707 0.0926269
-0.123547 0.0413834 1 1 0.0413834 -0.123547 -1.2 -1.2 0.0576994 0.516722 0.778726 -0.0740198 -0.445314 -0.130534 -1.2 -1.2 -0.11158 -0.402137 -0.740193 -0.695378 -0.333164 -0.0813258 -1.2 -1.2 -0.142903 -0.149746 1 0.483388 -0.465836 -0.0889619
-0.0634307 0.0212477 0.513417 0.513417 0.0212477 -0.0634307 -1.2 -1.2 0.0703249 0.200298 -0.0525112 -0.453002 -0.251521 -0.0180778 -1.2 -1.2 -0.0517616 -0.207666 -0.425529 -0.445572 -0.238513 -0.0652924 -1.2 -1.2 -0.00302861 -0.282436 -0.0830935 0.534178 0.0952422 -0.0674801
-0.0167206 0.00560134 0.135335 0.135335 0.00560134 -0.0167206 -1.2 -1.2 0.0135614 -0.00906444 -0.121346 -0.12764 -0.0161646 0.0121727 -1.2 -1.2 0.017693 0.0648261 0.121489 0.116429 0.0570371 0.0142772 -1.2 -1.2 0.0189919 -0.0122095 -0.144889 -0.00399843 0.073995 0.00428113
-1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2
-1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2
0.0225247 -0.0895781 0.0735937 0.0732271 -0.0895067 0.022549 -1.2 -1.2 -0.0177184 -0.0116512 0.1387 -0.0248535 -0.066837 0.00940285 -1.2 -1.2 -0.000372747 -0.0202621 -0.0734745 -0.102448 -0.063871 -0.0186547 -1.2 -1.2 0.0186766 -0.0834143 0.137927 -0.0717778 -0.00822712 0.0133965
0.0788997 -0.353597 0.364504 0.187246 -0.319401 0.0904881 -1.2 -1.2 0.00787001 0.259414 -0.231361 -0.425957 0.193754 0.0401383 -1.2 -1.2 0.0125037 0.116446 0.345686 0.440883 0.259725 0.072568 -1.2 -1.2 0.00187631 0.161035 -0.546553 0.614586 -0.255287 0.0311116
0.138066 -0.702772 0.862972 0.18158 -0.57132 0.182611 -1.2 -1.2 0.117659 -0.351039 -0.635003 0.901412 0.167371 -0.137117 -1.2 -1.2 -0.045381 -0.298583 -0.787951 -0.94036 -0.52797 -0.141544 -1.2 -1.2 -0.14172 0.297382 0.0634627 -0.687001 0.566456 -0.160617
0.119899 -0.703813 1 -0.00491177 -0.509949 0.185594 -1.2 -1.2 -0.11712 -0.20157 1 0.049799 -0.522181 0.0404458 -1.2 -1.2 0.0653484 0.363376 0.884167 1 0.537713 0.138434 -1.2 -1.2 0.140472 -0.616081 1 -0.49839 -0.0788391 0.102745
0.0510901 -0.355191 0.57426 -0.0982223 -0.225458 0.0950543 -1.2 -1.2 -0.0083858 0.269762 -0.118158 -0.48492 0.146012 0.0524324 -1.2 -1.2 -0.0430182 -0.215465 -0.492726 -0.532027 -0.274616 -0.067814 -1.2 -1.2 -0.00058289 0.168994 -0.554714 0.612942 -0.249664 0.0288169
0.0104578 -0.0902691 0.164607 -0.0506376 -0.0487446 0.0245296 -1.2 -1.2 0.0177632 -0.0342394 -0.108389 0.103847 0.0373717 -0.0174315 -1.2 -1.2 0.01357 0.0630859 0.137064 0.141866 0.0703105 0.0165978 -1.2 -1.2 -0.0188539 0.0380751 0.0133668 -0.0968619 0.0775967 -0.0216293
EOD
$d2_0 << EOD
0.277966 0.268764 0.32482 0.418489 0.39159 0.314588
0.277445 0.378071 0.561919 0.967729 0.489931 0.291541
0.329071 0.556773 1.12709 1.6767 0.588862 0.294158
0.370865 0.509011 1.65751 1.10111 0.589166 0.296948
0.350851 0.417596 0.888439 0.594464 0.39868 0.327522
0.293572 0.317413 0.3394 0.403955 0.346165 0.322758
EOD
$d3_0 << EOD
-0.0183479 0.00753995 0.125845 0.11401 0.00196684 -0.0305766 NaN NaN -0.0250102 -0.0813161 -0.0487823 0.0899579 0.0834493 -0.00124879 NaN NaN -0.0322345 -0.0837595 -0.133966 -0.121174 -0.0587981 -0.0368354 NaN NaN 0.036956 -0.0171907 -0.16704 0.0142426 0.0741331 0.0175773
-0.0333082 0.0715347 0.499087 0.390503 -0.0350793 -0.0573996 NaN NaN -0.0536196 -0.0934989 0.292085 0.524933 0.173237 -0.0145747 NaN NaN 0.0820849 0.21931 0.425784 0.426134 0.209202 0.0482912 NaN NaN 0.0374188 0.283057 -0.299246 -0.597096 0.0945765 0.0896103
-0.0853437 0.180662 0.982571 0.73914 -0.0833865 -0.124714 NaN NaN -0.0398342 0.325995 1 0.584308 -0.140643 -0.124535 NaN NaN 0.0933382 0.419334 0.832809 0.861279 0.481299 0.13593 NaN NaN -0.0922655 0.456295 0.920045 -0.715812 -0.551487 0.0627977
-0.090152 0.155359 1 0.756569 -0.10869 -0.129523 NaN NaN 0.0809078 0.505567 0.580273 -0.307415 -0.50384 -0.117105 NaN NaN -0.153455 -0.546491 -1 -0.955772 -0.493487 -0.131582 NaN NaN -0.141259 -0.310724 1 0.799757 -0.424189 -0.118154
-0.0529162 0.0720313 0.502401 0.393817 -0.0345828 -0.0770076 NaN NaN 0.058191 0.130704 -0.178819 -0.48271 -0.20058 -0.0110432 NaN NaN -0.0540523 -0.173809 -0.326711 -0.339759 -0.182729 -0.0688394 NaN NaN 0.0358019 -0.293943 -0.257169 0.541445 0.173215 -0.0513304
0.00149688 0.00777312 0.121357 0.109522 0.00220001 -0.0107318 NaN NaN 0.0233198 -0.0402628 -0.142658 -0.0961093 0.0149451 0.0169667 NaN NaN 0.0395859 0.062221 0.139219 0.164952 0.0889191 0.0157419 NaN NaN 0.00440531 0.0245939 -0.150914 -0.0625428 0.0680773 0.0184648
NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
0.0605458 -0.0879727 0.0237164 0.13068 -0.141111 0.054241 NaN NaN -0.00130988 -0.0204298 0.13655 -0.00230603 -0.0794105 0.0220373 NaN NaN 0.00891246 -0.025457 -0.110028 -0.128536 -0.0643931 -0.0053112 NaN NaN 0.0272381 -0.060555 0.124926 -0.103022 0.0188702 0.0193275
0.0962748 -0.428128 0.301808 0.46035 -0.494666 0.124337 NaN NaN -0.025542 0.306073 -0.104065 -0.553488 0.149955 0.0692211 NaN NaN 0.0185779 0.170803 0.435647 0.476668 0.257776 0.078649 NaN NaN 0.0126479 0.0775983 -0.395413 0.537929 -0.273202 0.053559
0.242568 -0.932476 0.775944 0.734176 -0.904134 0.213005 NaN NaN 0.15555 -0.274661 -0.911978 0.848141 0.32085 -0.155941 NaN NaN -0.0675731 -0.389606 -0.910992 -0.977566 -0.510078 -0.144491 NaN NaN -0.136047 0.372803 -0.222227 -0.36879 0.448876 -0.160603
0.230958 -0.947443 1 0.439289 -0.829653 0.269281 NaN NaN -0.0896509 -0.35033 1 0.321694 -0.567857 0.0224999 NaN NaN 0.105876 0.428502 0.947283 1 0.517145 0.135706 NaN NaN 0.119555 -0.548834 1 -0.680008 0.0789741 0.0755746
0.123599 -0.472965 0.608106 0.0790287 -0.404638 0.155532 NaN NaN -0.0116253 0.307683 -0.000588574 -0.59207 0.0955608 0.0860229 NaN NaN -0.0393167 -0.229958 -0.525525 -0.528737 -0.243546 -0.0421758 NaN NaN 0.0334807 0.101133 -0.437169 0.534363 -0.250063 0.0569865
-0.00473032 -0.107053 0.214193 -0.0322176 -0.109531 0.0525725 NaN NaN 0.00728946 -0.00767425 -0.124256 0.0713944 0.0469679 -0.00414951 NaN NaN 0.00728008 0.075 0.151558 0.120359 0.0514975 0.0251539 NaN NaN -0.0240787 0.0533227 -0.00880751 -0.0656962 0.0484813 -0.00705185
EOD
$d3_0w << EOD
-0.0183479 0.00753995 0.125845 0.11401 0.00196684 -0.0305766 -1.2 -1.2 -0.0250102 -0.0813161 -0.0487823 0.0899579 0.0834493 -0.00124879 -1.2 -1.2 -0.0322345 -0.0837595 -0.133966 -0.121174 -0.0587981 -0.0368354 -1.2 -1.2 0.036956 -0.0171907 -0.16704 0.0142426 0.0741331 0.0175773
-0.0333082 0.0715347 0.499087 0.390503 -0.0350793 -0.0573996 -1.2 -1.2 -0.0536196 -0.0934989 0.292085 0.524933 0.173237 -0.0145747 -1.2 -1.2 0.0820849 0.21931 0.425784 0.426134 0.209202 0.0482912 -1.2 -1.2 0.0374188 0.283057 -0.299246 -0.597096 0.0945765 0.0896103
-0.0853437 0.180662 0.982571 0.73914 -0.0833865 -0.124714 -1.2 -1.2 -0.0398342 0.325995 1 0.584308 -0.140643 -0.124535 -1.2 -1.2 0.0933382 0.419334 0.832809 0.861279 0.481299 0.13593 -1.2 -1.2 -0.0922655 0.456295 0.920045 -0.715812 -0.551487 0.0627977
-0.090152 0.155359 1 0.756569 -0.10869 -0.129523 -1.2 -1.2 0.0809078 0.505567 0.580273 -0.307415 -0.50384 -0.117105 -1.2 -1.2 -0.153455 -0.546491 -1 -0.955772 -0.493487 -0.131582 -1.2 -1.2 -0.141259 -0.310724 1 0.799757 -0.424189 -0.118154
-0.0529162 0.0720313 0.502401 0.393817 -0.0345828 -0.0770076 -1.2 -1.2 0.058191 0.130704 -0.178819 -0.48271 -0.20058 -0.0110432 -1.2 -1.2 -0.0540523 -0.173809 -0.326711 -0.339759 -0.182729 -0.0688394 -1.2 -1.2 0.0358019 -0.293943 -0.257169 0.541445 0.173215 -0.0513304
0.00149688 0.00777312 0.121357 0.109522 0.00220001 -0.0107318 -1.2 -1.2 0.0233198 -0.0402628 -0.142658 -0.0961093 0.0149451 0.0169667 -1.2 -1.2 0.0395859 0.062221 0.139219 0.164952 0.0889191 0.0157419 -1.2 -1.2 0.00440531 0.0245939 -0.150914 -0.0625428 0.0680773 0.0184648
-1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2
-1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2 -1.2
0.0605458 -0.0879727 0.0237164 0.13068 -0.141111 0.054241 -1.2 -1.2 -0.00130988 -0.0204298 0.13655 -0.00230603 -0.0794105 0.0220373 -1.2 -1.2 0.00891246 -0.025457 -0.110028 -0.128536 -0.0643931 -0.0053112 -1.2 -1.2 0.0272381 -0.060555 0.124926 -0.103022 0.0188702 0.0193275
0.0962748 -0.428128 0.301808 0.46035 -0.494666 0.124337 -1.2 -1.2 -0.025542 0.306073 -0.104065 -0.553488 0.149955 0.0692211 -1.2 -1.2 0.0185779 0.170803 0.435647 0.476668 0.257776 0.078649 -1.2 -1.2 0.0126479 0.0775983 -0.395413 0.537929 -0.273202 0.053559
0.242568 -0.932476 0.775944 0.734176 -0.904134 0.213005 -1.2 -1.2 0.15555 -0.274661 -0.911978 0.848141 0.32085 -0.155941 -1.2 -1.2 -0.0675731 -0.389606 -0.910992 -0.977566 -0.510078 -0.144491 -1.2 -1.2 -0.136047 0.372803 -0.222227 -0.36879 0.448876 -0.160603
0.230958 -0.947443 1 0.439289 -0.829653 0.269281 -1.2 -1.2 -0.0896509 -0.35033 1 0.321694 -0.567857 0.0224999 -1.2 -1.2 0.105876 0.428502 0.947283 1 0.517145 0.135706 -1.2 -1.2 0.119555 -0.548834 1 -0.680008 0.0789741 0.0755746
0.123599 -0.472965 0.608106 0.0790287 -0.404638 0.155532 -1.2 -1.2 -0.0116253 0.307683 -0.000588574 -0.59207 0.0955608 0.0860229 -1.2 -1.2 -0.0393167 -0.229958 -0.525525 -0.528737 -0.243546 -0.0421758 -1.2 -1.2 0.0334807 0.101133 -0.437169 0.534363 -0.250063 0.0569865
-0.00473032 -0.107053 0.214193 -0.0322176 -0.109531 0.0525725 -1.2 -1.2 0.00728946 -0.00767425 -0.124256 0.0713944 0.0469679 -0.00414951 -1.2 -1.2 0.00728008 0.075 0.151558 0.120359 0.0514975 0.0251539 -1.2 -1.2 -0.0240787 0.0533227 -0.00880751 -0.0656962 0.0484813 -0.00705185
EOD
set terminal svg enhanced size 837,589 font 'Inter,11.5' butt background '#ffffff'
set output 'features.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'What layer 1 looks at: MNIST, 36-16×3-10' at screen 0.0143369,screen 0.968591 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Epoch 10; AGOP uncentred; eigenvectors by falling eigenvalue, scaled to their largest entry; red and blue: opposite signs' at screen 0.0143369,screen 0.937182 left font 'Inter,11.5' textcolor '#555555' front
set label 'diag(WᵀW)' at screen 0.0143369,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Top 8 eigenvectors of WᵀW' at screen 0.396655,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'diag(AGOP)' at screen 0.0143369,screen 0.436333 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Top 8 eigenvectors of the AGOP' at screen 0.396655,screen 0.436333 left font 'Inter:Bold,12' textcolor '#222222' front
set lmargin at screen 0.0143369
set rmargin at screen 0.289128
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
set palette defined (0 '#440154', 0.111111 '#482878', 0.222222 '#3e4989', 0.333333 '#31688e', 0.444444 '#26828e', 0.555556 '#1f9e89', 0.666667 '#35b779', 0.777778 '#6ece58', 0.888889 '#b5de2b', 1 '#fde725')
set cbrange [0:1.2861]
set xrange [-0.5:5.5]
set yrange [5.5:-0.5]
unset grid
set colorbox user origin screen 0.301075,screen 0.471986 size screen 0.0119474,screen 0.390492 noborder
set cbtics scale 0.3 0.2 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d0_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.396655
set rmargin at screen 0.985492
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
set xrange [-0.5:29.5]
set yrange [13.5:-0.5]
unset grid
unset colorbox
plot $d1_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0143369
set rmargin at screen 0.289128
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
set palette defined (0 '#440154', 0.111111 '#482878', 0.222222 '#3e4989', 0.333333 '#31688e', 0.444444 '#26828e', 0.555556 '#1f9e89', 0.666667 '#35b779', 0.777778 '#6ece58', 0.888889 '#b5de2b', 1 '#fde725')
set cbrange [0:1.6767]
set xrange [-0.5:5.5]
set yrange [5.5:-0.5]
unset grid
set colorbox user origin screen 0.301075,screen 0.0169779 size screen 0.0119474,screen 0.390492 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d2_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.396655
set rmargin at screen 0.985492
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
set xrange [-0.5:29.5]
set yrange [13.5:-0.5]
unset grid
unset colorbox
plot $d3_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
unset multiplot
set output
set terminal pdfcairo enhanced size 8.7188in,6.1354in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'features.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'What layer 1 looks at: MNIST, 36-16×3-10' at screen 0.0143369,screen 0.968591 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'Epoch 10; AGOP uncentred; eigenvectors by falling eigenvalue, scaled to their largest entry; red and blue: opposite signs' at screen 0.0143369,screen 0.937182 left font 'Inter,12.9375' textcolor '#555555' front
set label 'diag(WᵀW)' at screen 0.0143369,screen 0.891341 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Top 8 eigenvectors of WᵀW' at screen 0.396655,screen 0.891341 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'diag(AGOP)' at screen 0.0143369,screen 0.436333 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Top 8 eigenvectors of the AGOP' at screen 0.396655,screen 0.436333 left font 'Inter:Bold,13.5' textcolor '#222222' front
set lmargin at screen 0.0143369
set rmargin at screen 0.289128
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
set palette defined (0 '#440154', 0.111111 '#482878', 0.222222 '#3e4989', 0.333333 '#31688e', 0.444444 '#26828e', 0.555556 '#1f9e89', 0.666667 '#35b779', 0.777778 '#6ece58', 0.888889 '#b5de2b', 1 '#fde725')
set cbrange [0:1.2861]
set xrange [-0.5:5.5]
set yrange [5.5:-0.5]
unset grid
set colorbox user origin screen 0.301075,screen 0.471986 size screen 0.0119474,screen 0.390492 noborder
set cbtics scale 0.3 0.2 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d0_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.396655
set rmargin at screen 0.985492
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
set palette defined (-0.1 '#ffffff', -0.001 '#ffffff', 0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1.2:1]
set xrange [-0.5:29.5]
set yrange [13.5:-0.5]
unset grid
unset colorbox
plot $d1_0w matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0143369
set rmargin at screen 0.289128
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
set palette defined (0 '#440154', 0.111111 '#482878', 0.222222 '#3e4989', 0.333333 '#31688e', 0.444444 '#26828e', 0.555556 '#1f9e89', 0.666667 '#35b779', 0.777778 '#6ece58', 0.888889 '#b5de2b', 1 '#fde725')
set cbrange [0:1.6767]
set xrange [-0.5:5.5]
set yrange [5.5:-0.5]
unset grid
set colorbox user origin screen 0.301075,screen 0.0169779 size screen 0.0119474,screen 0.390492 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d2_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.396655
set rmargin at screen 0.985492
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
set palette defined (-0.1 '#ffffff', -0.001 '#ffffff', 0 '#053061', 0.1 '#2166ac', 0.2 '#4393c3', 0.3 '#92c5de', 0.4 '#d1e5f0', 0.5 '#f7f7f7', 0.6 '#fddbc7', 0.7 '#f4a582', 0.8 '#d6604d', 0.9 '#b2182b', 1 '#67001f')
set cbrange [-1.2:1]
set xrange [-0.5:29.5]
set yrange [13.5:-0.5]
unset grid
unset colorbox
plot $d3_0w matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
unset multiplot
set output
set terminal pngcairo enhanced size 1674,1178 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'features.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'What layer 1 looks at: MNIST, 36-16×3-10' at screen 0.0143369,screen 0.968591 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'Epoch 10; AGOP uncentred; eigenvectors by falling eigenvalue, scaled to their largest entry; red and blue: opposite signs' at screen 0.0143369,screen 0.937182 left font 'Inter,17.25' textcolor '#555555' front
set label 'diag(WᵀW)' at screen 0.0143369,screen 0.891341 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Top 8 eigenvectors of WᵀW' at screen 0.396655,screen 0.891341 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'diag(AGOP)' at screen 0.0143369,screen 0.436333 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Top 8 eigenvectors of the AGOP' at screen 0.396655,screen 0.436333 left font 'Inter:Bold,18' textcolor '#222222' front
set lmargin at screen 0.0143369
set rmargin at screen 0.289128
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
set palette defined (0 '#440154', 0.111111 '#482878', 0.222222 '#3e4989', 0.333333 '#31688e', 0.444444 '#26828e', 0.555556 '#1f9e89', 0.666667 '#35b779', 0.777778 '#6ece58', 0.888889 '#b5de2b', 1 '#fde725')
set cbrange [0:1.2861]
set xrange [-0.5:5.5]
set yrange [5.5:-0.5]
unset grid
set colorbox user origin screen 0.301075,screen 0.471986 size screen 0.0119474,screen 0.390492 noborder
set cbtics scale 0.3 0.2 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d0_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.396655
set rmargin at screen 0.985492
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
set xrange [-0.5:29.5]
set yrange [13.5:-0.5]
unset grid
unset colorbox
plot $d1_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.0143369
set rmargin at screen 0.289128
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
set palette defined (0 '#440154', 0.111111 '#482878', 0.222222 '#3e4989', 0.333333 '#31688e', 0.444444 '#26828e', 0.555556 '#1f9e89', 0.666667 '#35b779', 0.777778 '#6ece58', 0.888889 '#b5de2b', 1 '#fde725')
set cbrange [0:1.6767]
set xrange [-0.5:5.5]
set yrange [5.5:-0.5]
unset grid
set colorbox user origin screen 0.301075,screen 0.0169779 size screen 0.0119474,screen 0.390492 noborder
set cbtics scale 0.3 0.5 textcolor '#555555'
set cblabel '' textcolor '#555555'
plot $d2_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
set lmargin at screen 0.396655
set rmargin at screen 0.985492
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
set xrange [-0.5:29.5]
set yrange [13.5:-0.5]
unset grid
unset colorbox
plot $d3_0 matrix using 1:2:3 with image notitle
unset label
unset arrow
unset object
unset multiplot
set output
reset session
set encoding utf8
set minussign
$d0_0 << EOD
3.57841 1.28214 0.935891 0.612773 -0.0261932 -0.164187 -0.704379 -0.301375 -0.567182 -0.298225 -0.000549004 0.403224
1.28214 3.21844 0.872291 0.679852 -0.167821 -0.222641 -0.692185 -0.391161 -0.417938 -0.0331276 0.19653 0.372573
0.935891 0.872291 2.80531 0.650104 0.514715 0.266753 -0.135486 -0.048552 -0.130253 0.0196073 -0.105635 0.309065
0.612773 0.679852 0.650104 2.39324 0.330293 0.447676 0.256762 0.103145 -0.156311 0.285979 -0.265574 0.0901303
-0.0261932 -0.167821 0.514715 0.330293 2.74789 0.679053 0.844468 0.883718 0.262566 0.231861 -0.276402 -0.484799
-0.164187 -0.222641 0.266753 0.447676 0.679053 2.93101 0.876335 0.686571 0.538303 0.208846 -0.370305 -0.618353
-0.704379 -0.692185 -0.135486 0.256762 0.844468 0.876335 3.58355 1 0.620026 0.336858 -0.164065 -0.481226
-0.301375 -0.391161 -0.048552 0.103145 0.883718 0.686571 1 3.10793 0.602077 -0.0589548 -0.502411 -0.537094
-0.567182 -0.417938 -0.130253 -0.156311 0.262566 0.538303 0.620026 0.602077 2.90126 0.249612 -0.0582184 -0.602543
-0.298225 -0.0331276 0.0196073 0.285979 0.231861 0.208846 0.336858 -0.0589548 0.249612 1.97893 0.0334675 -0.298384
-0.000549004 0.19653 -0.105635 -0.265574 -0.276402 -0.370305 -0.164065 -0.502411 -0.0582184 0.0334675 2.4539 0.269927
0.403224 0.372573 0.309065 0.0901303 -0.484799 -0.618353 -0.481226 -0.537094 -0.602543 -0.298384 0.269927 2.4464
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
3.05314 1.21742 0.932526 0.600611 0.00807389 -0.181601 -0.653416 -0.326585 -0.551651 -0.282314 0.0267125 0.385635
1.21742 2.73092 0.829228 0.632152 -0.12983 -0.226188 -0.647483 -0.397593 -0.380655 -0.065235 0.207374 0.387028
0.932526 0.829228 2.33119 0.623417 0.481723 0.239016 -0.100716 -0.0763825 -0.106092 -0.0041202 -0.0981796 0.268268
0.600611 0.632152 0.623417 1.94112 0.335275 0.406739 0.246077 0.0933577 -0.121565 0.246615 -0.233905 0.0557357
0.00807389 -0.12983 0.481723 0.335275 2.25307 0.69257 0.820256 0.827854 0.277837 0.223916 -0.235578 -0.490973
-0.181601 -0.226188 0.239016 0.406739 0.69257 2.44388 0.874229 0.685312 0.509192 0.170597 -0.327026 -0.615245
-0.653416 -0.647483 -0.100716 0.246077 0.820256 0.874229 3.03471 1 0.629923 0.315937 -0.175971 -0.495695
-0.326585 -0.397593 -0.0763825 0.0933577 0.827854 0.685312 1 2.60002 0.561808 -0.0267617 -0.470012 -0.554728
-0.551651 -0.380655 -0.106092 -0.121565 0.277837 0.509192 0.629923 0.561808 2.36958 0.235879 -0.0552973 -0.558836
-0.282314 -0.065235 -0.0041202 0.246615 0.223916 0.170597 0.315937 -0.0267617 0.235879 1.53557 -0.000878409 -0.287041
0.0267125 0.207374 -0.0981796 -0.233905 -0.235578 -0.327026 -0.175971 -0.470012 -0.0552973 -0.000878409 1.95277 0.273418
0.385635 0.387028 0.268268 0.0557357 -0.490973 -0.615245 -0.495695 -0.554728 -0.558836 -0.287041 0.273418 1.98541
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
set output 'matrices.svg'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'The two matrices of each hidden layer: MNIST, 36-16×3-10' at screen 0.0145278,screen 0.968591 left font 'Inter:Bold,15' textcolor '#222222' front
set label 'Epoch 10; AGOP uncentred; colours end at the 99th percentile of each matrix''s off-diagonal entries; a → b: width a, averaged in blocks to b' at screen 0.0145278,screen 0.937182 left font 'Inter,11.5' textcolor '#555555' front
set label 'Layer 1: WᵀW (36 → 12)' at screen 0.0145278,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 2: WᵀW (16 → 12)' at screen 0.319613,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
set label 'Layer 3: WᵀW (16 → 12)' at screen 0.624697,screen 0.891341 left font 'Inter:Bold,12' textcolor '#222222' front
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
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
set terminal pdfcairo enhanced size 8.6042in,6.1354in font 'Inter,12.938' linewidth 1.05 pointscale 1.1 butt background '#ffffff'
set output 'matrices.pdf'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'The two matrices of each hidden layer: MNIST, 36-16×3-10' at screen 0.0145278,screen 0.968591 left font 'Inter:Bold,16.875' textcolor '#222222' front
set label 'Epoch 10; AGOP uncentred; colours end at the 99th percentile of each matrix''s off-diagonal entries; a → b: width a, averaged in blocks to b' at screen 0.0145278,screen 0.937182 left font 'Inter,12.9375' textcolor '#555555' front
set label 'Layer 1: WᵀW (36 → 12)' at screen 0.0145278,screen 0.891341 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 2: WᵀW (16 → 12)' at screen 0.319613,screen 0.891341 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 3: WᵀW (16 → 12)' at screen 0.624697,screen 0.891341 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 1: AGOP^{½}' at screen 0.0145278,screen 0.436333 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 2: AGOP^{½}' at screen 0.319613,screen 0.436333 left font 'Inter:Bold,13.5' textcolor '#222222' front
set label 'Layer 3: AGOP^{½}' at screen 0.624697,screen 0.436333 left font 'Inter:Bold,13.5' textcolor '#222222' front
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
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
set terminal pngcairo enhanced size 1652,1178 font 'Inter,17.25' linewidth 2 pointscale 2 butt background '#ffffff'
set output 'matrices.png'
set multiplot
set tics nomirror out scale 0.5 textcolor '#555555'
set label 'The two matrices of each hidden layer: MNIST, 36-16×3-10' at screen 0.0145278,screen 0.968591 left font 'Inter:Bold,22.5' textcolor '#222222' front
set label 'Epoch 10; AGOP uncentred; colours end at the 99th percentile of each matrix''s off-diagonal entries; a → b: width a, averaged in blocks to b' at screen 0.0145278,screen 0.937182 left font 'Inter,17.25' textcolor '#555555' front
set label 'Layer 1: WᵀW (36 → 12)' at screen 0.0145278,screen 0.891341 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 2: WᵀW (16 → 12)' at screen 0.319613,screen 0.891341 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 3: WᵀW (16 → 12)' at screen 0.624697,screen 0.891341 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 1: AGOP^{½}' at screen 0.0145278,screen 0.436333 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 2: AGOP^{½}' at screen 0.319613,screen 0.436333 left font 'Inter:Bold,18' textcolor '#222222' front
set label 'Layer 3: AGOP^{½}' at screen 0.624697,screen 0.436333 left font 'Inter:Bold,18' textcolor '#222222' front
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
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
set xrange [-0.5:11.5]
set yrange [11.5:-0.5]
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
