// The checklist of an inspection, and the codes scanned on the way.
import { h, icon } from '../dom.js';
import { moment as clockTime, span } from '../format.js';
import { position } from '../position.js';
import { addFile } from '../queue.js';
import { change, fails, isAnswered, isOurs, isOutside, isWalked, moment, pointsOf, roundOf, wholeCode } from '../rounds.js';
import { canScan, scan } from '../scan.js';
import { name, t } from '../words.js';
import { addressOf, camera } from './pictures.js';

export const unitText = unit => unit === '°C' ? '℃' : unit;

function limits({ minimum, maximum, unit }) {
  if (!unit) return null;
  const range = minimum !== null && maximum !== null ? `${minimum} – ${maximum}` : minimum !== null ? `≥ ${minimum}` : maximum !== null ? `≤ ${maximum}` : '';
  return `${range} ${unitText(unit)}`.replaceAll('-', '−').trim();
}

/** What was typed, with a point or a comma; null while it is no number. */
const numberOf = text => text.trim() === '' || !Number.isFinite(Number(text.replace(',', '.'))) ? null : Number(text.replace(',', '.'));

export function steps(app, round) {
  if (round.steps.length === 0) return null;
  const found = key => round.draft?.steps[key];
  return h('section.m-card', {}, h('header.m-row', {}, h('h2', {}, t('round.steps')), h('span.sp'), h('span.cap', {}, `${round.steps.filter(step => isAnswered(step, found(step.key))).length} / ${round.steps.length}`)),
    h('ol.m-steps', {}, round.steps.map(step => line(app, round, step, found(step.key)))));
}

function line(app, round, step, found) {
  const warning = h('p.m-problem', { role: 'alert' });
  const set = entry => change(round, draft => { draft.steps[step.key] = { inOrder: null, value: null, note: '', ...draft.steps[step.key], ...entry }; });
  const say = async inOrder => { await set({ inOrder }); app.redraw(); };
  const judge = entry => {
    item.classList.toggle('bad', fails(step, entry));
    warning.textContent = !fails(step, entry) ? '' : t(isOutside(step, entry.value) ? 'round.outside' : 'round.opens', step.opens, limits(step) ?? '');
  };
  const answer = (value, label) => h('button', {
    type: 'button', role: 'radio', 'aria-checked': found?.inOrder === value ? 'true' : 'false', class: found?.inOrder === value ? value ? 'on' : 'on bad' : '', 'data-answer': value ? 'ok' : 'bad', onclick: () => say(value),
  }, label);
  const pictures = round.photos.filter(photo => photo.query.step === step.key);
  const item = h('li.m-check', { 'data-step': step.key },
    h('div', {},
      h('b', {}, name(step.name)), limits(step) && h('span.cap', {}, ` ${limits(step)}`),
      h('div.m-row', {},
        step.unit && h('label.m-value', {}, h('input.m-input', {
          type: 'text', inputmode: 'decimal', autocomplete: 'off', maxlength: '12', value: found?.value ?? null, 'data-asks': `value-${step.key}`, 'aria-label': name(step.name),
          oninput: async event => {
            const value = numberOf(event.target.value);
            await set({ value });
            judge({ ...found, value });
          },
          onchange: () => app.redraw(),
        }), h('span.cap', {}, unitText(step.unit))),
        h('span.m-seg', { role: 'radiogroup', 'aria-label': name(step.name) }, answer(true, t('round.ok')), answer(false, t('round.notOk'))),
        camera(t('round.photo', name(step.name)), `step-${step.key}`, async (blob, where) => {
          const ref = await addFile(app.me.user, roundOf(round), blob, { step: step.key, latitude: where?.latitude, longitude: where?.longitude }, true);
          await change(round, draft => draft.photos.push({ ref, step: step.key }));
          app.redraw();
        }, true)),
      warning,
      fails(step, found) && h('input.m-input', {
        maxlength: '500', value: found?.note || null, placeholder: t('round.what'), 'aria-label': t('round.what'), 'data-asks': `note-${step.key}`, oninput: event => set({ note: event.target.value }),
      }),
      (round.draft?.photos ?? []).some(photo => photo.step === step.key) && h('div.m-photos', {}, pictures.map(photo => h('img', { src: addressOf(photo), alt: name(step.name) })),
        h('span.cap', {}, t('round.photos', round.draft.photos.filter(photo => photo.step === step.key).length)))));
  judge(found);
  return item;
}

/** Points in their order with the next one marked, or the codes as they were scanned; and how long the way between two took. */
export function scans(app, round) {
  const made = round.draft?.scans ?? [];
  const points = pointsOf(round);
  const problem = h('p.m-problem', { role: 'alert' });
  const typed = h('input.m-input', { type: 'text', autocapitalize: 'none', 'data-asks': 'code', placeholder: t('round.code'), 'aria-label': t('round.code') });
  const take = async read => {
    problem.textContent = '';
    const [text, where] = await Promise.all([read, position()]);
    if (!text) return;
    const code = wholeCode(round, text);
    if (!isOurs(round, code)) {
      problem.textContent = t(isWalked(round) ? 'round.otherSite' : 'round.otherAsset', code);
      return;
    }
    typed.value = '';
    await change(round, draft => {
      draft.startedAt ??= moment();
      draft.scans.push({ code, at: moment(), latitude: where?.latitude, longitude: where?.longitude });
    });
    app.redraw();
  };
  const walked = index => index > 0 && h('span.cap', {}, t('round.walked', span(Date.parse(made[index].at) - Date.parse(made[index - 1].at))));
  return h('section.m-card', {}, h('header.m-row', {}, h('h2', {}, t(points.length > 0 ? 'round.points' : 'round.scans')), h('span.sp'),
    h('span.cap', {}, points.length > 0 ? `${points.filter(point => point.scan).length} / ${points.length}` : t('tasks.count', made.length))),
  points.length > 0 ? h('ol.m-steps', {}, points.map((point, index) => h('li', { class: point.scan ? 'done' : point.next ? 'next' : '', 'data-point': point.code },
    h('span.m-tick', { 'aria-hidden': 'true' }, point.scan ? icon('check') : index + 1),
    h('div', {}, h('b', {}, name({ zh: point.name, en: point.nameEn })), h('p.cap', {}, point.scan ? clockTime(point.scan.at) : point.next ? [t('round.next'), point.leastSeconds > 0 && index > 0 && t('round.least', point.leastSeconds)].filter(Boolean).join(' · ') : t('round.later'), ' ', point.scan && walked(made.indexOf(point.scan)))))))
    : made.length > 0 && h('ol.m-steps', {}, made.map((scanned, index) => h('li.done', {}, h('span.m-tick', { 'aria-hidden': 'true' }, icon('check')),
      h('div', {}, h('b.code', {}, scanned.code.replace(/^https?:\/\/[^/]+\//, '')), h('p.cap', {}, clockTime(scanned.at), scanned.latitude ? ` · ${t('round.located')}` : '', ' ', walked(index)))))),
  canScan() && h('button.m-btn', { type: 'button', onclick: () => take(scan().catch(() => null)) }, icon('scan'), t('round.scan')),
  h('form.m-row.m-code', { onsubmit: event => { event.preventDefault(); take(Promise.resolve(typed.value.trim() || null)); } }, typed, h('button.m-btn', { type: 'submit', 'data-action': 'code' }, t('ok'))),
  problem);
}
