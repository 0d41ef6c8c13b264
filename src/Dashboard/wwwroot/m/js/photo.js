// A photo small enough for a cellar's network: at most 1600 px and, if quality allows, 400 KB. Drawing it anew leaves behind what the camera wrote
// into it; where it was taken is read before and sent apart.
import { gpsOf } from './exif.js';

const LONGEST = 1600;
const WANTED = 400 * 1024;
export const LARGEST_SOURCE = 40 * 1024 * 1024;

export async function compress(file) {
  const position = gpsOf(await file.slice(0, 256 * 1024).arrayBuffer());
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let blob = null;
  for (const quality of [0.82, 0.7, 0.55, 0.4]) {
    blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', quality));
    if (blob.size <= WANTED) break;
  }
  return { blob, position };
}
