/// What the page can do: show, search and sort the list of files, however long it is.
enum PageScript {
    /// Only the rows that are in view are in the document; all names go in as text, never as markup.
    static let text = reading + viewing + drawing + following

    /// The columns of the data as files, which are named by their numbers.
    private static let reading = #"""

        'use strict';
        (() => {
          const source = document.getElementById('file-data');
          if (!source) return;
          const begun = performance.now();
          const data = JSON.parse(source.textContent);
          source.remove();
          const count = data.names.length;

          const prefixes = [];
          data.directories.forEach((name, index) => {
            const parent = data.parents[index];
            prefixes.push(parent < 0 ? '/' : prefixes[parent] + name + '/');
          });
          const directoryOf = new Int32Array(count);
          for (let run = 0, file = 0; run < data.runs.length; run += 2) {
            directoryOf.fill(data.runs[run], file, file + data.runs[run + 1]);
            file += data.runs[run + 1];
          }
          const states = ['damaged', 'unknown', 'ok'];
          const words = { damaged: 'damaged', unknown: 'unknown', ok: 'intact' };
          const state = new Uint8Array(count).fill(2);
          const missing = new Float64Array(count);
          for (const hurt of data.hurt) {
            state[hurt.file] = states.indexOf(hurt.state);
            missing[hurt.file] = hurt.badBytes;
          }
          const links = new Set(data.links);
          const folders = new Set(data.folders);
          const path = file => prefixes[directoryOf[file]] + data.names[file];
          const tree = file => {
            let format = '';
            for (const each of data.trees) {
              if (directoryOf[file] >= each.firstDirectory) format = each.format;
            }
            return format;
          };

        """#

    /// Which files are in the list, and in which order.
    private static let viewing = #"""
          const list = document.getElementById('list');
          const body = list.querySelector('tbody');
          const controls = document.getElementById('controls');
          const search = document.getElementById('search');
          const chosen = document.getElementById('state');
          const heads = [...list.querySelectorAll('th')];
          const most = 500000;
          let order = Uint32Array.from({ length: count }, (_, file) => file);
          let view = order;
          let haystack = null;
          let sorting = { key: 'state', falling: false };

          const keys = {
            state: file => state[file],
            size: file => data.sizes[file],
            missing: file => missing[file],
          };
          const sort = () => {
            const key = keys[sorting.key];
            let compare;
            if (key) {
              compare = (a, b) => key(a) - key(b) || a - b;
            } else {
              const paths = Array.from({ length: count }, (_, file) => path(file).toLowerCase());
              compare = (a, b) => (paths[a] < paths[b] ? -1 : paths[a] > paths[b] ? 1 : a - b);
            }
            order.sort(sorting.falling ? (a, b) => compare(b, a) : compare);
            for (const head of heads) {
              const isKey = head.firstElementChild.dataset.key === sorting.key;
              head.setAttribute('aria-sort',
                isKey ? (sorting.falling ? 'descending' : 'ascending') : 'none');
            }
          };
          const filter = () => {
            const from = performance.now();
            const wanted = search.value.toLowerCase();
            const only = chosen.value === '' ? -1 : states.indexOf(chosen.value);
            if (wanted !== '' && !haystack) {
              haystack = Array.from({ length: count }, (_, file) => path(file).toLowerCase());
            }
            view = wanted === '' && only < 0 ? order : order.filter(file =>
              (only < 0 || state[file] === only)
              && (wanted === '' || haystack[file].includes(wanted)));
            const shown = view.length > most ? `, the first ${most.toLocaleString('en')} shown` : '';
            document.getElementById('count').textContent = (view.length === count
              ? `${count.toLocaleString('en')} entries`
              : `${view.length.toLocaleString('en')} of ${count.toLocaleString('en')} entries`)
              + shown;
            list.scrollTop = 0;
            draw();
            list.dataset.rows = view.length;
            list.dataset.filterMs = (performance.now() - from).toFixed(1);
          };

        """#

    /// The rows in view, between two that are as high as all others.
    private static let drawing = #"""
          const rowHeight = 30;
          const cell = (row, style, text) => {
            const cell = row.insertCell();
            cell.className = style;
            cell.textContent = text;
            return cell;
          };
          const space = rows => {
            const row = document.createElement('tr');
            row.className = 'space';
            row.setAttribute('aria-hidden', 'true');
            row.insertCell().style.height = rows * rowHeight + 'px';
            return row;
          };
          const rowOf = (file, number) => {
            const row = document.createElement('tr');
            const name = states[state[file]];
            row.className = name;
            row.setAttribute('aria-rowindex', number + 2);
            cell(row, 'state', words[name]);
            const format = tree(file);
            const text = path(file) + (folders.has(file) && !path(file).endsWith('/') ? '/' : '');
            const place = cell(row, 'path', '');
            const isolated = document.createElement('bdi');
            isolated.textContent = text + (links.has(file) ? ' (link)' : '')
              + (format ? ` (in a further tree, ${format})` : '');
            place.append(isolated);
            place.title = text;
            cell(row, 'size number', state[file] === 1 ? '?' : data.sizes[file].toLocaleString('en'));
            cell(row, 'missing number', missing[file] ? missing[file].toLocaleString('en') : '');
            return row;
          };
          const draw = () => {
            const rows = Math.min(view.length, most);
            const first = Math.min(Math.max(0, Math.floor(list.scrollTop / rowHeight) - 10), rows);
            const last = Math.min(rows, first + Math.ceil(list.clientHeight / rowHeight) + 20);
            const fresh = [space(first)];
            for (let number = first; number < last; number++) {
              fresh.push(rowOf(view[number], number));
            }
            fresh.push(space(rows - last));
            body.replaceChildren(...fresh);
            document.getElementById('file-table').setAttribute('aria-rowcount', rows + 1);
          };

        """#

    /// What the reader does, and what the address of the page asks for: `#q=name&state=damaged`.
    private static let following = #"""
          const ask = () => {
            const asked = new URLSearchParams(location.hash.slice(1));
            if (!asked.has('q') && !asked.has('state')) return false;
            search.value = asked.get('q') || '';
            chosen.value = words[asked.get('state')] ? asked.get('state') : '';
            return true;
          };
          const tell = () => {
            const asked = new URLSearchParams();
            if (search.value) asked.set('q', search.value);
            if (chosen.value) asked.set('state', chosen.value);
            try { history.replaceState(null, '', '#' + (asked.toString() || 'files')); } catch { }
          };
          for (const head of heads) {
            head.firstElementChild.addEventListener('click', event => {
              const key = event.currentTarget.dataset.key;
              const isNew = key !== sorting.key;
              sorting = { key, falling: isNew ? key === 'size' || key === 'missing' : !sorting.falling };
              sort();
              filter();
            });
          }
          let waiting = false;
          list.addEventListener('scroll', () => {
            if (waiting) return;
            waiting = true;
            requestAnimationFrame(() => { waiting = false; draw(); });
          });
          addEventListener('resize', draw);
          addEventListener('hashchange', () => { if (ask()) filter(); });
          search.addEventListener('input', () => { filter(); tell(); });
          chosen.addEventListener('change', () => { filter(); tell(); });
          controls.addEventListener('submit', event => event.preventDefault());

          controls.hidden = false;
          list.hidden = false;
          const isAsked = ask();
          sort();
          filter();
          if (isAsked) controls.scrollIntoView();
          list.dataset.loadMs = (performance.now() - begun).toFixed(1);
        })();

        """#
}
