// The page starts without a network: its own files come from a cache that holds one release, whole. The service puts version and files in (PhoneWorker);
// a browser that finds another version here fetches all of its files and only then lets the old ones go.
// Data is not cached here: tasks, words and unsent actions live in IndexedDB, where they can be looked at.
const CACHE = 'facilities-phone-{version}';
const FILES = {files};

self.addEventListener('install', event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(FILES.map(file => new Request(file, { cache: 'reload' })))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name !== CACHE).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith(caches.open(CACHE).then(cache => cache.match(url.pathname)).then(kept => kept ?? fetch(event.request)));
});
