// The second signature: given on this phone, by the second person, with an account of their own.
import { Offline, Refused } from '../api.js';
import { h } from '../dom.js';
import { moment as clockTime } from '../format.js';
import { addFile } from '../queue.js';
import { change, moment, roundOf } from '../rounds.js';
import { signaturePad } from '../signature.js';
import { admit, signers } from '../signers.js';
import { name, say, t } from '../words.js';

export async function secondSigner(app, round) {
  if (round.signaturesNeeded < 2) return null;
  const signed = round.draft?.signer;
  const known = signed ? [] : await signers(app.me.user);
  return h('section.m-card', { 'data-signers': '' }, h('h2', {}, t('sign.title', round.signaturesNeeded)),
    h('p', {}, '1 · ', name(app.me.name), ' ', h('span.cap', {}, t('sign.first'))),
    signed && h('p', {}, '2 · ', name(signed.name), ' ', h('span.cap', {}, clockTime(signed.at))),
    signed && h('button.m-link', { type: 'button', onclick: async () => { await change(round, draft => { draft.signer = null; }); app.redraw(); } }, t('sign.again')),
    !signed && h('div.m-row', {}, known.map(signer => h('button.m-btn', { type: 'button', 'data-sign': signer.user, onclick: () => sign(app, round, signer) }, t('sign.as', name(signer.name))))),
    !signed && h('p.cap', {}, known.length > 0 ? t('sign.until', clockTime(known[0].until)) : t('sign.before')),
    !signed && h('button.m-link', { type: 'button', 'data-sign': 'other', onclick: () => account(app, round) }, t('sign.account')));
}

/** The colleague's own account; needs a network. */
function account(app, round) {
  const field = (key, attributes) => h('input.m-input', { name: `signer-${key}`, autocomplete: 'off', autocapitalize: 'none', placeholder: t(`signIn.${key}`), 'aria-label': t(`signIn.${key}`), ...attributes });
  const [user, password, code] = [field('user', { required: true }), field('password', { type: 'password', required: true }), field('code', { inputmode: 'numeric', hidden: true })];
  const problem = h('p.m-problem', { role: 'alert' });
  const dialog = h('dialog.m-dialog', {}, h('form.m-list', {
    onsubmit: async event => {
      event.preventDefault();
      try {
        const signer = await admit(app.me.user, { userName: user.value.trim(), password: password.value, code: code.value.trim() || undefined });
        dialog.remove();
        app.redraw();
        sign(app, round, signer);
      } catch (error) {
        if (error instanceof Refused && error.problem?.code === 'session.code_needed') code.hidden = false;
        problem.textContent = error instanceof Offline ? t('sign.offline') : error instanceof Refused ? say(error.problem?.code ?? 'request.failed', error.problem?.parameters) : String(error);
      }
    },
  }, h('h2', {}, t('sign.account')), h('p.cap', {}, t('sign.before')), user, password, code, problem,
  h('div.m-row', {}, h('button.m-btn.p', { type: 'submit' }, t('signIn')), h('button.m-btn', { type: 'button', onclick: () => dialog.remove() }, t('cancel')))));
  document.body.append(dialog);
  dialog.showModal();
}

/** Draws the name; the picture is kept with the record. */
function sign(app, round, signer) {
  const pad = signaturePad();
  const problem = h('p.m-problem', { role: 'alert' });
  const dialog = h('dialog.m-dialog', {}, h('h2', {}, t('sign.as', name(signer.name))), h('p.cap', {}, t('sign.word')), pad.canvas, problem,
    h('div.m-row', {},
      h('button.m-btn.p', {
        type: 'button', 'data-action': 'sign',
        onclick: async () => {
          const drawn = await pad.png();
          if (!drawn) {
            problem.textContent = t('sign.empty');
            return;
          }
          dialog.remove();
          const ref = await addFile(app.me.user, roundOf(round), drawn, { step: 'signature' }, true);
          await change(round, draft => { draft.signer = { user: signer.user, name: signer.name, ticket: signer.ticket, at: moment(), ref }; });
          app.redraw();
        },
      }, t('sign.do')),
      h('button.m-btn', { type: 'button', onclick: () => pad.clear() }, t('finish.clear')),
      h('button.m-btn', { type: 'button', onclick: () => dialog.remove() }, t('cancel'))));
  document.body.append(dialog);
  dialog.showModal();
}
