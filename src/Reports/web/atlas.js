// The atlas: a layer, a neuron, and what it looks for; a sample, and its neighbours. Pictures come in sheets, a PNG each, decoded when they are first looked at.
(async () => {
  'use strict';
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const place = document.getElementById('atlas');
  if (!place) { root.dataset.atlas = 'ready'; return; }
  const atlas = JSON.parse(place.textContent);
  const [height, width, channels] = atlas.tile, bars = 32;
  root.classList.toggle('bars-only', !atlas.image);
  const element = (name, attributes = {}, text) => {
    const e = document.createElement(name);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const minus = text => String(text).replace(/-/g, '−');
  const number = v => v === null || v === undefined ? '–' : minus(Math.abs(v) >= 1e-3 && Math.abs(v) < 1e4 || v === 0 ? String(+v.toPrecision(3)) : v.toExponential(1));
  const value = name => one(`input[name="${name}"]:checked, select[name="${name}"]`)?.value ?? '0';

  // Sheets of tiles -------------------------------------------------------------------------------------------------------------------
  const sheets = new Map();
  const sheet = id => {
    if (!sheets.has(id)) sheets.set(id, (async () => {
      const text = document.getElementById(id)?.textContent;
      if (!text) return null;
      const image = new Image();
      image.src = 'data:image/png;base64,' + text;
      await image.decode();
      const canvas = element('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      return { columns: atlas.columns[id], row: canvas.width, data: context.getImageData(0, 0, canvas.width, canvas.height).data };
    })());
    return sheets.get(id);
  };
  const diverging = Array.from({ length: 255 }, (_, i) => {
    const t = i / 254 * (atlas.diverging.length - 1), k = Math.min(Math.floor(t), atlas.diverging.length - 2), f = t - k;
    return [1, 3, 5].map(at => Math.round(parseInt(atlas.diverging[k].slice(at, at + 2), 16) * (1 - f) + parseInt(atlas.diverging[k + 1].slice(at, at + 2), 16) * f));
  });

  // A tile on a canvas: signed pictures in two colours, samples in grey or their own colours, what is no image as bars from the middle.
  const paint = (canvas, from, k, signed, scale = 1) => {
    if (!from) { canvas.hidden = true; return; }
    const tall = atlas.image ? height : bars;
    if (canvas.width !== width || canvas.height !== tall) { canvas.width = width; canvas.height = tall; }
    const context = canvas.getContext('2d'), picture = context.createImageData(width, tall);
    const x0 = k % from.columns * width, y0 = Math.floor(k / from.columns) * height;
    const at = (i, j) => ((y0 + i) * from.row + x0 + j) * 4;
    const level = byte => Math.max(-127, Math.min(127, Math.round((byte - 128) / 124 * 127 * scale)));
    if (!atlas.image) {
      const ink = [44, 146, 206];                  // seen on a light page and on a dark one
      for (let j = 0; j < width; j++) {
        const v = Math.round(level(from.data[at(0, j)]) / 127 * (bars / 2 - 1)), middle = bars / 2;
        for (let i = Math.min(middle, middle - v); i <= Math.max(middle, middle - v); i++) {
          const p = (Math.min(i, bars - 1) * width + j) * 4;
          [picture.data[p], picture.data[p + 1], picture.data[p + 2], picture.data[p + 3]] = [...ink, i === middle ? 130 : 255];
        }
      }
    } else {
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          const s = at(i, j), p = (i * width + j) * 4;
          const color = channels === 3 ? [0, 1, 2].map(c => signed ? 128 + level(from.data[s + c]) : from.data[s + c]) : signed ? diverging[level(from.data[s]) + 127] : [from.data[s], from.data[s], from.data[s]];
          [picture.data[p], picture.data[p + 1], picture.data[p + 2], picture.data[p + 3]] = [...color, 255];
        }
    }
    context.putImageData(picture, 0, 0);
    canvas.hidden = false;
  };
  const nameOf = c => c < 0 ? '' : (atlas.names[c] ?? '').replace(/^class /, '');

  // A strip of training samples with their classes
  const strip = async (box, samples, notes, own = null) => {
    const examples = await sheet('examples');
    box.replaceChildren(...samples.map((s, j) => {
      const c = atlas.classes[s], cell = element('div', { title: `training sample ${atlas.rows[s]}${c < 0 ? '' : `, ${atlas.names[c]}`}` }), canvas = element('canvas', { role: 'img', 'aria-label': `Training sample ${atlas.rows[s]}${c < 0 ? '' : `, ${atlas.names[c]}`}` });
      if (own !== null && c !== own) cell.className = 'other';
      paint(canvas, examples, s, !atlas.image);
      cell.append(canvas, element('span', {}, [nameOf(c), notes?.[j]].filter(Boolean).join(' · ')));
      return cell;
    }));
  };

  // Layers and neurons ------------------------------------------------------------------------------------------------------------------
  const layers = atlas.layers.filter(l => l.index.length), browser = one('.atlas');
  if (browser && layers.length) {
    const grid = one('.neurons', browser), panel = one('.neuron', browser), chosen = new Map();
    let painted = 0;
    const layer = () => layers[+value('atlas-layer')];
    const ordered = l => {
      const by = [null, l.use, l.norm, l.linearity][+value('atlas-order')];
      const order = l.index.map((_, i) => i);
      return by ? order.sort((a, b) => (by[b] ?? -1) - (by[a] ?? -1) || a - b) : order;
    };
    const label = l => l.output ? 'Output' : `Layer ${l.layer}`;
    const titleOf = (l, i) => l.output ? `Output: ${atlas.names[l.index[i]]}` : `Layer ${l.layer}, neuron ${l.index[i]}`;

    const show = async (l, i, focus = false) => {
      chosen.set(l.layer, i);
      for (const b of all('button', grid)) {
        const is = +b.dataset.at === i;
        b.setAttribute('aria-pressed', String(is));
        b.tabIndex = is ? 0 : -1;
        if (is && focus) b.focus();
      }
      const [direction, maximizing] = [await sheet(`direction-${l.layer}`), await sheet(`maximizing-${l.layer}`)];
      if (layer() !== l || chosen.get(l.layer) !== i) return;
      one('h3', panel).textContent = titleOf(l, i);
      const canvases = all('.portrait canvas', panel), captions = all('.portrait figcaption', panel);
      paint(canvases[0], direction, i, true);
      canvases[0].setAttribute('aria-label', `Input direction of ${titleOf(l, i)}`);
      captions[0].textContent = l.layer === 1 ? 'Its weights' : 'Its mean gradient';
      canvases[1].parentElement.hidden = !maximizing;
      if (maximizing) {
        paint(canvases[1], maximizing, i, !atlas.image);
        canvases[1].setAttribute('aria-label', `Input that maximizes ${titleOf(l, i)}`);
        captions[1].textContent = `Maximizing input: reaches ${number(l.reached[i])}; the best training sample ${number(l.values[i][0])}`;
      }
      const facts = [['use', l.use], ['norm', l.norm], ['active', l.active], ['linearity', l.linearity], ['sparsity', l.sparsity], ...atlas.image ? [['extent', l.extent]] : []];
      one('.numbers', panel).replaceChildren(...facts.map(([name, of]) => {
        const box = element('div');
        box.append(element('dt', {}, name), element('dd', {}, name === 'active' && of[i] !== null ? `${number(100 * of[i])} %` : number(of[i])));
        return box;
      }));
      const part = name => one(`[data-part=${name}]`, panel);
      await strip(one('.strip', part('best')), l.best[i], l.values[i].map(number));
      part('near').hidden = !l.near[i].length;
      if (l.near[i].length) await strip(one('.strip', part('near')), l.near[i]);
      one('h4', part('near')).textContent = `Training samples nearest to the maximizing input, as ${l.output ? 'the output' : `layer ${l.layer}`} sees them`;
      part('alike').hidden = !l.alike[i].length;
      one('.strip', part('alike')).replaceChildren(...l.alike[i].map((neuron, j) => {
        const at = l.index.indexOf(neuron), button = element('button', { type: 'button', 'aria-label': `${titleOf(l, at)}, correlation ${number(l.correlations[i][j])}` }), canvas = element('canvas');
        paint(canvas, direction, at, true);
        button.append(canvas, element('span', {}, number(l.correlations[i][j])));
        button.addEventListener('click', () => show(l, at, true));
        return button;
      }));
      root.dataset.shown = `${l.layer}/${l.index[i]}`;
    };

    const fill = async () => {
      const l = layer(), turn = ++painted, direction = await sheet(`direction-${l.layer}`), largest = Math.max(...l.limit);
      if (turn !== painted) return;
      const order = ordered(l), one_scale = value('atlas-scale') === '1';
      grid.setAttribute('aria-label', `Neurons of ${label(l).toLowerCase()}`);
      grid.replaceChildren(...order.map(i => {
        const button = element('button', { type: 'button', 'data-at': i, title: titleOf(l, i), 'aria-label': titleOf(l, i), 'aria-pressed': 'false' }), canvas = element('canvas');
        paint(canvas, direction, i, true, one_scale && largest > 0 ? l.limit[i] / largest : 1);
        button.tabIndex = -1;
        button.append(canvas);
        return button;
      }));
      await show(l, chosen.get(l.layer) ?? order[0]);
    };
    grid.addEventListener('click', e => {
      const button = e.target.closest('button');
      if (button) show(layer(), +button.dataset.at);
    });
    grid.addEventListener('keydown', e => {
      const buttons = all('button', grid), at = buttons.indexOf(document.activeElement);
      if (at < 0) return;
      const across = getComputedStyle(grid).gridTemplateColumns.split(' ').length;
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + across, ArrowUp: at - across, Home: 0, End: buttons.length - 1 }[e.key];
      if (to === undefined) return;
      e.preventDefault();
      if (buttons[to]) show(layer(), +buttons[to].dataset.at, true);
    });
    browser.addEventListener('change', e => { if (e.target.name?.startsWith('atlas-')) fill(); });
    await fill();
  }

  // Neighbours --------------------------------------------------------------------------------------------------------------------------
  const queries = one('.queries');
  if (queries && atlas.queries.length) {
    const examples = await sheet('examples'), spaces = one('.spaces'), asked = one('.asked');
    const ask = async q => {
      const query = atlas.queries[q], own = atlas.classes[query.example];
      all('button', queries).forEach((b, i) => b.setAttribute('aria-pressed', String(i === q)));
      asked.textContent = own < 0 ? `Sample ${atlas.rows[query.example]}` : `Sample ${atlas.rows[query.example]}: ${atlas.names[own]}; the network says ${atlas.names[query.answer]}${query.answer === own ? '' : ', which is wrong'}.`;
      const rows = query.near.map((_, s) => {
        const row = element('div');
        row.append(element('span', {}, atlas.spaces[s] ?? `space ${s}`), element('div', { class: 'strip' }));
        return row;
      });
      spaces.replaceChildren(...rows);
      await Promise.all(query.near.map((near, s) => strip(one('.strip', rows[s]), near, null, own < 0 ? null : own)));
    };
    queries.replaceChildren(...atlas.queries.map((query, q) => {
      const c = atlas.classes[query.example], button = element('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': c < 0 ? `Sample ${atlas.rows[query.example]}` : `${atlas.names[c]}, the network says ${atlas.names[query.answer]}` }), canvas = element('canvas');
      paint(canvas, examples, query.example, !atlas.image);
      button.append(canvas);
      button.addEventListener('click', () => ask(q));
      return button;
    }));
    await ask(0);
  }
  root.dataset.atlas = 'ready';
})();
