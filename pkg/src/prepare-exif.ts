/** Reads the orientation from the metadata of a photo. */

const SOI = 0xd8;
const SOS = 0xda;
const APP1 = 0xe1;
/** The tag of the orientation in TIFF. */
const ORIENTATION = 0x0112;
/** The first bytes of an EXIF segment, and of TIFF data in little-endian order. */
const EXIF = 0x45786966;
const LITTLE_ENDIAN = 0x4949;

/**
 * Returns the orientation in the EXIF data of a JPEG: 1 to 8, and 1 where there is none.
 *
 * @param start the file's first bytes; only these are searched
 */
export function orientationOf(start: ArrayBuffer): number {
  const view = new DataView(start);
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
    // The bytes end before the orientation.
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
