// Where the phone is. Only over HTTPS and with the person's leave; without it null, and the page says so.

const PATIENCE = 8_000;

export const canLocate = () => isSecureContext && 'geolocation' in navigator;

export function position() {
  if (!canLocate()) return Promise.resolve(null);
  return new Promise(done => navigator.geolocation.getCurrentPosition(
    ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
    () => done(null),
    { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 30_000 }));
}

/** Metres between two places, haversine. */
export function metres(a, b) {
  const rad = degrees => degrees * Math.PI / 180;
  const half = Math.sin(rad(b.latitude - a.latitude) / 2);
  const across = Math.sin(rad(b.longitude - a.longitude) / 2);
  return 2 * 6371000 * Math.asin(Math.sqrt(half * half + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * across * across));
}
