// Where a photo says it was taken: EXIF 2.3 §4.6.6, GPS latitude and longitude in an APP1 segment of a JPEG. Null when it says nothing.

const APP1 = 0xffe1;
const GPS_DIRECTORY = 0x8825;

export function gpsOf(buffer) {
  try {
    const view = new DataView(buffer);
    if (view.getUint16(0) !== 0xffd8) return null;
    for (let at = 2; at + 4 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
      const marker = view.getUint16(at);
      if (marker === 0xffda || (marker & 0xff00) !== 0xff00) return null;
      if (marker === APP1 && view.getUint32(at + 4) === 0x45786966) return gps(view, at + 10);
    }
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function gps(view, tiff) {
  const little = view.getUint16(tiff) === 0x4949;
  const u16 = at => view.getUint16(at, little);
  const u32 = at => view.getUint32(at, little);
  const entries = directory => {
    const found = new Map();
    for (let n = 0, count = u16(directory); n < count; n++) {
      const entry = directory + 2 + n * 12;
      found.set(u16(entry), entry + 8);
    }
    return found;
  };
  const root = entries(tiff + u32(tiff + 4));
  if (!root.has(GPS_DIRECTORY)) return null;
  const place = entries(tiff + u32(root.get(GPS_DIRECTORY)));
  const degrees = (value, reference, negative) => {
    if (!place.has(value) || !place.has(reference)) return null;
    const at = tiff + u32(place.get(value));
    const part = n => u32(at + n * 8) / (u32(at + n * 8 + 4) || 1);
    const sum = part(0) + part(1) / 60 + part(2) / 3600;
    return String.fromCharCode(view.getUint8(place.get(reference))) === negative ? -sum : sum;
  };
  const latitude = degrees(2, 1, 'S');
  const longitude = degrees(4, 3, 'W');
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
