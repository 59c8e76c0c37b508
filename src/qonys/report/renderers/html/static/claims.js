// Where a number comes from: one popover for all claims, opened by pointer, focus or tap; and the tips of charts.
const book = JSON.parse(document.getElementById('claims').textContent);
const popover = document.getElementById('popover');
const tip = document.getElementById('tip');
let holder = null;
let closing = 0;

function made(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((part) => part !== ''));
  return element;
}

function sourceItem([number, locator, vintage, value, status], language, words) {
  const source = book.sources[number];
  const about = [source.title[language], source.element].filter(Boolean).join(', ');
  const item = made('li', '', made('span', 'publisher', source.publisher[language]), ' ', about);
  if (locator.length) item.append(made('div', 'locator', locator.map((part) => (typeof part === 'string' ? part : phrase(part, language))).join('; ')));
  const facts = [];
  if (value !== null) facts.push(`${words['as-stated']}: ${grouped(value, language)}`);
  if (status !== 'A') facts.push(book.statuses[language][status]);
  if (vintage !== null) facts.push(`${words.vintage}: ${book.terms[language][vintage]}`);
  if (facts.length) item.append(made('div', 'facts', facts.join('; ')));
  return item;
}

// A phrase with its parts: a number is a term, a list another phrase.
function phrase([number, ...parts], language) {
  const text = (part) => (Array.isArray(part) ? phrase(part, language) : typeof part === 'number' ? book.terms[language][part] : part);
  return book.phrases[language][number].replace(/\{(\d)\}/g, (_, place) => text(parts[place]));
}

function grouped(value, language) {
  const [whole, part] = String(Math.abs(value)).split('.');
  const english = language === 'en';
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, english ? ',' : '\u00a0');
  return (value < 0 ? '\u2212' : '') + groups + (part ? (english ? '.' : ',') + part : '');
}

function fill(id, text) {
  const language = current();
  const words = book.words[language];
  const [unit, status, how, figures, more] = book.claims[id];
  popover.replaceChildren();
  popover.lang = language;
  popover.append(made('p', 'value', text));
  const list = made('dl', '');
  list.append(made('dt', '', words.unit), made('dd', '', book.units[unit][language]));
  list.append(made('dt', '', words.status), made('dd', '', book.statuses[language][status]));
  list.append(made('dt', '', words.computed), made('dd', '', how.map((term) => book.terms[language][term]).join(', ')));
  list.append(made('dt', '', words.claim), made('dd', '', made('code', '', id)));
  list.append(made('dt', '', words.sources), made('dd', '', figures.length ? '' : words['no-source']));
  popover.append(list);
  if (figures.length) popover.append(made('ol', '', ...figures.map((figure) => sourceItem(figure, language, words))));
  if (more) popover.append(made('p', 'more', words['more-figures'].replace('#', more)));
}

function open(element) {
  const id = element.dataset.claim;
  if (!book.claims[id]) return;
  clearTimeout(closing);
  if (holder === element) return;
  close();
  fill(id, element.dataset.text ?? element.textContent.trim());
  holder = element;
  if (element instanceof HTMLElement) element.setAttribute('aria-describedby', 'popover');
  tip.hidden = true;
  popover.hidden = false;
  place(popover, element.getBoundingClientRect());
}

function close() {
  clearTimeout(closing);
  holder?.removeAttribute('aria-describedby');
  holder = null;
  popover.hidden = true;
}

function place(box, around) {
  const width = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(around.left, width - box.offsetWidth - 8));
  const below = around.bottom + 6;
  const up = below + box.offsetHeight > innerHeight && around.top - box.offsetHeight - 6 > 0;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(up ? around.top - box.offsetHeight - 6 : below) + scrollY}px`;
}

const later = () => { clearTimeout(closing); closing = setTimeout(close, 250); };
const claimOf = (event) => event.target.closest?.('.claim');

document.addEventListener('pointerover', (event) => {
  const claim = claimOf(event);
  if (claim && event.pointerType === 'mouse') open(claim);
  else if (event.target.closest?.('#popover')) clearTimeout(closing);
});
document.addEventListener('pointerout', (event) => {
  if (event.pointerType !== 'mouse' || document.activeElement === holder) return;
  if (claimOf(event) || event.target.closest?.('#popover')) later();
});
document.addEventListener('focusin', (event) => { if (claimOf(event)) open(claimOf(event)); else if (holder) close(); });
document.addEventListener('click', (event) => {
  const claim = event.target.closest('[data-claim]');
  if (!claim) { if (!event.target.closest('#popover')) close(); return; }
  if (!(claim instanceof HTMLElement)) claim.dataset.text = claim.dataset.tip.split(': ').at(-1);
  open(claim);
});
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') { close(); tip.hidden = true; } });
document.addEventListener('language', close);

// In a table one number can be reached with Tab, the others from it with the arrows.
document.querySelectorAll('table').forEach((table) => table.querySelector('.claim')?.setAttribute('tabindex', '0'));
document.addEventListener('keydown', (event) => {
  const claim = claimOf(event);
  const cell = claim?.closest('td');
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!cell || !step) return;
  event.preventDefault();
  const rows = [...cell.closest('tbody').rows];
  let x = cell.cellIndex + step[0];
  let y = rows.indexOf(cell.parentElement) + step[1];
  while (rows[y]?.cells[x] && !rows[y].cells[x].querySelector('.claim')) { x += step[0]; y += step[1]; }
  rows[y]?.cells[x]?.querySelector('.claim').focus();
});

// Label and value of a mark of a chart, or why a cell is empty.
function tell(element, event) {
  if (!element || holder?.closest?.('svg')) { tip.hidden = true; return; }
  tip.textContent = element.dataset.tip;
  tip.hidden = false;
  const x = event.clientX, y = event.clientY;
  place(tip, { left: x + 12, bottom: y + 8, top: y - 8 });
}
document.addEventListener('pointermove', (event) => tell(event.target.closest?.('[data-tip]'), event));
document.addEventListener('pointerdown', (event) => tell(event.target.closest?.('[data-tip]'), event));
document.addEventListener('scroll', () => { tip.hidden = true; }, { passive: true, capture: true });
