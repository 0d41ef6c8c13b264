// The page starts without a network: its own files come from the cache and are renewed behind the reader's back.
// Data is not cached here: tasks, words and unsent actions live in IndexedDB, where they can be looked at.
const CACHE = 'facilities-phone-2';
const FILES = [
  '/m/', '/m/m.css', '/m/manifest.webmanifest', '/css/tokens.css', '/icon.svg', '/lib/jsQR.js',
  ...['main', 'api', 'clock', 'db', 'dom', 'exif', 'explain', 'format', 'list', 'photo', 'position', 'queue', 'rounds', 'scan', 'signature', 'signers', 'tasks', 'words'].map(name => `/m/js/${name}.js`),
  ...['home', 'part', 'photos', 'pictures', 'round', 'rounds', 'roundsteps', 'secondsigner', 'signin', 'task', 'tasks', 'unsent'].map(name => `/m/js/views/${name}.js`),
];

self.addEventListener('install', event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name !== CACHE).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith(caches.open(CACHE).then(async cache => {
    const kept = await cache.match(url.pathname);
    const fresh = fetch(event.request).then(answer => {
      if (answer.ok && !answer.redirected) cache.put(url.pathname, answer.clone());
      return answer;
    });
    if (!kept) return fresh;
    event.waitUntil(fresh.catch(() => {}));
    return kept;
  }));
});
