// The site is whole without this file. It keeps the reader's place when a date
// in the text points at the timeline beside it, and remembers which highlights
// the reader wants to see.
(() => {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.t[href^="#"]');
    const side = document.querySelector('.side');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!side || getComputedStyle(side).position !== 'sticky') return;
    event.preventDefault();
    const place = scrollY;
    location.hash = link.hash;
    scrollTo({ top: place, behavior: 'instant' });
  });

  const key = 'dateline-highlights';
  const switches = [...document.querySelectorAll('.legend input')];
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
    // No storage: the switches still work, for this page.
  }
})();
