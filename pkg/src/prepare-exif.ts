/** The one thing of a photo's metadata that is wanted: which way is up. */

const SOI = 0xd8;
const SOS = 0xda;
const APP1 = 0xe1;
/** The field of TIFF that tells it. */
const ORIENTATION = 0x0112;
/** The bytes of a name and of the head of TIFF. */
const EXIF = 0x45786966;
const LITTLE_ENDIAN = 0x4949;

/**
 * The orientation that a JPEG's EXIF gives: 1 to 8, and 1 where there is none.
 *
 * @param head the file's first bytes; what lies behind them is not looked for
 */
export function orientationOf(head: ArrayBuffer): number {
  const view = new DataView(head);
  try {
    if (view.getUint16(0) !== (0xff00 | SOI)) return 1;
    for (let at = 2; ; ) {
      const marker = view.getUint8(at + 1);
      if (view.getUint8(at) !== 0xff || marker === SOS) return 1;
      // Any number of fill bytes may come before a marker.
      if (marker === 0xff) {
        at += 1;
        continue;
      }
      if (marker === APP1 && view.getUint32(at + 4) === EXIF) return ofTiff(view, at + 10);
      at += 2 + view.getUint16(at + 2);
    }
  } catch (error) {
    // It ends before it says so.
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

function ofTiff(view: DataView, at: number): number {
  const little = view.getUint16(at) === LITTLE_ENDIAN;
  const directory = at + view.getUint32(at + 4, little);
  const entries = view.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12) {
    if (view.getUint16(entry, little) !== ORIENTATION) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
