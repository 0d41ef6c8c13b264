import { h, icon } from '../dom.js';
import { say } from '../explain.js';
import { moment } from '../format.js';
import { canLocate, position } from '../position.js';
import { addAction, addFile, faultOf, unsent } from '../queue.js';
import { canScan, scan } from '../scan.js';
import { signaturePad } from '../signature.js';
import { currentTasks, nextDeadline } from '../tasks.js';
import { name, t } from '../words.js';
import { strip } from './home.js';
import { photos } from './photos.js';
import { deadline, place, severity } from './tasks.js';

export async function taskView(app, number) {
  const task = (await currentTasks()).find(candidate => candidate.row.number === number || String(candidate.row.id) === number);
  if (!task) return [header(number), strip(await unsent()), h('p.m-empty', {}, t('task.gone'))].filter(Boolean);
  return [
    header(task.row.number),
    h('div.m-title', {}, h('div.m-row', {}, severity(task.row), h('span.cap', {}, t(`state.${task.row.state}`))),
      h('h1', {}, name(task.mode)), h('p', {}, place(task.row)), h('p.cap', {}, facts(task))),
    strip(await unsent()),
    hero(task),
    why(task),
    task.advice && h('section.m-card', {}, h('h2', {}, t('task.advice')), h('p', {}, name(task.advice))),
    checklist(app, task),
    photos(app, task.row, task.files, task.photos, ['Before', 'After']),
    way(task),
    finish(app, task),
    actions(app, task),
  ].filter(Boolean);
}

const header = number => h('header.m-head', {}, h('a.m-icon', { href: '#/', 'aria-label': t('back') }, icon('back')), h('span.code', {}, number));

const facts = task => [task.access.rescue_no && t('task.rescue', task.access.rescue_no), task.access.registration_no && t('task.registration', task.access.registration_no)].filter(Boolean).join(' · ');

/** Time left, large; and for how long people have been in there. */
function hero(task) {
  const next = nextDeadline(task);
  if (!next) return null;
  const trapped = task.entrapment && !task.entrapment.releasedAt;
  return h(`section.m-hero${task.row.severity === 'P1' ? '.hot' : ''}`, {}, h('span', {}, t(`due.by.${next.limit}`, moment(next.dueAt))), deadline(task),
    trapped && h('p', {}, t('trapped'), ' ', h('b', { 'data-since': task.entrapment.trappedAt })));
}

/** Why it is believed: so that nobody drives there to look for what the detector has seen already. */
function why(task) {
  if (!task.why || task.why.signals.length === 0) return null;
  return h('section.m-card', {}, h('h2', {}, t('task.why')),
    task.why.looksLike && h('p', {}, h('b', {}, t('task.looks', name(task.why.looksLike), task.why.asSaid, task.why.signs))),
    task.why.signals.map(signal => h('p', {}, say(signal), signal.since && h('span.cap', {}, ` · ${t('task.since', moment(signal.since))}`))));
}

function checklist(app, task) {
  if (task.steps.length === 0) return null;
  const may = task.allowed.includes('TickStep');
  return h('section.m-card', {}, h('header.m-row', {}, h('h2', {}, t('task.steps')), h('span.sp'), h('span.cap', {}, `${task.steps.filter(step => step.doneAt).length} / ${task.steps.length}`)),
    h('ol.m-steps', {}, task.steps.map(step => h('li', { class: step.doneAt ? 'done' : '', 'data-step': step.key },
      h('button.m-tick', {
        type: 'button', disabled: !may || !!step.doneAt, 'aria-label': name(step.name), 'aria-pressed': step.doneAt ? 'true' : 'false',
        onclick: () => tick(app, task, step),
      }, step.doneAt && icon('check')),
      h('div', {}, h('b', {}, name(step.name)),
        step.asks && !step.doneAt && may && h('input.m-input', { 'data-asks': step.key, maxlength: '100', placeholder: name(step.asks), 'aria-label': name(step.asks) }),
        step.doneAt && h('p.cap', {}, [moment(step.doneAt), step.value].filter(Boolean).join(' · '), step.waits && ` · ${t('waits')}`))))));
}

async function tick(app, task, step) {
  const value = document.querySelector(`[data-asks="${step.key}"]`)?.value.trim() || undefined;
  await addAction(app.me.user, faultOf(task), { action: 'TickStep', step: step.key, value });
}

function way(task) {
  const map = task.latitude ? `https://uri.amap.com/marker?position=${task.longitude},${task.latitude}&coordinate=wgs84&name=${encodeURIComponent(place(task.row))}` : null;
  if (!task.access.way_in && !task.access.gate_phone && !map) return null;
  return h('section.m-card', {}, h('h2', {}, t('task.way')), task.access.way_in && h('p', {}, task.access.way_in),
    h('div.m-row', {}, map && h('a.m-btn', { href: map, rel: 'noreferrer', target: '_blank' }, icon('navigate'), t('task.navigate')),
      task.access.gate_phone && h('a.m-btn', { href: `tel:${task.access.gate_phone.replace(/[^\d+-]/g, '')}` }, icon('phone'), t('task.gate'))));
}

