// Two tones every four seconds, until they are switched off.
let context;
let timer;

function tone(frequency, from, length) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.0001, context.currentTime + from);
  gain.gain.exponentialRampToValueAtTime(0.4, context.currentTime + from + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + from + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(context.currentTime + from);
  oscillator.stop(context.currentTime + from + length);
}

function call() {
  tone(880, 0, 0.35);
  tone(660, 0.4, 0.5);
}

export async function sound(on) {
  clearInterval(timer);
  document.documentElement.dataset.sounding = on ? "true" : "false";
  if (!on) return;
  context ??= new AudioContext();
  timer = setInterval(call, 4000);
  await context.resume();
  call();
}
