// Which language is seen: the address (#kk, #kk-…), else the choice made before, else the page's first.
const root = document.documentElement;
const editions = [...document.querySelectorAll('.edition')];
const known = editions.map((edition) => edition.lang);
root.classList.add('js');

const remembered = {
  get() { try { return localStorage.getItem('qonys-language'); } catch { return null; } },
  set(language) { try { localStorage.setItem('qonys-language', language); } catch { /* a page without memory */ } },
};

const current = () => root.dataset.language;
const edition = () => document.getElementById(current());
const named = () => decodeURIComponent(location.hash.slice(1)).split('-')[0];

function show(language) {
  if (!known.includes(language)) return;
  root.dataset.language = language;
  root.lang = language;
  document.title = edition().dataset.title;
  remembered.set(language);
  document.dispatchEvent(new CustomEvent('language'));
}

// The place that is being read, so that the other language opens at it.
function placeRead() {
  const headings = [...edition().querySelectorAll('main [id]')].filter((e) => e.matches('h2, h3, figure, .table'));
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
  return passed.length ? passed.at(-1) : null;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-switch]');
  if (!link) return;
  event.preventDefault();
  const language = link.dataset.switch;
  const place = placeRead();
  const offset = place?.getBoundingClientRect().top;
  const twin = place && language + place.id.slice(place.id.indexOf('-'));
  show(language);
  history.replaceState(null, '', '#' + language);
  const target = twin && document.getElementById(twin);
  if (target) window.scrollBy({ top: target.getBoundingClientRect().top - offset, behavior: 'instant' });
  edition().querySelector('[data-switch][aria-current]').focus({ preventScroll: true });
});

window.addEventListener('hashchange', () => {
  if (named() === current()) return;
  show(named());
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
});

show([named(), remembered.get(), current()].find((language) => known.includes(language)));
if (location.hash.length > 1) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();

// Contents: folded on narrow screens, the section that is read is marked.
const narrow = matchMedia('(max-width: 67.99rem)');
const fold = () => document.querySelectorAll('.contents details').forEach((d) => { d.open = !narrow.matches; });
fold();
narrow.addEventListener('change', fold);
let opened = [];
window.addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('.contents details')].filter((d) => !d.open);
  opened.forEach((d) => { d.open = true; });
});
window.addEventListener('afterprint', () => opened.forEach((d) => { d.open = false; }));

let waiting = false;
function markPlace() {
  waiting = false;
  const headings = [...edition().querySelectorAll('main h2, main h3')];
  const read = headings.filter((h) => h.getBoundingClientRect().top < innerHeight / 3).at(-1);
  edition().querySelectorAll('.contents a').forEach((link) => {
    if (read && link.hash === '#' + read.id) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  });
}
window.addEventListener('scroll', () => {
  if (!waiting) { waiting = true; requestAnimationFrame(markPlace); }
}, { passive: true });
document.addEventListener('language', markPlace);
markPlace();
