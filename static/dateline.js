// The site is whole without this file. It opens the card of a name under the
// pointer or in focus, shows where the reader is on the timeline and keeps the
// place when a date points there, counts what is shown, and remembers choices.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const side = document.querySelector('.page-article .side');
  const isBeside = () => side && getComputedStyle(side).position === 'sticky';

  // The reader's choices: highlights, light or dark.
  const key = 'dateline-choices';
  const switches = all('.legend input, .scheme input');
  const name = (input) => `${input.name}-${input.value}`;
  try {
    const kept = JSON.parse(localStorage.getItem(key)) || {};
    for (const input of switches) {
      if (name(input) in kept) input.checked = kept[name(input)];
      input.addEventListener('change', () => {
        for (const each of switches) kept[name(each)] = each.checked;
        localStorage.setItem(key, JSON.stringify(kept));
      });
    }
  } catch {
    // No storage: they work for this page.
  }

  // Cards, where a sheet wouldn't cover the name itself. One that a button has
  // opened stays until the reader closes it.
  const OPEN_AFTER = 500;
  const CLOSE_AFTER = 300;
  let link = null;
  let timer = 0;
  const cardOf = (a) => document.getElementById(`about_${a.dataset.entity.replace('/', '_')}`);
  const later = (wait, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const close = () => {
    clearTimeout(timer);
    if (link) cardOf(link).hidePopover();
  };
  const hasRoom = matchMedia('(min-width: 40rem)');
  const open = (a) => {
    const card = cardOf(a);
    if (a === link || !card || !hasRoom.matches || !CSS.supports('position-area: block-end')) return;
    if (getComputedStyle(a).getPropertyValue('--off')) return;
    if (!link && document.querySelector('.about:popover-open')) return;
    close();
    link = a;
    a.classList.add('here');
    card.classList.add('by-link');
    card.showPopover();
  };
  document.addEventListener('beforetoggle', (event) => {
    if (!link || event.newState !== 'closed' || event.target !== cardOf(link)) return;
    link.classList.remove('here');
    event.target.classList.remove('by-link');
    link = null;
  }, true);
  const named = (event) => event.target.closest?.('.prose a[data-entity]');
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const a = named(event);
    if (a && a !== link) later(OPEN_AFTER, () => open(a));
    else if (!link || a || cardOf(link).contains(event.target)) clearTimeout(timer);
    else if (link !== document.activeElement) later(CLOSE_AFTER, close);
  });
  document.documentElement.addEventListener('pointerleave', () => later(CLOSE_AFTER, close));
  document.addEventListener('focusin', (event) => {
    const a = named(event);
    // A link to a mention moves the focus there, too.
    if (a?.matches(':focus-visible:not(:target)')) open(a);
    else if (link && !cardOf(link).contains(event.target)) close();
  });

  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A link down the page leads out of the card.
    event.target.closest('.about a[href^="#"]')?.closest('.about').hidePopover();
    const date = event.target.closest('a.t[href^="#"]');
    if (!date || !isBeside()) return;
    event.preventDefault();
    const place = scrollY;
    location.hash = date.hash;
    scrollTo({ top: place, behavior: 'instant' });
  });

  // What the filters leave, said aloud.
  const tally = document.querySelector('.tally');
  tally?.parentNode.addEventListener('click', () => setTimeout(() => {
    const { length } = all('.events > li').filter((entry) => entry.offsetParent);
    tally.textContent = all('.filters [id]:checked')[0] ? `${length} ${tally.dataset.shown}` : '';
  }));

  // The entries whose sentences are in view.
  const entries = new Map();
  for (const entry of side ? all('.page-article .timeline li[id]') : []) {
    const to = entry.querySelector('.fact a')?.hash.slice(1);
    const sentence = to && document.getElementById(to);
    if (sentence) entries.set(sentence, [...(entries.get(sentence) || []), entry]);
  }
  const watch = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      for (const entry of entries.get(target)) entry.toggleAttribute('data-here', isIntersecting);
    }
    const current = side.querySelector('[data-here]');
    if (!current || !isBeside() || side.matches(':hover, :focus-within, :has(:target)')) return;
    const [box, frame] = [current, side].map((element) => element.getBoundingClientRect());
    if (box.top < frame.top || box.bottom > frame.bottom) {
      side.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }, { rootMargin: '-10% 0px -45%' });
  for (const sentence of entries.keys()) watch.observe(sentence);
})();
