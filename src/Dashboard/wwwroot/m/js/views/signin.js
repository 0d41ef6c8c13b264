import { call, Offline, Refused } from '../api.js';
import { h } from '../dom.js';
import { language, loadWords, say, t } from '../words.js';

export function signIn(app, done) {
  const user = h('input.m-input', { name: 'user', autocomplete: 'username', required: true, autocapitalize: 'none' });
  const password = h('input.m-input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  // Only accounts with a second step are asked for it.
  const code = h('input.m-input', { name: 'code', autocomplete: 'one-time-code', autocapitalize: 'none', maxlength: 20 });
  const second = h('label', { hidden: true }, t('signIn.code'), code);
  const change = h('a.m-link', { href: '/login?ReturnUrl=%2Faccount%2Fsecurity', hidden: true }, t('signIn.change'));
  const problem = h('p.m-problem', { role: 'alert' });
  const button = h('button.m-btn.p', { type: 'submit' }, t('signIn'));
  const form = h('form.m-signin', {
    onsubmit: async event => {
      event.preventDefault();
      button.disabled = true;
      problem.textContent = '';
      try {
        await done(await call('POST', '/api/session', { json: { userName: user.value.trim(), password: password.value, code: code.value.trim() || undefined, remember: true } }));
      } catch (error) {
        const refused = error instanceof Refused ? error.problem?.code : null;
        if (refused === 'session.code_needed') {
          second.hidden = false;
          code.focus();
        }
        change.hidden = refused !== 'session.password_change_needed';
        problem.textContent = error instanceof Offline ? t('signIn.offline') : error instanceof Refused ? say(error.problem?.code ?? 'request.failed', error.problem?.parameters) : String(error);
      } finally {
        button.disabled = false;
      }
    },
  },
  h('h1', {}, t('title')), h('p.cap', {}, t('signIn.for')),
  h('label', {}, t('signIn.user'), user), h('label', {}, t('signIn.password'), password), second, problem, change, button,
  h('button.m-link', {
    type: 'button',
    onclick: async () => {
      const next = language === 'en' ? 'zh-CN' : 'en';
      document.cookie = `.AspNetCore.Culture=${encodeURIComponent(`c=${next}|uic=${next}`)};path=/;max-age=31536000;samesite=lax`;
      await loadWords(next);
      app.redraw();
    },
  }, language === 'en' ? '中文' : 'English'));
  return form;
}
