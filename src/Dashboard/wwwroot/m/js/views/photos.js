// Pictures of a fault: those that are kept, those that wait, and the buttons that take new ones.
import { h } from '../dom.js';
import { moment } from '../format.js';
import { addFile } from '../queue.js';
import { t } from '../words.js';
import { addressOf, camera, forgetShown } from './pictures.js';

/** `fault` has id and number; `kinds` are those that may be taken now. */
export function photos(app, fault, files, waiting, kinds) {
  forgetShown();
  const kept = [...files.map(file => ({ kind: file.kind, at: file.takenAt, src: `/api/faults/${fault.id}/files/${file.sha256}` })),
    ...waiting.map(item => ({ kind: item.query.kind, at: new Date(item.doneAt).toISOString(), src: addressOf(item), waits: true }))];
  if (kept.length === 0 && kinds.length === 0) return null;
  const about = { path: `faults/${fault.id}`, number: fault.number };
  const take = kind => camera(t(`file.take.${kind}`), kind, (blob, where) => addFile(app.me.user, about, blob, { kind, latitude: where?.latitude, longitude: where?.longitude }));
  return h('section.m-card', {}, h('h2', {}, t('task.photos')),
    kept.length > 0 && h('div.m-photos', {}, kept.map(photo => h('figure', {}, h('img', { src: photo.src, alt: t(`file.${photo.kind}`), loading: 'lazy' }),
      h('figcaption.cap', {}, `${t(`file.${photo.kind}`)} ${moment(photo.at)}${photo.waits ? ` · ${t('waits')}` : ''}`)))),
    kinds.length > 0 && h('div.m-row', {}, kinds.map(take)));
}
