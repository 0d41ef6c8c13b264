import { h, icon } from '../dom.js';
import { day, moment as clockTime, span } from '../format.js';
import { addRecord, unsent } from '../queue.js';
import { change, currentRounds, discard, fails, missing, moment, roundOf } from '../rounds.js';
import { name, t } from '../words.js';
import { strip } from './home.js';
import { addressOf, forgetShown } from './pictures.js';
import { stateOf, isLate } from './rounds.js';
import { scans, steps, unitText } from './roundsteps.js';
import { secondSigner } from './secondsigner.js';
import { place } from './tasks.js';

/** One inspection: begin, scan, check, sign, record. */
export async function roundView(app, id) {
  const round = (await currentRounds()).find(candidate => candidate.row.id === id);
  const waiting = strip(await unsent());
  if (!round) return [header(''), waiting, h('p.m-empty', {}, t('round.gone'))].filter(Boolean);
  forgetShown();
  const { row, draft } = round;
  const page = [
    header(`${row.place.siteCode}/${row.place.code}`),
    h('div.m-title', {}, h('div.m-row', {}, icon('list'), h('span.cap', { class: isLate(round) ? 'red' : '' }, stateOf(round))),
      h('h1', {}, name(row.name)), h('p', {}, place(row)), h('p.cap', {}, [row.basis === 'default' ? null : row.basis, t('round.planned', day(row.plannedDate)), row.assigned && t('round.for', name(row.assigned))].filter(Boolean).join(' · '))),
    waiting,
    hero(round),
  ];
  if (round.record) return [...page, recorded(round)].filter(Boolean);
  return [
    ...page,
    round.gone && h('section.m-card.bad', {}, h('p', {}, t('round.goneKept')), h('button.m-btn.dng', { type: 'button', onclick: async () => { if (confirm(t('unsent.dropSure'))) { await discard(round); app.go('#/rounds'); } } }, t('round.discard'))),
    !draft?.startedAt && round.evidence.length > 0 && h('section.m-card', {}, h('h2', {}, t('round.evidence')), h('p', {}, round.evidence.map(code => t(`term.evidence.${code}`)).join(' · '))),
    draft?.startedAt && scans(app, round),
    draft?.startedAt && steps(app, round),
    await secondSigner(app, round),
    draft?.startedAt && finish(app, round),
    !draft?.startedAt && h('footer.m-bar', {}, h('button.m-btn.p', { type: 'button', 'data-action': 'begin', onclick: async () => { await change(round, begun => { begun.startedAt = moment(); }); app.redraw(); } }, t('round.begin'))),
  ].filter(Boolean);
}

const header = code => h('header.m-head', {}, h('a.m-icon', { href: '#/rounds', 'aria-label': t('back') }, icon('back')), h('span.code', {}, code));

/** The legal last day, large; while it runs, for how long. */
function hero(round) {
  const { row, draft } = round;
  return h(`section.m-hero${isLate(round) ? '.hot' : ''}`, {}, h('span', {}, t(row.statutory ? 'round.dueLaw' : 'round.due', day(row.dueDate))),
    h('div.m-due', { 'data-due': row.dueAt, 'data-from': `${row.earliestOn}T00:00:00Z` }, h('b.v', {}), h('span.bar', {}, h('i'))),
    draft?.startedAt && !round.record && h('p', {}, t('round.since', clockTime(draft.startedAt)), ' ', h('b', { 'data-since': draft.startedAt })));
}

/** Note and the end: what is missing is said, and what the record will open. */
function finish(app, round) {
  const left = missing(round);
  const failed = round.steps.filter(step => fails(step, round.draft.steps[step.key]));
  const open = [left.steps && t('round.missingSteps', left.steps), left.points && t('round.missingPoints', left.points), left.signatures && t('round.missingSignature')].filter(Boolean);
  return h('section.m-card', {}, h('h2', {}, t('round.finish')),
    h('textarea.m-input', { maxlength: '2000', rows: '2', 'data-asks': 'note', placeholder: t('finish.note'), 'aria-label': t('finish.note'), oninput: event => change(round, draft => { draft.note = event.target.value; }) }, round.draft.note),
    failed.length > 0 && h('ul.m-fails', {}, failed.map(step => h('li.red', {}, t('round.willOpen', name(step.name), step.opens)))),
    open.length > 0 && h('p.cap', {}, open.join(' · ')),
    h('button.m-btn.p', { type: 'button', 'data-action': 'record', disabled: left.steps + left.signatures > 0, onclick: () => record(app, round) }, t('round.record')));
}

async function record(app, round) {
  const { draft } = round;
  const endedAt = moment();
  const files = [...draft.photos.map(photo => photo.ref), draft.signer?.ref].filter(Boolean);
  await addRecord(app.me.user, roundOf(round), {
    startedAt: draft.startedAt,
    endedAt,
    steps: round.steps.map(step => ({ stepKey: step.key, inOrder: draft.steps[step.key].inOrder, value: draft.steps[step.key].value, note: draft.steps[step.key].note || undefined })),
    coSigned: draft.signer ? [draft.signer.ticket] : [],
    note: draft.note.trim() || undefined,
    scans: draft.scans,
  }, files);
  await change(round, kept => { kept.recordedAt = endedAt; });
  app.redraw();
}

/** What was recorded, until the server has it. */
function recorded(round) {
  const { draft } = round;
  if (!draft) return h('section.m-card', {}, h('p', {}, t('round.recorded')));
  const endedAt = round.record.body?.endedAt ?? draft.recordedAt;
  return h('section.m-card', { 'data-recorded': '' }, h('h2', {}, t(round.record.problem ? 'round.refused' : 'round.recorded')),
    h('p.cap', {}, `${clockTime(draft.startedAt)} – ${clockTime(endedAt)} · ${span(Date.parse(endedAt) - Date.parse(draft.startedAt))}`),
    round.record.problem && h('a.m-btn', { href: '#/unsent' }, t('unsent.title')),
    h('ol.m-steps', {}, round.steps.map(step => {
      const found = draft.steps[step.key];
      return h('li', { class: fails(step, found) ? 'bad' : 'done' }, h('div', {}, h('b', {}, name(step.name)),
        h('p.cap', {}, [t(found.inOrder ? 'round.ok' : 'round.notOk'), Number.isFinite(found.value) && `${found.value} ${unitText(step.unit)}`, fails(step, found) && t('round.opens', step.opens)].filter(Boolean).join(' · '))));
    })),
    round.photos.length > 0 && h('div.m-photos', {}, round.photos.map(photo => h('img', { src: addressOf(photo), alt: t('file.Other') }))));
}