/** Parts, signature and "fixed": one form, so that nothing is asked twice. */
function finish(app, task) {
  if (!task.allowed.includes('ReportFixed')) return null;
  const pad = signaturePad();
  const reason = h('select.m-input', { name: 'reason' }, ['part_replaced', 'adjusted', 'cleaned', 'reset', 'other'].map(code => h('option', { value: `fix.${code}` }, t(`code.fix.${code}`))));
  const note = h('textarea.m-input', { name: 'note', maxlength: '2000', rows: '2', placeholder: t('finish.note'), 'aria-label': t('finish.note') });
  const signer = h('input.m-input', { name: 'signer', maxlength: '60', placeholder: t('finish.signer'), 'aria-label': t('finish.signer') });
  const rows = h('div', {});
  const addPart = () => rows.append(h('div.m-part', {},
    h('input.m-input', { 'data-part': 'name', maxlength: '60', placeholder: t('part.name'), 'aria-label': t('part.name') }),
    h('input.m-input', { 'data-part': 'quantity', type: 'number', min: '0', step: 'any', value: '1', 'aria-label': t('part.quantity') }),
    h('input.m-input', { 'data-part': 'yuan', type: 'number', min: '0', step: '0.01', placeholder: t('part.yuan'), 'aria-label': t('part.yuan') })));
  const form = h('form.m-card.m-finish', {
    oninput: () => form.classList.add('m-open'),
    onpointerdown: event => event.target === pad.canvas && form.classList.add('m-open'),
    onsubmit: async event => {
      event.preventDefault();
      const field = (row, which) => row.querySelector(`[data-part=${which}]`).value;
      const parts = [...rows.children].map(row => ({ name: field(row, 'name').trim(), quantity: Number(field(row, 'quantity')), yuan: Number(field(row, 'yuan') || 0) })).filter(part => part.name);
      const about = faultOf(task);
      const signature = await pad.png();
      const files = signature ? [await addFile(app.me.user, about, signature, { kind: 'Signature', label: signer.value.trim() || undefined }, true)] : [];
      if (parts.length > 0) await addAction(app.me.user, about, { action: 'RecordParts', parts });
      form.classList.remove('m-open');
      await addAction(app.me.user, about, { action: 'ReportFixed', reason: reason.value, note: note.value.trim() || undefined }, files);
      app.redraw();
    },
  },
  h('h2', {}, t('finish.title')), task.parts && h('p.cap', {}, t('finish.parts', task.parts)), reason, rows,
  h('button.m-link', { type: 'button', onclick: () => { addPart(); form.classList.add('m-open'); } }, t('part.add')), note,
  h('p.cap', {}, t('finish.sign')), pad.canvas, h('div.m-row', {}, signer, h('button.m-link', { type: 'button', onclick: () => pad.clear() }, t('finish.clear'))),
  h('button.m-btn.p', { type: 'submit', 'data-action': 'ReportFixed' }, t('action.ReportFixed')));
  return form;
}

/** The one next step, always within reach. */
function actions(app, task) {
  const act = body => addAction(app.me.user, faultOf(task), body);
  const may = action => task.allowed.includes(action);
  const bar = [];
  if (may('Acknowledge')) bar.push(h('button.m-btn.p', { type: 'button', 'data-action': 'Acknowledge', onclick: () => act({ action: 'Acknowledge' }) }, t('action.Acknowledge')));
  if (may('Arrive')) {
    if (canScan()) {
      bar.push(h('button.m-btn.p', {
        type: 'button',
        onclick: async () => {
          const [code, where] = await Promise.all([scan().catch(() => null), position()]);
          if (code) await act({ action: 'Arrive', code, latitude: where?.latitude, longitude: where?.longitude });
        },
      }, icon('scan'), t('arrive.scan')));
    }

    bar.push(h('button.m-btn', {
      type: 'button', 'data-action': 'Arrive', class: canScan() ? '' : 'p',
      onclick: async () => {
        const where = await position();
        await act({ action: 'Arrive', latitude: where?.latitude, longitude: where?.longitude });
      },
    }, icon('place'), t(canLocate() ? 'arrive.locate' : 'arrive.word')));
  }

  if (may('StartFix')) bar.push(h('button.m-btn.p', { type: 'button', 'data-action': 'StartFix', onclick: () => act({ action: 'StartFix' }) }, t('action.StartFix')));
  if (may('Return')) bar.push(h('button.m-link', { type: 'button', onclick: () => giveBack(app, task) }, t('task.cannot')));
  return bar.length > 0 && h('footer.m-bar', {}, bar);
}

function giveBack(app, task) {
  const reason = h('select.m-input', {}, ['no_access', 'not_ours', 'other'].map(code => h('option', { value: `return.${code}` }, t(`code.return.${code}`))));
  const dialog = h('dialog.m-dialog', {}, h('h2', {}, t('task.cannot')), reason, h('div.m-row', {},
    h('button.m-btn.p', { type: 'button', onclick: async () => { dialog.remove(); await addAction(app.me.user, faultOf(task), { action: 'Return', reason: reason.value }); app.redraw(); } }, t('action.Return')),
    h('button.m-btn', { type: 'button', onclick: () => dialog.remove() }, t('cancel'))));
  document.body.append(dialog);
  dialog.showModal();
}
