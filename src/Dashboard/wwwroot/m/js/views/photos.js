// Pictures of a fault: those that are kept, those that wait, and the buttons that take new ones.
import { h, icon } from '../dom.js';
import { moment } from '../format.js';
import { compress, LARGEST_SOURCE } from '../photo.js';
import { addFile } from '../queue.js';
import { t } from '../words.js';

/** Addresses of the pictures that wait; given back when the page draws them anew. */
const shown = [];

function show(item) {
  const address = URL.createObjectURL(new Blob([item.bytes], { type: item.type }));
  shown.push(address);
  return address;
}

/** `fault` has id and number; `kinds` are those that may be taken now. */
export function photos(app, fault, files, waiting, kinds) {
  shown.splice(0).forEach(address => URL.revokeObjectURL(address));
  const kept = [...files.map(file => ({ kind: file.kind, at: file.takenAt, src: `/api/faults/${fault.id}/files/${file.sha256}` })),
    ...waiting.map(item => ({ kind: item.query.kind, at: new Date(item.doneAt).toISOString(), src: show(item), waits: true }))];
  if (kept.length === 0 && kinds.length === 0) return null;
  const problem = h('p.m-problem', { role: 'alert' });
  const picker = kind => {
    const input = h('input', { type: 'file', accept: 'image/*', capture: 'environment', hidden: true, 'data-photo': kind, onchange: () => take(app, fault, kind, input, problem) });
    return [input, h('button.m-btn', { type: 'button', onclick: () => input.click() }, icon('camera'), t(`file.take.${kind}`))];
  };
  return h('section.m-card', {}, h('h2', {}, t('task.photos')),
    kept.length > 0 && h('div.m-photos', {}, kept.map(photo => h('figure', {}, h('img', { src: photo.src, alt: t(`file.${photo.kind}`), loading: 'lazy' }),
      h('figcaption.cap', {}, `${t(`file.${photo.kind}`)} ${moment(photo.at)}${photo.waits ? ` · ${t('waits')}` : ''}`)))),
    kinds.length > 0 && h('div.m-row', {}, kinds.map(picker)), problem);
}

async function take(app, fault, kind, input, problem) {
  const file = input.files[0];
  if (!file) return;
  problem.textContent = '';
  if (file.size > LARGEST_SOURCE) {
    problem.textContent = t('file.tooLarge');
    return;
  }
  let small;
  try {
    small = await compress(file);
  } catch {
    problem.textContent = t('file.unreadable');
    return;
  }
  const where = small.position;
  await addFile(app.me.user, fault.id, fault.number, small.blob, { kind, latitude: where?.latitude, longitude: where?.longitude });
}
