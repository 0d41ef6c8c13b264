// A signature drawn with the finger; a PNG of it, or null while nothing is drawn.
import { h } from './dom.js';

export function signaturePad() {
  const canvas = h('canvas.m-sign', { width: '680', height: '240', tabindex: '0' });
  const context = canvas.getContext('2d');
  let drawn = false;
  let drawing = false;
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    context.lineWidth = 4;
    context.lineCap = context.lineJoin = 'round';
    context.strokeStyle = '#14202b';
    context.beginPath();
    context.moveTo(...at(event));
  });
  canvas.addEventListener('pointermove', event => {
    if (!drawing) return;
    context.lineTo(...at(event));
    context.stroke();
    drawn = true;
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { drawing = false; });
  return {
    canvas,
    clear() {
      context.clearRect(0, 0, canvas.width, canvas.height);
      drawn = false;
    },
    png() {
      if (!drawn) return Promise.resolve(null);
      // On paper: dark ink on nothing would vanish on a dark page.
      context.globalCompositeOperation = 'destination-over';
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.globalCompositeOperation = 'source-over';
      return new Promise(done => canvas.toBlob(done, 'image/png'));
    },
  };
}
