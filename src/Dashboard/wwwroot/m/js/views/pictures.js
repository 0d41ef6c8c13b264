// Taking a picture in the page, and showing those that still wait on the phone.
import { h, icon } from '../dom.js';
import { compress, LARGEST_SOURCE } from '../photo.js';
import { t } from '../words.js';

/** A button that opens the camera. `taken` gets the picture as it is sent, and where it was taken (null when it doesn't say). */
export function camera(label, purpose, taken, small = false) {
  const problem = h('p.m-problem', { role: 'alert' });
  const input = h('input', {
    type: 'file', accept: 'image/*', capture: 'environment', hidden: true, 'data-photo': purpose,
    onchange: async () => {
      const file = input.files[0];
      if (!file) return;
      problem.textContent = file.size > LARGEST_SOURCE ? t('file.tooLarge') : '';
      if (problem.textContent) return;
      const picture = await compress(file).catch(() => null);
      if (!picture) problem.textContent = t('file.unreadable');
      else await taken(picture.blob, picture.position);
    },
  });
  const open = () => input.click();
  return [input, small
    ? h('button.m-icon', { type: 'button', 'aria-label': label, title: label, onclick: open }, icon('camera'))
    : h('button.m-btn', { type: 'button', onclick: open }, icon('camera'), label), problem];
}

/** Addresses of the pictures that wait; given back when the page draws them anew. */
const shown = [];

export const forgetShown = () => shown.splice(0).forEach(address => URL.revokeObjectURL(address));

export function addressOf(item) {
  const address = URL.createObjectURL(new Blob([item.bytes], { type: item.type }));
  shown.push(address);
  return address;
}
