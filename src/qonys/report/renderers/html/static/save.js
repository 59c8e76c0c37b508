// Saving: drawings as SVG or PNG with their title and source, numbers as CSV.
const numbers = JSON.parse(document.getElementById('figures').textContent);
const NS = 'http://www.w3.org/2000/svg';

function hand(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function lines(text, width, font) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = font;
  const out = [''];
  for (const word of text.split(' ')) {
    const longer = `${out.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width > width && out.at(-1)) out.push(word);
    else out[out.length - 1] = longer;
  }
  return out;
}

function textAt(parent, text, y, size, weight, fill) {
  const element = document.createElementNS(NS, 'text');
  Object.entries({ x: 12, y, 'font-size': size, 'font-weight': weight, fill }).forEach(([k, v]) => element.setAttribute(k, v));
  element.textContent = text;
  parent.append(element);
}

// The drawing with its title above and its source below, as one SVG of its own.
function sheet(figure) {
  const drawing = figure.querySelector('.chart svg').cloneNode(true);
  const [, , width, height] = drawing.getAttribute('viewBox').split(/[\s,]+/).map(Number);
  const family = drawing.getAttribute('font-family');
  const title = lines(figure.querySelector('.name').textContent, width, `600 16px ${family}`);
  const source = figure.querySelector('.source');
  const small = source ? lines(source.textContent, width, `11px ${family}`) : [];
  const head = 18 + title.length * 21;
  const total = head + height + small.length * 15 + 22;
  const outer = document.createElementNS(NS, 'svg');
  const attributes = { xmlns: NS, width: width + 24, height: total, viewBox: `0 0 ${width + 24} ${total}`, 'font-family': family };
  Object.entries(attributes).forEach(([key, value]) => outer.setAttribute(key, value));
  const paper = document.createElementNS(NS, 'rect');
  Object.entries({ width: '100%', height: '100%', fill: '#fff' }).forEach(([key, value]) => paper.setAttribute(key, value));
  outer.append(paper);
  title.forEach((line, i) => textAt(outer, line, 24 + i * 21, 16, 600, '#1a2430'));
  Object.entries({ x: 12, y: head, width, height }).forEach(([key, value]) => drawing.setAttribute(key, value));
  drawing.querySelectorAll('[data-tip]').forEach((mark) => {
    const name = document.createElementNS(NS, 'title');
    name.textContent = mark.dataset.tip;
    mark.prepend(name);
    delete mark.dataset.tip;
    delete mark.dataset.text;
  });
  outer.append(drawing);
  small.forEach((line, i) => textAt(outer, line, head + height + 16 + i * 15, 11, 400, '#55606b'));
  return { text: new XMLSerializer().serializeToString(outer), width: width + 24, height: total };
}

function saveImage(figure, name) {
  const { text, width, height } = sheet(figure);
  const picture = new Image();
  picture.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => hand(blob, `${name}.png`), 'image/png');
  };
  picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
}

// An apostrophe keeps a text that a spreadsheet program would run as a formula a text; numbers are none.
const guarded = (cell) => (/^'*[=+\-@\t\r\n]/.test(cell) && !isFinite(cell) ? `'${cell}` : cell);
const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
function saveTable(rows, name) {
  const text = rows.map((row) => row.map((cell) => quoted(typeof cell === 'number' ? String(cell) : guarded(String(cell ?? '')))).join(',')).join('\r\n');
  hand(new Blob(['\ufeff' + text + '\r\n'], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}

function figureRows(id, language) {
  const { head, labels, series, rows } = numbers[id];
  const names = labels[language], groups = series[language];
  const grouped = groups.some(Boolean);
  return [
    head[language].filter((_, i) => grouped || i !== 1),
    ...rows.map(([label, group, value]) => (grouped ? [names[label], groups[group], value] : [names[label], value])),
  ];
}

function tableRows(table) {
  const cells = (row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent.trim());
  return [...table.rows].map(cells);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-save]');
  if (!button) return;
  const held = button.closest('figure, .table');
  const name = `${held.dataset.file}-${current()}`;
  const kind = button.dataset.save;
  if (kind === 'png') saveImage(held, name);
  else if (kind === 'svg') hand(new Blob([sheet(held).text], { type: 'image/svg+xml' }), `${name}.svg`);
  else if (held.matches('figure')) saveTable(figureRows(held.dataset.file, current()), name);
  else saveTable(tableRows(held.querySelector('table')), name);
});
