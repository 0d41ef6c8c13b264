// Reads a QR code with the camera: the browser's own reader where there is one, else jsQR.
import { h } from './dom.js';
import { t } from './words.js';

export const canScan = () => isSecureContext && !!navigator.mediaDevices?.getUserMedia;

/** Shows the camera in a dialog; the code's text, or null when the person closes it. */
export async function scan() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const read = await reader();
  const video = h('video', { playsinline: true, muted: true });
  const typed = h('input.m-input', { type: 'text', placeholder: t('scan.typed'), 'aria-label': t('scan.typed') });
  let close;
  const closed = new Promise(done => { close = done; });
  const dialog = h('dialog.m-scan', {}, video,
    h('p', {}, t('scan.hint')),
    h('div.m-row', {}, typed, h('button.m-btn', { type: 'button', onclick: () => close(typed.value.trim() || null) }, t('ok'))),
    h('button.m-btn', { type: 'button', onclick: () => close(null) }, t('cancel')));
  document.body.append(dialog);
  dialog.addEventListener('cancel', () => close(null));
  dialog.showModal();
  video.srcObject = stream;
  await video.play();
  let over = false;
  const look = async () => {
    if (over) return;
    const text = await read(video).catch(() => null);
    if (text) close(text);
    else setTimeout(look, 200);
  };
  look();
  const text = await closed;
  over = true;
  stream.getTracks().forEach(track => track.stop());
  dialog.remove();
  return text;
}

async function reader() {
  if ('BarcodeDetector' in globalThis) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async video => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  if (!globalThis.jsQR) {
    await new Promise((done, failed) => document.head.append(h('script', { src: '/lib/jsQR.js', onload: done, onerror: failed })));
  }
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async video => {
    if (!video.videoWidth) return null;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    return globalThis.jsQR(picture.data, picture.width, picture.height)?.data ?? null;
  };
}
