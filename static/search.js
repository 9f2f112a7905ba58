// Search without a server: reads only the parts of the index that a query asks
// for, and quotes the sentences that answer it. All words that a reader sees
// stand in the page.
(() => {
  const form = document.querySelector('form[data-root]');
  if (!form) return;
  const list = document.querySelector('.results');
  const status = document.querySelector('.found');
  const help = document.querySelector('.help');
  const more = document.querySelector('.further');
  const pattern = document.querySelector('template.result').content;
  const { root } = form.dataset;
  const page = 10;
  const files = new Map();
  let index, latest = 0, timer;

  const load = (path, options) => {
    if (!files.has(path)) {
      const read = async () => {
        const reply = await fetch(root + path + (index ? `?${index.version}` : ''), options);
        if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
        return path.endsWith('.json') ? reply.json() : reply.text();
      };
      files.set(path, read().catch((error) => { files.delete(path); throw error; }));
    }
    return files.get(path);
  };

  // A word is here what it is where the index is made.
  // An abbreviation or a figure with its stops, or letters and figures without.
  const WORD = /(?<![\p{Alphabetic}\p{N}.'’])(?:[\p{Alphabetic}\p{N}]|\d+)(?:\.(?:[\p{Alphabetic}\p{N}]|\d+))+(?![.'’]*[\p{Alphabetic}\p{N}])|[\p{Alphabetic}\p{N}](?:[\p{Alphabetic}\p{N}'’]*[\p{Alphabetic}\p{N}])?/gu;
  const plain = (word) => word.replace(/['’]s$/, '').toLowerCase().replace(/[.'’]/g, '')
    .normalize('NFD').replace(/[\u0300-\u036f]/g, '');

  // Each number is a distance in digits of five bits, and a weight.
  const read = (text, each) => {
    const value = (at) => { const c = text.charCodeAt(at); return c - 35 - (c > 92); };
    for (let at = 0, next = 0, distance = 0, shift = 0; at < text.length; at++) {
      distance |= (value(at) & 31) << shift;
      shift += 5;
      if (value(at) > 31) continue;
      each(next + distance, value(++at));
      next += distance + 1;
      distance = shift = 0;
    }
  };

  // Where a word stands. An open one is still being typed.
  const find = async (word, open) => {
    const found = { forms: new Set(), weights: new Map() };
    const first = Math.max(0, index.words.findLastIndex((begin) => begin <= word));
    const parts = [];
    for (let at = first; at < Math.min(first + 3, index.words.length); at++) {
      if (at === first || (open && index.words[at].startsWith(word))) parts.push(load(`search/words/${at}.json`));
    }
    for (const [line, postings] of (await Promise.all(parts)).flat()) {
      const forms = line.split(' ');
      const same = forms.includes(word);
      const fit = same ? forms : forms.filter((form) => open && form.startsWith(word));
      if (!fit.length) continue;
      fit.forEach((form) => found.forms.add(form));
      read(postings, (number, weight) => {
        const before = found.weights.get(number) || 0;
        found.weights.set(number, Math.max(before, same ? weight : weight / 2));
      });
    }
    const { size } = found.weights;
    found.rarity = Math.log(1 + (index.count - size + 0.5) / (size + 0.5));
    return found;
  };

  const asked = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

  const search = async (now) => {
    index ??= await load('search/index.json', { cache: 'no-cache' });
    const { q = '', kind, from, to, ...sets } = now;
    const typed = q.normalize('NFC').match(WORD) || [];
    const words = [...new Set(typed.map(plain))].filter((word) => word.length > 1);
    const open = (at) => at === words.length - 1 && words[at].length > 2 && q === q.trimEnd();
    const found = await Promise.all(words.map((word, at) => find(word, open(at))));
    const chosen = await Promise.all(Object.values(sets).map((key) => find(key)));
    const within = (runs, fits) => runs.filter(([name]) => fits(name));
    const kinds = within(index.kinds, (name) => !kind || name === kind);
    const years = within(index.years, (year) => (!from || +year >= +from) && (!to || +year <= +to));
    const holds = (runs, number) => runs.some(([, begin, end]) => number >= begin && number < end);
    const fits = (number) => holds(kinds, number) && (!(from || to) || holds(years, number))
      && chosen.every((set) => set.weights.has(number));
    const hits = new Map();
    const known = found.filter((word) => word.weights.size);
    if (!words.length) for (let number = 0; number < index.count; number++) if (fits(number)) hits.set(number, [0, 0]);
    for (const { weights, rarity } of known) {
      for (const [number, weight] of weights) {
        if (!fits(number)) continue;
        const [count, score] = hits.get(number) || [0, 0];
        hits.set(number, [count + 1, score + weight * rarity]);
      }
    }
    const ranked = [...hits].sort(([a, [m, x]], [b, [n, y]]) => n - m || y - x || a - b);
    const whole = ranked.filter(([, [count]]) => count === known.length || !words.length);
    const some = whole.length ? whole : ranked;
    return { words: known, partial: !whole.length, numbers: some.map(([number]) => number) };
  };

  const marked = (element, text, words) => {
    let last = 0;
    for (const { 0: word, index: at } of text.matchAll(WORD)) {
      if (!words.some(({ forms }) => forms.has(plain(word)))) continue;
      const mark = document.createElement('mark');
      mark.textContent = word;
      element.append(text.slice(last, at), mark);
      last = at + word.length;
    }
    element.append(text.slice(last));
  };

  // The first sentences with most of the words; headings and the like come
  // last. The first line is the title, and line n the sentence sn.
  const quotes = (text, words) => {
    const counted = text.split('\n').map((line, at) => {
      const own = (line.match(WORD) || []).map(plain);
      return { line, at, isLong: own.length > 3, count: words.filter(({ forms }) => own.some((word) => forms.has(word))).length };
    });
    const best = counted.slice(1).filter(({ line }) => line).sort((a, b) => b.count - a.count || b.isLong - a.isLong || a.at - b.at);
    const most = best.length ? best[0].count : 0;
    return best.filter(({ count }) => count === most).slice(0, most ? 2 : 1);
  };

  const result = async (number, words) => {
    const part = await load(`search/documents/${Math.floor(number / index.chunk)}.json`);
    const { kind, url, title, date, short, count } = part[number % index.chunk];
    const item = pattern.cloneNode(true).querySelector('li');
    const fill = (selector, value) => {
      const element = item.querySelector(selector);
      if (value === undefined) element.remove(); else element.append(value);
    };
    const head = document.createElement(date ? 'time' : 'b');
    head.append(date ? date[1] : form.elements.kind.querySelector(`[value=${kind}]`)?.text ?? '');
    if (date) [head.dateTime] = date;
    fill('.small', head);
    const link = item.querySelector('h2 a');
    link.href = root + url;
    link.replaceChildren();
    marked(link, title, words);
    fill('.short', short);
    const inside = item.querySelector('.inside');
    if (count) {
      const set = kind === 'story' ? 'story' : 'entity';
      inside.href = `?${new URLSearchParams({ [set]: url })}`;
      inside.append(` (${count})`);
    } else inside.remove();
    const list = item.querySelector('ul');
    const text = kind === 'article' ? await load(`${url}text.txt`).catch(() => '') : '';
    for (const { line, at } of quotes(text, words)) {
      const quote = document.createElement('a');
      quote.href = `${root}${url}#s${at}`;
      marked(quote, line, words);
      list.appendChild(document.createElement('li')).append(quote);
    }
    if (!list.childElementCount) list.remove();
    return item;
  };

  const show = async ({ numbers, words }, begin) => {
    const end = begin + page;
    const items = await Promise.all(numbers.slice(begin, end).map((number) => result(number, words)));
    return () => {
      list.append(...items);
      more.hidden = end >= numbers.length;
      more.onclick = async () => {
        (await show({ numbers, words }, end))();
        list.children[end]?.querySelector('a').focus();
      };
    };
  };

  const say = (key, count) => { status.textContent = key ? form.dataset[key].replace('#', count) : ''; };

  const run = async () => {
    const turn = ++latest;
    const now = asked();
    history.replaceState(null, '', `?${new URLSearchParams(now)}`);
    const idle = !Object.keys(now).length || ((now.q || '').trim().length < 2 && Object.keys(now).length === (now.q ? 1 : 0));
    try {
      const answer = idle ? { numbers: [], words: [] } : await search(now);
      const draw = await show(answer, 0);
      if (turn !== latest) return;
      list.replaceChildren();
      draw();
      const { length } = answer.numbers;
      help.hidden = idle || length > 0;
      say(idle ? '' : !length ? 'none' : answer.partial ? 'some' : length === 1 ? 'one' : 'many', length);
    } catch (error) {
      console.warn(error);
      if (turn === latest) say('failed');
    }
  };

  // What can be chosen is loaded when somebody looks.
  const offer = async () => {
    index ??= await load('search/index.json', { cache: 'no-cache' });
    for (const [name, choices] of Object.entries(await load('search/filters.json'))) {
      const select = form.elements[name];
      if (!select) continue;
      const have = new Set([...select.options].map(({ value }) => value));
      for (const [key, title, count] of choices) {
        if (have.has(key)) select.querySelector(`[value="${key}"]`).text = `${title} (${count})`;
        else select.add(new Option(`${title} (${count})`, key));
      }
    }
  };

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (!field || !value) continue;
    if (field.options && ![...field.options].some((option) => option.value === value)) {
      field.add(new Option(value.split('/').filter(Boolean).pop(), value));
    }
    field.value = value;
  }
  const narrow = form.querySelector('details');
  narrow.open = Object.keys(asked()).some((name) => name !== 'q');
  narrow.addEventListener('toggle', () => narrow.open && offer().catch(() => say('failed')));
  form.addEventListener('submit', (event) => { event.preventDefault(); run(); });
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, 200); });
  form.addEventListener('reset', () => setTimeout(run));
  form.hidden = false;
  if (location.search.length > 1) run();
})();
