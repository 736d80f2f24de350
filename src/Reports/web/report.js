// The page without a server: charts from its own data, switches, and the film of the layers. Nothing is loaded from anywhere.
(() => {
  'use strict';
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = id => { const e = document.getElementById(id); return e ? JSON.parse(e.textContent) : null; };
  const figures = data('figures') ?? {};
  const facts = data('film-facts');
  const plotly = window.Plotly;
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const element = (name, attributes = {}, text) => {
    const e = document.createElement(name);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const minus = text => String(text).replace(/-/g, '−');

  // What the reader has chosen outlives the reloads of a page whose run goes on.
  const memory = 'deepnfa ' + location.pathname;
  const kept = (() => { try { return JSON.parse(sessionStorage.getItem(memory)) ?? {}; } catch { return {}; } })();
  const keep = () => {
    const chosen = Object.fromEntries(all('input:checked:not([name=theme]), select').map(e => [e.name, e.value]));
    const slider = one('input[name=epoch]');
    const state = { chosen, scroll: scrollY, epoch: slider && slider.value !== slider.max ? slider.value : null };
    try { sessionStorage.setItem(memory, JSON.stringify(state)); } catch { /* it begins anew */ }
  };
  const value = name => { const e = one(`input[name="${name}"]:checked, select[name="${name}"]`); return e ? e.value : '0'; };
  const choose = (name, v) => {
    const e = one(`input[name="${name}"][value="${v}"]`) ?? one(`select[name="${name}"]`);
    if (!e) return;
    if (e.type === 'radio') e.checked = true; else e.value = v;
  };

  // Charts -----------------------------------------------------------------------------------------------------------------------------
  const font = 'Inter, system-ui, "Segoe UI", Helvetica, Arial, sans-serif';
  const escape = t => t.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const rich = t => escape(t).replace(/AGOP\^(½|[0-9]+(\.[0-9]+)?)/g, 'AGOP<sup>$1</sup>');
  const palette = () => dark()
    ? { ink: '#e6e9ec', quiet: '#a3adb6', rule: '#7d868f', grid: '#282d33', paper: '#121518' }
    : { ink: '#1b2025', quiet: '#59626b', rule: '#6b747c', grid: '#e8ebee', paper: '#ffffff' };
  const colorOf = mark => dark() ? mark.dark : mark.color;
  const drawn = new Map();                      // id → what was hidden by the reader

  const sizes = (figure, width) => {
    const columns = width < 640 ? 1 : figure.columns, rows = Math.ceil(figure.panels.length / columns);
    const tall = width < 640 ? Math.min(figure.height, 230) : Math.max(figure.height, 210);
    const head = figure.panels.some(p => p.title) ? 30 : 10, foot = figure.panels.some(p => p.x.label) ? 48 : 30;
    return { columns, rows, tall, head, foot, height: rows * (head + tall + foot) };
  };

  const axisOf = (axis, from, to, anchor, pixels, vertical) => {
    const c = palette(), log = axis.log, place = v => log ? Math.log10(v) : v;
    const whole = axis.whole && axis.max - axis.min <= 10;
    return {
      domain: [from, to], anchor, type: log ? 'log' : 'linear', title: { text: rich(axis.label), standoff: 8, font: { size: 12.5, color: c.quiet } },
      range: axis.categories ? [-0.6, axis.categories.length - 0.4] : axis.min !== undefined && axis.max !== undefined ? [place(axis.min), place(axis.max)] : undefined,
      rangemode: axis.min === 0 ? 'tozero' : 'normal',
      tickvals: axis.categories?.map((_, i) => i), ticktext: axis.categories?.map(name => rich(shorter(name, Math.max(3, pixels / axis.categories.length / 6.6)))), tickangle: axis.categories ? 0 : undefined,
      dtick: axis.categories ? undefined : log ? (axis.max / axis.min < 50 ? 'D2' : 1) : whole ? Math.max(1, Math.ceil((axis.max - axis.min) / Math.max(1, pixels / 60))) : undefined,
      nticks: axis.categories ? undefined : Math.max(3, Math.floor(pixels / (vertical ? 40 : 70))),
      exponentformat: 'power', showgrid: !axis.categories, gridcolor: c.grid, gridwidth: 1, zeroline: false, linecolor: c.rule, linewidth: 1, showline: true,
      ticks: '', tickfont: { size: 11.5, color: c.quiet }, fixedrange: pixels < 0, hoverformat: log ? '.3g' : undefined, automargin: false, spikecolor: c.rule, spikethickness: 1, spikedash: 'solid', unifiedhovertitle: axis.whole ? { text: `${rich(axis.label)} %{x}` } : undefined,
    };
  };

  const shorter = (text, most) => [...text].length > most ? [...text].slice(0, most - 1).join('') + '…' : text;

  // Runs of finite values, so that a band has gaps where its line has them.
  const spans = (...lists) => {
    const out = [];
    let now = null;
    lists[0].forEach((_, i) => {
      if (lists.some(l => l[i] === null)) now = null;
      else if (now) now.push(i);
      else out.push(now = [i]);
    });
    return out.filter(s => s.length > 1);
  };

  const traces = (mark, panel, figure, axes) => {
    const color = colorOf(mark), group = mark.name ?? figure.panels.flatMap(p => p.marks).find(m => m.name && m.color === mark.color)?.name ?? mark.color;
    const common = { ...axes, name: rich(mark.name ?? ''), meta: group, showlegend: false };
    const said = mark.notes?.map(rich);
    const name = mark.name ? `${rich(mark.name)}  ` : '';
    switch (mark.kind) {
      case 'Line': {
        if (!mark.x.length) return [];
        const bands = mark.low ? spans(mark.low, mark.high).map(s => ({
          ...common, type: 'scatter', mode: 'lines', x: [...s, ...[...s].reverse()].map(i => mark.x[i]), y: [...s.map(i => mark.high[i]), ...[...s].reverse().map(i => mark.low[i])],
          fill: 'toself', fillcolor: color + '26', line: { width: 0 }, hoverinfo: 'skip',
        })) : [];
        const quietly = mark.dashed || (!mark.name && !said);
        return [...bands, {
          ...common, type: 'scatter', mode: mark.markers ? 'lines+markers' : 'lines', x: mark.x, y: mark.y, text: said, connectgaps: false,
          line: { color, width: mark.width, dash: mark.dashed ? '6px,4px' : 'solid' }, marker: { color, size: 5 },
          hoverinfo: quietly ? 'skip' : undefined, hovertemplate: quietly ? undefined : `${name}${said ? '%{text}' : '%{y:.3f}'}<extra></extra>`,
        }];
      }
      case 'Points':
        return mark.x.length ? [{
          ...common, type: 'scatter', mode: 'markers', x: mark.x, y: mark.y, text: said,
          marker: { size: 9, color: mark.hollow ? palette().paper : color, line: { color, width: mark.hollow ? 1.8 : 0 } },
          error_y: mark.errors ? { type: 'data', array: mark.errors, color, thickness: 1.3, width: 4 } : undefined,
          hovertemplate: `${name}${said ? '%{text}' : mark.errors ? '%{y:.3f} ± %{error_y.array:.3f}' : '%{y:.3f}'}<extra></extra>`,
        }] : [];
      case 'Bars': {
        const bars = panel.marks.filter(m => m.kind === 'Bars'), wide = 0.8 / bars.length, shift = (bars.indexOf(mark) - (bars.length - 1) / 2) * wide;
        return [{
          ...common, type: 'bar', x: mark.x, y: mark.y, width: 0.9 * wide, offset: shift - 0.45 * wide, marker: { color },
          error_y: mark.errors ? { type: 'data', array: mark.errors, color: palette().ink, thickness: 1.2, width: 4 } : undefined, hovertemplate: `${name}%{y:.3f}<extra></extra>`,
        }];
      }
      default: return [];
    }
  };

  const build = (figure, width) => {
    const c = palette(), s = sizes(figure, width), left = 46, right = 10, gap = 54;
    const inner = (width - left - right - gap * (s.columns - 1)) / s.columns, plot = width - left - right;
    const layout = {
      width, height: s.height, margin: { l: left, r: right, t: 0, b: 0 }, paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { family: font, size: 12.5, color: c.ink },
      hoverlabel: { bgcolor: c.paper, bordercolor: c.rule, font: { size: 12.5, color: c.ink, family: font }, align: 'left', namelength: -1 }, dragmode: width < 640 ? false : 'zoom',
      modebar: { bgcolor: 'rgba(0,0,0,0)', color: c.quiet, activecolor: c.ink }, annotations: [], shapes: [], barmode: 'overlay',
    };
    const lines = Math.max(...figure.panels.map(p => p.marks.filter(m => m.kind === 'Line' && !m.dashed).length));
    layout.hovermode = figure.panels.every(p => p.x.whole) && lines <= 12 ? 'x unified' : 'closest';
    if (layout.hovermode === 'x unified') layout.hoverdistance = -1;         // probed epochs may be far apart
    const series = [];
    figure.panels.forEach((panel, i) => {
      const k = i ? String(i + 1) : '', column = i % s.columns, row = Math.floor(i / s.columns);
      const x0 = column * (inner + gap) / plot, top = row * (s.head + s.tall + s.foot) + s.head;
      const y1 = 1 - top / s.height, y0 = 1 - (top + s.tall) / s.height;
      layout['xaxis' + k] = axisOf(panel.x, x0, x0 + inner / plot, 'y' + k, inner, false);
      layout['yaxis' + k] = axisOf(panel.y, y0, y1, 'x' + k, s.tall, true);
      if (panel.title) layout.annotations.push({ text: `<b>${rich(panel.title)}</b>`, xref: 'paper', yref: 'paper', x: x0 - 36 / plot, y: y1, xanchor: 'left', yanchor: 'bottom', yshift: 5, showarrow: false, font: { size: 13, color: c.ink } });
      for (const mark of panel.marks) {
        if (mark.kind !== 'Level') { series.push(...traces(mark, panel, figure, { xaxis: 'x' + k, yaxis: 'y' + k })); continue; }
        const where = { xref: `x${k} domain`, yref: 'y' + k, x0: 0, x1: 1, layer: 'below' };
        if (mark.half) layout.shapes.push({ ...where, type: 'rect', y0: mark.y[0] - mark.half, y1: mark.y[0] + mark.half, fillcolor: colorOf(mark) + '26', line: { width: 0 } });
        layout.shapes.push({ ...where, type: 'line', y0: mark.y[0], y1: mark.y[0], line: { color: colorOf(mark), width: 1 } });
      }
    });
    return { series, layout };
  };

  const legend = (figure, id, redraw) => {
    const box = element('div', { class: 'legend' }), seen = new Set(), hidden = drawn.get(id);
    for (const mark of figure.panels.flatMap(p => p.marks)) {
      if (!mark.name || seen.has(mark.name)) continue;
      seen.add(mark.name);
      const reference = mark.kind === 'Level' || !mark.x.length;
      const button = element('button', { type: 'button', 'aria-pressed': String(!hidden.has(mark.name)) });
      const sample = element('i', { class: mark.kind === 'Bars' ? 'block' : mark.kind === 'Points' ? 'dot' : mark.dashed ? 'dashed' : '' });
      sample.style.borderColor = colorOf(mark);
      if (mark.kind === 'Points' && !mark.hollow) sample.style.background = colorOf(mark);
      button.append(sample);
      button.insertAdjacentHTML('beforeend', `<span>${rich(mark.name)}</span>`);
      button.dataset.name = mark.name;
      button.disabled = reference;
      button.addEventListener('click', () => {
        if (!hidden.delete(mark.name)) hidden.add(mark.name);
        redraw();
        all('button', one(`#${CSS.escape(id)} .legend`)).find(b => b.dataset.name === mark.name)?.focus();
      });
      box.append(button);
    }
    return box;
  };

  const options = name => ({
    displaylogo: false, showSendToCloud: false, plotlyServerURL: '', displayModeBar: 'hover', responsive: false, showTips: false,
    modeBarButtonsToRemove: ['select2d', 'lasso2d', 'zoomIn2d', 'zoomOut2d', 'autoScale2d', 'sendDataToCloud'], toImageButtonOptions: { format: 'svg', filename: name },
  });

  const paint = (place, figure, id) => {
    if (!place.clientWidth) return;
    if (!drawn.has(id)) drawn.set(id, new Set());
    let plot = one('.plot', place);
    if (!plot) place.append(plot = element('div', { class: 'plot', role: 'img', 'aria-label': figure.alt }));
    const { series, layout } = build(figure, place.clientWidth), hidden = drawn.get(id);
    for (const trace of series) if (hidden.has(trace.meta)) trace.visible = false;
    one('.legend', place)?.remove();
    if (figure.panels.some(p => p.marks.some(m => m.name))) place.prepend(legend(figure, id, () => paint(place, figure, id)));
    plotly.react(plot, series, layout, options(figure.name));
  };

  const places = all('.live').map(e => ({ place: e, id: e.closest('figure').id })).filter(p => figures[p.id]);
  const redraw = () => {
    for (const p of places) if (drawn.has(p.id)) paint(p.place, figures[p.id], p.id);
    if (film) film.show();
  };
  if (plotly && places.length) {
    root.classList.add('charts');
    for (const p of places) p.place.style.minHeight = `${sizes(figures[p.id], p.place.clientWidth || 1032).height + 26}px`;
    const near = new IntersectionObserver(entries => {
      for (const e of entries.filter(e => e.isIntersecting)) {
        const p = places.find(p => p.place === e.target);
        if (!drawn.has(p.id)) paint(p.place, figures[p.id], p.id);
      }
    }, { rootMargin: '500px' });
    for (const p of places) near.observe(p.place);
    let width = innerWidth, timer = 0;
    addEventListener('resize', () => {
      if (innerWidth === width) return;       // a phone's address bar
      width = innerWidth;
      clearTimeout(timer);
      timer = setTimeout(redraw, 120);
    });
  }

  // Switches between conventions: the nearest variant that the run has ------------------------------------------------------------------
  for (const box of all('.variants')) {
    const variants = all('.variant', box), names = variants[0]?.dataset.order.split(' ') ?? [];
    const pick = changed => {
      const wanted = names.map(value), at = names.indexOf(changed);
      const agree = v => v.dataset.key.split(' ').filter((k, i) => k === wanted[i]).length + (at >= 0 && v.dataset.key.split(' ')[at] === wanted[at] ? names.length : 0);
      const best = variants.reduce((a, b) => agree(b) > agree(a) ? b : a);
      for (const v of variants) v.hidden = v !== best;
      best.dataset.key.split(' ').forEach((k, i) => choose(names[i], k));
    };
    box.addEventListener('change', e => pick(e.target.name));
    for (const [name, v] of Object.entries(kept.chosen ?? {})) if (names.includes(name)) choose(name, v);
    if (variants.length > 1) pick();
  }

  // The film ----------------------------------------------------------------------------------------------------------------------------
  const colors = (stops, n) => Array.from({ length: n }, (_, i) => {
    const t = i / (n - 1) * (stops.length - 1), k = Math.min(Math.floor(t), stops.length - 2), f = t - k;
    return [1, 3, 5].map(at => Math.round(parseInt(stops[k].slice(at, at + 2), 16) * (1 - f) + parseInt(stops[k + 1].slice(at, at + 2), 16) * f));
  });

  const filmOf = stage => {
    const diverging = colors(facts.diverging, 255), viridis = colors(facts.viridis, 256);
    const slider = one('input[name=epoch]', stage), play = one('.play', stage), output = one('output', stage), readout = one('.readout', stage);
    const decoded = new Map();
    let waiting = 0, timer = 0, pointed = null;

    const reel = index => {
      if (!decoded.has(index)) {
        const text = atob(document.getElementById('film-' + facts.layers[index].layer).textContent), bytes = new Uint8Array(text.length);
        for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
        decoded.set(index, bytes);
      }
      return decoded.get(index);
    };

    // The parts of a frame, in the order in which they are written.
    const frameOf = (index, at) => {
      const l = facts.layers[index], bytes = reel(index), triangle = l.side * (l.side + 1) / 2;
      const lengths = { nfm: triangle, agop: triangle, nfmSpectrum: l.ranks.length, agopSpectrum: l.ranks.length, nfmDiagonal: l.diagonal, agopDiagonal: l.diagonal, nfmVectors: l.vectors * l.width, agopVectors: l.vectors * l.width, filters: l.filters * l.width };
      const frame = {};
      let from = at * Object.values(lengths).reduce((a, b) => a + b);
      for (const [name, length] of Object.entries(lengths)) { frame[name] = bytes.subarray(from, from + length); from += length; }
      return frame;
    };

    const image = (canvas, height, width, pixel) => {
      if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
      const context = canvas.getContext('2d'), picture = context.createImageData(width, height);
      for (let i = 0, k = 0; i < height; i++)
        for (let j = 0; j < width; j++, k += 4) {
          const p = pixel(i, j);
          if (p) { picture.data[k] = p[0]; picture.data[k + 1] = p[1]; picture.data[k + 2] = p[2]; picture.data[k + 3] = 255; }
        }
      context.putImageData(picture, 0, 0);
    };
    const signed = byte => byte === 128 ? null : byte << 24 >> 24;          // as an eight-bit number; 128 is undefined
    const entry = (triangle, i, j) => signed(triangle[i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i]);

    const matrices = (l, frame, at) => {
      for (const name of ['nfm', 'agop']) {
        const canvas = one(`canvas[data-matrix=${name}]`, stage), limit = l[name + 'Limits'][at];
        image(canvas, l.side, l.side, (i, j) => { const q = entry(frame[name], i, j); return q === null ? null : diverging[q + 127]; });
        canvas.setAttribute('aria-label', `${name === 'nfm' ? 'WᵀW' : 'AGOP^½'} of layer ${l.layer} at epoch ${facts.epochs[at]}, ${l.width} by ${l.width}${l.side < l.width ? `, averaged in blocks to ${l.side} by ${l.side}` : ''}`);
        const [low, bar, high] = one(`[data-scale=${name}]`, stage).children;
        bar.style.background = `linear-gradient(90deg, ${facts.diverging.join(', ')})`;
        low.textContent = minus(number(-limit));
        high.textContent = number(limit);
      }
    };
    const number = v => Math.abs(v) >= 1e-3 && Math.abs(v) < 1e4 || v === 0 ? String(+v.toPrecision(3)) : v.toExponential(1);

    const inputs = (l, i) => {
      const start = b => Math.floor((b * l.width + l.side - 1) / l.side), from = start(i) + 1, to = start(i + 1);
      return from === to ? `${from}` : `${from}–${to}`;
    };
    const read = (l, frame, at) => {
      if (!pointed || pointed.i >= l.side || pointed.j >= l.side) { readout.textContent = 'Point at a cell to read it.'; return; }
      const of = name => {
        const q = entry(frame[name], pointed.i, pointed.j), v = q === null ? null : q / 127 * l[name + 'Limits'][at];
        return v === null ? 'undefined' : (q === 127 ? 'at least ' : q === -127 ? 'at most ' : '') + minus(number(v));
      };
      readout.textContent = `Inputs ${inputs(l, pointed.i)} and ${inputs(l, pointed.j)}: WᵀW ${of('nfm')}, AGOP^½ ${of('agop')}`;
    };

    const decay = (bytes, ranks) => ({ x: ranks, y: [...bytes].map(b => b ? 10 ** (facts.decades * ((b - 1) / 254 - 1)) : null) });
    const spectra = (index, at) => {
      const place = one('.spectrum', stage), l = facts.layers[index];
      if (!plotly || !root.classList.contains('charts')) return;
      const line = (name, part, when, color, tint, width) => ({ kind: 'Line', name, color, dark: tint, width, dashed: false, markers: l.ranks.length <= 10, ...decay(frameOf(index, when)[part], l.ranks) });
      // The axis is that of all epochs, so that curves move and not the axis.
      let least = 255;
      for (let f = 0; f < facts.epochs.length; f++) { const p = frameOf(index, f); for (const b of [...p.nfmSpectrum, ...p.agopSpectrum]) if (b && b < least) least = b; }
      const bottom = 10 ** Math.floor(Math.min(-1, facts.decades * ((least - 1) / 254 - 1)));
      const marks = [
        ...facts.epochs.length > 1 ? [line(null, 'nfmSpectrum', 0, '#a9cbe0', '#2c5570', 1.5), line(null, 'agopSpectrum', 0, '#f0c4a3', '#6e4426', 1.5)] : [],
        line('WᵀW', 'nfmSpectrum', at, '#0072b2', '#56b4e9', 2.2), line('AGOP^½', 'agopSpectrum', at, '#d55e00', '#ff8c42', 2.2)];
      paint(place, { name: 'spectrum', alt: `Spectra of layer ${l.layer} at epoch ${facts.epochs[at]}`, columns: 1, height: 250, panels: [{ title: '', x: { label: 'Index of the eigenvalue', log: true, min: 1, max: Math.max(2, l.rank) }, y: { label: '', log: true, min: bottom, max: 1.3 }, marks }] }, 'spectrum');
    };

    const features = (l, frame) => {
      const box = one('.features', stage);
      if (!box) return;
      box.hidden = l.layer !== 1;
      if (box.hidden) return;
      for (const of of ['nfm', 'agop']) (l.image ? tiles : bars)(one(`[data-of=${of}]`, box), of, l, frame);
      const weights = one('[data-of=filters]', box);
      if (!weights || !l.image) return;
      if (!weights.children.length) {
        weights.append(element('span', {}, 'W'));
        for (let v = 1; v <= l.filters; v++) weights.append(element('canvas', { role: 'img', 'aria-label': `Weights of neuron ${v}` }));
      }
      all('canvas', weights).forEach((canvas, v) => pattern(canvas, frame.filters, v, l));
    };
    const pattern = (canvas, rows, v, l) => {
      const [height, width, channels] = l.image, size = height * width;
      image(canvas, height, width, (i, j) => {
        const q = c => signed(rows[v * l.width + c * size + i * width + j]) ?? 0;
        return channels === 3 ? [0, 1, 2].map(c => 128 + q(c)) : diverging[q(0) + 127];
      });
    };
    const tiles = (row, of, l, frame) => {
      const [height, width, channels] = l.image, size = height * width;
      if (!row.children.length) {
        row.append(element('span', {}, of === 'nfm' ? 'WᵀW' : 'AGOP'));
        for (let v = 0; v <= l.vectors; v++) row.append(element('canvas', { role: 'img', 'aria-label': v ? `Eigenvector ${v} of ${of === 'nfm' ? 'WᵀW' : 'the AGOP'}` : `Diagonal of ${of === 'nfm' ? 'WᵀW' : 'the AGOP'}`, ...v ? {} : { class: 'first' } }));
      }
      const canvases = all('canvas', row), diagonal = frame[of + 'Diagonal'], vectors = frame[of + 'Vectors'];
      image(canvases[0], height, width, (i, j) => {
        let sum = 0;
        for (let c = 0; c < channels; c++) sum += diagonal[c * size + i * width + j];
        return viridis[Math.round(sum / channels)];
      });
      for (let v = 0; v < l.vectors; v++) pattern(canvases[v + 1], vectors, v, l);
    };
    const bars = (row, of, l, frame) => {
      const values = frame[of + 'Diagonal'], step = 1000 / values.length;
      row.classList.add('bars');
      if (!row.children.length) {
        row.append(element('span', {}, of === 'nfm' ? 'WᵀW' : 'AGOP'));
        row.insertAdjacentHTML('beforeend', `<svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="Diagonal"><path fill="var(--${of === 'nfm' ? 'blue' : 'orange'})"/><path d="M0 99.5H1000" stroke="var(--rule)"/></svg>`);
      }
      one('path', row).setAttribute('d', [...values].map((v, i) => `M${(i * step).toFixed(1)} 100V${(100 - v / 255 * 98).toFixed(1)}h${(0.82 * step).toFixed(1)}V100z`).join(''));
    };

    const show = () => {
      waiting = 0;
      const index = +value('layer'), at = +slider.value, l = facts.layers[index], frame = frameOf(index, at);
      output.textContent = facts.epochs[at];
      slider.setAttribute('aria-valuetext', `epoch ${facts.epochs[at]}`);
      matrices(l, frame, at);
      read(l, frame, at);
      spectra(index, at);
      features(l, frame);
    };
    const soon = () => { if (!waiting) waiting = requestAnimationFrame(show); };
    const stop = () => { clearInterval(timer); timer = 0; play.textContent = '▶'; play.setAttribute('aria-label', 'Play the epochs'); };
    const start = () => {
      if (slider.value === slider.max) slider.value = 0;
      play.textContent = '❚❚';
      play.setAttribute('aria-label', 'Pause');
      soon();
      timer = setInterval(() => {
        slider.value = +slider.value + 1;
        soon();
        if (slider.value === slider.max) stop();
      }, Math.min(450, Math.max(70, 7000 / facts.epochs.length)));
    };
    play.addEventListener('click', () => timer ? stop() : start());
    play.disabled = slider.disabled = facts.epochs.length < 2;
    slider.addEventListener('input', () => { stop(); soon(); });
    stage.addEventListener('change', e => { if (e.target.name === 'layer') soon(); });
    for (const canvas of all('.matrix canvas', stage)) {
      const point = e => {
        const r = canvas.getBoundingClientRect();
        pointed = { i: Math.min(canvas.height - 1, Math.max(0, Math.floor((e.clientY - r.top) / r.height * canvas.height))), j: Math.min(canvas.width - 1, Math.max(0, Math.floor((e.clientX - r.left) / r.width * canvas.width))) };
        const index = +value('layer'), at = +slider.value;
        read(facts.layers[index], frameOf(index, at), at);
      };
      canvas.addEventListener('pointermove', point);
      canvas.addEventListener('pointerdown', point);
    }
    if (kept.chosen?.layer) choose('layer', kept.chosen.layer);
    if (kept.epoch) slider.value = kept.epoch;
    show();
    return { show, playing: () => timer !== 0 };
  };
  const stage = one('.film');
  const film = stage && facts ? filmOf(stage) : null;

  // Light and dark ----------------------------------------------------------------------------------------------------------------------
  choose('theme', root.dataset.theme ?? 'auto');
  for (const radio of all('input[name=theme]')) radio.addEventListener('change', () => {
    if (radio.value === 'auto') delete root.dataset.theme; else root.dataset.theme = radio.value;
    try { localStorage.setItem('deepnfa-theme', radio.value); } catch { /* for this page only */ }
    redraw();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);

  // Where the reader is -----------------------------------------------------------------------------------------------------------------
  const links = all('.links a'), sections = links.map(a => document.getElementById(a.hash.slice(1)));
  const spy = () => {
    const at = sections.reduce((found, s, i) => s.getBoundingClientRect().top < 140 ? i : found, 0);
    links.forEach((a, i) => {
      if (i !== at) { a.removeAttribute('aria-current'); return; }
      if (a.hasAttribute('aria-current')) return;
      a.setAttribute('aria-current', 'true');
      const strip = a.parentElement;
      strip.scrollLeft = Math.max(0, a.offsetLeft - strip.offsetLeft - strip.clientWidth / 2 + a.clientWidth / 2);
    });
  };
  addEventListener('scroll', spy, { passive: true });
  spy();

  for (const button of all('.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const code = one('code', button.parentElement), range = document.createRange();
      range.selectNodeContents(code);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      document.execCommand('copy');           // works in a file, where the clipboard's own interface may not
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
  }

  // A run that goes on: the page reads itself anew, when nobody is in the middle of something ----------------------------------------------
  if (kept.scroll) scrollTo(0, kept.scroll);
  try { sessionStorage.removeItem(memory); } catch { /* nothing was kept */ }
  if (root.dataset.refresh) setInterval(() => {
    if (document.visibilityState !== 'visible' || film?.playing()) return;
    keep();
    location.reload();
  }, 1000 * root.dataset.refresh);
  root.dataset.ready = 'true';
})();
