// One part of a fault that the organisation was handed: what is wanted by when, and the three answers to it.
import { h, icon } from '../dom.js';
import { moment } from '../format.js';
import { addAction, unsent } from '../queue.js';
import { currentParts } from '../tasks.js';
import { name, t } from '../words.js';
import { strip } from './home.js';
import { photos } from './photos.js';
import { place, severity } from './tasks.js';

const find = async (number, part) => (await currentParts()).find(candidate => candidate.number === number && candidate.part.number === part);

export async function partView(app, number, partNumber) {
  const item = await find(number, partNumber);
  const head = h('header.m-head', {}, h('a.m-icon', { href: '#/', 'aria-label': t('back') }, icon('back')), h('span.code', {}, number));
  if (!item) return [head, strip(await unsent()), h('p.m-empty', {}, t('handed.gone'))].filter(Boolean);
  const { part } = item;
  const mayWork = part.allowed.includes('ReturnPart');
  return [
    head,
    h('div.m-title', {}, h('div.m-row', {}, severity(item), h('span.cap', {}, partState(item))), h('h1', {}, name(item.mode)), h('p', {}, place(item))),
    strip(await unsent()),
    mayWork && h('section.m-hero', {}, h('span', {}, t('handed.by', moment(part.dueAt))), partDue(part)),
    h('section.m-card', {}, h('h2', {}, t('handed.task')), h('p', { 'data-task': '' }, part.task), h('p.cap', {}, t('handed.asked', name(part.askedBy) || '–', moment(part.askedAt)))),
    part.result && h('section.m-card', {}, h('h2', {}, t(part.state === 'Refused' ? 'handed.why' : 'handed.result')), h('p', {}, part.result)),
    photos(app, { id: item.fault, number: item.number }, item.files, item.photos, mayWork ? ['Before', 'After'] : []),
    way(item),
    mayWork && answer(app, item),
    part.allowed.includes('AcknowledgePart') && h('footer.m-bar', {}, take(app, item, 'p')),
  ].filter(Boolean);
}

/** A card of the list. */
export function partCard(app, item) {
  return h('article.m-card', { 'data-part': `${item.number}/${item.part.number}` },
    h('a.m-body', { href: `#/part/${encodeURIComponent(item.number)}/${item.part.number}` },
      h('div.m-row', {}, severity(item), h('span.cap', {}, partState(item))), h('h2', {}, item.part.task), h('p', {}, `${place(item)} · ${name(item.mode)}`)),
    item.part.allowed.length > 0 && partDue(item.part),
    item.part.allowed.includes('AcknowledgePart') && take(app, item, ''));
}

const partState = item => [t(`handed.state.${item.part.state}`), item.waits && t('waits')].filter(Boolean).join(' · ');

const partDue = part => h('div.m-due', { 'data-due': part.dueAt, 'data-from': part.askedAt }, h('span.k', {}, t('handed.due')), h('b.v', {}), h('span.bar', {}, h('i')));

const act = (app, item, body) => addAction(app.me.user, { path: `faults/${item.fault}`, number: item.number }, { ...body, part: item.part.number });

const take = (app, item, mood) => h('button.m-btn', { type: 'button', class: mood, 'data-action': 'AcknowledgePart', onclick: () => act(app, item, { action: 'AcknowledgePart' }) }, t('action.AcknowledgePart'));

function way(item) {
  if (!item.latitude) return null;
  const map = `https://uri.amap.com/marker?position=${item.longitude},${item.latitude}&coordinate=wgs84&name=${encodeURIComponent(place(item))}`;
  return h('section.m-card', {}, h('h2', {}, t('task.way')), h('a.m-btn', { href: map, rel: 'noreferrer', target: '_blank' }, icon('navigate'), t('task.navigate')));
}

/** Result or refusal: one field of words, two answers; neither goes without words. */
function answer(app, item) {
  const words = h('textarea.m-input', { name: 'result', maxlength: '2000', rows: '3', required: true, placeholder: t('handed.words'), 'aria-label': t('handed.words') });
  const problem = h('p.m-problem', { role: 'alert' });
  const send = async action => {
    if (!words.value.trim()) {
      problem.textContent = t('handed.wordsMissing');
      words.focus();
      return;
    }
    form.classList.remove('m-open');
    await act(app, item, { action, note: words.value.trim() });
    app.redraw();
  };
  const form = h('form.m-card', { novalidate: true, oninput: () => form.classList.add('m-open'), onsubmit: event => { event.preventDefault(); send('ReturnPart'); } },
    h('h2', {}, t('handed.answer')), words, problem,
    h('div.m-row', {}, h('button.m-btn.p', { type: 'submit', 'data-action': 'ReturnPart' }, t('action.ReturnPart')),
      item.part.allowed.includes('RefusePart') && h('button.m-btn.dng', { type: 'button', 'data-action': 'RefusePart', onclick: () => send('RefusePart') }, t('action.RefusePart'))));
  return form;
}
